import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { factsOver } from '../../cases.ts'
import { conditionsBelow } from '../../checks/conditions.ts'
import { compile } from '../../compile/closures.ts'
import type { Facts, FactValue, Point } from '../../point.ts'
import { parsePolicy, type Rule } from '../../policy.ts'
import { designation } from '../designation/point.ts'
import { paper } from '../paper/point.ts'
import { engagement } from './point.ts'

function read(point: Point, file: string) {
  return JSON.parse(readFileSync(join(import.meta.dirname, '..', point.id, file), 'utf8'))
}

const policies = ([engagement, paper, designation] as Point[]).map((point) => ({
  title: point.title,
  point,
  policy: parsePolicy(point, read(point, 'policy.json')).policy!,
}))

describe.each(policies)('the default policy for $title', ({ point, policy }) => {
  const internal = policy.rules.filter(({ audience }) => audience === 'internal')
  const published = policy.rules.filter(({ audience }) => audience === 'published')
  const favourOf = (rule: Rule) => point.outcomes[rule.event.type]!.favour

  test.each([...new Set(internal.map(({ event }) => event.type))])(
    'CF-7: a partner cannot tell the internal causes of "%s" apart',
    (type) => {
      const same = internal.filter(({ event }) => event.type === type)
      const seen = same.map(({ wording, event, source }) => ({ ...wording, staff: '', source, event }))
      expect(new Set(seen.map((each) => JSON.stringify(each))).size).toBe(1)
      if (policy.otherwise.event.type === type)
        expect({ partner: seen[0]!.partner, possible: seen[0]!.possible }).toEqual({
          partner: policy.otherwise.wording.partner,
          possible: policy.otherwise.wording.possible,
        })
    },
  )

  test('CF-7: what partners may not know never takes the place of a published answer', () => {
    const testsStaffFact = (rule: Rule) =>
      [...conditionsBelow(policy, rule.conditions)].some(
        ({ node }) => 'fact' in node && point.facts[node.fact]?.knownTo === 'staff',
      )
    const firstInternal = Math.max(...policy.rules.filter(testsStaffFact).map(({ priority }) => priority))
    const notGranted = published.filter(
      (rule) => favourOf(rule) <= 0 && !point.outcomes[rule.event.type]!.parameters.until,
    )
    expect(notGranted.filter(({ priority }) => priority <= firstInternal).map(({ id }) => id)).toEqual([])
  })

  test('AC-6: no published question comes before a published refusal', () => {
    const lowestRefusal = Math.min(
      ...published.filter((rule) => favourOf(rule) < 0).map(({ priority }) => priority),
      Number.POSITIVE_INFINITY,
    )
    const early = published.filter((rule) => favourOf(rule) >= 0 && priorityAbove(rule, lowestRefusal))
    expect(early.map(({ id }) => id)).toEqual([])
  })
})

function priorityAbove(rule: Rule, priority: number): boolean {
  return priority !== Number.POSITIVE_INFINITY && rule.priority >= priority
}

/** Every combination of these values. */
function* combinations(values: Readonly<Record<string, readonly FactValue[]>>): Generator<Facts> {
  const [first, ...rest] = Object.entries(values)
  if (!first) return yield {}
  for (const value of first[1])
    for (const others of combinations(Object.fromEntries(rest))) yield { [first[0]]: value, ...others }
}

const { policy } = policies[0]!
const { decide } = compile(engagement, policy)
const { base } = read(engagement, 'cases.json')
const yesOrNo = [true, false]
const offers = ['quote', 'discount', 'sell', 'takeDirect']
const circumstances = {
  'engagement.askedForBy': ['nobody', 'customer', 'lead'],
  'customer.writtenWish': ['none', 'you', 'change'],
  'account.designation': ['open', 'named', 'house'],
  'deal.kind': ['new', 'expansion', 'renewal'],
  'account.customerOfFamily': yesOrNo,
  'account.latestSaleDirect': yesOrNo,
  'account.inDirectPipeline': yesOrNo,
  'program.channelOnly': yesOrNo,
}

test("AC-1: without P's consent, V makes no offer at an account that is protected for P, whatever else is the case", () => {
  const outcomes = new Set<string>()
  for (const facts of combinations({ 'engagement.kind': offers, ...circumstances })) {
    const asked = { ...facts, 'asker.party': 'vendorSeller', 'account.protectedForOther': true }
    const decision = decide(factsOver(base, asked))
    outcomes.add(decision.status === 'decided' ? decision.outcome.type : decision.status)
  }
  expect([...outcomes]).toEqual(['forbid'])
})

test('AC-4: where only partners sell, V makes no offer, whatever else is the case', () => {
  const outcomes = new Set<string>()
  for (const facts of combinations({
    'engagement.kind': ['quote', 'takeDirect'],
    'account.leadIsAsker': yesOrNo,
    'engagement.consent': ['notAsked', 'given'],
    ...circumstances,
    'program.channelOnly': [true],
  })) {
    const decision = decide(factsOver(base, { ...facts, 'asker.party': 'vendorSeller' }))
    outcomes.add(decision.status === 'decided' ? decision.outcome.type : decision.status)
  }
  expect([...outcomes]).toEqual(['forbid'])
})

test("CF-7: a partner's question never makes another partner learn of it", () => {
  const told: Facts[] = []
  for (const facts of combinations({
    'engagement.kind': ['quote', 'contact', 'redirect', 'assist'],
    'account.protectedForOther': yesOrNo,
    'account.leadIsAnotherPartner': yesOrNo,
    ...circumstances,
    'program.channelOnly': [false],
    'engagement.askedForBy': ['nobody', 'customer'],
  })) {
    const decision = decide(factsOver(base, { ...facts, 'asker.party': 'partner' }))
    if (decision.status !== 'decided') continue
    const { type, params } = decision.outcome
    if (type === 'permitAndTell' || params.from === 'lead' || params.sendTo === 'lead') told.push(facts)
  }
  expect(told).toEqual([])
})
