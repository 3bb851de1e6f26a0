import { cellsOf, elementsOf, TooManyCells } from '../compile/cells.ts'
import { comparisons } from '../compile/comparisons.ts'
import type { Comparable, Comparison, Program, ProgramNode, Values } from '../compile/intermediate.ts'
import { always, type Form, never, Space } from './forms.ts'
import { type Mask, maskOf } from './masks.ts'
import type { Assignment } from './search.ts'

/** So many pairs of values of facts that are compared with each other can be gone through in all. */
const mostPairs = 10_000_000

/** One question about a fact: which value it has, or whether a set contains an element. */
export type Variable = { slot: number; element?: string; values: readonly Comparable[] }

/** A second reading of the conditions: some facts fixed at a value, or standing for a second situation of their own. */
export type View = {
  fixed: ReadonlyMap<number, Comparable>
  copies: ReadonlyMap<number, number>
  built: Map<ProgramNode, Form>
}

/**
 * The conditions of a program as forms over the cells of its facts: the values that no comparison tells apart count as one, and
 * each text that may be in a set is a question of its own. Throws `TooManyCells` where facts are compared with facts.
 */
export class Model {
  space = new Space()
  variables: Variable[] = []
  program: Program
  #variableOf = new Map<string, number>()
  #views = new Map<string, View>()
  #pairsLeft = mostPairs
  #plain: View = { fixed: new Map(), copies: new Map(), built: new Map() }

  constructor(program: Program) {
    this.program = program
    const unknown: Values = new Array(program.facts.length)
    program.definitions.forEach(({ kind }, slot) => {
      if (kind !== 'set') this.#add({ slot, values: cellsOf(program, slot, unknown).map((cell) => cell.value) })
      else for (const element of elementsOf(program, slot, unknown)) this.#add({ slot, element, values: [false, true] })
    })
  }

  /** The variables of a fact: one, or for a set one an element. */
  variablesOf(slot: number): number[] {
    return [...this.variables.keys()].filter((index) => this.variables[index]!.slot === slot)
  }

  /** Reads the fact in `slot` at `value`. */
  at(slot: number, value: Comparable): View {
    const key = `${slot}:${typeof value}:${String(value)}`
    let view = this.#views.get(key)
    if (!view) {
      view = { fixed: new Map([[slot, value]]), copies: new Map(), built: new Map() }
      this.#views.set(key, view)
    }
    return view
  }

  /** Reads some variables in a second situation: each a new variable with the same values. */
  again(variables: readonly number[]): View {
    const copies = new Map(variables.map((each) => [each, this.space.add(this.space.sizes[each]!)]))
    return { fixed: new Map(), copies, built: new Map() }
  }

  of(node: ProgramNode, view: View = this.#plain): Form {
    let form = view.built.get(node)
    if (!form) {
      form = this.#build(node, view)
      view.built.set(node, form)
    }
    return form
  }

  /** The variable has one of the values that `isIn` picks. */
  choose(variable: number, isIn: (value: Comparable) => boolean): Form {
    return this.space.within(variable, maskOf(this.variables[variable]!.values, isIn))
  }

  /** The values of all facts; with a view, those that it reads. */
  valuesOf(assignment: Assignment, view: View = this.#plain): Values {
    const values: Values = new Array(this.program.facts.length)
    this.program.definitions.forEach(({ kind }, slot) => {
      if (kind === 'set') values[slot] = []
    })
    this.variables.forEach(({ slot, element, values: choices }, variable) => {
      const value = choices[assignment[view.copies.get(variable) ?? variable]!]!
      if (element === undefined) values[slot] = value
      else if (value === true) values[slot] = [...(values[slot] as string[]), element]
    })
    for (const [slot, value] of view.fixed) values[slot] = value
    return values
  }

  #add(variable: Variable): void {
    this.variables.push(variable)
    this.#variableOf.set(keyOf(variable.slot, variable.element), this.space.add(variable.values.length))
  }

  #build(node: ProgramNode, view: View): Form {
    if (node.is === 'comparison') return isSeenBy(view, node) ? this.#comparison(node, view) : this.of(node)
    if (node.is === 'not') return this.space.not(this.of(node.node, view))
    const parts = node.nodes.map((child) => this.of(child, view))
    return node.is === 'all' ? this.space.all(parts) : this.space.any(parts)
  }

  #comparison({ slot, operator, operand, otherSlot }: Comparison, view: View): Form {
    if (otherSlot === undefined) return this.#against(slot, operator, operand, view)
    const other = view.fixed.get(otherSlot)
    if (other !== undefined) return this.#against(slot, operator, other, view)
    const right = this.#variable(otherSlot, undefined, view)
    const rights = this.#valuesOf(otherSlot)
    const test = comparisons[operator]
    const known = view.fixed.get(slot)
    const isSet = this.program.definitions[slot]!.kind === 'set'
    this.#pairsLeft -= rights.length * (known !== undefined ? 1 : (isSet ? rights : this.#valuesOf(slot)).length)
    if (this.#pairsLeft < 0) throw new TooManyCells()
    if (known !== undefined)
      return this.space.within(
        right,
        maskOf(rights, (value) => test(known, value)),
      )
    if (isSet) return this.#containsOther(slot, operator, right, rights, view)
    const left = this.#variable(slot, undefined, view)
    const allowed = this.#valuesOf(slot).map((value): Mask => maskOf(rights, (each) => test(value, each)))
    return { is: 'related', left, right, allowed }
  }

  #containsOther(
    slot: number,
    operator: Comparison['operator'],
    right: number,
    rights: readonly Comparable[],
    view: View,
  ): Form {
    const contains = this.space.any(
      rights.map((value) =>
        this.space.all([
          this.space.within(
            right,
            maskOf(rights, (each) => each === value),
          ),
          this.#against(slot, 'contains', value, view),
        ]),
      ),
    )
    return operator === 'contains' ? contains : this.space.not(contains)
  }

  #against(slot: number, operator: Comparison['operator'], operand: Comparison['operand'], view: View): Form {
    const test = comparisons[operator]
    const known = view.fixed.get(slot)
    if (known !== undefined) return test(known, operand) ? always : never
    if (this.program.definitions[slot]!.kind === 'set') {
      const variable = this.#variable(slot, operand as string, view)
      return this.space.within(variable, operator === 'contains' ? [0b10] : [0b01])
    }
    return this.space.within(
      this.#variable(slot, undefined, view),
      maskOf(this.#valuesOf(slot), (value) => test(value, operand)),
    )
  }

  #variable(slot: number, element: string | undefined, view: View): number {
    const variable = this.#variableOf.get(keyOf(slot, element))!
    return view.copies.get(variable) ?? variable
  }

  #valuesOf(slot: number): readonly Comparable[] {
    return this.variables[this.#variableOf.get(keyOf(slot))!]!.values
  }
}

/** Whether the view reads a fact of the comparison otherwise than the plain reading does. */
function isSeenBy({ fixed, copies }: View, node: Comparison): boolean {
  const isPlain = fixed.size === 0 && copies.size === 0
  return (
    isPlain || copies.size > 0 || fixed.has(node.slot) || (node.otherSlot !== undefined && fixed.has(node.otherSlot))
  )
}

function keyOf(slot: number, element?: string): string {
  return element === undefined ? `${slot}` : `${slot} ${element}`
}
