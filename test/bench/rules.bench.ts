/**
 * Decisions a second, side by side in one run: json-rules-engine as we use it (a fresh engine, own path resolver), the compiled
 * policy, generated code, and the same rules written by hand. `node test/bench/rules.bench.ts --json`.
 */
import { compile } from '@parley/rules/compile/closures'
import { generate } from '@parley/rules/compile/generate'
import type { Evaluation } from '@parley/rules/compile/settle'
import { evaluateByEngine } from '@parley/rules/decide'
import { canonicalJson } from '@parley/rules/hash'
import { parsePolicy } from '@parley/rules/policy'
import { bench, fortyRules, seededFacts } from './forty-rules.ts'
import type { BenchFacts } from './hand-written-facts.ts'
import { decideByHand } from './hand-written-policy.ts'

const rounds = 9
const engineFactsPerRound = 250
const repeats = 5

const facts = seededFacts(20_000)
const { policy, findings } = parsePolicy(bench, fortyRules())
if (!policy) throw new Error(`The benchmark's policy is unsound: ${JSON.stringify(findings)}`)
const compiled = compile(bench, policy)
const generated = generate(compiled.program)
const { program } = compiled

type Result = { fired: readonly string[]; outcome: unknown }

function resultOf({ certain }: Evaluation): Result {
  const fired = certain.map((rule) => program.rules[rule]!.id)
  const first = certain[0]
  return { fired, outcome: program.outcomes[first === undefined ? program.otherwise : program.rules[first]!.outcome]! }
}

const ways = {
  compiled: (index: number): Result => resultOf(compiled.evaluate(facts[index]!)),
  generated: (index: number): Result => resultOf(generated(facts[index]!)!),
  handWritten: (index: number): Result => decideByHand(facts[index] as unknown as BenchFacts),
}
type Way = keyof typeof ways
const wayNames = Object.keys(ways) as Way[]

async function decideByEngine(index: number): Promise<Result> {
  const { fired } = await evaluateByEngine(bench, policy!, facts[index]!)
  const { type, params } = policy!.rules.find(({ id }) => id === fired[0])?.event ?? policy!.otherwise.event
  return { fired, outcome: { type, params } }
}

function mustBeSame(index: number, one: Result, other: Result): void {
  if (canonicalJson(one) !== canonicalJson(other))
    throw new Error(`Facts ${index}: ${canonicalJson(one)} against ${canonicalJson(other)}`)
}

/** Decisions a second, every result counted, so that none can be optimised away. */
function measure(way: Way): number {
  const decideOne = ways[way]
  let held = 0
  const start = performance.now()
  for (let repeat = 0; repeat < repeats; repeat++)
    for (let index = 0; index < facts.length; index++) held += decideOne(index).fired.length
  const seconds = (performance.now() - start) / 1000
  if (held === 0) throw new Error('No rule holds for any facts.')
  return (facts.length * repeats) / seconds
}

async function measureEngine(from: number): Promise<number> {
  const results: Result[] = []
  const start = performance.now()
  for (let index = from; index < from + engineFactsPerRound; index++) results.push(await decideByEngine(index))
  const seconds = (performance.now() - start) / 1000
  results.forEach((result, offset) => {
    mustBeSame(from + offset, result, ways.compiled(from + offset))
  })
  return engineFactsPerRound / seconds
}

function median(numbers: readonly number[]): number {
  return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)]!
}

facts.forEach((_, index) => {
  for (const way of wayNames) mustBeSame(index, ways[way](index), ways.compiled(index))
})
for (const way of wayNames) measure(way)
await measureEngine(0)

const rates = {
  jsonRulesEngine: [] as number[],
  compiled: [] as number[],
  generated: [] as number[],
  handWritten: [] as number[],
}
for (let round = 1; round <= rounds; round++) {
  rates.jsonRulesEngine.push(await measureEngine(round * engineFactsPerRound))
  for (const way of round % 2 ? wayNames : wayNames.toReversed()) rates[way].push(measure(way))
}

/** The median of the rounds' ratios: what else the machine does weighs on both sides of a round. */
const ratio = (over: keyof typeof rates, under: keyof typeof rates) =>
  Number(median(rates[over].map((rate, round) => rate / rates[under][round]!)).toPrecision(3))

const report = {
  bench: 'rules',
  rules: program.rules.length,
  rounds,
  decisionsPerSecond: Object.fromEntries(Object.entries(rates).map(([way, each]) => [way, Math.round(median(each))])),
  ratios: {
    compiledOverJsonRulesEngine: ratio('compiled', 'jsonRulesEngine'),
    compiledOverHandWritten: ratio('compiled', 'handWritten'),
    generatedOverJsonRulesEngine: ratio('generated', 'jsonRulesEngine'),
    generatedOverHandWritten: ratio('generated', 'handWritten'),
  },
}

if (!process.argv.includes('--json'))
  for (const [way, rate] of Object.entries(report.decisionsPerSecond))
    console.log(`${way.padEnd(18)} ${rate.toLocaleString('en-US').padStart(12)} decisions/s`)
console.log(JSON.stringify(report))
