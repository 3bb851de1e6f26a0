import { randomUUID } from 'node:crypto'
import { companyDomain } from '@parley/identity/company-domain'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type FreshDatabase, freshDatabase, template } from '../support/database.ts'
import { aDeal } from '../support/factories.ts'
import { type Company, market } from '../support/market.ts'
import { type Started, startApi, untilReady } from '../support/processes.ts'
import { buildRivals, closingSoon, signInRivals } from '../support/rivals.ts'
import { withoutConstraint, withoutLocks } from '../support/without-locks.ts'

/** T1: so many accounts, for each of which so many partners register in the same moment, through two processes. */
const accounts = 200
/** The rest nobody knew before: the first registration makes the account. */
const knownBefore = 150
const rivals = 64
const hangMs = 60_000

/** One for each domain: two names at one domain are one account, which the second can't win. */
const wanted = [...new Map(market().map((company) => [companyDomain(company.domain ?? ''), company]))]
  .filter(([domain, { country }]) => domain && country)
  .map(([, company]) => company)
  .slice(0, accounts)

type Answer = { status: number; outcome: string | null; registrationId: string | null }

/** Two processes on a database of its own, damaged first by a mutant. */
async function openRace(damage: (sql: Sql) => Promise<unknown> = async () => {}) {
  await template('rivals', (ownerUrl) => buildRivals(ownerUrl, rivals, wanted.slice(0, knownBefore)))
  const database = await freshDatabase({ from: 'rivals' })
  const owner = new pg.Pool({ connectionString: database.ownerUrl, max: 2 })
  const sql: Sql = async <Row>(text: string, values: unknown[] = []) => (await owner.query(text, values)).rows as Row[]
  await damage(sql)
  const databaseUrl = database.ownerUrl
  const processes = await Promise.all([startApi({ databaseUrl }), startApi({ databaseUrl })])
  for (const each of processes) await untilReady(each)
  const cookies = await signInRivals(processes[0].url, rivals)
  return { sql, processes, cookies, close: () => closeRace(processes, owner, database) }
}

type Sql = <Row>(text: string, values?: unknown[]) => Promise<Row[]>
type Race = Awaited<ReturnType<typeof openRace>>

async function closeRace(processes: Started[], owner: pg.Pool, database: FreshDatabase) {
  for (const each of processes) await each.stop()
  await owner.end()
  await database.close()
}

/** All rivals register this company in the same moment, half of them at each process. */
function registerAtOnce({ processes, cookies }: Race, { name, domain, country }: Company): Promise<Answer[]> {
  const account = { name, country: country!, ...(domain ? { domain } : {}) }
  const body = JSON.stringify(aDeal({ account, deal: { expectedCloseOn: closingSoon() } }))
  return Promise.all(
    cookies.map(async (cookie, number): Promise<Answer> => {
      const answer = await fetch(`${processes[number % 2]!.url}/api/v1/partner/registrations`, {
        method: 'POST',
        headers: { cookie, 'content-type': 'application/json', 'idempotency-key': randomUUID() },
        body,
        signal: AbortSignal.timeout(hangMs),
      })
      const json = (await answer.json()) as { decision?: { outcome: { type: string } }; summary?: { id: string } }
      const outcome = json.decision?.outcome.type ?? null
      return { status: answer.status, outcome, registrationId: json.summary?.id ?? null }
    }),
  )
}

const countBy = <Each>(list: readonly Each[], key: (each: Each) => string | number) =>
  Object.fromEntries([...Map.groupBy(list, key)].map(([name, all]) => [name, all.length]))

/** How many accounts have how many exclusive protections: `{ 1: 200 }` is as it has to be. */
async function accountsByProtections({ sql }: Race) {
  const held = await sql<{ protections: number }>(
    `SELECT count(*)::int AS protections FROM parley.protection WHERE kind = 'exclusive' AND upper(during) > now() GROUP BY account_id`,
  )
  return countBy(held, ({ protections }) => protections)
}

describe(`${accounts} accounts, ${rivals} partners at once for each, two processes`, () => {
  let race: Race
  const answers: Answer[] = []
  beforeAll(async () => {
    race = await openRace()
    const started = performance.now()
    for (const company of wanted) answers.push(...(await registerAtOnce(race, company)))
    const seconds = (performance.now() - started) / 1000
    console.log(
      `${answers.length} registrations in ${Math.round(seconds)} s: ${Math.round(answers.length / seconds)}/s`,
    )
  }, 12 * 60_000)
  afterAll(() => race.close())

  it('leaves exactly one exclusive protection for each account', async () => {
    expect(await accountsByProtections(race)).toEqual({ 1: accounts })
    const known = await race.sql('SELECT FROM parley.account')
    expect(known).toHaveLength(accounts)
  })

  it('answers each of them, with a decision: nobody gets an error, nobody waits for ever', () => {
    expect(countBy(answers, ({ status }) => status)).toEqual({ 201: accounts * rivals })
    const outcomes = countBy(answers, ({ outcome }) => String(outcome))
    expect(outcomes.approve).toBe(accounts)
    expect(Object.keys(outcomes).filter((each) => !['approve', 'reject', 'review'].includes(each))).toEqual([])
  })

  it('records every loser’s decision, with the facts that it was made from, and what is told of it', async () => {
    const [row] = await race.sql<Record<string, number>>(
      `SELECT count(*)::int AS registrations, count(d.id)::int AS decisions, count(DISTINCT d.id)::int AS "of their own",
         count(*) FILTER (WHERE d.facts = '{}')::int AS "without facts",
         (SELECT count(DISTINCT subject_id)::int FROM parley.outbox WHERE topic = 'registration.decided') AS told
       FROM parley.registration r LEFT JOIN parley.decision d ON d.id = r.decision_id AND d.subject_id = r.id`,
    )
    const all = accounts * rivals
    expect(row).toEqual({ registrations: all, decisions: all, 'of their own': all, 'without facts': 0, told: all })
    expect(new Set(answers.map(({ registrationId }) => registrationId)).size).toBe(all)
  })
})

describe('what keeps it so', () => {
  const few = [...wanted.slice(0, 4), ...wanted.slice(knownBefore, knownBefore + 4)]
  const mutant = async (damage: (sql: Sql) => Promise<unknown>) => {
    const race = await openRace(damage)
    const answers: Answer[] = []
    for (const company of few) answers.push(...(await registerAtOnce(race, company)))
    const protections = await accountsByProtections(race)
    await race.close()
    return { protections, statuses: countBy(answers, ({ status }) => status) }
  }

  it('is the lock on the account: without the constraint, there is still one for each', async () => {
    const { protections, statuses } = await mutant(withoutConstraint)
    expect(protections).toEqual({ 1: few.length })
    expect(statuses).toEqual({ 201: few.length * rivals })
  })

  it('is the constraint too: without the locks, there is never a second one for an account', async () => {
    const { protections } = await mutant(withoutLocks)
    expect(Object.keys(protections)).toEqual(['1'])
  })

  it('is nothing else: without both, this test finds accounts with several', async () => {
    const { protections } = await mutant(async (sql) => {
      await withoutLocks(sql)
      await withoutConstraint(sql)
    })
    expect(Object.keys(protections).some((number) => Number(number) > 1)).toBe(true)
  })
})
