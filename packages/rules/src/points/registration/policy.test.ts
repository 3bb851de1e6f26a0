import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { conditionsBelow } from '../../checks/conditions.ts'
import { type Policy, parsePolicy, type Rule } from '../../policy.ts'
import { registration } from './point.ts'

const programs = ['policy.json', '../../../programs/gitlab/registration.policy.json'].map((file) => {
  const { policy } = parsePolicy(registration, JSON.parse(readFileSync(join(import.meta.dirname, file), 'utf8')))
  return { title: policy!.title, policy: policy! }
})

function factsOf(policy: Policy, rule: Rule): string[] {
  return [...conditionsBelow(policy, rule.conditions)].flatMap(({ node }) => ('fact' in node ? [node.fact] : []))
}

test.each(programs)('CF-7, $title: a partner cannot tell the causes of an internal review apart', ({ policy }) => {
  const reviews = policy.rules.filter(({ audience, event }) => audience === 'internal' && event.type === 'review')
  const seen = [...reviews, policy.otherwise].map(({ wording, event }) => ({ ...wording, staff: '', event }))
  expect(reviews.length).toBeGreaterThan(1)
  expect(new Set(seen.map((each) => JSON.stringify(each))).size).toBe(1)
  expect(new Set(reviews.map(({ source }) => source)).size).toBe(1)
})

test.each(programs)(
  'CF-7, $title: what partners may not know never takes the place of a published answer',
  ({ policy }) => {
    const testsInternalFact = (rule: Rule) =>
      factsOf(policy, rule).some(
        (fact) => registration.facts[fact as keyof typeof registration.facts].knownTo === 'staff',
      )
    const firstInternal = Math.max(...policy.rules.filter(testsInternalFact).map(({ priority }) => priority))
    const notGranted = policy.rules.filter(
      (rule) => !testsInternalFact(rule) && registration.outcomes[rule.event.type as 'reject'].favour <= 0,
    )
    expect(notGranted.filter(({ priority }) => priority <= firstInternal).map(({ id }) => id)).toEqual([])
  },
)

test.each(programs)('AC-6, $title: no question and no review comes before a refusal', ({ policy }) => {
  const lowestRefusal = Math.min(
    ...policy.rules.filter(({ event }) => event.type === 'reject').map(({ priority }) => priority),
  )
  const early = policy.rules.filter(({ event, priority }) => event.type !== 'reject' && priority >= lowestRefusal)
  expect(early.map(({ id }) => id)).toEqual([])
})
