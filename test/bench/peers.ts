import { ZenEngine } from '@gorules/zen-engine'
import { toEpochDay } from '@parley/rules/days'
import type { Facts } from '@parley/rules/point'
import type { Condition, Leaf, Policy } from '@parley/rules/policy'
import { LogicEngine } from 'json-logic-engine'
import { bench } from './forty-rules.ts'

/** The forty rules in the languages of two other engines. They read nested facts, and days as numbers, which is quickest for them. */

type Nested = Record<string, Record<string, unknown>>

export function nestedFacts(facts: Facts): Nested {
  const nested: Nested = {}
  for (const [name, value] of Object.entries(facts)) {
    const [subject, fact] = name.split('.') as [string, string]
    nested[subject] ??= {}
    nested[subject][fact] = isDate(name) ? toEpochDay(value as string) : value
  }
  return nested
}

const isDate = (fact: string) => bench.facts[fact]!.kind === 'date'

function operandOf(policy: Policy, { fact, value }: Leaf): unknown {
  const literal = typeof value === 'object' && 'parameter' in value ? policy.parameters[value.parameter]!.value : value
  return isDate(fact) ? toEpochDay(literal as string) : literal
}

const orderOf = (policy: Policy) => policy.rules.toSorted((a, b) => b.priority - a.priority)

/** Says for each rule, in order of evaluation, whether it holds. */
export type Peer = (nested: Nested) => boolean[]

/** json-logic-engine compiles to JavaScript: one function that gives all rules. */
export function jsonLogic(policy: Policy): Peer {
  const written = (condition: Condition): unknown => {
    if ('all' in condition) return { and: condition.all.map(written) }
    if ('any' in condition) return { or: condition.any.map(written) }
    if ('not' in condition) return { '!': [written(condition.not)] }
    if ('condition' in condition) return written(policy.conditions[condition.condition]!)
    const fact = { var: condition.fact }
    const operand = operandOf(policy, condition)
    switch (condition.operator) {
      case 'in':
        return { in: [fact, operand] }
      case 'notIn':
        return { '!': [{ in: [fact, operand] }] }
      case 'contains':
        return { in: [operand, fact] }
      case 'doesNotContain':
        return { '!': [{ in: [operand, fact] }] }
      default:
        return { [jsonLogicSymbols[condition.operator]!]: [fact, operand] }
    }
  }
  return new LogicEngine().build(orderOf(policy).map((rule) => written(rule.conditions))) as Peer
}

const jsonLogicSymbols: Readonly<Record<string, string>> = {
  equal: '===',
  notEqual: '!==',
  lessThan: '<',
  lessThanInclusive: '<=',
  greaterThan: '>',
  greaterThanInclusive: '>=',
}

/** zen-engine runs in Rust: one expression node with an expression for each rule. */
export function zen(policy: Policy): (nested: Nested) => Promise<boolean[]> {
  const written = (condition: Condition): string => {
    if ('all' in condition) return `(${condition.all.map(written).join(' and ')})`
    if ('any' in condition) return `(${condition.any.map(written).join(' or ')})`
    if ('not' in condition) return `not (${written(condition.not)})`
    if ('condition' in condition) return written(policy.conditions[condition.condition]!)
    const operand = JSON.stringify(operandOf(policy, condition))
    switch (condition.operator) {
      case 'in':
        return `(${condition.fact} in ${operand})`
      case 'notIn':
        return `(${condition.fact} not in ${operand})`
      case 'contains':
        return `contains(${condition.fact}, ${operand})`
      case 'doesNotContain':
        return `not contains(${condition.fact}, ${operand})`
      default:
        return `${condition.fact} ${zenSymbols[condition.operator]} ${operand}`
    }
  }
  const rules = orderOf(policy)
  const expressions = rules.map((rule, index) => ({
    id: `e${index}`,
    key: `r${index}`,
    value: written(rule.conditions),
  }))
  const decision = new ZenEngine().createDecision({
    nodes: [
      { id: 'in', type: 'inputNode', name: 'in', content: {} },
      { id: 'rules', type: 'expressionNode', name: 'rules', content: { expressions } },
      { id: 'out', type: 'outputNode', name: 'out', content: {} },
    ],
    edges: [
      { id: '1', sourceId: 'in', targetId: 'rules', type: 'edge' },
      { id: '2', sourceId: 'rules', targetId: 'out', type: 'edge' },
    ],
  })
  return async (nested) => {
    const { result } = await decision.evaluate(nested)
    return rules.map((_, index) => result[`r${index}`])
  }
}

const zenSymbols: Readonly<Record<string, string>> = { ...jsonLogicSymbols, equal: '==', notEqual: '!=' }
