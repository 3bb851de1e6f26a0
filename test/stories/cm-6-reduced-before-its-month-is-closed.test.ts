import { closeMonth } from '@parley/api/commissions/months'
import { systemActor } from '@parley/api/context'
import { inTransaction } from '@parley/api/transaction'
import { describe, expect, it } from 'vitest'
import { claimOf, commission } from '../support/commission.ts'
import type { NotDone } from '../support/someone.ts'
import { world } from '../support/world.ts'

const w = await world()
const sales = commission(w)

describe('CM-6: what is refunded after a month, and before it is closed, stands on the statement of that month', () => {
  it('so that the statement is what is owed, and can be paid', async () => {
    const { summary } = await sales.deal('Dunlin Bakeries')
    await sales.claims(summary.id, 'alder', 'sourced')
    await sales.paper(summary.id, 'alder')
    await sales.wins(summary.id)
    await sales.isPaid(summary.id, '2026-11-02')
    w.travelTo('2026-12-20')
    expect(claimOf(await sales.settles(summary.id), 'alder').payableMinor).toBe(1_200_000)
    w.travelTo('2027-01-02')
    const refunded = { event: 'refunded', cause: 'customer', amountMinor: 5_000_000 } as const
    expect(claimOf(await sales.happens(summary.id, refunded), 'alder').payableMinor).toBe(600_000)
    w.travelTo('2027-01-03')
    await sales.closesUntil('2026-12')
    const statement = await sales.statement('alder', '2026-12')
    expect(statement.lines.map(({ kind, amountMinor }) => [kind, amountMinor])).toEqual([
      ['release', 1_200_000],
      ['reduction', -600_000],
    ])
    expect(await sales.checks(statement.id)).toMatchObject({ recomputes: true, findings: [] })
    await sales.pays(statement.id)
    const deal = await sales.reads(summary.id)
    expect(claimOf(deal, 'alder')).toMatchObject({ state: 'paid', payableMinor: 0, paidMinor: 600_000 })
  })

  it('with what was owed by a payment in between, so that no share on it is below zero and the month can be closed', async () => {
    w.travelTo('2027-03-01')
    const { summary } = await sales.deal('Whimbrel Mills')
    await sales.claims(summary.id, 'alder', 'sourced')
    await sales.paper(summary.id, 'alder')
    await sales.wins(summary.id)
    w.travelTo('2027-04-30')
    await sales.paysPart(summary.id, '2027-04-30', 5_000_000)
    w.travelTo('2027-05-01')
    await sales.paysPart(summary.id, '2027-05-01', 4_000_000)
    w.travelTo('2027-05-02')
    // More than April made owed: it takes of what May did, too.
    await sales.happens(summary.id, { event: 'refunded', cause: 'customer', amountMinor: 8_000_000 })
    await sales.closesUntil('2027-04')
    const statement = await sales.statement('alder', '2027-04')
    expect(statement.lines.map(({ kind, amountMinor }) => [kind, amountMinor])).toEqual([
      ['release', 600_000],
      ['release', 480_000],
      ['reduction', -960_000],
    ])
    expect(await sales.checks(statement.id)).toMatchObject({ recomputes: true, findings: [] })
    await sales.pays(statement.id)
    expect(claimOf(await sales.reads(summary.id), 'alder')).toMatchObject({ payableMinor: 0, paidMinor: 120_000 })
  })

  it('and what is refunded while the month is being closed waits for its statement, which can be paid as it stands', async () => {
    w.travelTo('2027-06-01')
    const { summary } = await sales.deal('Redshank Tools')
    await sales.claims(summary.id, 'alder', 'sourced')
    await sales.paper(summary.id, 'alder')
    await sales.wins(summary.id)
    await sales.untilOwed(summary.id)
    w.travelTo('2027-07-31')
    await sales.settles(summary.id)
    w.travelTo('2027-08-02')
    await sales.closesUntil('2027-06')
    let refunded: Promise<string> = Promise.resolve('')
    await inTransaction(w.env, systemActor, async (ctx) => {
      await closeMonth(ctx, { month: '2027-07' })
      let isOver = false
      refunded = sales
        .happens(summary.id, { event: 'refunded', cause: 'customer', amountMinor: 5_000_000 })
        .then(
          () => 'It was noted.',
          (error: NotDone) => String(error.problem?.detail),
        )
        .finally(() => {
          isOver = true
        })
      const waiting = `SELECT FROM pg_locks WHERE locktype = 'advisory' AND NOT granted
        AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`
      while (!isOver && (await w.sql(waiting)).length === 0);
    })
    expect(await refunded).toMatch(/isn’t paid yet. Pay it first/)
    const statement = await sales.statement('alder', '2027-07')
    expect(statement.totalMinor).toBe(1_200_000)
    expect(await sales.pays(statement.id)).toMatchObject({ can: { pay: { ok: false } } })
  })
})
