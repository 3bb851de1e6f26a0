import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { getRequestListener } from '@hono/node-server'
import { systemActor } from '@parley/api/context'
import { addCertifications, addPartners, nameVendor } from '@parley/api/demo/fill'
import { type Http, mount } from '@parley/api/http/mount'
import { installDefaultPolicies } from '@parley/api/policies/install-default-policies'
import { createUser } from '@parley/api/session/create-user'
import { inTransaction } from '@parley/api/transaction'
import { RegisterDeal } from '@parley/contract/registrations'
import { route } from '@parley/contract/route'
import pg from 'pg'
import { z } from 'zod'
import { freshDatabase } from '../support/database.ts'
import { aDeal } from '../support/factories.ts'
import { openInstance } from '../support/open-world.ts'
import { northwind, partners, password } from '../support/program.ts'
import { SameRows } from './same-rows.ts'

/** So many that none reaches the number of open registrations that its tier allows. */
export const sellersCount = 100

/** The one account that everybody wants. */
export const hotAccount = 'The one account that everybody wants'

/** One row, and nothing else: the measure that a registration is held against. */
const rowRoute = route({
  id: 'benchRow',
  method: 'post',
  path: '/api/v1/bench/rows',
  audience: 'partner',
  tag: 'Bench',
  summary: 'Inserts one row',
  body: RegisterDeal,
  response: z.object({ id: z.string(), version: z.int() }),
  status: 201,
  etag: 'gives',
})
const keyedRowRoute = route({ ...rowRoute, id: 'benchKeyedRow', path: '/api/v1/bench/keyed-rows', creates: true })
const sameRowsRoute = route({
  ...keyedRowRoute,
  id: 'benchSameRows',
  path: '/api/v1/bench/same-rows',
  summary: 'Writes what a registration writes',
  response: z.looseObject({ version: z.int() }),
})

/** A real server on a real port and database, with a hundred sellers who are signed in. */
export async function openRegisterStage() {
  const database = await freshDatabase()
  const owner = new pg.Pool({ connectionString: database.ownerUrl, max: 1 })
  await owner.query(
    'CREATE TABLE parley.bench_row (id uuid PRIMARY KEY, partner_id uuid NOT NULL, body jsonb NOT NULL)',
  )
  await owner.query('GRANT INSERT ON parley.bench_row TO parley_app')
  const { rows } = await owner.query(
    `SELECT current_setting('server_version') AS version, current_setting('fsync') AS fsync`,
  )
  if (rows[0].fsync !== 'on') throw new Error('This PostgreSQL runs with fsync off: the numbers would mean nothing.')

  await nameVendor(database.appPool, northwind)
  const { env, app, close } = openInstance(database.appPool, () => new Date())
  mountRows(app, env)
  const sameRows = new SameRows()
  mount(app, env, sameRowsRoute, (ctx, { body }) => sameRows.register(ctx, body))
  const ids = Array.from({ length: sellersCount }, () => env.newId())
  await inTransaction(env, systemActor, async (ctx) => {
    await addPartners(
      ctx,
      ids.map((id, number) => ({ ...partners.alder, id, name: `Partner ${number}`, tier: 'platinum' as const })),
    )
    await addCertifications(
      ctx,
      ids.map((partnerId) => ({
        partnerId,
        productFamily: 'backup',
        personName: 'Certified Person',
        expiresOn: '2099-12-31',
      })),
    )
    await installDefaultPolicies(ctx)
  })
  const emailOf = (id: string) => `${id}@partner.example`
  for (const partnerId of ids)
    await createUser(env, { email: emailOf(partnerId), name: 'A seller', role: 'partnerSeller', password, partnerId })

  const http = createServer(getRequestListener(app.fetch))
  http.keepAliveTimeout = 60_000 // the client is quiet for a while before work is counted
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve))
  const { port } = http.address() as AddressInfo
  const closeOn = new Date(Date.now() + 90 * 86_400_000).toISOString().slice(0, 10)
  return {
    port,
    owner,
    appPool: database.appPool,
    postgres: String(rows[0].version).split(' ')[0]!,
    fsync: rows[0].fsync as string,
    roundTrips: () => env.roundTrips.count,
    deal: (name: string) => aDeal({ account: { name }, deal: { expectedCloseOn: closeOn } }),
    /** A session cookie for each seller, looked up once: what is measured comes after sign-in. */
    async signIn(password: string): Promise<string[]> {
      const cookies: string[] = []
      for (const id of ids) cookies.push(await signIn(port, emailOf(id), password))
      return cookies
    },
    /** How many of the registrations on accounts of their own were approved, and so wrote a protection: 1 is all. */
    async approvedShare(): Promise<number> {
      const { rows } = await owner.query(
        `SELECT avg((status = 'approved')::int)::float8 AS share FROM parley.registration
        WHERE account_name <> $1`,
        [hotAccount],
      )
      return rows[0].share
    },
    async close() {
      http.closeAllConnections()
      await new Promise((resolve) => http.close(resolve))
      await close()
      await owner.end()
      await database.close()
    },
  }
}

function mountRows(app: Http, env: Parameters<typeof mount>[1]): void {
  for (const each of [rowRoute, keyedRowRoute])
    mount(app, env, each, async (ctx, { body }) => {
      const id = ctx.newId()
      const values = [id, ctx.actor.partnerId, JSON.stringify(body)]
      await ctx.tx.query('INSERT INTO bench_row (id, partner_id, body) VALUES ($1, $2, $3)', values, 'bench_row')
      return { id, version: 1 }
    })
}

async function signIn(port: number, email: string, password: string): Promise<string> {
  const origin = `http://127.0.0.1:${port}`
  const answer = await fetch(`${origin}/api/auth/sign-in/email`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin },
    body: JSON.stringify({ email, password }),
  })
  if (!answer.ok) throw new Error(`${email} can’t sign in: ${answer.status} ${await answer.text()}`)
  const cookie = answer.headers
    .getSetCookie()
    .map((each) => each.split(';')[0])
    .join('; ')
  await fetch(`${origin}/api/v1/me`, { headers: { cookie } })
  return cookie
}
