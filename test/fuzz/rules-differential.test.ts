import { compile } from '@parley/rules/compile/closures'
import { generate } from '@parley/rules/compile/generate'
import { decide, evaluateByEngine } from '@parley/rules/decide'
import { canonicalJson } from '@parley/rules/hash'
import type { Facts } from '@parley/rules/point'
import { type Policy, parsePolicy } from '@parley/rules/policy'
import { whatMatters } from '@parley/rules/what-matters'
import { describe, expect, test } from 'vitest'
import { decisionByOracle, firedByOracle, matteringByOracle, missingByOracle } from './rules-oracle.ts'
import { Random } from './rules-random.ts'
import {
  collectingWorld,
  domains,
  type FactName,
  factNames,
  randomFacts,
  randomPolicy,
  smallWorld,
} from './rules-small-world.ts'

type World = typeof smallWorld | typeof collectingWorld

const anySeed = crypto.getRandomValues(new Uint32Array(1))[0]!

/** Calls `check` with random sound policies; a failure names the seed and the policy's number. */
async function forRandomPolicies(
  world: World,
  seed: number,
  count: number,
  check: (policy: Policy, random: Random) => void | Promise<void>,
) {
  const random = new Random(seed)
  for (let number = 0; number < count; number++) {
    const json = randomPolicy(random, world.id)
    const { policy, findings } = parsePolicy(world, json)
    expect(findings.filter(({ severity }) => severity === 'error')).toEqual([])
    try {
      await check(policy!, random)
    } catch (failure) {
      throw new Error(`Seed ${seed}, policy ${number}: ${failure}\n${JSON.stringify(json)}`, { cause: failure })
    }
  }
}

const runs = [20261121, anySeed].flatMap((seed) => [smallWorld, collectingWorld].map((world) => ({ seed, world })))

describe.each(runs)('random policies of $world.id from seed $seed', ({ seed, world }) => {
  test('with all facts known, engine, closures, generated code and oracle see the same rules hold', async () => {
    await forRandomPolicies(world, seed, 200, async (policy, random) => {
      const compiled = compile(world, policy)
      const generated = generate(compiled.program)
      for (let run = 0; run < 5; run++) {
        const facts = randomFacts(random, 0)
        const fired = firedByOracle(policy, facts)
        const decision = compiled.decide(facts)
        expect(decision.fired).toEqual(fired)
        expect(generated(facts)).toEqual(compiled.evaluate(facts))
        expect(await evaluateByEngine(world, policy, facts)).toEqual({ fired, open: [] })
        expect(decision).toMatchObject(decisionByOracle(policy, facts))
      }
    })
  })

  test('with facts unknown, the two evaluators agree on what holds, what may hold, and the outcome', async () => {
    await forRandomPolicies(world, seed + 1, 200, async (policy, random) => {
      for (let run = 0; run < 3; run++) await decide(world, policy, randomFacts(random, random.whole(1, 14)))
    })
  })

  test('a decision stands just when no completion changes it, and names just the facts that matter', async () => {
    await forRandomPolicies(world, seed + 2, 250, (policy, random) => {
      const facts = randomFacts(random, random.whole(1, 2))
      const decision = compile(world, policy).decide(facts)
      const missing = decision.status === 'informationNeeded' ? decision.missing : []
      const mattering = missingByOracle(policy, facts)
      if (carriesWhatItTests(policy)) expect(missing).toEqual(expect.arrayContaining(mattering))
      else expect(missing.toSorted()).toEqual(mattering)
    })
  })

  test('a form asks for a fact just when its value can change the outcome', async () => {
    await forRandomPolicies(world, seed + 3, 100, (policy, random) => {
      const facts = randomFacts(random, random.whole(0, 1))
      const asked = whatMatters(world, policy, facts)
      const mattering = matteringByOracle(policy, facts, factNames).toSorted()
      if (carriesWhatItTests(policy)) expect(asked).toEqual(expect.arrayContaining(mattering))
      else expect(asked.toSorted()).toEqual(mattering)
    })
  })

  test('the order in which rules of different priority stand changes nothing', async () => {
    await forRandomPolicies(world, seed + 4, 150, (policy, random) => {
      const distinct = policy.rules.map((rule, index) => ({ ...rule, priority: 10 + index }))
      const facts = randomFacts(random, random.whole(0, 6))
      const one = compile(world, { ...policy, rules: distinct }).decide(facts)
      const other = compile(world, { ...policy, rules: random.shuffled(distinct) }).decide(facts)
      expect(canonicalJson({ ...other, missing: 'missing' in other ? other.missing.toSorted() : [] })).toBe(
        canonicalJson({ ...one, missing: 'missing' in one ? one.missing.toSorted() : [] }),
      )
    })
  })

  test('a rule of several facts nearly holds just when another value of one of them would make it hold', async () => {
    await forRandomPolicies(world, seed + 5, 100, (policy, random) => {
      const facts = randomFacts(random, 0)
      const { nearly } = compile(world, policy).decide(facts)
      const expected = new Map(nearly.map(({ rule }) => [rule, [] as string[]]))
      for (const { id } of policy.rules) {
        const tested = factsTestedBy(policy, id)
        const by = firedByOracle(policy, facts).includes(id)
          ? []
          : tested.filter((name) => couldFire(policy, facts, id, name))
        if (tested.length > 1 && by.length > 0) expected.set(id, by)
      }
      expect(Object.fromEntries(nearly.map(({ rule, by }) => [rule, by.toSorted()]))).toEqual(
        Object.fromEntries(expected),
      )
    })
  })
})

/** Where an outcome carries a fact that is tested too, one fact too many may be asked for, and never one too few. */
function carriesWhatItTests(policy: Policy): boolean {
  const tested = JSON.stringify([policy.conditions, policy.rules.map(({ conditions }) => conditions)])
  const carried = policy.rules.flatMap(({ event }) => Object.values(event.params))
  return carried.some((value) => typeof value === 'object' && 'fact' in value && tested.includes(`"${value.fact}"`))
}

function couldFire(policy: Policy, facts: Facts, rule: string, name: FactName): boolean {
  return domains[name].some((value) => firedByOracle(policy, { ...facts, [name]: value }).includes(rule))
}

function factsTestedBy(policy: Policy, ruleId: string): FactName[] {
  const text = withConditionsPutIn(policy, JSON.stringify(policy.rules.find(({ id }) => id === ruleId)!.conditions))
  return factNames.filter((name) => text.includes(`"fact":"${name}"`)).toSorted()
}

function withConditionsPutIn(policy: Policy, text: string): string {
  return text.replaceAll(/"condition":"(\w+)"/g, (_, name: string) =>
    withConditionsPutIn(policy, JSON.stringify(policy.conditions[name])),
  )
}
