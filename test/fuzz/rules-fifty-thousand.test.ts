import { compile } from '@parley/rules/compile/closures'
import { generate } from '@parley/rules/compile/generate'
import { decide } from '@parley/rules/decide'
import { deriveFacts } from '@parley/rules/derived/derive'
import { type Policy, parsePolicy } from '@parley/rules/policy'
import { describe, expect, test } from 'vitest'
import { share } from '../support/thorough.ts'
import { derivedByOracle, withDerivedFacts } from './rules-derived-world.ts'
import { decisionByOracle, firedByOracle } from './rules-oracle.ts'
import { Random } from './rules-random.ts'
import { collectingWorld, domains, factNames, randomFacts, randomPolicy, smallWorld } from './rules-small-world.ts'

const anySeed = crypto.getRandomValues(new Uint32Array(1))[0]!
const factsEach = 10
const policiesEach = share(1_250)
const runs = [20261121, anySeed].flatMap((seed) => [smallWorld, collectingWorld].map((world) => ({ seed, world })))

/** In the long run 2 seeds × 2 worlds × 1,250 policies × 10 facts: 50,000 decisions, each by json-rules-engine, closures, generated code and oracle. */
describe.each(runs)('random decisions of $world.id from seed $seed', ({ seed, world }) => {
  test('come out the same by json-rules-engine, closures, generated code and the plain oracle', async () => {
    const random = new Random(seed)
    for (let number = 0; number < policiesEach; number++) {
      const json = randomPolicy(random, world.id)
      const written = random.chance(0.5) ? withDerivedFacts(random, json) : json
      const { policy, findings } = parsePolicy(world, written)
      if (!policy) throw new Error(`Seed ${seed}, policy ${number}: ${JSON.stringify(findings)}`)
      const generated = generate(compile(world, policy).program)
      for (let run = 0; run < factsEach; run++) {
        const facts = randomFacts(random, run < 7 ? 0 : random.whole(1, 8))
        try {
          await (run < 7 ? allKnown(policy, facts, generated) : someUnknown(random, policy, facts))
        } catch (failure) {
          throw new Error(`Seed ${seed}, policy ${number}, facts ${JSON.stringify(facts)}: ${failure}`, {
            cause: failure,
          })
        }
      }
    }
  }, 240_000)

  async function allKnown(
    policy: Policy,
    facts: ReturnType<typeof randomFacts>,
    generated: ReturnType<typeof generate>,
  ) {
    const extended = Object.keys(policy.derived).length > 0 ? derivedByOracle(facts) : facts
    expect(deriveFacts(world, policy, facts)).toEqual(extended)
    // decide() throws when json-rules-engine and the closures differ.
    const decision = await decide(world, policy, facts)
    expect(decision).toMatchObject(decisionByOracle(policy, extended))
    expect(decision.fired).toEqual(firedByOracle(policy, extended))
    expect(generated(facts)).toEqual(compile(world, policy).evaluate(facts))
  }

  /** A decision that stands has to be the one of every completion: five are tried. */
  async function someUnknown(random: Random, policy: Policy, facts: ReturnType<typeof randomFacts>) {
    const decision = await decide(world, policy, facts)
    if (decision.status !== 'decided') return
    for (let completion = 0; completion < 5; completion++) {
      const complete = { ...facts }
      for (const name of factNames)
        if (facts[name] === undefined) Object.assign(complete, { [name]: random.pick(domains[name]) })
      const extended = Object.keys(policy.derived).length > 0 ? derivedByOracle(complete) : complete
      expect(decisionByOracle(policy, extended)).toMatchObject({ status: 'decided', outcome: decision.outcome })
    }
  }
})
