/**
 * What hostile and broken documents cost until they are refused, and what the nastiest sound policies cost to decide, to explain, to
 * analyse and to backtest: the slowest ten of each, in CPU milliseconds. `npm run bench -- hostile --json`.
 */
import { analyze } from '@parley/rules/analysis/analyze'
import { backtest } from '@parley/rules/backtest/backtest'
import type { PastDecision } from '@parley/rules/backtest/history'
import { conditionCoverage } from '@parley/rules/coverage/coverage'
import { proposeCases } from '@parley/rules/coverage/propose'
import { decide } from '@parley/rules/decide'
import { whatWouldChange } from '@parley/rules/explain/what-would-change'
import { parseJson } from '@parley/rules/json'
import type { Facts } from '@parley/rules/point'
import { parsePolicy } from '@parley/rules/policy'
import { whatMatters } from '@parley/rules/what-matters'
import { hostileDocuments } from '../fuzz/hostile/all.ts'
import { nastyPolicies } from '../fuzz/hostile/nasty-policies.ts'
import { hostileTexts } from '../fuzz/hostile/texts.ts'
import { smallWorld } from '../fuzz/rules-small-world.ts'
import { cpuOf } from './cpu.ts'

const targetMs = 250
const decisions = 1_000

type Cost = { what: string; cpuMs: number }

async function costOf(what: string, work: () => unknown): Promise<Cost> {
  return { what, cpuMs: Number(((await cpuOf(work)) / 1000).toPrecision(3)) }
}

const slowest = (costs: readonly Cost[]) => costs.toSorted((a, b) => b.cpuMs - a.cpuMs).slice(0, 10)

/** As at the border: text is read and then checked, a document that is in memory is checked. */
const refusals: Cost[] = []
for (const [what, text] of hostileTexts)
  refusals.push(
    await costOf(what, () => {
      const { value, findings } = parseJson(text)
      if (!findings) parsePolicy(smallWorld, value)
    }),
  )
for (const [what, document] of Object.values(hostileDocuments).flat())
  refusals.push(
    await costOf(what, () => {
      if (parsePolicy(smallWorld, document).policy) throw new Error(`Not refused: ${what}`)
    }),
  )

const past = (facts: readonly Facts[]): PastDecision[] =>
  Array.from({ length: decisions }, (_, index) => ({
    id: `decision-${index}`,
    facts: facts[index % facts.length]!,
    outcome: { type: 'wait', params: {} },
    because: [],
    decidedBy: 'policy',
    policyVersion: 1,
    partner: null,
    tier: null,
    productFamily: null,
    amountMinor: null,
  }))

const evaluation: Cost[] = []
const analysis: Cost[] = []
for (const { what, point, policy: document, facts } of nastyPolicies) {
  const { policy } = parsePolicy(point, document)
  if (!policy) throw new Error(`Not sound: ${what}`)
  for (const each of facts) {
    evaluation.push(await costOf(`decide: ${what}`, () => decide(point, policy, each)))
    evaluation.push(await costOf(`whatMatters: ${what}`, () => whatMatters(point, policy, each)))
    evaluation.push(
      await costOf(`whatWouldChange: ${what}`, () => whatWouldChange(point, policy, each, 'staff', 'en-US')),
    )
  }
  const cases = { base: facts[0]!, cases: [] }
  analysis.push(await costOf(`analyze: ${what}`, () => analyze(point, policy)))
  analysis.push(await costOf(`coverage: ${what}`, () => conditionCoverage(point, policy, cases)))
  analysis.push(await costOf(`proposeCases: ${what}`, () => proposeCases(point, policy, cases)))
  analysis.push(await costOf(`backtest of ${decisions}: ${what}`, () => backtest(point, policy, past(facts))))
}

console.log(
  JSON.stringify({
    bench: 'hostile',
    targetMs,
    refused: refusals.length,
    refusedOverTarget: refusals.filter(({ cpuMs }) => cpuMs > targetMs).length,
    slowestRefusals: slowest(refusals),
    policies: nastyPolicies.length,
    slowestEvaluations: slowest(evaluation),
    slowestAnalyses: slowest(analysis),
  }),
)
