import { registrationStatuses } from '@parley/contract/registrations'
import { partnerClaims, staffDeals } from '@parley/contract/routes/deals'
import { staff as staffRoutes } from '@parley/contract/routes/staff'
import { staffStatements } from '@parley/contract/routes/statements'
import { pointIds } from '@parley/rules/points/points'
import { afterAll, describe, expect, it } from 'vitest'
import { freshDatabase } from '../../../../test/support/database.ts'
import { openInstance } from '../../../../test/support/open-world.ts'
import { Someone } from '../../../../test/support/someone.ts'
import { installProgram } from '../install-program.ts'
import { scrub } from '../operation/without-secrets.ts'
import { cast, demoPassword, demoSignIns, type Person, staff } from './cast.ts'
import { loadDemo } from './load-demo.ts'
import { signInLine, signInLines } from './sign-in-lines.ts'

const now = new Date('2026-11-21T18:30:00.000Z')
const database = await freshDatabase()
const { env, app, close } = openInstance(database.appPool, () => now)
const loaded = await loadDemo(env)
afterAll(async () => {
  await close()
  await database.close()
})
const as = (person: Person) => new Someone(app, { ...person, partner: null }, demoPassword)
const manager = as(staff.manager)
const sql = async <Row>(text: string): Promise<Row[]> => {
  const client = await env.pool.connect()
  try {
    await client.query(`BEGIN; SELECT set_config('parley.audience', 'system', true)`)
    return (await client.query(text)).rows as Row[]
  } finally {
    await client.query('ROLLBACK')
    client.release()
  }
}

describe('the demo', () => {
  it('loads once', async () => {
    expect(loaded).toBe(true)
    expect(await loadDemo(env)).toBe(false)
  })

  it('has registrations in all states, of six months up to yesterday', async () => {
    const states = await sql<{ status: string }>('SELECT DISTINCT status FROM parley.registration')
    expect(states.map(({ status }) => status).sort()).toEqual(Object.keys(registrationStatuses).sort())
    const [span] = await sql<{ count: number; first: Date; last: Date }>(
      'SELECT count(*)::int, min(submitted_at) AS first, max(submitted_at) AS last FROM parley.registration',
    )
    expect(span!.count).toBeGreaterThan(250)
    expect(span!.count).toBeLessThan(400)
    expect(now.getTime() - span!.first.getTime()).toBeGreaterThan(170 * 86_400_000)
    expect(now.getTime() - span!.last.getTime()).toBeLessThan(3 * 86_400_000)
    expect(span!.last.getTime()).toBeLessThan(now.getTime())
  })

  it('has what partners earn: paid statements that re-compute, a dispute that waits, a deal that waits for its customer, an overrun', async () => {
    const finance = as(staff.finance)
    const { items } = await finance.does(staffStatements.list, {})
    expect(items.length).toBeGreaterThan(1)
    for (const { id, paidAt, totalMinor } of items) {
      expect(paidAt !== null || totalMinor === 0).toBe(true)
      expect(await finance.does(staffStatements.check, { params: { id } })).toMatchObject({
        recomputes: true,
        findings: [],
      })
    }
    expect((await finance.does(staffStatements.disputes, {})).items).toHaveLength(1)
    const deals = (await manager.does(staffDeals.list, {})).items
    expect(new Set(deals.map(({ stage }) => stage))).toEqual(new Set(['open', 'won']))
    const open = deals.find(({ stage }) => stage === 'open')!
    expect((await manager.does(staffDeals.get, { params: { id: open.id } })).exposure).toMatchObject({ state: 'over' })
    const held = await sql<{ n: number }>(
      `SELECT count(*)::int AS n FROM (SELECT claim_id FROM parley.ledger_entry WHERE account = 'held' GROUP BY 1 HAVING sum(amount_minor) < 0) x`,
    )
    expect(held[0]!.n).toBeGreaterThan(0)
  })

  it('has something to tell Mara of what she earns: paid, on hold for two reasons, taken back by a rule, and disputed', async () => {
    const mara = as(cast.brightwater.people[0]!)
    const { sums, waits, months, openClaims, disputes } = await mara.does(partnerClaims.earnings, {})
    expect(sums).toEqual([expect.objectContaining({ currency: 'USD' })])
    expect(sums[0]!.paidMinor).toBeGreaterThan(0)
    expect(sums[0]!.takenBackMinor).toBeGreaterThan(0)
    expect(new Set(waits.map(({ until }) => until)).size).toBe(2)
    expect(months.length).toBeGreaterThan(2)
    expect(openClaims).toBeGreaterThan(0)
    expect(disputes).toHaveLength(1)
  })

  it('was decided, not inserted: decisions run again come out the same, whatever version made them', async () => {
    const ids = await sql<{ id: string; policy_version: number }>(
      `SELECT DISTINCT ON (point, policy_version, outcome) id, policy_version FROM parley.decision
       WHERE policy_version IS NOT NULL ORDER BY point, policy_version, outcome, seq`,
    )
    expect(new Set(ids.map((row) => row.policy_version))).toEqual(new Set([1, 2, 3]))
    for (const { id } of ids) expect(await manager.reruns(id)).toMatchObject({ same: true, differences: [] })
  })

  it('tells of one account that four partners want: one leads, three know why they don’t', async () => {
    const { items } = await manager.does(staffRoutes.list, { query: { q: 'Genuine Parts', productFamily: 'backup' } })
    expect(items.map((each) => each.status).sort()).toEqual(['approved', 'rejected', 'rejected', 'rejected'])
    expect(items.find((each) => each.status === 'approved')!.partner!.name).toBe('Brightwater Technology')
  })

  it('has work that waits: one answer of the vendor’s is late', async () => {
    const queue = await manager.does(staffRoutes.queue, {})
    expect(queue.lateCount).toBe(1)
    expect(queue.items[0]!.registration.accountName).toBe('CONAGRA BRANDS INC.')
    expect(queue.items.length).toBeGreaterThanOrEqual(3)
    expect(queue.waitingForPartner.length).toBeGreaterThanOrEqual(2)
  })

  it('has a policy that was changed, one that was undone, and one that waits for approval', async () => {
    const { items } = await as(staff.approver).policies.history()
    expect(items.map((each) => [each.version, each.status])).toEqual([
      [4, 'submitted'],
      [3, 'superseded'],
      [2, 'active'],
      [1, 'superseded'],
    ])
    expect((await as(staff.approver).policies.version(4)).can.approve).toEqual({ ok: true })
  })

  it('gives the first partner a day: something to answer, something that ends, something decided', async () => {
    const home = await as(cast.brightwater.people[0]!).seesHome()
    expect(home.needsYou.length).toBeGreaterThan(0)
    expect(home.endsSoon.length).toBeGreaterThan(0)
    expect(home.decidedLately.length).toBeGreaterThan(0)
  })

  it('lists people of every role to sign in as', async () => {
    const response = await app.request('/api/demo')
    const { signIns } = (await response.json()) as { signIns: ReturnType<typeof demoSignIns> }
    expect(signIns).toEqual(demoSignIns())
    expect(new Set(signIns.map((each) => each.role)).size).toBe(8)
    for (const { email, name, role, password } of signIns)
      expect(
        (await new Someone(app, { email, name, role, partner: null }, password).fetches('/api/v1/me')).status,
      ).toBe(200)
  })
})

