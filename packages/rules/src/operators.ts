import type { FactDefinition } from './point.ts'

/** The operators that a fact of each kind takes: json-rules-engine's names, and no others. */
export const operatorsOfKind = {
  yesNo: ['equal', 'notEqual'],
  choice: ['equal', 'notEqual', 'in', 'notIn'],
  text: ['equal', 'notEqual', 'in', 'notIn'],
  count: ['equal', 'notEqual', 'lessThan', 'lessThanInclusive', 'greaterThan', 'greaterThanInclusive'],
  money: ['equal', 'notEqual', 'lessThan', 'lessThanInclusive', 'greaterThan', 'greaterThanInclusive'],
  rate: ['equal', 'notEqual', 'lessThan', 'lessThanInclusive', 'greaterThan', 'greaterThanInclusive'],
  instant: ['equal', 'notEqual', 'lessThan', 'lessThanInclusive', 'greaterThan', 'greaterThanInclusive'],
  date: ['equal', 'notEqual', 'lessThan', 'lessThanInclusive', 'greaterThan', 'greaterThanInclusive'],
  set: ['contains', 'doesNotContain'],
} as const satisfies Record<FactDefinition['kind'], readonly string[]>

export type OperatorName = (typeof operatorsOfKind)[keyof typeof operatorsOfKind][number]

export const operatorNames = [...new Set(Object.values(operatorsOfKind).flat())] as OperatorName[]

/** What holds of a known value when the operator doesn't. */
export const opposites: Readonly<Record<OperatorName, OperatorName>> = {
  equal: 'notEqual',
  notEqual: 'equal',
  in: 'notIn',
  notIn: 'in',
  lessThan: 'greaterThanInclusive',
  lessThanInclusive: 'greaterThan',
  greaterThan: 'lessThanInclusive',
  greaterThanInclusive: 'lessThan',
  contains: 'doesNotContain',
  doesNotContain: 'contains',
}

export function takesList(operator: OperatorName): boolean {
  return operator === 'in' || operator === 'notIn'
}
