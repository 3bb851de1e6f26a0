import type { OperatorName } from '../operators.ts'
import type { Comparable, Comparison } from './intermediate.ts'

type Test = (fact: Comparable, operand: Comparison['operand']) => boolean

/** What each operator means for two known values. Values of one kind only ever meet their own kind: the policy was checked. */
export const comparisons: Readonly<Record<OperatorName, Test>> = {
  equal: (fact, operand) => fact === operand,
  notEqual: (fact, operand) => fact !== operand,
  in: (fact, operand) => (operand as ReadonlySet<string>).has(fact as string),
  notIn: (fact, operand) => !(operand as ReadonlySet<string>).has(fact as string),
  lessThan: (fact, operand) => fact < operand,
  lessThanInclusive: (fact, operand) => fact <= operand,
  greaterThan: (fact, operand) => fact > operand,
  greaterThanInclusive: (fact, operand) => fact >= operand,
  contains: (fact, operand) => (fact as readonly string[]).includes(operand as string),
  doesNotContain: (fact, operand) => !(fact as readonly string[]).includes(operand as string),
}
