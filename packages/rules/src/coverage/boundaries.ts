import { boundsOf } from '../compile/cells.ts'
import { fromComparable, toComparable } from '../compile/comparable.ts'
import { extendedFacts, type Program } from '../compile/intermediate.ts'
import { derivedNameOf } from '../derived/graph.ts'
import { own } from '../names.ts'
import type { Facts, FactValue } from '../point.ts'
import type { Leaf, Policy } from '../policy.ts'
import { operandOf } from './moves.ts'
import { changesThatReach, isNumeric, numberAt, stepOf } from './reach.ts'

export type Side = 'just below' | 'exactly' | 'just above'

export const sides: readonly Side[] = ['just below', 'exactly', 'just above']

const stepsOf: Readonly<Record<Side, number>> = { 'just below': -1, exactly: 0, 'just above': 1 }

/** A comparison of numbers, as a line that facts stand at, below or above. */
export class Boundary {
  fact: string
  kind: string
  #program: Program
  #policy: Policy
  #leaf: Leaf

  constructor(program: Program, policy: Policy, leaf: Leaf) {
    this.fact = leaf.fact
    this.kind = own(program.point.facts, leaf.fact)!.kind
    this.#program = program
    this.#policy = policy
    this.#leaf = leaf
  }

  static of(program: Program, policy: Policy, leaf: Leaf): Boundary | undefined {
    return isNumeric(own(program.point.facts, leaf.fact)!.kind) ? new Boundary(program, policy, leaf) : undefined
  }

  /** Where these facts stand; undefined when they are away from the boundary, or unknown. */
  sideOf(facts: Facts): Side | undefined {
    const distance = this.#distance(facts)
    if (distance === undefined) return undefined
    if (Math.abs(distance) <= stepOf(this.kind)) return sides[Math.sign(distance) + 1]
    return this.#jumpsOver(facts, distance) ? sides[Math.sign(distance) + 1] : undefined
  }

  /** Changes that bring the facts to this side, nearest to them. */
  waysTo(side: Side, facts: Facts): Facts[] {
    const extended = extendedFacts(this.#program, facts)
    const [at, bound] = [this.#number(this.fact, extended), this.#bound(extended)]
    const step = stepsOf[side] * stepOf(this.kind)
    const other = this.#otherFact()
    const ways = [
      ...(bound === undefined ? [] : this.#bringing(this.fact, bound + step, facts)),
      ...(other === undefined || at === undefined ? [] : this.#bringing(other, at - step, facts)),
    ]
    return ways.filter((way) => this.sideOf({ ...facts, ...way }) === side)
  }

  /** The value of the fact, and what it is compared with. */
  valuesAt(facts: Facts): { value: FactValue; bound: FactValue } {
    const extended = extendedFacts(this.#program, facts)
    return { value: extended[this.fact]!, bound: operandOf(this.#policy, this.#leaf) ?? extended[this.#otherFact()!]! }
  }

  /** Derived facts can jump over values: then the boundary lies within one step of an input. */
  #jumpsOver(facts: Facts, distance: number): boolean {
    return this.#program.inputs(this.fact).some((input) => {
      const definition = own(this.#program.point.facts, input)!
      if (input === this.fact || !isNumeric(definition.kind) || facts[input] === undefined) return false
      const now = numberAt(definition, input, facts)!
      return [-1, 1].some((direction) => {
        const next = now + direction * stepOf(definition.kind)
        const [least, most] = boundsOf(definition)
        if (next < least || next > most) return false
        const then = this.#distance({ ...facts, [input]: fromComparable(definition.kind, next) })
        return then !== undefined && Math.sign(then) !== Math.sign(distance)
      })
    })
  }

  #distance(facts: Facts): number | undefined {
    const extended = extendedFacts(this.#program, facts)
    const [at, bound] = [this.#number(this.fact, extended), this.#bound(extended)]
    return at === undefined || bound === undefined ? undefined : at - bound
  }

  #bound(extended: Facts): number | undefined {
    const operand = operandOf(this.#policy, this.#leaf)
    const other = this.#otherFact()
    if (other !== undefined) return this.#number(other, extended)
    return toComparable(own(this.#program.point.facts, this.fact)!.kind, operand!) as number
  }

  #otherFact(): string | undefined {
    const { value } = this.#leaf
    return typeof value === 'object' && 'fact' in value ? value.fact : undefined
  }

  #number(name: string, extended: Facts): number | undefined {
    return numberAt(own(this.#program.point.facts, name)!, name, extended)
  }

  #bringing(name: string, target: number, facts: Facts): Facts[] {
    const definition = own(this.#program.point.facts, name)!
    const [least, most] = boundsOf(definition)
    if (target < least || target > most) return []
    if (this.#number(name, extendedFacts(this.#program, facts)) === target) return [{}]
    if (derivedNameOf(name) !== undefined) return changesThatReach(this.#program, name, target, facts)
    return [{ [name]: fromComparable(definition.kind, target) }]
  }
}
