import { type Ctx, type Env, systemActor } from '../context.ts'
import { lookAfterDuties } from '../jobs/look-after-duties.ts'
import { installDefaultPolicies } from '../policies/install-default-policies.ts'
import { countSegments } from '../segments/count-segments.ts'
import { createUser } from '../session/create-user.ts'
import { inTransaction } from '../transaction.ts'
import { addDays, dayOf } from '../vendor-days.ts'
import { cast, demoPassword, northwind, type Partner, staff } from './cast.ts'
import { cueConflicts } from './conflicts.ts'
import { Deals } from './deals.ts'
import { cueDuties } from './duties.ts'
import { cueEarnings } from './earnings.ts'
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
import { cueLetters } from './letters.ts'
import { accountId, known, type Organisation, readOrganisations, toAccounts } from './market.ts'
import { cueMayI } from './may-i.ts'
import { cueNeighbours } from './neighbours.ts'
import { cueOneLook } from './one-look.ts'
import { inOneTransaction } from './one-transaction.ts'
import { playPolicyChanges } from './policy-changes.ts'
import { seeded } from './random.ts'
import { cueRenewals } from './renewals.ts'
import { dayMs, Stage } from './stage.ts'
import { cueStory } from './story.ts'
import { cueTeam } from './team.ts'

const partners: readonly Partner[] = Object.values<Partner>(cast)
const daysPlayed = 182
const toldDays = 10

/**
 * Fills an empty database with Northwind's last six months, up to now: every registration made and decided by the use
 * cases, at the time of the story. Does nothing where another vendor is named, or where it has been loaded; what a kill cut
 * short is done again. Ends in whether it has loaded.
 */
export async function loadDemo(env: Env): Promise<boolean> {
  if (!(await isRoomFor(env))) return false
  await nameVendor(env.pool, northwind)
  const now = env.clock()
  await inTransaction(env, systemActor, (ctx) => fillPartners(ctx, dayOf(now, northwind.vendor.timeZone)))
  const userIds = await signUpPeople(env)
  await inOneTransaction(env.pool, async (pool) => {
    const stage = new Stage({ ...env, pool }, now)
    for (const person of everybody()) stage.meet(person, userIds.get(person.email)!)
    await play(stage, now)
    await stage.asSystem((ctx) => forgetOldNews(ctx, now))
    await pool.query('INSERT INTO parley.demo (loaded_at) VALUES ($1)', [now])
  })
  return true
}

async function isRoomFor(env: Env): Promise<boolean> {
  const { rows } = await env.pool.query<{ name: string }>('SELECT name FROM parley.vendor')
  if (rows.length > 0 && rows[0]!.name !== northwind.vendor.name) return false
  const { rows: begun } = await env.pool.query('SELECT 1 FROM parley.policy_version LIMIT 1')
  return begun.length === 0
}

async function play(stage: Stage, now: Date): Promise<void> {
  stage.begin(new Date(now.getTime() - (daysPlayed + 1) * dayMs))
  const organisations = readOrganisations()
  await stage.asSystem((ctx) => fillProgram(ctx, organisations))
  const random = seeded(20_260_521)
  const deals = new Deals(stage, random)
  const everyday = new Everyday(stage, deals, random)
  playPolicyChanges(stage)
  cueTeam(stage)
  cueStory({ stage, deals, organisations })
  cueEarnings(stage)
  cueMayI(stage, organisations)
  cueLetters(stage, organisations)
  cueConflicts({ stage, deals, organisations })
  cueOneLook(stage)
  cueNeighbours(stage, organisations)
  cueDuties(stage)
  cueRenewals(stage)
  for (const partner of partners) everyday.cuePartner(partner, marketOf(partner, organisations), -daysPlayed + 5)
  await stage.play()
  await lookAfterDuties(stage.env)
  await countSegments(stage.env)
}

/** Of six months of news only the last days are told: nobody begins with a thousand notices. */
async function forgetOldNews({ tx }: Ctx, now: Date): Promise<void> {
  await tx.query('UPDATE outbox SET dispatched_at = created_at WHERE dispatched_at IS NULL AND created_at < $1', [
    new Date(now.getTime() - toldDays * dayMs),
  ])
}

/** Whether this database holds the demo. */
export async function isDemoLoaded(env: Env): Promise<boolean> {
  const { rows } = await env.pool.query('SELECT 1 FROM parley.demo')
  return rows.length > 0
}

async function fillPartners(ctx: Ctx, today: string): Promise<void> {
  const rows = partners.map(({ agreementSigned, ...partner }, position) => ({
    ...partner,
    agreementSignedOn: agreementSigned ? addDays(today, -400 - position * 37) : null,
  }))
  await addPartners(ctx, rows)
}

async function fillProgram(ctx: Ctx, organisations: readonly Organisation[]): Promise<void> {
  const today = dayOf(ctx.now, northwind.vendor.timeZone)
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
}

function certificationsOf(partner: Partner, expiresOn: string): NewCertification[] {
  return Object.entries(partner.certified).flatMap(([productFamily, count]) =>
    Array.from({ length: count ?? 0 }, (_, number) => ({
      ...{ partnerId: partner.id, productFamily, expiresOn },
      personName: partner.people[number]?.name ?? `Certified engineer ${number + 1}`,
    })),
  )
}

const everybody = () => [...partners.flatMap(({ people }) => people), ...Object.values(staff)]

/** Everybody's sign-in; ends in their ids by e-mail address. Who is there already stays. */
async function signUpPeople(env: Env): Promise<Map<string, string>> {
  const { rows } = await env.pool.query<{ id: string; email: string }>('SELECT id, email FROM auth."user"')
  const ids = new Map(rows.map(({ id, email }) => [email, id]))
  await Promise.all(
    everybody()
      .filter(({ email }) => !ids.has(email))
      .map(async ({ name, email, role }) => {
        const partner = partners.find(({ people }) => people.some((person) => person.email === email))
        ids.set(
          email,
          await createUser(env, { name, email, role, password: demoPassword, partnerId: partner?.id ?? null }),
        )
      }),
  )
  return ids
}

/** The accounts that a partner meets: some of its countries', so that partners meet each other there. */
function marketOf(partner: Partner, organisations: readonly Organisation[]): Organisation[] {
  const story = new Set<string>(Object.values(known))
  const inReach = organisations.filter(({ id, country }) => partner.sellsIn.includes(country) && !story.has(id))
  const home = inReach.filter(({ country }) => country === partner.country)
  return [...home.slice(0, 70), ...inReach.filter(({ country }) => country !== partner.country).slice(0, 25)]
}
