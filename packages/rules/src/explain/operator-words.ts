import type { OperatorName } from '../operators.ts'
import type { FactDefinition } from '../point.ts'

const plain: Readonly<Record<OperatorName, string>> = {
  equal: 'is',
  notEqual: 'is not',
  in: 'is one of',
  notIn: 'is none of',
  lessThan: 'is below',
  lessThanInclusive: 'is at most',
  greaterThan: 'is above',
  greaterThanInclusive: 'is at least',
  contains: 'includes',
  doesNotContain: 'does not include',
}

const ofDates: Partial<Record<OperatorName, string>> = {
  lessThan: 'is before',
  lessThanInclusive: 'is on or before',
  greaterThan: 'is after',
  greaterThanInclusive: 'is on or after',
}

const ofCounts: Partial<Record<OperatorName, string>> = {
  lessThan: 'fewer than',
  lessThanInclusive: 'at most',
  greaterThan: 'more than',
  greaterThanInclusive: 'at least',
  equal: 'exactly',
  notEqual: 'not',
}

/** The operator as a verb, for a column between a fact and what it is compared with: "is below". */
export function operatorWords(kind: FactDefinition['kind'], operator: OperatorName): string {
  return (kind === 'date' || kind === 'instant' ? ofDates[operator] : undefined) ?? plain[operator]
}

/** The operator after a colon: "fewer than" of a count, "below" of the rest. */
export function comparisonWords(kind: FactDefinition['kind'], operator: OperatorName): string {
  if (kind === 'count') return ofCounts[operator] ?? plain[operator]
  return operatorWords(kind, operator)
    .replace(/^is (?=\w)/, '')
    .replace(/^is$/, '')
}
