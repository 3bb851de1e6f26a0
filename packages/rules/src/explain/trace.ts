import { compile } from '../compile/closures.ts'
import { extendedFacts, inOrderOfEvaluation, lower, valuesOf } from '../compile/intermediate.ts'
import { compileNode, type Truth, unknown, yes } from '../compile/kleene.ts'
import { type FormatOptions, formatValue } from '../format.ts'
import { own } from '../names.ts'
import type { OperatorName } from '../operators.ts'
import type { Facts, Point } from '../point.ts'
import type { Condition, Leaf, Policy, Rule } from '../policy.ts'
import { operandInWords } from './operand.ts'
import { operatorWords } from './operator-words.ts'

export type TraceResult = true | false | 'unknown'

export type ConditionTrace =
  | { is: 'all' | 'any' | 'not'; result: TraceResult; parts: readonly ConditionTrace[] }
  | { is: 'condition'; name: string; title: string; result: TraceResult; parts: readonly ConditionTrace[] }
  | ComparisonTrace

export type ComparisonTrace = {
  is: 'comparison'
  fact: string
  title: string
  /** In words: "is below". */
  operator: string
  /** What the fact is compared with, in words; with the parameter or the other fact that it came from. */
  threshold: string
  parameter?: string
  otherFact?: string
  /** The fact's value in words; "not known" when nobody knows it. */
  value: string
  result: TraceResult
}

export type RuleTrace = {
  rule: string
  title: string
  priority: number
  audience: Rule['audience']
  outcome: string
  result: TraceResult
  /** `decided`: made the outcome. `held`: holds, and an earlier rule decided. `open`: depends on unknown facts. */
  standing: 'decided' | 'held' | 'open' | 'did not hold'
  condition: ConditionTrace
}

/** Every rule in order of evaluation, with every comparison and its result. For staff only: it shows all facts. */
export function trace(point: Point, policy: Policy, facts: Facts, locale = 'en-US'): RuleTrace[] {
  const compiled = compile(point, policy)
  const decision = compiled.decide(facts)
  const deciders = decision.status === 'decided' ? decision.because : []
  const options: FormatOptions = { locale, currency: policy.currency, zone: policy.calendar?.zone }
  const { program } = compiled
  const tracing = new Tracing(program.point, policy, extendedFacts(program, facts), options)
  return inOrderOfEvaluation(policy.rules).map((rule) => {
    const condition = tracing.of(rule.conditions)
    return {
      rule: rule.id,
      title: rule.title,
      priority: rule.priority,
      audience: rule.audience,
      outcome: rule.event.type,
      result: condition.result,
      standing: standingOf(condition.result, deciders.includes(rule.id)),
      condition,
    }
  })
}

function standingOf(result: TraceResult, decided: boolean): RuleTrace['standing'] {
  if (decided) return 'decided'
  if (result === true) return 'held'
  return result === 'unknown' ? 'open' : 'did not hold'
}

class Tracing {
  #point: Point
  #policy: Policy
  #facts: Facts
  #options: FormatOptions

  constructor(point: Point, policy: Policy, facts: Facts, options: FormatOptions) {
    this.#point = point
    this.#policy = policy
    this.#facts = facts
    this.#options = options
  }

  of(condition: Condition): ConditionTrace {
    if ('all' in condition) return this.#group('all', condition.all)
    if ('any' in condition) return this.#group('any', condition.any)
    if ('not' in condition) return this.#group('not', [condition.not])
    if (!('condition' in condition)) return this.#comparison(condition)
    const named = own(this.#policy.conditions, condition.condition)!
    const part = this.of(named)
    return { is: 'condition', name: condition.condition, title: named.title, result: part.result, parts: [part] }
  }

  #group(is: 'all' | 'any' | 'not', children: readonly Condition[]): ConditionTrace {
    const parts = children.map((child) => this.of(child))
    const results = parts.map((part) => part.result)
    if (is === 'not') return { is, result: results[0] === 'unknown' ? 'unknown' : !results[0], parts }
    const decisive = is === 'any'
    const result = results.includes(decisive) ? decisive : results.includes('unknown') ? 'unknown' : !decisive
    return { is, result, parts }
  }

  #comparison(leaf: Leaf): ComparisonTrace {
    const definition = own(this.#point.facts, leaf.fact)!
    const operand = operandInWords(this.#point, this.#policy, leaf, this.#options)
    const other = operand.fact
    const otherValue =
      other === undefined ? '' : ` (${formatValue(own(this.#point.facts, other)!, this.#facts[other], this.#options)})`
    return {
      is: 'comparison',
      fact: leaf.fact,
      title: definition.title,
      operator: operatorWords(definition.kind, leaf.operator as OperatorName),
      threshold: operand.text + otherValue,
      ...(operand.parameter === undefined ? {} : { parameter: operand.parameter }),
      ...(other === undefined ? {} : { otherFact: other }),
      value: formatValue(definition, this.#facts[leaf.fact], this.#options),
      result: this.#resultOf(leaf),
    }
  }

  /** A single comparison is evaluated as a program of its own, so that the trace cannot drift from the evaluator. */
  #resultOf(leaf: Leaf): TraceResult {
    const program = lower(this.#point, {
      ...this.#policy,
      rules: [{ id: 'traced', priority: 1, conditions: leaf, event: this.#policy.otherwise.event }],
    })
    return wordOf(compileNode(program.rules[0]!.node)(valuesOf(program, this.#facts)))
  }
}

function wordOf(truth: Truth): TraceResult {
  return truth === unknown ? 'unknown' : truth === yes
}