describe('what the start prints', () => {
  it('is seven people of six roles, two of them of partners of different tiers, and where the others are', () => {
    const lines = signInLines('http://localhost:3000')
    expect(lines).toHaveLength(9)
    expect(lines[0]).toBe('Sign in with the password "parley demo" as')
    const people = lines.slice(1, 8).map((line) => line.trim().split(/ {2,}/))
    expect(people.map(([, who]) => who)).toEqual([
      'Mara Lindqvist, Partner seller of Brightwater Technology (Gold)',
      'Luis Ferreira, Partner seller of Delmar Cloud Services (Silver)',
      'Iris Vogel, Channel manager',
      'Theo Brandt, Sales',
      'Nadia Rahman, Policy editor',
      'Samuel Ortega, Policy approver',
      'Kofi Mensah, Operator',
    ])
    const known = demoSignIns().map(({ email }) => email)
    for (const [email] of people) expect(known).toContain(email)
    expect(lines[8]).toBe(
      `and ${known.length - 7} more: the sign-in pages at http://localhost:3000/ and http://localhost:3000/admin/ list everybody.`,
    )
  })
})

describe('what a log gets of it', () => {
  it('is one line with the password and the same people by name, which the log doesn’t cut', () => {
    const line = signInLine('http://localhost:3000')
    expect(line).toContain('password "parley demo"')
    for (const who of ['Mara Lindqvist', 'Iris Vogel', 'Kofi Mensah, Operator']) expect(line).toContain(who)
    expect(scrub(line)).toBe(line)
  })
})

describe('a program of your own', () => {
  it('starts with the policies that Parley comes with, and with nobody’s deals', async () => {
    const empty = await freshDatabase()
    const own = openInstance(empty.appPool, () => now)
    await installProgram(own.env)
    await installProgram(own.env)
    expect(await loadDemo(own.env)).toBe(false)
    expect((await (await own.app.request('/api/demo')).json()) as object).toEqual({ signIns: [] })
    expect((await own.app.request('/api/health')).status).toBe(200)
    const { rows } = await empty.appPool.query('SELECT point, version FROM parley.policy_version ORDER BY point')
    expect(rows).toEqual([...pointIds].sort().map((point) => ({ point, version: 1 })))
    await own.close()
    await empty.close()
  })
})
