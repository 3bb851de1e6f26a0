import type { Outcome } from '../decision.ts'
import { deriveAgain, deriveFacts, inputsOf } from '../derived/derive.ts'
import { derivedNameOf } from '../derived/graph.ts'
import { vocabularyOf } from '../derived/vocabulary.ts'
import { canonicalJson } from '../hash.ts'
import { own } from '../names.ts'
import { type OperatorName, takesList } from '../operators.ts'
import type { FactDefinition, Facts, FactValue, Point } from '../point.ts'
import type { Condition, Leaf, Rulebook } from '../policy.ts'
import { type Comparable, toComparable } from './comparable.ts'

export type { Comparable } from './comparable.ts'

/** The facts of one decision in the program's order; undefined is unknown. */
export type Values = (Comparable | undefined)[]

/** Compares the fact in `slot` with `operand`, or, where `otherSlot` is given, with the fact in that slot. */
export type Comparison = {
  is: 'comparison'
  slot: number
  operator: OperatorName
  operand: Comparable | ReadonlySet<string>
  otherSlot?: number
}

export type ProgramNode =
  | { is: 'all' | 'any'; nodes: readonly ProgramNode[] }
  | { is: 'not'; node: ProgramNode }
  | Comparison

export type ProgramRule = {
  id: string
  node: ProgramNode
  /** Index into the program's `outcomes`. */
  outcome: number
  /** Whether its outcome is aggregated with others (hit policy `collect`). */
  collected: boolean
  /** The slots of the facts that it tests. */
  slots: readonly number[]
}

/** An outcome with the parameters that are the same for all facts, and the facts that the others are read from. */
type ProgramOutcome = Outcome & { fromFacts: Readonly<Record<string, string>> }

/**
 * A policy with everything looked up: parameters put in, named conditions resolved (and shared), rules in order of
 * evaluation, equal outcomes counted once. Closures, generated code, diagrams and analysis all start from it.
 */
export type Program = {
  /** With the policy's derived facts among its facts. */
  point: Point
  policyVersion: number
  /** Fact names by slot, in order of first use. */
  facts: readonly string[]
  definitions: readonly FactDefinition[]
  rules: readonly ProgramRule[]
  /** Index of the outcome when no rule holds. */
  otherwise: number
  outcomes: readonly ProgramOutcome[]
  /** Adds the policy's derived facts; left out where it has none. */
  derive?: (facts: Facts) => Facts
  /** The extended facts after some of the point's own changed. */
  deriveAgain: (extended: Facts, changed: Readonly<Record<string, FactValue>>) => Facts
  /** The point's own facts that a fact is worked out from: itself, unless it is derived. */
  inputs: (fact: string) => readonly string[]
}

/** Lowers a policy that was parsed before; a name that does not exist is a programming error here. */
export function lower(base: Point, policy: Rulebook): Program {
  const point = vocabularyOf(base, policy)
  const lowering = new Lowering(point, policy)
  const rules = inOrderOfEvaluation(policy.rules).map((rule) => {
    const node = lowering.node(rule.conditions)
    return {
      id: rule.id,
      node,
      outcome: lowering.outcome(rule.event),
      collected: own(point.outcomes, rule.event.type)?.collected === true,
      slots: slotsOf(node),
    }
  })
  const otherwise = lowering.outcome(policy.otherwise.event)
  const facts = [...lowering.slots.keys()]
  return {
    point,
    policyVersion: policy.version,
    facts,
    definitions: facts.map((name) => own(point.facts, name)!),
    rules,
    otherwise,
    outcomes: [...lowering.outcomes.values()],
    ...(point === base ? {} : { derive: (document: Facts) => deriveFacts(base, policy, document) }),
    deriveAgain: (extended, changed) => deriveAgain(base, policy, extended, changed),
    inputs: (fact) => (derivedNameOf(fact) === undefined ? [fact] : inputsOf(policy, fact)),
  }
}

/** Highest priority first; of equals, the one that stands earlier in the document. */
export function inOrderOfEvaluation<R extends { priority: number }>(rules: readonly R[]): R[] {
  return rules.toSorted((a, b) => b.priority - a.priority)
}

