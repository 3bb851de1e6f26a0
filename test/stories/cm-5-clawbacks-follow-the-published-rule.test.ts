import { checkRecords } from '@parley/api/audit/check-records'
import { partnerStatements } from '@parley/contract/routes/statements'
import { describe, expect, it } from 'vitest'
import { claimOf, commission } from '../support/commission.ts'
import { world } from '../support/world.ts'

const w = await world()
const sales = commission(w)

describe('CM-5: a clawback follows the published rule, never exceeds what was paid, and edits nothing', () => {
  let id = ''

  it('a share is accrued, held, owed and paid, each a booking of its own', async () => {
    const { summary } = await sales.deal('Heron Shipping')
    id = summary.id
    await sales.claims(id, 'alder', 'sourced')
    await sales.paper(id, 'alder')
    expect(claimOf(await sales.wins(id), 'alder')).toMatchObject({
      state: 'waits',
      heldMinor: 1_200_000,
      payableMinor: 0,
    })
    await sales.isPaid(id, '2026-11-02')
    const waiting = claimOf(await sales.reads(id), 'alder')
    expect(waiting).toMatchObject({ state: 'waits', decision: { outcome: { params: { until: 'returnsOver' } } } })
    w.travelTo('2026-12-03')
    expect(claimOf(await sales.settles(id), 'alder')).toMatchObject({
      state: 'payable',
      heldMinor: 0,
      payableMinor: 1_200_000,
    })
    w.travelTo('2027-01-04')
    await sales.closesUntil('2026-12')
    const statement = await sales.statement('alder', '2026-12')
    await sales.pays(statement.id)
    const deal = await sales.reads(id)
    expect(claimOf(deal, 'alder')).toMatchObject({ state: 'paid', payableMinor: 0, paidMinor: 1_200_000 })
    expect(deal.entries.map(({ kind, account, amountMinor }) => [kind, account, amountMinor])).toEqual([
      ['accrual', 'expense', 1_200_000],
      ['accrual', 'held', -1_200_000],
      ['release', 'held', 1_200_000],
      ['release', 'payable', -1_200_000],
      ['payout', 'payable', 1_200_000],
      ['payout', 'paid', -1_200_000],
    ])
  })

  it('a refund of a fifth takes back a fifth, by the rule, as a new entry; what stood there stands', async () => {
    const before = await sales.reads(id)
    const after = await sales.happens(id, { event: 'refunded', cause: 'customer', amountMinor: 2_000_000 })
    expect(after.entries.slice(0, before.entries.length)).toEqual(before.entries)
    expect(after.entries.slice(before.entries.length)).toMatchObject([
      { kind: 'clawback', account: 'clawback', amountMinor: 240_000, rule: 'refunded', policyVersion: 1 },
      { kind: 'clawback', account: 'expense', amountMinor: -240_000, rule: 'refunded', policyVersion: 1 },
    ])
    expect(claimOf(after, 'alder').takenBackMinor).toBe(240_000)
  })

  it('however much is refunded afterwards, never more is taken back than was paid', async () => {
    for (const amountMinor of [5_000_000, 3_000_000])
      await sales.happens(id, { event: 'refunded', cause: 'customer', amountMinor })
    expect(claimOf(await sales.reads(id), 'alder').takenBackMinor).toBe(1_200_000)
    await sales.happens(id, { event: 'overpaid', cause: 'vendor', amountMinor: 1_200_000 })
    expect(claimOf(await sales.reads(id), 'alder').takenBackMinor).toBe(1_200_000)
  })

  it('it is set off with later payouts, as a line with its rule; what isn’t earned yet stays owed back', async () => {
    const { summary } = await sales.deal('Petrel Optics')
    await sales.claims(summary.id, 'alder', 'sourced')
    await sales.paper(summary.id, 'alder')
    await sales.wins(summary.id)
    await sales.untilOwed(summary.id)
    w.travelTo('2027-03-01')
    await sales.closesUntil('2027-02')
    const statement = await sales.statement('alder', '2027-02')
    expect(statement.lines.map(({ kind, amountMinor }) => [kind, amountMinor])).toEqual([
      ['release', 1_200_000],
      ['setOff', -240_000],
      ['setOff', -600_000],
      ['setOff', -360_000],
    ])
    expect(statement).toMatchObject({ totalMinor: 0, can: { pay: { ok: false } } })
    expect(statement.lines[1]!.decision).toMatchObject({ point: 'clawback', outcome: { type: 'takeBack' } })
    expect(await sales.checks(statement.id)).toMatchObject({ recomputes: true, findings: [] })
  })

  it('a large amount is spread over the months that the rule says, to the last cent', async () => {
    const { summary } = await sales.deal('Gannet Cranes', { amountMinor: 150_000_000 })
    await sales.claims(summary.id, 'brightwater', 'sourced')
    await sales.paper(summary.id, 'brightwater')
    await sales.wins(summary.id)
    await sales.untilOwed(summary.id)
    w.travelTo('2027-05-03')
    await sales.closesUntil('2027-04')
    await sales.pays((await sales.statement('brightwater', '2027-04')).id)
    const deal = await sales.happens(summary.id, { event: 'refunded', cause: 'customer', amountMinor: 12_500_001 })
    const taken = claimOf(deal, 'brightwater').takenBackMinor
    expect(taken).toBeGreaterThanOrEqual(1_000_000)
    const later = await sales.deal('Gannet Docks', { amountMinor: 150_000_000 })
    await sales.claims(later.summary.id, 'brightwater', 'sourced')
    await sales.paper(later.summary.id, 'brightwater')
    await sales.wins(later.summary.id)
    await sales.untilOwed(later.summary.id)
    w.travelTo('2027-07-01')
    await sales.closesUntil('2027-06')
    const statement = await sales.statement('brightwater', '2027-06')
    const [setOff] = statement.lines.filter(({ kind }) => kind === 'setOff')
    // Two of six payouts have come: May’s, in which nothing was owed, and June’s.
    expect(setOff!.amountMinor).toBe(-Math.floor((taken * 2) / 6))
  })

  it('what the vendor did, or nobody could prevent, takes nothing back, and says so', async () => {
    const { summary } = await sales.deal('Avocet Wines')
    await sales.claims(summary.id, 'corvane', 'sourced')
    await sales.paper(summary.id, 'corvane')
    await sales.wins(summary.id)
    await sales.untilOwed(summary.id)
    w.travelTo('2027-09-01')
    await sales.closesUntil('2027-08')
    const { items } = await w.as('corvane').does(partnerStatements.list, {})
    await sales.pays(items[0]!.id)
    for (const cause of ['vendor', 'outside'] as const)
      await sales.happens(summary.id, { event: 'refunded', cause, amountMinor: 1_000_000 })
    expect(claimOf(await sales.reads(summary.id), 'corvane').takenBackMinor).toBe(0)
  })

  it('refunded before anything was paid out, what is owed is settled anew on what is left, and the line names the rule', async () => {
    const { summary } = await sales.deal('Dunlin Bakeries')
    await sales.claims(summary.id, 'delmar', 'sourced')
    await sales.paper(summary.id, 'delmar')
    await sales.wins(summary.id)
    const { claims } = await sales.untilOwed(summary.id)
    expect(claims[0]!.payableMinor).toBe(1_200_000)
    const deal = await sales.happens(summary.id, { event: 'refunded', cause: 'customer', amountMinor: 5_000_000 })
    expect(deal.claims[0]).toMatchObject({ payableMinor: 600_000, takenBackMinor: 0 })
    expect(deal.entries.filter(({ kind }) => kind === 'reduction')).toMatchObject([
      { account: 'payable', amountMinor: 600_000, rule: 'sourced', policyVersion: 1 },
      { account: 'expense', amountMinor: -600_000, rule: 'sourced', policyVersion: 1 },
    ])
  })

  it('a closed month takes no booking any more, also past the app', async () => {
    await expect(
      w.sql(`INSERT INTO parley.journal (id, kind, partner_id, currency, booked_on, booked_at, booked_by_name)
        VALUES (gen_random_uuid(), 'accrual', '${w.partners.alder.id}', 'USD', '2026-12-31', now(), 'x')`),
    ).rejects.toThrow(/month of 2026-12-31 is closed/)
    await expect(sales.closes('2026-12')).toBeRefused('conflict', /closed already/)
    await expect(sales.closes('2031-01')).toBeRefused('conflict', /isn’t over yet/)
  })

  it.each(['9999-12', '2200-01', '1969-12', '0000-01', '2026-13'])(
    'there is no month %s, so nothing of it is closed: it could never be opened again',
    async (month) => {
      await expect(sales.closes(month)).toBeRefused('notFound')
      expect(await w.sql('SELECT FROM parley.month_close WHERE month > $1', ['2027-12-01'])).toEqual([])
    },
  )

  it('at the end the books balance, and all of it is in the chain', async () => {
    const [books] = await w.sql<{ sum: string; below: number }>(
      `SELECT sum(amount_minor) AS sum, (SELECT count(*)::int FROM (SELECT claim_id FROM parley.ledger_entry GROUP BY claim_id
         HAVING sum(amount_minor) FILTER (WHERE account IN ('paid', 'clawback')) > 0) x) AS below FROM parley.ledger_entry`,
    )
    expect({ sum: Number(books!.sum), below: books!.below }).toEqual({ sum: 0, below: 0 })
    expect((await checkRecords(w.env, 'all')).findings).toEqual([])
  })
})
