import { factsOver, parseCases } from '@parley/rules/cases'
import { compile } from '@parley/rules/compile/closures'
import type { Facts } from '@parley/rules/point'
import commissionCases from '@parley/rules/points/commission/cases.json' with { type: 'json' }
import commissionPolicy from '@parley/rules/points/commission/policy.json' with { type: 'json' }
import concessionCases from '@parley/rules/points/concession/cases.json' with { type: 'json' }
import concessionPolicy from '@parley/rules/points/concession/policy.json' with { type: 'json' }
import { type PointId, points } from '@parley/rules/points/points'
import requestCases from '@parley/rules/points/request/cases.json' with { type: 'json' }
import requestPolicy from '@parley/rules/points/request/policy.json' with { type: 'json' }
import { parsePolicy } from '@parley/rules/policy'
import { describe, expect, it } from 'vitest'
import { toCard } from './decision-card.ts'

const vendor = { name: 'Northwind Systems', currency: 'USD', timeZone: 'America/Chicago' }

/** The cards of every case of a point's default policy, as staff or the partner would read them. */
function cardsOf(id: PointId, document: unknown, cases: unknown, audience: 'partner' | 'staff') {
  const { policy } = parsePolicy(points[id], document)
  const file = parseCases(points[id], cases).cases!
  const { decide } = compile(points[id], policy!)
  return file.cases.map((each) => {
    const facts: Facts = factsOver(file.base, each.facts)
    const decision = decide(facts)
    const decided = decision.status === 'decided' ? decision : null
    const row = {
      ...{ id: each.name, point: id, subjectId: 's', partnerId: null, facts, supersedes: null },
      outcome: decided?.outcome.type ?? 'informationNeeded',
      params: { ...decided?.outcome.params },
      because: decided?.because ?? [],
      fired: decision.fired,
      nearly: decision.nearly,
      missing: decision.status === 'informationNeeded' ? decision.missing : [],
      ...{ policyVersion: 1, policyActiveFrom: null, decidedAt: new Date(0), actorId: '', actorName: '' },
      ...{ overrideReason: null, overrideWording: null },
    }
    return toCard(row, policy!, { audience, locale: 'en-US', vendor })
  })
}

describe('the card of a decision', () => {
  it('gives every reason where several rules make the outcome together', () => {
    const cards = cardsOf('commission', commissionPolicy, commissionCases, 'staff')
    const several = cards.filter(({ reasons }) => reasons.length > 1)
    expect(several.length).toBeGreaterThan(3)
    for (const { reasons } of several) expect(new Set(reasons.map(({ rule }) => rule)).size).toBe(reasons.length)
  })

  it('says what an outcome carries in words: money, rates, days and moments', () => {
    const values = (cards: ReturnType<typeof cardsOf>) =>
      cards.flatMap(({ outcome }) => outcome.terms.map(({ value }) => value))
    const commission = values(cardsOf('commission', commissionPolicy, commissionCases, 'partner'))
    expect(commission).toContainEqual(expect.stringMatching(/^\d+(\.\d+)?%$/))
    expect(commission).toContainEqual(expect.stringMatching(/^\$[\d,]+/))
    expect(values(cardsOf('concession', concessionPolicy, concessionCases, 'partner'))).toContainEqual(
      expect.stringMatching(/^[A-Z][a-z]+ \d+, \d{4}$/),
    )
    expect(values(cardsOf('request', requestPolicy, requestCases, 'partner'))).toContainEqual(
      expect.stringMatching(/^[A-Z][a-z]+ \d+, \d{4} at \d+:\d\d/),
    )
  })

  it('shows what the policy worked out beside the facts, and to partners nothing that only staff may know', () => {
    const ofStaff = cardsOf('concession', concessionPolicy, concessionCases, 'staff')
    expect(ofStaff.flatMap(({ facts }) => facts.map(({ fact }) => fact))).toContain('derived.validUntil')
    for (const { facts } of cardsOf('concession', concessionPolicy, concessionCases, 'partner'))
      expect(facts.filter(({ internal }) => internal)).toEqual([])
  })

  it('has no word that wasn’t filled in, at any of these points', () => {
    for (const audience of ['partner', 'staff'] as const)
      for (const cards of [
        cardsOf('commission', commissionPolicy, commissionCases, audience),
        cardsOf('concession', concessionPolicy, concessionCases, audience),
        cardsOf('request', requestPolicy, requestCases, audience),
      ])
        for (const card of cards)
          expect(JSON.stringify([card.headline, card.reasons, card.outcome.terms])).not.toMatch(
            /undefined|NaN|\{\w+\.\w+\}/,
          )
  })
})