/** The facts with those that the policy derives: what is decided from. */
export function extendedFacts(program: Program, facts: Facts): Facts {
  return program.derive ? program.derive(facts) : facts
}

/** Facts that were extended, as the program compares them. */
export function valuesOf(program: Program, extended: Facts): Values {
  const { facts: names, definitions } = program
  const values: Values = new Array(names.length)
  for (let slot = 0; slot < names.length; slot++) {
    const value = extended[names[slot]!]
    values[slot] = value === undefined ? undefined : toComparable(definitions[slot]!.kind, value)
  }
  return values
}

/** Every comparison at or below the node, each once. */
export function comparisonsOf(node: ProgramNode, seen = new Set<ProgramNode>()): Comparison[] {
  if (seen.has(node)) return []
  seen.add(node)
  if (node.is === 'comparison') return [node]
  return (node.is === 'not' ? [node.node] : node.nodes).flatMap((child) => comparisonsOf(child, seen))
}

function slotsOf(node: ProgramNode): number[] {
  const slots = new Set<number>()
  for (const { slot, otherSlot } of comparisonsOf(node)) {
    slots.add(slot)
    if (otherSlot !== undefined) slots.add(otherSlot)
  }
  return [...slots]
}

class Lowering {
  slots = new Map<string, number>()
  outcomes = new Map<string, ProgramOutcome>()
  #outcomeIndexes = new Map<string, number>()
  #named = new Map<string, ProgramNode>()
  #point: Point
  #policy: Rulebook

  constructor(point: Point, policy: Rulebook) {
    this.#point = point
    this.#policy = policy
  }

  node(condition: Condition): ProgramNode {
    if ('all' in condition) return { is: 'all', nodes: condition.all.map((child) => this.node(child)) }
    if ('any' in condition) return { is: 'any', nodes: condition.any.map((child) => this.node(child)) }
    if ('not' in condition) return { is: 'not', node: this.node(condition.not) }
    if (!('condition' in condition)) return this.#comparison(condition)
    const name = condition.condition
    const known = this.#named.get(name)
    if (known) return known
    const definition = own(this.#policy.conditions, name)
    if (!definition) throw new Error(`There is no condition "${name}".`)
    const node = this.node(definition)
    this.#named.set(name, node)
    return node
  }

  outcome(event: Rulebook['otherwise']['event']): number {
    const params: Record<string, FactValue> = {}
    const fromFacts: Record<string, string> = {}
    for (const [name, value] of Object.entries(event.params))
      if (typeof value !== 'object') params[name] = value
      else if ('fact' in value) fromFacts[name] = value.fact
      else params[name] = this.#parameter(value.parameter)
    const outcome = { type: event.type, params, fromFacts }
    const key = canonicalJson(outcome)
    const index = this.#outcomeIndexes.get(key) ?? this.#outcomeIndexes.size
    this.#outcomeIndexes.set(key, index)
    this.outcomes.set(key, outcome)
    return index
  }

  #comparison(leaf: Leaf): Comparison {
    const slot = this.#slot(leaf.fact)
    const operator = leaf.operator as OperatorName
    const { value } = leaf
    if (typeof value === 'object' && 'fact' in value)
      return { is: 'comparison', slot, operator, operand: '', otherSlot: this.#slot(value.fact) }
    const literal = typeof value === 'object' && 'parameter' in value ? this.#parameter(value.parameter) : value
    const { kind } = own(this.#point.facts, leaf.fact)!
    const operand = takesList(operator) ? new Set(literal as string[]) : toComparable(kind, literal)
    return { is: 'comparison', slot, operator, operand }
  }

  #slot(fact: string): number {
    if (!own(this.#point.facts, fact)) throw new Error(`There is no fact "${fact}".`)
    const slot = this.slots.get(fact) ?? this.slots.size
    this.slots.set(fact, slot)
    return slot
  }

  #parameter(name: string): FactValue {
    const parameter = own(this.#policy.parameters, name)
    if (!parameter) throw new Error(`There is no parameter "${name}".`)
    return parameter.value
  }
}
