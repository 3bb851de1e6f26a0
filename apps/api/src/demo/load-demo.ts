import pg from 'pg'
import type { Env } from '../context.ts'
import { systemActor } from '../context.ts'
import { installDefaultPolicies } from '../policies/install-default-policies.ts'
import { createUser } from '../session/create-user.ts'
import { inTransaction } from '../transaction.ts'
import { addDays, dayOf } from '../vendor-days.ts'
import { cast, demoPassword, northwind, type Partner, staff } from './cast.ts'
import { Deals } from './deals.ts'
import { Everyday } from './everyday.ts'
import {
  addAccounts,
  addCertifications,
  addDirectOpportunities,
  addHoldings,
  addPartners,
  type NewCertification,
  nameVendor,
} from './fill.ts'
import { accountId, known, type Organisation, readOrganisations, toAccounts } from './market.ts'
import { playPolicyChanges } from './policy-changes.ts'
import { seeded } from './random.ts'
import { dayMs, Stage } from './stage.ts'
import { cueStory } from './story.ts'

const daysPlayed = 182

/**
 * Fills an empty database with Northwind's last six months, up to now: every registration made and decided by the use
 * cases, at the time of the story. Does nothing where a vendor is named already. Ends in whether it has loaded.
 */
export async function loadDemo(env: Env): Promise<boolean> {
  const { rows } = await env.pool.query('SELECT 1 FROM parley.vendor')
  if (rows.length > 0) return false
  await nameVendor(env.pool, northwind)
  const now = env.clock()
  const hasty = openHastyPool(env.pool)
  try {
    await play(new Stage({ ...env, pool: hasty }, now), now)
  } finally {
    await hasty.end()
  }
  // Durable, and with it everything before it: the log is one sequence.
  await env.pool.query('INSERT INTO parley.demo (loaded_at) VALUES ($1)', [now])
  return true
}

/** The same connections, but a commit doesn't wait for the disk: a demo that is half loaded at a power cut is loaded anew. */
function openHastyPool(pool: pg.Pool): pg.Pool {
  const options = `${pool.options.options ?? ''} -c synchronous_commit=off`.trim()
  return new pg.Pool({ ...pool.options, options, max: 4 })
}

async function play(stage: Stage, now: Date): Promise<void> {
  stage.begin(new Date(now.getTime() - (daysPlayed + 1) * dayMs))
  const organisations = readOrganisations()
  await fillProgram(stage, organisations)
  await meetPeople(stage)

  const random = seeded(20_260_521)
  const deals = new Deals(stage, random)
  const everyday = new Everyday(stage, deals, random)
  playPolicyChanges(stage)
  cueStory({ stage, deals, everyday, organisations })
  for (const partner of Object.values<Partner>(cast))
    everyday.cuePartner(partner, marketOf(partner, organisations), -daysPlayed + 5)
  await stage.play()
}

/** Whether this database holds the demo. */
export async function isDemoLoaded(env: Env): Promise<boolean> {
  const { rows } = await env.pool.query('SELECT 1 FROM parley.demo')
  return rows.length > 0
}

async function fillProgram(stage: Stage, organisations: readonly Organisation[]): Promise<void> {
  await inTransaction(stage.env, systemActor, async (ctx) => {
    const today = dayOf(ctx.now, northwind.vendor.timeZone)
    const partners = Object.values<Partner>(cast)
    await addPartners(
      ctx,
      partners.map(({ agreementSigned, ...partner }, position) => ({
        ...partner,
        agreementSignedOn: agreementSigned ? addDays(today, -200 - position * 37) : null,
      })),
    )
    await addCertifications(
      ctx,
      partners.flatMap((partner) => certificationsOf(partner, addDays(today, 700))),
    )
    await addAccounts(ctx, toAccounts(organisations))
    const of = (source: string, productFamily: string) => ({ accountId: accountId(source), productFamily })
    await addHoldings(ctx, [
      { ...of(known.energizer, 'backup'), incumbentPartnerId: cast.brightwater.id, since: addDays(today, -400) },
      { ...of(known.ford, 'backup'), incumbentPartnerId: null, since: addDays(today, -900) },
      { ...of(known.deutscheBank, 'analytics'), incumbentPartnerId: null, since: addDays(today, -1200) },
    ])
    await addDirectOpportunities(ctx, [
      {
        ...of(known.millerKnoll, 'network-security'),
        ownerName: 'Theo Brandt',
        lastContactOn: addDays(today, daysPlayed - 33),
      },
      { ...of(known.mauiLand, 'backup'), ownerName: 'Theo Brandt', lastContactOn: addDays(today, daysPlayed - 140) },
    ])
    await installDefaultPolicies(ctx)
  })
}

function certificationsOf(partner: Partner, expiresOn: string): NewCertification[] {
  return Object.entries(partner.certified).flatMap(([productFamily, count]) =>
    Array.from({ length: count ?? 0 }, (_, number) => ({
      ...{ partnerId: partner.id, productFamily, expiresOn },
      personName: partner.people[number]?.name ?? `Certified engineer ${number + 1}`,
    })),
  )
}

async function meetPeople(stage: Stage): Promise<void> {
  const ofPartners = Object.values<Partner>(cast).flatMap(({ id, people }) =>
    people.map((person) => ({ person, partnerId: id })),
  )
  const everybody = [...ofPartners, ...Object.values(staff).map((person) => ({ person, partnerId: null }))]
  await Promise.all(
    everybody.map(async ({ person, partnerId }) => {
      const { name, email, role } = person
      stage.meet(person, await createUser(stage.env, { name, email, role, password: demoPassword, partnerId }))
    }),
  )
}

/** The accounts that a partner meets: some of its countries', so that partners meet each other there. */
function marketOf(partner: Partner, organisations: readonly Organisation[]): Organisation[] {
  const story = new Set<string>(Object.values(known))
  const inReach = organisations.filter(({ id, country }) => partner.sellsIn.includes(country) && !story.has(id))
  const home = inReach.filter(({ country }) => country === partner.country)
  return [...home.slice(0, 70), ...inReach.filter(({ country }) => country !== partner.country).slice(0, 25)]
}
