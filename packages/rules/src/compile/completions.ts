import type { Facts, FactValue } from '../point.ts'
import { cellsOf, elementsOf } from './cells.ts'
import { fromComparable } from './comparable.ts'
import { comparisons } from './comparisons.ts'
import { Diagram, DiagramTooLarge, type NodeId } from './diagram.ts'
import {
  type Comparable,
  type Comparison,
  comparisonsOf,
  type Program,
  type ProgramNode,
  type Values,
} from './intermediate.ts'

/** So many pairs of values of two facts that are compared with each other can be tried. */
const mostPairs = 1_000_000

/** One question about the unknown: which value a fact has, or whether a set contains an element. */
type Variable = { slot: number; element?: string; values: readonly Comparable[] }

/**
 * The conditions of a program as functions of its unknown facts, the known ones put in. Building a function can throw
 * `DiagramTooLarge`.
 */
export class Completions {
  diagram: Diagram
  #program: Program
  #values: Values
  #variables: Variable[]
  #variableOf = new Map<string, number>()
  #built = new Map<ProgramNode, NodeId>()

  constructor(
    program: Program,
    values: Values,
    nodes: readonly ProgramNode[],
    budget?: number,
    terminals: number = program.outcomes.length,
  ) {
    this.#program = program
    this.#values = values
    this.#variables = variablesOf(program, values, nodes)
    this.#variables.forEach(({ slot, element }, index) => {
      this.#variableOf.set(keyOf(slot, element), index)
    })
    this.diagram = new Diagram(
      this.#variables.map((variable) => variable.values.length),
      terminals,
      budget,
    )
  }

  functionOf(node: ProgramNode): NodeId {
    let built = this.#built.get(node)
    if (built === undefined) {
      built = this.#build(node)
      this.#built.set(node, built)
    }
    return built
  }

  /** The slots of the unknown facts that the function depends on. */
  slotsThatMatter(root: NodeId): number[] {
    return [...new Set(this.diagram.support(root).map((variable) => this.#variables[variable]!.slot))].sort(
      (a, b) => a - b,
    )
  }

  /** The unknown facts filled in so that the way leads to its terminal; `facts` are the known ones. */
  factsOfWay(facts: Facts, way: ReadonlyMap<number, number>): Facts {
    const complete: Record<string, FactValue> = { ...facts }
    const elements = new Map<number, string[]>()
    this.#program.facts.forEach((name, slot) => {
      if (this.#values[slot] !== undefined) return
      if (this.#program.definitions[slot]!.kind === 'set') elements.set(slot, [])
      else complete[name] = this.#factValue(slot, cellsOf(this.#program, slot, this.#values)[0]!.value)
    })
    for (const [variable, index] of way) {
      const { slot, element, values } = this.#variables[variable]!
      if (element === undefined) complete[this.#program.facts[slot]!] = this.#factValue(slot, values[index]!)
      else if (values[index] === true) elements.get(slot)!.push(element)
    }
    for (const [slot, members] of elements) complete[this.#program.facts[slot]!] = members
    return complete
  }

  #factValue(slot: number, value: Comparable): FactValue {
    return fromComparable(this.#program.definitions[slot]!.kind, value)
  }

  #build(node: ProgramNode): NodeId {
    if (node.is === 'comparison') return this.#buildComparison(node)
    if (node.is === 'not') return this.diagram.not(this.functionOf(node.node))
    let result = node.is === 'all' ? 1 : 0
    for (const child of node.nodes) {
      const part = this.functionOf(child)
      result = node.is === 'all' ? this.diagram.and(result, part) : this.diagram.or(result, part)
    }
    return result
  }

  #buildComparison({ slot, operator, operand, otherSlot }: Comparison): NodeId {
    if (otherSlot === undefined) return this.#against(slot, operator, operand)
    const other = this.#values[otherSlot]
    if (other !== undefined) return this.#against(slot, operator, other)
    const left = this.#values[slot] === undefined && this.#variableOf.get(keyOf(slot))
    const rights = this.#variables[this.#variableOf.get(keyOf(otherSlot))!]!.values.length
    const lefts = typeof left === 'number' ? this.#variables[left]!.values.length : 1
    if (rights * (rights + lefts) > mostPairs) throw new DiagramTooLarge()
    // The unknown right side is asked for first or last as the order of variables has it: `ifThenElse` sorts that out.
    const variable = this.#variableOf.get(keyOf(otherSlot))!
    let result: NodeId = 0
    this.#variables[variable]!.values.forEach((value, index, all) => {
      const isThis = this.diagram.choose(
        variable,
        all.map((_, each) => (each === index ? 1 : 0)),
      )
      result = this.diagram.ifThenElse(isThis, this.#against(slot, operator, value), result)
    })
    return result
  }

  #against(slot: number, operator: Comparison['operator'], operand: Comparison['operand']): NodeId {
    const test = comparisons[operator]
    const known = this.#values[slot]
    if (known !== undefined) return test(known, operand) ? 1 : 0
    if (this.#program.definitions[slot]!.kind === 'set') {
      const variable = this.#variableOf.get(keyOf(slot, operand as string))!
      return this.diagram.choose(variable, operator === 'contains' ? [0, 1] : [1, 0])
    }
    const variable = this.#variableOf.get(keyOf(slot))!
    return this.diagram.choose(
      variable,
      this.#variables[variable]!.values.map((value) => (test(value, operand) ? 1 : 0)),
    )
  }
}

function variablesOf(program: Program, values: Values, nodes: readonly ProgramNode[]): Variable[] {
  const slots = new Set<number>()
  const seen = new Set<ProgramNode>()
  for (const { slot, otherSlot } of nodes.flatMap((node) => comparisonsOf(node, seen)))
    for (const each of [slot, otherSlot]) if (each !== undefined && values[each] === undefined) slots.add(each)
  return [...slots].flatMap((slot): Variable[] =>
    program.definitions[slot]!.kind === 'set'
      ? elementsOf(program, slot, values).map((element) => ({ slot, element, values: [false, true] }))
      : [{ slot, values: cellsOf(program, slot, values).map((cell) => cell.value) }],
  )
}

function keyOf(slot: number, element?: string): string {
  return element === undefined ? `${slot}` : `${slot} ${element}`
}
