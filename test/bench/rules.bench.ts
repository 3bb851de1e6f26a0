/**
 * What one decision costs, side by side in one run on the same facts, all results proved equal first: json-rules-engine as we use
 * it (a fresh engine, own path resolver), the closures, generated code with and without a trace, the same rules written by hand,
 * and two other engines. CPU time of all threads; ratios are medians of the rounds' ratios. `npm run bench -- rules --json`.
 */
import { compile } from '@parley/rules/compile/closures'
import { generateReckoning, type Reckoned } from '@parley/rules/compile/generate'
import { generateTraced } from '@parley/rules/compile/generate-traced'
import { evaluateByEngine } from '@parley/rules/decide'
import type { Outcome } from '@parley/rules/decision'
import { canonicalJson } from '@parley/rules/hash'
import { parsePolicy } from '@parley/rules/policy'
import { cpuOf } from './cpu.ts'
import { bench, fortyRules, seededFacts } from './forty-rules.ts'
import type { BenchFacts } from './hand-written-facts.ts'
import { decideByHand } from './hand-written-policy.ts'
import { median } from './median.ts'
import { jsonLogic, nestedFacts, zen } from './peers.ts'

const rounds = 9
const facts = seededFacts(20_000)
const nested = facts.map(nestedFacts)
const { policy, findings } = parsePolicy(bench, fortyRules())
if (!policy) throw new Error(`The benchmark's policy is unsound: ${JSON.stringify(findings)}`)
const compiled = compile(bench, policy)
const { program } = compiled
const reckon = generateReckoning(program)
const traced = generateTraced(program)
const byJsonLogic = jsonLogic(policy)
const byZen = zen(policy)

const outcomes = program.rules.map((rule): Outcome => {
  const { type, params } = program.outcomes[rule.outcome]!
  return { type, params }
})
const otherwise: Outcome = { type: policy.otherwise.event.type, params: {} }

function resultOf(certain: readonly number[]): Reckoned {
  const first = certain[0]
  return {
    fired: certain.map((rule) => program.rules[rule]!.id),
    outcome: first === undefined ? otherwise : outcomes[first]!,
  }
}

function resultOfAll(holding: readonly boolean[]): Reckoned {
  const certain: number[] = []
  for (let index = 0; index < holding.length; index++) if (holding[index]) certain.push(index)
  return resultOf(certain)
}

const byId = new Map(program.rules.map((rule, index) => [rule.id, index]))

type Way = {
  /** Decisions in one round: enough to be measured, and no more. */
  perRound: number
  decide: (index: number) => Reckoned | Promise<Reckoned>
}
const ways = {
  jsonRulesEngine: {
    perRound: 250,
    decide: async (index) => {
      const { fired } = await evaluateByEngine(bench, policy, facts[index]!)
      return resultOf(fired.map((id) => byId.get(id)!))
    },
  },
  handWritten: { perRound: 100_000, decide: (index) => decideByHand(facts[index] as unknown as BenchFacts) },
  generated: { perRound: 100_000, decide: (index) => reckon(facts[index]!)! },
  generatedWithTrace: { perRound: 60_000, decide: (index) => traced(facts[index]!) as Reckoned },
  closures: { perRound: 40_000, decide: (index) => resultOf(compiled.evaluate(facts[index]!).certain) },
  /** As a decision is recorded: with the rules that nearly hold, and by what. */
  closuresWholeDecision: {
    perRound: 400,
    decide: (index) => {
      const decision = compiled.decide(facts[index]!)
      if (decision.status !== 'decided') throw new Error('All facts are known.')
      return decision
    },
  },
  jsonLogicEngine: { perRound: 40_000, decide: (index) => resultOfAll(byJsonLogic(nested[index]!)) },
  zenEngine: { perRound: 1_000, decide: async (index) => resultOfAll(await byZen(nested[index]!)) },
} satisfies Record<string, Way>
type WayName = keyof typeof ways
const wayNames = Object.keys(ways) as WayName[]

/** CPU microseconds for one decision. Every result is counted, so that none can be optimised away. */
async function measure(name: WayName, round: number): Promise<number> {
  const { perRound, decide }: Way = ways[name]
  let held = 0
  const isSlow = decide.constructor.name === 'AsyncFunction'
  const microseconds = await cpuOf(async () => {
    for (let count = 0, index = round * 977; count < perRound; count++, index++) {
      const result = decide(index % facts.length)
      held += (isSlow ? await result : (result as Reckoned)).fired.length
    }
  })
  if (held === 0) throw new Error('No rule holds for any facts.')
  return microseconds / perRound
}

for (const name of wayNames) {
  const { perRound, decide }: Way = ways[name]
  for (let index = 0; index < Math.min(perRound, facts.length); index++) {
    const { fired, outcome } = await decide(index)
    const [one, other] = [canonicalJson({ fired, outcome }), canonicalJson(ways.handWritten.decide(index))]
    if (one !== other) throw new Error(`Facts ${index}: ${name} says ${one}, and by hand it is ${other}`)
  }
  await measure(name, 0)
}

const costs = Object.fromEntries(wayNames.map((name) => [name, []])) as unknown as Record<WayName, number[]>
for (let round = 1; round <= rounds; round++)
  for (const name of round % 2 ? wayNames : wayNames.toReversed()) costs[name].push(await measure(name, round))

const rounded = (number: number) => Number(number.toPrecision(3))
/** How many times as fast `quick` is as `slow`: what else the machine does weighs on both sides of a round. */
const speedup = (quick: WayName, slow: WayName) =>
  rounded(median(costs[quick].map((cost, round) => costs[slow][round]! / cost)))

const bars = [
  { what: 'generatedOverHandWritten', ratio: speedup('generated', 'handWritten'), least: 0.8 },
  {
    what: 'generatedWithTraceOverJsonRulesEngine',
    ratio: speedup('generatedWithTrace', 'jsonRulesEngine'),
    least: 300,
  },
  { what: 'closuresOverJsonRulesEngine', ratio: speedup('closures', 'jsonRulesEngine'), least: 150 },
]
const report = {
  bench: 'rules',
  rules: program.rules.length,
  facts: program.facts.length,
  rounds,
  cpuMicrosecondsPerDecision: Object.fromEntries(wayNames.map((name) => [name, rounded(median(costs[name]))])),
  overJsonRulesEngine: Object.fromEntries(wayNames.map((name) => [name, speedup(name, 'jsonRulesEngine')])),
  overHandWritten: Object.fromEntries(wayNames.map((name) => [name, speedup(name, 'handWritten')])),
  bars,
  reached: bars.every(({ ratio, least }) => ratio >= least),
}
if (!process.argv.includes('--json')) {
  for (const name of wayNames)
    console.log(
      `${name.padEnd(24)} ${String(report.cpuMicrosecondsPerDecision[name]).padStart(10)} µs  ${String(report.overJsonRulesEngine[name]).padStart(8)} × json-rules-engine`,
    )
  for (const { what, ratio, least } of bars) console.log(`${what}: ${ratio}, at least ${least} wanted`)
}
console.log(JSON.stringify(report))
