/**
 * A draft over a million past decisions: the whole policy, then edit after edit of one rule. And a sample of 10,000 decided again one
 * by one, of which none may differ. CPU time of all threads, and the wall's. `npm run bench -- backtest --json`.
 */
import { Backtest } from '@parley/rules/backtest/backtest'
import { readHistory } from '@parley/rules/backtest/history'
import type { BacktestReport, ChangedDecision } from '@parley/rules/backtest/report'
import { compile } from '@parley/rules/compile/closures'
import { canonicalJson } from '@parley/rules/hash'
import { type Policy, parsePolicy } from '@parley/rules/policy'
import { Random } from '../fuzz/rules-random.ts'
import { cpuMicroseconds } from './cpu.ts'
import { bench, fortyRules } from './forty-rules.ts'
import { median } from './median.ts'
import { pastDecisions, withOneRuleEdited } from './past-decisions.ts'

const decisions = 1_000_000
const rounds = 7
const edits = 40
const sampled = 10_000

const { policy: inForce, findings } = parsePolicy(bench, fortyRules())
if (!inForce) throw new Error(`The benchmark's policy is unsound: ${JSON.stringify(findings)}`)

type Cost = { cpuMs: number; wallMs: number }
const costs = { read: [] as Cost[], wholePolicy: [] as Cost[], oneRule: [] as Cost[] }

function timed<Result>(what: keyof typeof costs, work: () => Result): Result {
  const [cpu, wall] = [cpuMicroseconds(), performance.now()]
  const result = work()
  costs[what].push({ cpuMs: (cpuMicroseconds() - cpu) / 1000, wallMs: performance.now() - wall })
  return result
}

const history = timed('read', () => readHistory(bench, pastDecisions(decisions, inForce)))

const random = new Random(7)
for (let round = 0; round < rounds; round++)
  timed('wholePolicy', () => new Backtest(bench, history).run(withOneRuleEdited(inForce, round, random.whole(1, 99))))

const studio = new Backtest(bench, history)
let draft: Policy = inForce
let report = studio.run(draft)
const unchanged = canonicalJson([report.outcomes, report.informationNeeded])
let changed = 0
for (let edit = 0; edit < edits; edit++) {
  draft = withOneRuleEdited(draft, (edit * 7) % draft.rules.length, random.whole(1, 99))
  report = timed('oneRule', () => studio.run(draft))
  changed += report.outcomes.reduce((sum, each) => sum + each.decisions, 0)
}

const memory = process.memoryUsage()
const megabytes = (bytes: number) => Math.round(bytes / 1_000_000)

/** What the columns of facts take. */
function columnBytes(): number {
  const arrays = [...history.columns.byFact.values()].flatMap((column) =>
    Object.values(column).filter(ArrayBuffer.isView),
  )
  return arrays.reduce((sum, { byteLength }) => sum + byteLength, 0)
}

/** Says of the latest draft, which came about in many edits, how many of a sample the backtest and deciding again tell apart. */
function differences(): number {
  const everything = new Backtest(bench, history, { changesNamed: decisions })
  everything.run(inForce!)
  const whole = everything.run(draft)
  if (canonicalJson(summaryOf(whole)) !== canonicalJson(summaryOf(report)))
    throw new Error('The same draft gives another report when it is not edited step by step.')
  const changes = new Map([...whole.flips, ...whole.otherChanges].map((each) => [each.id, each]))
  const needed = new Set(whole.informationNeeded.ids)
  const compiled = compile(bench, draft)
  const step = decisions / sampled
  let differing = 0
  let number = 0
  for (const past of pastDecisions(decisions, inForce!)) {
    if (number++ % step !== 0 || past.decidedBy === 'person' || past.outcome === null) continue
    const decision = compiled.decide(past.facts)
    const said = needed.has(past.id) ? 'needed' : canonicalJson(endOf(changes.get(past.id), past.outcome))
    const decided = decision.status === 'decided' ? canonicalJson(decision.outcome) : 'needed'
    if (said !== decided) differing++
  }
  return differing
}

const endOf = (change: ChangedDecision | undefined, recorded: ChangedDecision['from']) => change?.to ?? recorded

/** A report without what it names. */
function summaryOf({ flips: _, otherChanges: __, informationNeeded: { decisions, facts }, ...rest }: BacktestReport) {
  return { ...rest, decisions, facts }
}

const rounded = (number: number) => Number(number.toPrecision(3))
function medianOf(what: keyof typeof costs): Cost {
  const of = (which: keyof Cost) => rounded(median(costs[what].map((cost) => cost[which])))
  return { cpuMs: of('cpuMs'), wallMs: of('wallMs') }
}
const worst = (what: keyof typeof costs): number => rounded(Math.max(...costs[what].map(({ cpuMs }) => cpuMs)))

const differing = differences()
const result = {
  bench: 'backtest',
  decisions,
  compared: report.compared.decisions,
  rules: inForce.rules.length,
  rounds,
  edits,
  changedPerEdit: Math.round(changed / edits),
  /** The policy in force itself, over what it decided: neither outcomes that change nor information needed. */
  inForceChangesNothing: unchanged === canonicalJson([[], { decisions: 0, ids: [], facts: {} }]),
  /** Makes each decision by the policy in force as well: most of the time is not the reading's. */
  makeAndRead: medianOf('read'),
  wholePolicy: { ...medianOf('wholePolicy'), worstCpuMs: worst('wholePolicy') },
  oneRule: { ...medianOf('oneRule'), worstCpuMs: worst('oneRule') },
  memoryMegabytes: {
    columns: megabytes(columnBytes()),
    heap: megabytes(memory.heapUsed),
    rss: megabytes(memory.rss),
  },
  sampled,
  differences: differing,
}
const reached =
  result.oneRule.cpuMs <= 50 && result.wholePolicy.cpuMs <= 1000 && differing === 0 && result.inForceChangesNothing
if (!process.argv.includes('--json'))
  console.log(
    `One rule: ${result.oneRule.cpuMs} ms of CPU. Whole policy: ${result.wholePolicy.cpuMs} ms. Differences: ${differing} of ${sampled}.`,
  )
console.log(JSON.stringify({ ...result, reached }))
