import { checkRecords } from '@parley/api/audit/check-records'
import { settleDue } from '@parley/api/commissions/settle-due'
import { dispatch } from '@parley/api/outbox/dispatch'
import { partnerClaims, staffDeals } from '@parley/contract/routes/deals'
import { notifications } from '@parley/contract/routes/notifications'
import { partnerStatements } from '@parley/contract/routes/statements'
import { describe, expect, it } from 'vitest'
import { claimOf, commission } from '../support/commission.ts'
import type { NotDone } from '../support/someone.ts'
import { world } from '../support/world.ts'

const w = await world()
const sales = commission(w)
const own = async (id: string) => w.as('alder').does(partnerClaims.get, { params: { id } })

/** USD 100,000 at this account, won on 2 November, of which Alder sourced a share of USD 12,000. */
async function won(name: string): Promise<string> {
  const { summary } = await sales.deal(name)
  await sales.claims(summary.id, 'alder', 'sourced')
  await sales.paper(summary.id, 'alder')
  await sales.wins(summary.id)
  return summary.id
}

describe('CM-6: a customer pays in parts, and each share is owed as far as the customer has paid', () => {
  let id = ''

  it('a part that is paid while the days of return run makes nothing owed yet', async () => {
    w.travelTo('2026-11-02')
    id = await won('Heron Shipping')
    const deal = await sales.paysPart(id, '2026-11-02', 3_333_333, 'BANK-1')
    expect(deal).toMatchObject({ paidOn: null, paidMinor: 3_333_333, openMinor: 6_666_667 })
    expect(claimOf(deal, 'alder')).toMatchObject({ state: 'waits', heldMinor: 1_200_000, payableMinor: 0 })
  })

  it('the day after, as much of the share is owed as was paid of the contract, rounded down; the rest waits', async () => {
    w.travelTo('2026-12-03')
    expect(await settleDue(w.env)).toMatchObject({ settled: 1, failed: 0 })
    expect(await settleDue(w.env)).toMatchObject({ settled: 0, failed: 0 })
    const claim = claimOf(await sales.reads(id), 'alder')
    expect(claim).toMatchObject({ state: 'payable', heldMinor: 800_001, payableMinor: 399_999, amountMinor: 1_200_000 })
    expect(claim.decision?.outcome.params).toEqual({ until: 'customerPaid' })
  })

  it('its partner reads what is owed and what still waits, for how much of the contract, and is told', async () => {
    const [claim] = await sales.ownClaims('alder')
    expect(await own(claim!.id)).toMatchObject({
      ...{ heldMinor: 800_001, payableMinor: 399_999, customerPaid: { bps: 3_333, on: '2026-11-02' } },
      bookings: [{ kind: 'accrual' }, { kind: 'release', amountMinor: 399_999 }],
    })
    await dispatch(w.env)
    const { items } = await w.as('alderAdmin').does(notifications.list, {})
    expect(JSON.stringify(items)).toContain('The customer has paid a part: $8,000.01 waits for the rest.')
    expect(JSON.stringify(await own(claim!.id))).not.toContain('BANK-1')
  })

  it('the same payment a second time is known; more than is open is refused, and says what is', async () => {
    const again = await sales.paysPart(id, '2026-12-03', 3_333_333, 'BANK-1')
    expect(again).toMatchObject({ paidMinor: 3_333_333, payments: [{ externalId: 'BANK-1' }] })
    const refused = await sales.paysPart(id, '2026-12-03', 6_666_668).catch((error: NotDone) => error.problem)
    expect(refused).toMatchObject({
      detail: 'The customer owes $66,666.67 of this deal: this is more.',
      errors: [{ pointer: '/amountMinor' }],
    })
  })

  it('a number that is noted with another amount isn’t passed over: it is refused, and says what is noted', async () => {
    const refused = await sales.paysPart(id, '2026-12-03', 1, 'BANK-1').catch((error: NotDone) => error.problem)
    expect(refused).toMatchObject({
      detail: 'BANK-1 is noted on this deal already, with $33,333.33.',
      errors: [{ pointer: '/externalId' }],
    })
  })

  it('the statement says for which payment it is, and computes anew', async () => {
    w.travelTo('2027-01-04')
    await sales.closesUntil('2026-12')
    const statement = await sales.statement('alder', '2026-12')
    expect(statement).toMatchObject({ totalMinor: 399_999 })
    const [line] = statement.lines
    expect(line!.steps.map(({ text, amountMinor }) => [text, amountMinor])).toEqual([
      ['12% of $100,000', 1_200_000],
      [
        'What waits, or was owed before: with its payment on November 2, 2026 the customer has paid 33.33% of the contract',
        -800_001,
      ],
    ])
    expect(line!.decision.outcome.type).toBe('earn')
    expect(await w.as('alder').does(partnerStatements.check, { params: { id: statement.id } })).toMatchObject({
      recomputes: true,
    })
    expect(await sales.checks(statement.id)).toMatchObject({ recomputes: true, findings: [] })
    await sales.pays(statement.id)
    expect(claimOf(await sales.reads(id), 'alder')).toMatchObject({ state: 'waits', paidMinor: 399_999 })
  })

  it('where money goes back, of what was paid out as much is taken back as the customer got back of what it had paid', async () => {
    const deal = await sales.happens(id, { event: 'refunded', cause: 'customer', amountMinor: 333_333 })
    expect(deal).toMatchObject({ paidMinor: 3_000_000, openMinor: 6_666_667, lessenedMinor: 333_333 })
    // The rule counts 9.99% of what was paid out: 333,333 of 3,333,333.
    const claim = claimOf(deal, 'alder')
    expect(claim.takenBackMinor).toBe(39_960)
    expect(claim.heldMinor).toBe(800_001)
  })

  it('where the contract shrinks by what wasn’t paid yet, nothing is taken back, and less waits', async () => {
    const deal = await sales.happens(id, { event: 'reduced', cause: 'customer', amountMinor: 1_666_667 })
    expect(deal).toMatchObject({ paidMinor: 3_000_000, openMinor: 5_000_000 })
    const claim = claimOf(deal, 'alder')
    expect(claim).toMatchObject({ takenBackMinor: 39_960, heldMinor: 600_000 })
  })

  it('the last payment releases all that is left, to the last unit', async () => {
    const deal = await sales.isPaid(id, '2027-01-04')
    expect(deal).toMatchObject({ paidOn: '2027-01-04', openMinor: 0 })
    expect(claimOf(deal, 'alder')).toMatchObject({ state: 'payable', heldMinor: 0, payableMinor: 600_000 })
    expect(claimOf(deal, 'alder').decision?.outcome.type).toBe('earn')
    expect(deal.entries.reduce((sum, { amountMinor }) => sum + amountMinor, 0)).toBe(0)
    w.travelTo('2027-02-02')
    await sales.closesUntil('2027-01')
    const statement = await sales.statement('alder', '2027-01')
    expect(statement.lines.map(({ kind, amountMinor }) => [kind, amountMinor])).toEqual([
      ['release', 600_000],
      ['setOff', -39_960],
    ])
    expect(statement.lines[0]!.steps.at(-1)!.text).toBe(
      'What was owed before: the customer paid the rest on January 4, 2027',
    )
    expect(await sales.checks(statement.id)).toMatchObject({ recomputes: true, findings: [] })
    expect(await checkRecords(w.env, 'all')).toMatchObject({ findings: [] })
  })
})

