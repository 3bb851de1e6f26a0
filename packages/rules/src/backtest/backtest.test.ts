import { describe, expect, it } from 'vitest'
import { registration } from '../points/registration/point.ts'
import { approvedFacts, samplePolicy } from '../testing/sample-policy.ts'
import { Backtest, backtest } from './backtest.ts'
import { type PastDecision, readHistory } from './history.ts'

const approved = { type: 'approve', params: { protectionDays: 90 } }
let count = 0

/** A registration that the sample policy approved, of a deal of 25,000.00. */
function past(change: Partial<PastDecision> & { deal?: number } = {}): PastDecision {
  const { deal = 2_500_000, ...rest } = change
  return {
    id: `decision-${++count}`,
    facts: { ...approvedFacts, 'deal.amountMinor': deal },
    outcome: approved,
    because: ['proven-partner'],
    decidedBy: 'policy',
    policyVersion: 3,
    partner: 'Acme',
    tier: 'gold',
    productFamily: 'storage',
    amountMinor: deal,
    ...rest,
  }
}

const withMinimum = (amountMinor: number) =>
  samplePolicy((json) => {
    json.parameters.minimumAmountMinor.value = amountMinor
  })

const none = { decisions: 0, amountMinor: 0 }

describe('a backtest', () => {
  it('says who would have lost protection, and how much money that is', () => {
    const decisions = [
      past({ id: 'small', deal: 2_000_000, partner: 'Acme', tier: 'gold' }),
      past({ id: 'large', deal: 9_000_000, partner: 'Acme', tier: 'gold' }),
      past({ id: 'also-small', deal: 2_100_000, partner: 'Bolt', tier: 'silver', productFamily: null }),
    ]
    const report = backtest(registration, withMinimum(5_000_000), decisions)
    expect(report.fourWays).toEqual({
      grantedStill: { decisions: 1, amountMinor: 9_000_000 },
      noLongerGranted: { decisions: 2, amountMinor: 4_100_000 },
      nowGranted: none,
      stillNotGranted: none,
    })
    expect(report.outcomes).toEqual([{ from: 'approve', to: 'reject', decisions: 2, amountMinor: 4_100_000 }])
    expect(report.flips.map(({ id, to, because }) => ({ id, to, because }))).toEqual([
      { id: 'small', to: { type: 'reject', params: {} }, because: ['deal-below-minimum'] },
      { id: 'also-small', to: { type: 'reject', params: {} }, because: ['deal-below-minimum'] },
    ])
    expect(report.byPartner.map(({ name, noLongerGranted }) => [name, noLongerGranted.amountMinor])).toEqual([
      ['Acme', 2_000_000],
      ['Bolt', 2_100_000],
    ])
    expect(report.byTier.map(({ name, grantedStill }) => [name, grantedStill.decisions])).toEqual([
      ['gold', 1],
      ['silver', 0],
    ])
    expect(report.byProductFamily.map(({ name }) => name)).toEqual(['storage', null])
  })

  it('says who would have gained protection', () => {
    const refused = { outcome: { type: 'reject', params: {} }, because: ['deal-below-minimum'] }
    const report = backtest(registration, withMinimum(100_000), [past({ deal: 500_000, ...refused })])
    expect(report.fourWays.nowGranted).toEqual({ decisions: 1, amountMinor: 500_000 })
  })

  it('keeps a change of terms apart from a change of sides', () => {
    const draft = samplePolicy((json) => {
      json.parameters.protectionDays.value = 60
    })
    const report = backtest(registration, draft, [past()])
    expect(report.flips).toEqual([])
    expect(report.otherChanges).toMatchObject([{ from: approved, to: { params: { protectionDays: 60 } } }])
    expect(report.outcomes).toMatchObject([{ from: 'approve', to: 'approve', decisions: 1 }])
  })

  it('leaves out what can not be decided again, and says why', () => {
    const decisions = [
      past({ id: 'by-person', decidedBy: 'person' }),
      past({ id: 'open', outcome: null }),
      past({ id: 'old-outcome', outcome: { type: 'abolished', params: {} } }),
      past({ id: 'old-fact', facts: { ...approvedFacts, 'partner.shoeSize': 44 } }),
      past({ id: 'bad-value', facts: { ...approvedFacts, 'partner.tier': 'brass' } }),
      past({ id: 'fine' }),
    ]
    const report = backtest(registration, samplePolicy(), decisions)
    expect(report.decisions).toBe(6)
    expect(report.compared.decisions).toBe(1)
    expect(report.skipped).toEqual([
      { reason: 'personDecided', decisions: 1, ids: ['by-person'], facts: {} },
      { reason: 'informationWasNeeded', decisions: 1, ids: ['open'], facts: {} },
      { reason: 'outcomeNotKnown', decisions: 1, ids: ['old-outcome'], facts: {} },
      { reason: 'factsNotKnown', decisions: 1, ids: ['old-fact'], facts: { 'partner.shoeSize': 1 } },
      { reason: 'factsNotReadable', decisions: 1, ids: ['bad-value'], facts: { 'partner.tier': 1 } },
    ])
  })

  it('does not guess where a draft asks for facts that nobody recorded', () => {
    const draft = samplePolicy((json) => {
      json.rules[0]!.conditions = { fact: 'partner.overdueAnswers', operator: 'greaterThan', value: 3 } as never
    })
    const report = backtest(registration, draft, [past({ id: 'unanswerable' })])
    expect(report.informationNeeded).toEqual({
      decisions: 1,
      ids: ['unanswerable'],
      facts: { 'partner.overdueAnswers': 1 },
    })
    expect(report.compared).toEqual(none)
    expect(report.fourWays.noLongerGranted).toEqual(none)
  })

  it('compares with the policy in force when that is given, whatever was recorded', () => {
    const decisions = [past({ deal: 2_000_000, outcome: { type: 'reject', params: {} } })]
    const report = backtest(registration, withMinimum(5_000_000), decisions, { inForce: samplePolicy() })
    expect(report.before).toEqual({ policyVersion: 3 })
    expect(report.fourWays.noLongerGranted.decisions).toBe(1)
  })

  it('sorts decisions into the ranges of amounts that were asked for', () => {
    const decisions = [past({ deal: 999 }), past({ deal: 1_000 }), past({ amountMinor: null })]
    const report = backtest(registration, samplePolicy(), decisions, { amountsFromMinor: [1_000] })
    expect(
      report.byAmount.map(({ name, noLongerGranted, grantedStill }) => [name, noLongerGranted, grantedStill]),
    ).toEqual([
      ['0-999', { decisions: 1, amountMinor: 999 }, none],
      ['1000-', { decisions: 1, amountMinor: 1_000 }, none],
      [null, none, { decisions: 1, amountMinor: 0 }],
    ])
  })

  it('names no more than it was asked to, those with most flips first', () => {
    const decisions = ['Acme', 'Bolt', 'Bolt', 'Cask'].map((partner) => past({ partner }))
    const options = { changesNamed: 1, groupsListed: 2 }
    const report = backtest(registration, withMinimum(5_000_000), decisions, options)
    expect(report.flips).toHaveLength(1)
    expect(report.byPartner.map(({ name }) => name)).toEqual(['Bolt', 'Acme'])
    expect(report.groupsLeftOut).toBe(1)
    expect(report.fourWays.noLongerGranted.decisions).toBe(4)
  })

  it('gives the same report again when an edit is taken back', () => {
    const studio = new Backtest(registration, readHistory(registration, [past(), past({ deal: 8_000_000 })]))
    const first = studio.run(samplePolicy())
    studio.run(withMinimum(5_000_000))
    expect(studio.run(samplePolicy())).toEqual(first)
  })

  it('says nothing changes when there is no past', () => {
    expect(backtest(registration, samplePolicy(), []).compared).toEqual(none)
  })
})
