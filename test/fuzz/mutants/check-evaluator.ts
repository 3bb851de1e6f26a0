/**
 * Holds a copy of the rules package against the plain oracle: `node check-evaluator.ts SRC`, where SRC is its `src`. Ends with 1 and one
 * line at the first difference. Short, so that many broken copies can be tried; the long run is `rules-fifty-thousand.test.ts`.
 */
import { deepEqual } from 'node:assert/strict'
import { join } from 'node:path'
import type { Facts } from '@parley/rules/point'
import type { Policy } from '@parley/rules/policy'
import { derivedByOracle, withDerivedFacts } from '../rules-derived-world.ts'
import { decisionByOracle, firedByOracle, matteringByOracle, missingByOracle } from '../rules-oracle.ts'
import { Random } from '../rules-random.ts'
import { collectingWorld, factNames, randomFacts, randomPolicy, smallWorld } from '../rules-small-world.ts'
import { timeCases } from './time-cases.ts'

const source = process.argv[2]!
const load = (file: string) => import(join(source, file))
const { compile } = (await load('compile/closures.ts')) as typeof import('@parley/rules/compile/closures')
const { generate } = (await load('compile/generate.ts')) as typeof import('@parley/rules/compile/generate')
const { decide } = (await load('decide.ts')) as typeof import('@parley/rules/decide')
const { deriveFacts } = (await load('derived/derive.ts')) as typeof import('@parley/rules/derived/derive')
const { parsePolicy } = (await load('policy.ts')) as typeof import('@parley/rules/policy')
const { whatMatters } = (await load('what-matters.ts')) as typeof import('@parley/rules/what-matters')

const random = new Random(42)
for (const { name, derived, calendar, calendars, facts, expected } of timeCases) {
  const policy = { ...randomPolicy(random), calendar, calendars, derived } as Policy
  deepEqual(deriveFacts(smallWorld, policy, facts)[`derived.${Object.keys(derived)[0]}`], expected, name)
}
for (let number = 0; number < 240; number++) {
  const world = number % 2 === 0 ? smallWorld : collectingWorld
  const plain = randomPolicy(random, world.id)
  const isDeriving = number % 3 === 0
  const { policy } = parsePolicy(world, isDeriving ? withDerivedFacts(random, plain) : plain)
  if (!policy) throw new Error(`Policy ${number} is refused.`)
  await holdAgainstOracle(world, policy)
  if (!isDeriving) holdUnknownAgainstOracle(world, policy)
}

async function holdAgainstOracle(world: typeof smallWorld | typeof collectingWorld, policy: Policy): Promise<void> {
  const compiled = compile(world, policy)
  const generated = generate(compiled.program)
  for (let run = 0; run < 6; run++) {
    const facts = randomFacts(random, run < 4 ? 0 : random.whole(1, 6))
    const decision = await decide(world, policy, facts)
    if (run >= 4) {
      const isTested = compiled.program.facts.some((fact) => facts[fact] === undefined && !fact.startsWith('derived.'))
      if (isTested) deepEqual(generated(facts), undefined)
      continue
    }
    const extended = Object.keys(policy.derived).length > 0 ? derivedByOracle(facts) : facts
    deepEqual(deriveFacts(world, policy, facts), extended)
    const expected = decisionByOracle(policy, extended)
    deepEqual({ ...decision, ...expected }, decision)
    deepEqual(decision.fired, firedByOracle(policy, extended))
    deepEqual(generated(facts), compiled.evaluate(facts))
  }
}

function holdUnknownAgainstOracle(world: typeof smallWorld | typeof collectingWorld, policy: Policy): void {
  const facts: Facts = randomFacts(random, random.whole(1, 2))
  const decision = compile(world, policy).decide(facts)
  const missing = decision.status === 'informationNeeded' ? decision.missing : []
  deepEqual(missing.toSorted(), missingByOracle(policy, facts))
  if (random.chance(0.2))
    deepEqual(whatMatters(world, policy, facts).toSorted(), matteringByOracle(policy, facts, factNames).toSorted())
}