describe('CM-6: payments come as a file', () => {
  it('rows are noted once, and what can’t be is named with its mend', async () => {
    w.travelTo('2027-02-02')
    const id = await won('Tamarind Freight Lines')
    const { summary } = await sales.reads(id)
    const csv = [
      'Deal,Amount,Currency,Paid on,Number',
      `${summary.reference},40000.00,USD,2027-02-01,B-7`,
      `${summary.reference},100.00,EUR,2027-02-01,B-8`,
      `${summary.reference},100.00,,2027-02-01,`,
      'D-NOBODY,100.00,,2027-02-01,B-9',
      `${summary.reference},,,2027-02-02,B-10`,
    ].join('\n')
    const send = () => w.as('finance').does(staffDeals.importPayments, { body: { csv } })
    expect(await send()).toEqual({
      ...{ made: 2, known: 0 },
      problems: [
        { row: 3, detail: 'The deal is in USD.', mend: 'Give the amount in USD.' },
        { row: 4, detail: 'The payment has no number.', mend: 'Give the number of your books in the column Number.' },
        {
          row: 5,
          detail: 'No deal is called “D-NOBODY”.',
          mend: 'Give its reference, like D-7K2F9Q, or its number in the CRM.',
        },
      ],
    })
    expect(await send()).toMatchObject({ made: 0, known: 2 })
    expect(await sales.reads(id)).toMatchObject({ paidOn: '2027-02-02', paidMinor: 10_000_000, openMinor: 0 })
  })
})
