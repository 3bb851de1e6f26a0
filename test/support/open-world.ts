import { createApp } from '@parley/api/app'
import { ensureSigningKey } from '@parley/api/attestations/signing-keys'
import { createEnv, type Env, systemActor } from '@parley/api/context'
import { addCertifications, addPartners, nameVendor } from '@parley/api/demo/fill'
import { sweepProtections } from '@parley/api/jobs/sweep-protections'
import { installDefaultPolicies } from '@parley/api/policies/install-default-policies'
import { createUser } from '@parley/api/session/create-user'
import { inTransaction } from '@parley/api/transaction'
import { openPool } from '@parley/db/connect'
import { ordinarySignIn, type SignInSettings } from '@parley/db/sign-in-settings'
import pg from 'pg'
import { pino } from 'pino'
import { Arrangement } from './arrangement.ts'
import { freshDatabase, template } from './database.ts'
import { northwind, type Person, type PersonName, partners, password, people } from './program.ts'
import { Someone } from './someone.ts'

/** When every world begins: a Monday morning in Chicago. */
export const beginning = '2026-11-02T15:00:00.000Z'

/** A program on a database of its own, with the API in this process and a clock that the test sets. */
export type World = Awaited<ReturnType<typeof openWorld>>

/** The caller closes it: tests use `world()`, which does. */
export async function openWorld() {
  await template('northwind', buildNorthwind)
  const database = await freshDatabase({ from: 'northwind' })
  const time = { now: new Date(beginning) }
  const instance = openInstance(database.appPool, () => new Date(time.now))
  const owner = new pg.Pool({ connectionString: database.ownerUrl, max: 2 })
  owner.on('error', () => {})
  const others: ReturnType<typeof openInstance>[] = []
  const signedIn = new Map<string, Someone>()

  return {
    ...instance,
    ownerUrl: database.ownerUrl,
    partners,
    /** Looks and arranges as the owner of the database; never acts as the app. */
    async sql<Row>(text: string, values: unknown[] = []): Promise<Row[]> {
      return (await owner.query(text, values)).rows as Row[]
    },
    has: new Arrangement(instance.env),
    now: () => new Date(time.now),
    /** A day (`2027-03-01`, at nine in Chicago) or an instant. */
    travelTo(when: string) {
      const instant = when.length === 10 ? new Date(`${when}T15:00:00.000Z`) : new Date(when)
      if (instant < time.now) throw new Error(`${when} is before ${time.now.toISOString()}: time goes forward.`)
      time.now = instant
    },
    travelDays(days: number) {
      time.now = new Date(time.now.getTime() + days * 86_400_000)
    },
    runsSweep: () => sweepProtections(instance.env),
    /** Somebody, signed in through the API. */
    as(name: PersonName): Someone {
      const known = signedIn.get(name)
      if (known) return known
      const someone = new Someone(instance.app, people[name], password)
      signedIn.set(name, someone)
      return someone
    },
    /** Somebody who was arranged by the test itself. */
    person: (person: Person, secret = password) => new Someone(instance.app, person, secret),
    stranger: () => new Someone(instance.app, null, ''),
    /** Another process' API on the same database. */
    anotherInstance(signIn: Partial<SignInSettings> = {}) {
      const pool = openPool(database.ownerUrl, { role: 'parley_app', size: 10 })
      const other = openInstance(pool, () => new Date(time.now), signIn)
      others.push({ ...other, close: () => other.close().then(() => pool.end()) })
      return {
        ...other,
        as: (name: PersonName) => new Someone(other.app, people[name], password),
        person: (person: Person, secret = password) => new Someone(other.app, person, secret),
      }
    },
    async close() {
      for (const other of others) await other.close()
      await instance.close()
      await owner.end()
      await database.close()
    },
  }
}

/** PARLEY_SECRET of every world. */
export const testSecret = 'a secret for tests of at least 32 characters'

/** The API as one process has it, on this pool and clock. */
export function openInstance(
  appPool: pg.Pool,
  clock: () => Date,
  signIn: Partial<SignInSettings> = {},
  secrets: { secret: string; secretBefore?: string } = { secret: testSecret },
) {
  const env: Env = createEnv({
    appPool,
    ...secrets,
    publicUrl: 'http://localhost',
    clock,
    logger: pino({ level: process.env.PARLEY_TEST_LOG ?? 'silent' }),
    passwordCost: { N: 16, r: 8, p: 1 },
    // Time travels by months; whoever tests the ends of sessions sets others.
    signIn: { ...ordinarySignIn, idleMinutes: 390 * 24 * 60, sessionHours: 390 * 24, ...signIn },
  })
  return { env, app: createApp(env), close: () => env.close() }
}

/** The template that every world is a copy of: the program, its people, its policies, a few accounts. */
export async function buildNorthwind(ownerUrl: string): Promise<void> {
  const pool = openPool(ownerUrl, { role: 'parley_app', size: 4 })
  const instance = openInstance(pool, () => new Date('2026-01-05T15:00:00.000Z'))
  await nameVendor(pool, northwind)
  await inTransaction(instance.env, systemActor, async (ctx) => {
    await addPartners(ctx, Object.values(partners))
    await addCertifications(
      ctx,
      Object.values(partners).flatMap(({ id }) =>
        northwind.productFamilies.map((family) => ({
          partnerId: id,
          productFamily: family.id,
          personName: 'Certified Person',
          expiresOn: '2029-12-31',
        })),
      ),
    )
    await installDefaultPolicies(ctx)
  })
  await ensureSigningKey(instance.env)
  for (const { email, name, role, partner } of Object.values(people))
    await createUser(instance.env, { email, name, role, password, partnerId: partner ? partners[partner].id : null })
  await instance.close()
  await pool.end()
}
