import { describe, expect, test } from 'vitest'
import { factsOver } from './cases.ts'
import { compile } from './compile/closures.ts'
import { factsPartnersKnow, factsTold, isTold } from './edition.ts'
import { explain } from './explain/reasons.ts'
import { partnerView } from './partner-view.ts'
import type { Facts, Point } from './point.ts'
import designationCases from './points/designation/cases.json' with { type: 'json' }
import designationPolicy from './points/designation/policy.json' with { type: 'json' }
import engagementCases from './points/engagement/cases.json' with { type: 'json' }
import engagementPolicy from './points/engagement/policy.json' with { type: 'json' }
import { points } from './points/points.ts'
import { type Policy, parsePolicy } from './policy.ts'

const policyOf = (point: Point, json: unknown) => parsePolicy(point, json).policy!
const engagement = policyOf(points.engagement, engagementPolicy)
const designation = policyOf(points.designation, designationPolicy)

/** What a partner reads of the decision: its outcome and its reasons. */
function reads(point: Point, policy: Policy, facts: Facts) {
  const view = partnerView(point, policy, facts, compile(point, policy).decide(facts), 'recorded')
  const reasons = explain(point, policy, facts, view, 'partner', 'en-US')
  return { view, outcome: view.status === 'decided' ? view.outcome : view.status, reasons }
}
const asks = (facts: Facts) => factsOver(engagementCases.base, { 'deal.kind': 'renewal', ...facts })
const ofRival = { 'account.customerOfFamily': true, 'account.leadIsAnotherPartner': true }

describe('a fact that a partner is told only where it is its own', () => {
  test('is told to whoever made the latest sale, and to whoever the vendor asks about it', () => {
    const fact = 'account.incumbencyEnded'
    expect(isTold(points.engagement, fact, asks({}))).toBe(false)
    expect(isTold(points.engagement, fact, asks({ 'account.incumbentIsPartner': true }))).toBe(true)
    expect(isTold(points.engagement, fact, asks({ 'asker.party': 'vendorSeller' }))).toBe(true)
  })

  test('is reckoned with as what stands for it, and not shown', () => {
    const facts = asks({
      'customer.writtenWish': 'change',
      'customer.wishSaid': 'you',
      'account.incumbencyEnded': true,
    })
    expect(factsTold(points.engagement, facts)).not.toHaveProperty('customer.writtenWish')
    expect(factsPartnersKnow(points.engagement, facts)).toMatchObject({
      'customer.writtenWish': 'you',
      'account.incumbencyEnded': false,
    })
  })
})

describe('CF-7: a reason doesn’t tell what isn’t told', () => {
  test('a published rule that only holds by it is replaced by one that holds by what the partner knows', () => {
    const left = reads(points.engagement, engagement, asks({ ...ofRival, 'customer.writtenWish': 'change' }))
    const ended = { 'account.customerOfFamily': true, 'account.incumbencyEnded': true }
    expect(left).toMatchObject({ view: { because: ['open-account'] }, outcome: { type: 'permit' } })
    expect(left).toEqual(reads(points.engagement, engagement, asks(ended)))
  })

  test('where none holds, the words are those of an internal rule', () => {
    const said = reads(points.engagement, engagement, asks({ ...ofRival, 'customer.wishSaid': 'you' }))
    expect(said.reasons).toMatchObject([{ rule: null, text: "What was asked for isn't open at this account now." }])
    const held = asks({
      ...{ 'account.customerOfFamily': true, 'account.conductHold': true },
      ...{ 'customer.writtenWish': 'you', 'customer.wishSaid': 'you' },
    })
    expect(said.reasons).toEqual(reads(points.engagement, engagement, held).reasons)
    expect(said.outcome).toEqual(reads(points.engagement, engagement, held).outcome)
  })

  test('where a policy has no such rule, nothing is said but the outcome', () => {
    const rules = engagementPolicy.rules.filter(({ audience }) => audience === 'published')
    const open = policyOf(points.engagement, { ...engagementPolicy, rules })
    const { outcome, reasons } = reads(points.engagement, open, asks({ ...ofRival, 'customer.wishSaid': 'you' }))
    expect(outcome).toMatchObject({ type: 'forbid' })
    expect(JSON.stringify(reasons)).not.toMatch(/latest sale/)
  })
})

describe('CF-7: a letter that isn’t checked yet', () => {
  const day = { 'designation.checkedOn': '2027-03-17' }
  const waits = factsOver(designationCases.base, {
    ...day,
    'rescission.received': null,
    'rescission.receivedOn': '2027-03-11',
  })

  test('where the answer hangs on another letter, a person decides, in the words of any other case', () => {
    const { outcome, reasons, view } = reads(points.designation, designation, waits)
    expect(compile(points.designation, designation).decide(waits).status).toBe('informationNeeded')
    const held = factsOver(designationCases.base, { ...day, 'account.conductHold': true })
    const other = reads(points.designation, designation, held)
    expect({ outcome, reasons }).toEqual({ outcome: other.outcome, reasons: other.reasons })
    expect(view.status).toBe('decided')
  })

  test('a policy that would let it wait tells no day of the contract', () => {
    const rules = designationPolicy.rules.filter(({ id }) => id !== 'letter-not-confirmed')
    const trusting = policyOf(points.designation, { ...designationPolicy, rules })
    const facts = factsOver(designationCases.base, {
      ...{ 'letter.confirmed': false, 'contract.running': true, 'contract.renewsOn': '2028-05-12' },
    })
    const told = reads(points.designation, trusting, facts)
    expect(told.outcome).toEqual({ type: 'waitsForRenewal', params: {} })
    expect(JSON.stringify(told)).not.toMatch(/2028/)
  })
})
