import type { FactDefinition, Facts, FactValue } from '../point.ts'
import { boundsOf, cellsOf } from './cells.ts'
import { type Comparable, fromComparable, toComparable } from './comparable.ts'
import { DiagramTooLarge } from './diagram.ts'
import type { Program, Values } from './intermediate.ts'

const slotsByInput = new WeakMap<Program, ReadonlyMap<string, readonly number[]>>()
const none: readonly number[] = []

/** The slots of the derived facts that this fact of the point's own goes into. */
export function slotsFedBy(program: Program, input: string): readonly number[] {
  let slots = slotsByInput.get(program)
  if (!slots) {
    const fed = new Map<string, number[]>()
    program.facts.forEach((name, slot) => {
      for (const each of program.inputs(name)) if (each !== name) fed.set(each, [...(fed.get(each) ?? []), slot])
    })
    slots = fed
    slotsByInput.set(program, slots)
  }
  return slots.get(input) ?? none
}

/** Thresholds of one derived fact that are looked for, the nearest first. */
const mostThresholds = 24

const mostLines = 4

/**
 * What would be if facts of the point's own were different: everything derived from them is worked out anew, so that no two facts
 * ever contradict each other. `budget` bounds how often that is done.
 */
export class Replay {
  #program: Program
  #extended: Facts
  #values: Values
  #budget: number
  #lines = new Map<string, readonly Values[]>()
  #tried = new Map<string, Map<number, Values>>()

  constructor(program: Program, extended: Facts, values: Values, budget: number) {
    this.#program = program
    this.#extended = extended
    this.#values = values
    this.#budget = budget
  }

  valuesWith(changes: readonly { fact: string; value: Comparable }[]): Values {
    const { facts, definitions, deriveAgain } = this.#program
    const values = this.#values.slice()
    const changed: Record<string, FactValue> = {}
    const fed = new Set<number>()
    for (const { fact, value } of changes) {
      if (facts.includes(fact)) values[facts.indexOf(fact)] = value
      changed[fact] = fromComparable(this.#definitionOf(fact).kind, value)
      for (const slot of slotsFedBy(this.#program, fact)) fed.add(slot)
    }
    if (fed.size === 0) return values
    const extended = deriveAgain(this.#extended, changed)
    for (const slot of fed) {
      const value = extended[facts[slot]!]
      values[slot] = value === undefined ? undefined : toComparable(definitions[slot]!.kind, value)
    }
    return values
  }

  /**
   * The nearest values of a number, date or moment at which a derived fact in `slots` crosses a threshold of the policy, the nearest
   * first. Exact where the derived fact rises or falls with it; otherwise some may be missed, and none is promised: evaluate them.
   */
  crossings(input: string, slots: readonly number[]): number[] {
    const definition = this.#definitionOf(input)
    const value = this.#extended[input]
    if (value === undefined || !isMeasured(definition)) return []
    const now = toComparable(definition.kind, value) as number
    const [least, most] = boundsOf(definition)
    const found = new Set<number>()
    for (const slot of slots)
      for (const threshold of this.#thresholdsOf(slot)) {
        const isRise = threshold > (this.#values[slot] as number)
        const reaches = (at: number) => {
          const other = this.#at(input, at)?.[slot]
          return typeof other === 'number' && (isRise ? other >= threshold : other <= threshold)
        }
        for (const end of [most, least]) {
          const crossing = firstTowards(now, end, reaches)
          if (crossing !== undefined && this.#budget > 0) found.add(crossing)
        }
      }
    return [...found].sort((one, other) => Math.abs(one - now) - Math.abs(other - now))
  }

  /**
   * What would be where the input makes a derived fact come to `target`, or pass it by: as far as a few straight lines lead there. Enough
   * to show that it can be reached; where they don't, it may be reached still.
   */
  towards(input: string, slot: number, target: number): readonly Values[] {
    const key = `${input} ${slot} ${target}`
    const known = this.#lines.get(key)
    if (known) return known
    const tried: Values[] = []
    this.#lines.set(key, tried)
    const definition = this.#definitionOf(input)
    const value = this.#extended[input]
    if (value === undefined || !isMeasured(definition)) return tried
    const [least, most] = boundsOf(definition)
    const within = (at: number) => Math.min(Math.max(Math.round(at), least), most)
    let at = toComparable(definition.kind, value) as number
    let reached = this.#values[slot] as number
    let next = within(at + target - reached)
    for (let line = 0; line < mostLines && next !== at; line++) {
      const values = this.#at(input, next)
      const there = values?.[slot]
      if (!values || typeof there !== 'number') return tried
      tried.push(values)
      if (there === target) return tried
      const slope = (there - reached) / (next - at)
      const after = within(slope === 0 ? next + (next - at) * 8 : next + (target - there) / slope)
      at = next
      reached = there
      next = after
    }
    return tried
  }

  #thresholdsOf(slot: number): number[] {
    const now = this.#values[slot]
    if (typeof now !== 'number') return []
    try {
      const values = new Set(cellsOf(this.#program, slot, this.#values).flatMap(({ alike }) => alike as number[]))
      values.delete(now)
      return [...values].sort((one, other) => Math.abs(one - now) - Math.abs(other - now)).slice(0, mostThresholds)
    } catch (mistake) {
      if (mistake instanceof DiagramTooLarge) return []
      throw mistake
    }
  }

  #at(input: string, value: number): Values | undefined {
    const tried = this.#tried.get(input) ?? new Map<number, Values>()
    this.#tried.set(input, tried)
    const known = tried.get(value)
    if (known || this.#budget-- <= 0) return known
    const values = this.valuesWith([{ fact: input, value }])
    tried.set(value, values)
    return values
  }

  #definitionOf(fact: string): FactDefinition {
    return this.#program.point.facts[fact]!
  }
}

function isMeasured({ kind }: FactDefinition): boolean {
  return kind === 'count' || kind === 'money' || kind === 'rate' || kind === 'date' || kind === 'instant'
}

/** The first whole number from `start` towards `end` at which it holds, if it goes on holding from there. */
function firstTowards(start: number, end: number, holds: (at: number) => boolean): number | undefined {
  const direction = Math.sign(end - start)
  let before = start
  for (let step = 1; before !== end; step *= 2) {
    const next = Math.abs(end - before) <= step ? end : before + direction * step
    if (!holds(next)) {
      before = next
      continue
    }
    let at = next
    while (Math.abs(at - before) > 1) {
      const middle = before + Math.trunc((at - before) / 2)
      if (holds(middle)) at = middle
      else before = middle
    }
    return at
  }
  return undefined
}
