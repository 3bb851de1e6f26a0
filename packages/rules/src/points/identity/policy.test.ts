import { expect, test } from 'vitest'
import { factsOver } from '../../cases.ts'
import { compile } from '../../compile/closures.ts'
import type { CaseFile } from '../../decision.ts'
import { explain } from '../../explain/reasons.ts'
import { partnerView } from '../../partner-view.ts'
import type { FactValue } from '../../point.ts'
import { parsePolicy } from '../../policy.ts'
import cases from './cases.json' with { type: 'json' }
import { identity } from './point.ts'
import document from './policy.json' with { type: 'json' }

const policy = parsePolicy(identity, document).policy!
const { base } = cases as unknown as CaseFile
const { decide } = compile(identity, policy)
const { sameFrom, askFrom, relatedFrom } = Object.fromEntries(
  Object.entries(document.parameters).map(([name, { value }]) => [name, value]),
) as Record<keyof typeof document.parameters, number>

function answered(match: Record<string, FactValue>): string {
  const facts = Object.fromEntries(Object.entries(match).map(([name, value]) => [`match.${name}`, value]))
  const decision = decide(factsOver(base, facts))
  if (decision.status !== 'decided') throw new Error(JSON.stringify(decision))
  expect(decision.outcome.params).toEqual({ relatedFrom })
  return decision.outcome.type
}

const edges = [0, relatedFrom, askFrom - 1, askFrom, sameFrom - 1, sameFrom, 1000]
const everyPair = edges.flatMap((chance) =>
  edges.filter((each) => each <= chance).map((runnerUp) => ({ chance, runnerUp })),
)
const everyAsker = Object.keys(identity.facts['match.askedBy'].values)

test('a likelier account is never taken for less: from `different` to a person to `same`, at the numbers of the policy', () => {
  expect(edges.map((chance) => answered({ chance, runnerUp: 0 }))).toEqual([
    ...['different', 'different', 'different'],
    ...['aPersonDecides', 'aPersonDecides'],
    ...['same', 'same'],
  ])
})

test('two accounts that may both be it are never decided without a person', () => {
  const both = everyPair.filter(({ runnerUp }) => runnerUp >= sameFrom)
  expect(new Set(both.map(answered))).toEqual(new Set(['aPersonDecides']))
})

test('tax numbers that differ never make one account, and equal ones always do', () => {
  const differing = everyPair.map((pair) => answered({ ...pair, taxIdEqual: 'differs' }))
  expect(new Set(differing)).toEqual(new Set(['different', 'aPersonDecides']))
  const equal = everyPair.map((pair) => answered({ ...pair, taxIdEqual: 'same' }))
  expect(new Set(equal)).toEqual(new Set(['same']))
})

test('what a person has parted stays apart, whatever speaks for it', () => {
  for (const taxIdEqual of ['same', 'differs', 'unknown'])
    for (const pair of everyPair) expect(answered({ ...pair, taxIdEqual, saidDifferent: true })).toBe('different')
})

test('an import, staff and the search for duplicates are answered as a registration is', () => {
  for (const pair of everyPair)
    expect(new Set(everyAsker.map((askedBy) => answered({ ...pair, askedBy }))).size).toBe(1)
})

test('CF-7: the words for a partner are the same, whether the company is known or not', () => {
  const told = cases.cases
    .map(({ facts: match }) => factsOver(base, match as Record<string, FactValue | null>))
    .map((facts) => ({ facts, decision: decide(facts) }))
    .filter(({ decision }) => decision.status === 'decided')
    .map(({ facts, decision }) => {
      const view = partnerView(identity, policy, facts, decision, 'recorded')
      return explain(identity, policy, facts, view, 'partner', 'en-US').map(({ text, possible }) => ({
        text,
        possible,
      }))
    })
  expect(told.length).toBeGreaterThan(20)
  expect(new Set(told.map((each) => JSON.stringify(each))).size).toBe(1)
})
