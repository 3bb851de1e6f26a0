import { remindOfDisputes } from '@parley/api/jobs/remind-of-disputes'
import { dispatch } from '@parley/api/outbox/dispatch'
import { partnerClaims, staffDeals } from '@parley/contract/routes/deals'
import { notifications } from '@parley/contract/routes/notifications'
import { partnerStatements, staffStatements } from '@parley/contract/routes/statements'
import { beforeEach, describe, expect, it } from 'vitest'
import { claimOf, commission } from '../support/commission.ts'
import { aDeal } from '../support/factories.ts'
import type { PersonName } from '../support/program.ts'
import { world } from '../support/world.ts'

const w = await world()
const other = w.anotherInstance()
const sales = commission(w)

beforeEach(() => w.sql('DELETE FROM parley.notification'))
const toldTo = async (name: PersonName) => {
  await Promise.all([dispatch(w.env), dispatch(other.env), dispatch(w.env)])
  return (await w.as(name).does(notifications.list, {})).items
}
const titles = async (name: PersonName) => (await toldTo(name)).map(({ title }) => title).toReversed()

describe('what a partner earns reaches it, each in its own words, and once', () => {
  let deal = ''
  let claim = ''
  let statement = ''

  it('a claim reaches whoever looks after deals, and nobody of the partner that made it', async () => {
    const { summary } = await w.as('alder').registers(aDeal({ account: { name: 'Kestrel Mills' } }))
    await dispatch(w.env)
    await w.sql('DELETE FROM parley.notification')
    const body = { registrationId: summary.id, role: 'sourced', note: 'We brought them.' } as const
    claim = (await w.as('alder').does(partnerClaims.make, { body })).id
    const [told] = await toldTo('manager')
    expect(told).toMatchObject({ kind: 'claim', title: 'A share is claimed: Kestrel Mills' })
    expect(told!.lines.join(' ')).toMatch(
      /^Alder Ridge Systems claims a share of D-\w+: Sourced\. “We brought them\.”$/,
    )
    expect(await titles('sales')).toEqual(['A share is claimed: Kestrel Mills'])
    expect(await titles('finance')).toEqual([])
    expect(await titles('alder')).toEqual([])
    const { items } = await w.as('manager').does(staffDeals.list, { query: { q: 'Kestrel' } })
    deal = items[0]!.id
    expect(told!.path).toBe(`/deals/${deal}`)
  })

  it('entered by the vendor, it reaches the partner; near its margin, whoever looks after deals reads that first', async () => {
    const thin = await sales.deal('Dotterel Docks', { amountMinor: 10_000_000, marginMinor: 1_300_000 })
    await sales.claims(thin.summary.id, 'alder', 'sourced')
    expect(await titles('alderAdmin')).toEqual(['A share is claimed for you: Dotterel Docks'])
    const [near] = await toldTo('sales')
    expect(near).toMatchObject({ kind: 'exposure', title: 'Claims come near the margin: Dotterel Docks' })
    await sales.claims(thin.summary.id, 'corvane', 'sourced')
    const [over] = await toldTo('sales')
    expect(over).toMatchObject({
      title: 'Claims cost more than the margin: Dotterel Docks',
      path: `/deals/${thin.summary.id}`,
    })
    expect(over!.lines[0]).toMatch(/more than the margin/)
    const { version } = await sales.reads(thin.summary.id)
    await w.sql('DELETE FROM parley.notification')
    const edit = { params: { id: thin.summary.id }, ifMatch: version, body: { marginMinor: 1_000_000 } }
    await w.as('manager').does(staffDeals.edit, edit)
    expect(await titles('sales')).toEqual(['Claims cost more than the margin: Dotterel Docks'])
    expect(JSON.stringify(await toldTo('alderAdmin'))).not.toMatch(/Corvane|margin/)
  })

  it('won, it is on hold; paid and the days of return over, it is owed: whoever registered it hears of each', async () => {
    await sales.paper(deal, 'alder')
    await sales.wins(deal)
    expect(await titles('alder')).toEqual(['On hold: Kestrel Mills'])
    await sales.settles(deal)
    expect(await titles('alder')).toHaveLength(1)
    await sales.isPaid(deal, '2026-11-02')
    w.travelTo('2026-12-04')
    await sales.settles(deal)
    const told = await toldTo('alder')
    expect(told[0]).toMatchObject({
      kind: 'earnings',
      title: 'Owed to you: Kestrel Mills',
      path: `/earnings/claims/${claim}`,
    })
    expect(told[0]!.lines).toContain('$5,400 is owed to you. It is on your next statement.')
  })

  it('a share that falls before it is on a statement says by which rule of which version', async () => {
    await sales.happens(deal, { event: 'refunded', cause: 'customer', amountMinor: 500_000 })
    const [told] = await toldTo('alder')
    expect(told).toMatchObject({ title: 'Your share is lowered: Kestrel Mills' })
    expect(told!.lines[0]).toBe('$600 less than before. By the rule “Sourced”, version 1 of the rules.')
  })

  it('a statement is ready, and then paid', async () => {
    w.travelTo('2027-01-04')
    await sales.closesUntil('2026-12')
    const [ready] = await toldTo('alder')
    expect(ready).toMatchObject({ kind: 'statement', title: 'Your statement for December 2026: $4,800' })
    statement = ready!.path.split('/').at(-1)!
    await sales.pays(statement)
    expect(await titles('alder')).toContain('Paid: $4,800 for December 2026')
  })

  it('a dispute reaches finance with its last day, is reminded of once, and its answer reaches whoever opened it', async () => {
    const { lines } = await w.as('alder').does(partnerStatements.get, { params: { id: statement } })
    const reason = 'The second order came with the same contract.'
    const disputed = await w
      .as('alder')
      .does(partnerStatements.dispute, { params: { id: lines[0]!.id }, body: { reason } })
    const { id } = disputed.lines[0]!.dispute!
    const [filed] = await toldTo('finance')
    expect(filed).toMatchObject({ kind: 'dispute', title: 'Disputed: Kestrel Mills', path: `/disputes?open=${id}` })
    expect(filed!.lines).toEqual([
      expect.stringMatching(/^Alder Ridge Systems disputes line 1 of S-/),
      `“${reason}”`,
      'Answer by the end of January 9, 2027.',
    ])
    expect(await remindOfDisputes(w.env)).toEqual({ noted: 0, failed: 0 })
    w.travelTo('2027-01-08')
    await Promise.all([remindOfDisputes(w.env), remindOfDisputes(other.env)])
    expect(await remindOfDisputes(w.env)).toEqual({ noted: 0, failed: 0 })
    expect(await titles('finance')).toEqual(['Disputed: Kestrel Mills', 'An answer falls due: Kestrel Mills'])
    const wording = 'The second order is a deal of its own.'
    await w.as('finance').does(staffStatements.answer, { params: { id }, body: { isUpheld: false, wording } })
    const [answered] = await toldTo('alder')
    expect(answered).toMatchObject({ kind: 'dispute', title: 'It stays as it is: Kestrel Mills', lines: [wording] })
    expect(answered!.path).toBe(`/earnings/statements/${statement}?line=${lines[0]!.id}`)
  })

  it('a clawback names its rule and version, and the claim has it with the booking', async () => {
    await sales.happens(deal, { event: 'refunded', cause: 'customer', amountMinor: 400_000 })
    const [told] = await toldTo('alder')
    expect(told).toMatchObject({ title: 'Taken back: Kestrel Mills' })
    expect(told!.lines[0]).toMatch(
      /^\$\d+(\.\d\d)? is taken back of what was paid\. By the rule “Refunded”, version 1 of the rules\.$/,
    )
    const own = await w.as('alder').does(partnerClaims.get, { params: { id: claim } })
    expect(own.bookings.map(({ kind }) => kind)).toEqual(['accrual', 'release', 'reduction', 'payout', 'clawback'])
    const [, , reduction, payout, clawback] = own.bookings
    expect(reduction).toMatchObject({ amountMinor: -60_000, rule: { title: 'Sourced' }, policyVersion: 1 })
    expect(payout).toMatchObject({ statement: { id: statement } })
    expect(clawback).toMatchObject({
      rule: { title: 'Refunded', source: expect.stringContaining('clause') },
      policyVersion: 1,
    })
    expect(own.paper).toMatchObject({ paper: 'vendor', earns: 'commission', decision: { point: 'paper' } })
    expect(claimOf(await sales.reads(deal), 'alder').takenBackMinor).toBe(-clawback!.amountMinor)
  })

  it('the overview adds up to the same, and says nothing of anybody else', async () => {
    const earnings = await w.as('alder').does(partnerClaims.earnings, {})
    const own = await w.as('alder').does(partnerClaims.get, { params: { id: claim } })
    expect(earnings.sums).toEqual([
      {
        currency: 'USD',
        heldMinor: 0,
        payableMinor: 0,
        paidMinor: 480_000,
        takenBackMinor: own.takenBackMinor,
        owedBackMinor: own.takenBackMinor,
      },
    ])
    expect(
      earnings.months.map(({ month, heldMinor, owedMinor, paidMinor }) => [month, heldMinor, owedMinor, paidMinor]),
    ).toEqual([
      ['2027-01', 0, 0, 480_000],
      ['2026-12', 0, 540_000, 0],
      ['2026-11', 540_000, 0, 0],
    ])
    expect(earnings.months[1]).toMatchObject({ loweredMinor: 60_000, statement: { id: statement, isPaid: true } })
    expect(JSON.stringify(earnings)).not.toMatch(/Brightwater|Corvane|Dotterel/)
    const rival = await w.as('brightwater').does(partnerClaims.earnings, {})
    expect(rival).toMatchObject({ sums: [], months: [], waits: [], openClaims: 0 })
    expect((await w.as('brightwater').sends(partnerClaims.get, { params: { id: claim } })).status).toBe(404)
  })
})
