import { factsOver } from '@parley/rules/cases'
import { compile } from '@parley/rules/compile/closures'
import type { CaseFile, Decision } from '@parley/rules/decision'
import { canonicalJson } from '@parley/rules/hash'
import type { FactDefinition, Facts, FactValue, Point } from '@parley/rules/point'
import { points } from '@parley/rules/points/points'
import { type Policy, parsePolicy } from '@parley/rules/policy'
import { expect } from 'vitest'
import { readPart } from '../support/shipped.ts'
import { Random } from './rules-random.ts'
import { collectingWorld, randomFacts, randomPolicy, smallWorld } from './rules-small-world.ts'

type Rule = Policy['rules'][number]
export type Decider = (point: Point, policy: Policy) => (facts: Facts) => Decision
const byRules: Decider = (point, policy) => compile(point, policy).decide

/** A policy, what may be known, and the events that refuse. */
type Ground = {
  point: Point
  policy: Policy
  facts: Facts
  denies: readonly Rule['event'][]
  conditions: Rule['conditions']
}

const isDeny = (point: Point, type: string) => point.outcomes[type]!.favour === -1

/** What refuses at this point: each outcome that needs nothing more, and what the policy's own rules refuse by. */
function deniesOf(point: Point, policy: Policy): Rule['event'][] {
  const bare = Object.entries(point.outcomes)
    .filter(([type, { parameters }]) => isDeny(point, type) && Object.values(parameters).every((each) => each.optional))
    .map(([type]) => ({ type, params: {} }))
  return [...bare, ...policy.rules.map(({ event }) => event).filter(({ type }) => isDeny(point, type))]
}

const worlds = [smallWorld, collectingWorld] as const

function randomGround(random: Random): Ground {
  const world = random.pick(worlds)
  const { policy } = parsePolicy(world, randomPolicy(random, world.id))
  const { policy: other } = parsePolicy(world, randomPolicy(random, world.id))
  const facts = randomFacts(random, random.whole(0, 5))
  // Conditions of another policy, without the names that only it has.
  const plain = other!.rules
    .map(({ conditions }) => conditions)
    .filter((each) => !JSON.stringify(each).includes('"condition"'))
  const conditions = plain.length > 0 ? random.pick(plain) : policy!.rules[0]!.conditions
  return { point: world, policy: policy!, facts, conditions, denies: deniesOf(world, policy!) }
}

type Shipped = { point: Point; policy: Policy; situations: Facts[]; denies: Rule['event'][] }
const shipped: readonly Shipped[] = (Object.values(points) as Point[]).flatMap((point) => {
  const policy = parsePolicy(point, readPart(point, 'policy.json')).policy!
  const { base, cases }: CaseFile = readPart(point, 'cases.json')
  const denies = deniesOf(point, policy)
  const situations = cases.map(({ facts }) => factsOver(base, facts))
  return denies.length > 0 ? [{ point, policy, situations, denies }] : []
})

function shippedGround(random: Random): Ground {
  const { point, policy, situations, denies } = random.pick(shipped)
  const facts: Record<string, FactValue> = { ...random.pick(situations) }
  for (let changes = random.whole(0, 3); changes > 0; changes--) {
    const name = random.pick(Object.keys(point.facts))
    const value = random.chance(0.4) ? undefined : anotherValueOf(random, point.facts[name]!, situations, name)
    if (value === undefined) delete facts[name]
    else facts[name] = value
  }
  const taken = random.pick(policy.rules).conditions
  const conditions = random.chance(0.7) ? taken : ({ not: taken } as Rule['conditions'])
  return { point, policy, facts, denies, conditions }
}

function anotherValueOf(
  random: Random,
  definition: FactDefinition,
  situations: readonly Facts[],
  name: string,
): FactValue | undefined {
  if (definition.kind === 'yesNo') return random.chance(0.5)
  if (definition.kind === 'choice') return random.pick(Object.keys(definition.values))
  if (definition.kind === 'money') return random.pick([0, 1, 1_000_000, 500_000_000])
  return random.pick(situations)[name]
}

/** The policy with one rule more that refuses, anywhere among the others. */
function withDeny({ policy, denies, conditions }: Ground, random: Random): Policy {
  const like = random.pick(policy.rules)
  const priority = random.chance(0.4) ? like.priority : random.whole(1, 1_000)
  const rule: Rule = {
    ...like,
    id: 'one-deny-more',
    title: 'One more',
    priority,
    conditions,
    event: random.pick(denies),
  }
  const rules = [...policy.rules]
  rules.splice(random.whole(0, rules.length), 0, rule)
  return { ...policy, rules }
}

const outcomeOf = (decision: Decision) => (decision.status === 'decided' ? canonicalJson(decision.outcome) : null)

/** With one more rule that refuses, the answer is as before, or a refusal, or a question: never anything that wasn't granted before. */
export function addingADenyNeverGrants(runs: number, seed: number, decider: Decider = byRules): void {
  const random = new Random(seed)
  for (let run = 0; run < runs; run++) {
    const ground = run % 2 === 0 ? randomGround(random) : shippedGround(random)
    const { point, policy, facts } = ground
    if (ground.denies.length === 0) continue
    const stricter = withDeny(ground, random)
    const before = decider(point, policy)(facts)
    const after = decider(point, stricter)(facts)
    if (after.status === 'informationNeeded' || isDeny(point, after.outcome.type)) continue
    expect(
      outcomeOf(after),
      `Seed ${seed}, run ${run}, ${point.id}: ${JSON.stringify({ facts, rule: stricter.rules.find(({ id }) => id === 'one-deny-more') })}`,
    ).toBe(outcomeOf(before))
  }
}

/** How often, of so many runs, the added rule changed the answer into a refusal: the property isn't empty. */
export function denialsOf(runs: number, seed: number): number {
  const random = new Random(seed)
  let denied = 0
  for (let run = 0; run < runs; run++) {
    const ground = run % 2 === 0 ? randomGround(random) : shippedGround(random)
    if (ground.denies.length === 0) continue
    const before = outcomeOf(byRules(ground.point, ground.policy)(ground.facts))
    const after = byRules(ground.point, withDeny(ground, random))(ground.facts)
    if (after.status === 'decided' && isDeny(ground.point, after.outcome.type) && outcomeOf(after) !== before) denied++
  }
  return denied
}
