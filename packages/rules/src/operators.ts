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

export function takesList(operator: OperatorName): boolean {
  return operator === 'in' || operator === 'notIn'
}
