import { comparisons } from './comparisons.ts'
import type { Comparison, ProgramNode, Values } from './intermediate.ts'

/** Kleene's three truth values, ordered so that `all` is the least, `any` the greatest, and `not` is 2 minus. */
export const no = 0
export const unknown = 1
export const yes = 2
export type Truth = 0 | 1 | 2

export type Evaluator = (values: Values) => Truth

/** Compiles conditions to closures; a condition that several rules share is compiled once. */
export function compileNode(node: ProgramNode, done = new Map<ProgramNode, Evaluator>()): Evaluator {
  let evaluator = done.get(node)
  if (!evaluator) {
    evaluator = compile(node, done)
    done.set(node, evaluator)
  }
  return evaluator
}

function compile(node: ProgramNode, done: Map<ProgramNode, Evaluator>): Evaluator {
  if (node.is === 'comparison') return node.otherSlot === undefined ? compileComparison(node) : compileRelation(node)
  if (node.is === 'not') {
    const inner = compileNode(node.node, done)
    return (values) => (2 - inner(values)) as Truth
  }
  const inner = node.nodes.map((child) => compileNode(child, done))
  if (inner.length === 1) return inner[0]!
  return node.is === 'all' ? least(inner) : greatest(inner)
}

function least(parts: readonly Evaluator[]): Evaluator {
  return (values) => {
    let result: Truth = yes
    for (let i = 0; i < parts.length; i++) {
      const part = parts[i]!(values)
      if (part === no) return no
      if (part < result) result = part
    }
    return result
  }
}

function greatest(parts: readonly Evaluator[]): Evaluator {
  return (values) => {
    let result: Truth = no
    for (let i = 0; i < parts.length; i++) {
      const part = parts[i]!(values)
      if (part === yes) return yes
      if (part > result) result = part
    }
    return result
  }
}

function compileRelation({ slot, otherSlot, operator }: Comparison): Evaluator {
  const test = comparisons[operator]
  return (values) => {
    const fact = values[slot]
    const other = values[otherSlot!]
    if (fact === undefined || other === undefined) return unknown
    return test(fact, other) ? yes : no
  }
}

/** Written out for the operators that policies use most, so that each is one small function with its operand at hand. */
function compileComparison({ slot, operator, operand }: Comparison): Evaluator {
  switch (operator) {
    case 'equal':
      return (values) => (values[slot] === undefined ? unknown : values[slot] === operand ? yes : no)
    case 'notEqual':
      return (values) => (values[slot] === undefined ? unknown : values[slot] === operand ? no : yes)
    case 'lessThan':
      return (values) => (values[slot] === undefined ? unknown : values[slot]! < operand ? yes : no)
    case 'lessThanInclusive':
      return (values) => (values[slot] === undefined ? unknown : values[slot]! <= operand ? yes : no)
    case 'greaterThan':
      return (values) => (values[slot] === undefined ? unknown : values[slot]! > operand ? yes : no)
    case 'greaterThanInclusive':
      return (values) => (values[slot] === undefined ? unknown : values[slot]! >= operand ? yes : no)
    default: {
      const test = comparisons[operator]
      return (values) => {
        const fact = values[slot]
        return fact === undefined ? unknown : test(fact, operand) ? yes : no
      }
    }
  }
}
