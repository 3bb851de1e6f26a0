import { Engine, type NestedCondition, Rule, type RuleProperties } from 'json-rules-engine'
import { compile } from './compile/closures.ts'
import type { Decision } from './decision.ts'
import { vocabularyOf } from './derived/vocabulary.ts'
import { type EngineDocument, engineDocument, meetsUnknown } from './engine-document.ts'
import { endByEngine } from './engine-outcome.ts'
import { parseFacts } from './facts.ts'
import type { Finding } from './finding.ts'
import { canonicalJson } from './hash.ts'
import type { Facts, Point } from './point.ts'
import type { Rulebook } from './policy.ts'

/** The facts are not those of this decision point; `findings` names each mistake. Nothing was decided. */
export class FactsRefused extends Error {
  findings: readonly Finding[]
  constructor(findings: readonly Finding[]) {
    super(`Facts can't be read: ${findings.map((each) => `${each.pointer} ${each.message}`).join(' ')}`)
    this.name = 'FactsRefused'
    this.findings = findings
  }
}

/** json-rules-engine and the compiled policy came to different ends: an incident, and nothing may be recorded. */
export class EvaluatorsDisagree extends Error {
  engine: unknown
  compiled: unknown
  constructor(engine: unknown, compiled: unknown) {
    super(`The two evaluators disagree: ${JSON.stringify(engine)} against ${JSON.stringify(compiled)}.`)
    this.name = 'EvaluatorsDisagree'
    this.engine = engine
    this.compiled = compiled
  }
}

/**
 * Decides by a parsed policy. json-rules-engine evaluates in a fresh engine, the compiled policy on the same facts; they must
 * agree on the rules that hold, those that may hold, and the outcome; where facts are unknown, the compiled claim comes with
 * completed facts that the engine has to decide the same way. Throws `FactsRefused` or `EvaluatorsDisagree`.
 */
export async function decide(point: Point, policy: Rulebook, facts: Facts): Promise<Decision> {
  const parsed = parseFacts(point, facts)
  if (parsed.findings) throw new FactsRefused(parsed.findings)
  const { decision, extended, open, witnesses } = compile(point, policy).examine(parsed.facts)
  const vocabulary = vocabularyOf(point, policy)
  const theirs = await evaluateByEngine(vocabulary, policy, extended)
  mustAgree(theirs, { fired: decision.fired, open })
  if (theirs.open.length === 0) {
    const end = endByEngine(vocabulary, policy, theirs.fired, extended)
    if (end.complete) mustAgree({ outcome: end.outcome, because: end.because }, endOf(decision))
    else mustAgree('decided', decision.status === 'decided' ? 'decided without a fact that it carries' : 'decided')
  }
  for (const witness of witnesses) {
    const { fired } = await evaluateByEngine(vocabulary, policy, witness.facts)
    mustAgree(endByEngine(vocabulary, policy, fired, extended).outcome, witness.outcome)
  }
  return decision
}

/** The ids of the rules that certainly hold, and of those that may hold, in order of evaluation. */
type EngineEvaluation = { fired: readonly string[]; open: readonly string[] }

/**
 * What json-rules-engine says of each rule, in one run. A rule that meets an unknown fact is asked twice: whether it certainly
 * holds, and under a second name, whether it possibly does.
 */
export async function evaluateByEngine(point: Point, policy: Rulebook, facts: Facts): Promise<EngineEvaluation> {
  const order = policy.rules.toSorted((a, b) => b.priority - a.priority).map((rule) => rule.id)
  const meeting = policy.rules.filter((rule) => meetsUnknown(policy, facts, rule.conditions))
  const document = engineDocument(point, policy, facts, 'certainly')
  const possibly =
    meeting.length > 0 ? engineDocument(point, { ...policy, rules: meeting }, facts, 'possibly').rules : []
  const holding = await rulesThatHold({
    ...document,
    rules: [...document.rules, ...possibly.map((rule) => ({ ...rule, name: secondName(rule.name) }))],
  })
  return {
    fired: order.filter((id) => holding.has(id)),
    open: order.filter((id) => holding.has(secondName(id)) && !holding.has(id)),
  }
}

/** No rule's id has a space. */
const secondName = (id: string) => `${id} possibly`

/** One run of a fresh engine: shared engines lose rules silently when runs overlap or fail. */
async function rulesThatHold(document: EngineDocument): Promise<Set<string>> {
  const engine = new Engine([], { pathResolver: refusePath })
  for (const rule of document.rules) engine.addRule(new RuleOfOneRun(rule as never))
  const { results } = await engine.run(document.facts)
  return new Set(results.map((result) => result.name))
}

/**
 * The engine copies a rule's conditions for each result, which is half of its time; where each engine runs once, nobody would notice
 * if it didn't. It copies objects and leaves functions as they are, so the root is a function here, with the same properties.
 */
class RuleOfOneRun extends Rule {
  override setConditions(conditions: RuleProperties['conditions']): this {
    super.setConditions(conditions)
    const own = this as unknown as { conditions: NestedCondition }
    own.conditions = Object.setPrototypeOf(
      Object.assign(() => {}, own.conditions),
      Object.getPrototypeOf(own.conditions),
    )
    return this
  }
}

/** Our conditions have no paths. Given so that the library's own resolver, which evaluates expressions, is never reached. */
function refusePath(): never {
  throw new Error('A condition of a policy has no path.')
}

function endOf(decision: Decision) {
  return decision.status === 'decided'
    ? { outcome: decision.outcome, because: decision.because }
    : { missing: decision.missing }
}

function mustAgree(engine: unknown, compiled: unknown): void {
  if (canonicalJson(engine) !== canonicalJson(compiled)) throw new EvaluatorsDisagree(engine, compiled)
}
