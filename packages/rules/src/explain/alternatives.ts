import { cellsOf, elementsOf, isNameable, TooManyCells } from '../compile/cells.ts'
import { fromComparable, toComparable } from '../compile/comparable.ts'
import type { Comparable, Program, Values } from '../compile/intermediate.ts'
import { type Replay, slotsFedBy } from '../compile/replay.ts'
import { own } from '../names.ts'
import type { FactDefinition, FactValue } from '../point.ts'

/** Another value for a known fact of the point's own: as it is compared, and the values that a person would be told, any of which will do. */
export type Alternative = { fact: string; value: Comparable; to: readonly FactValue[] }

const mostNamed = 4

/**
 * One alternative for each way in which a fact of the point's own could count differently, itself or by what is derived from it: the
 * nearest value of its kind, and the nearest first. None where there are too many to go through, and none against the direction in
 * which it runs.
 */
export function alternativesOf(
  program: Program,
  fact: string,
  now: FactValue,
  values: Values,
  replay: Replay,
): Alternative[] {
  const definition = own(program.point.facts, fact)!
  const compared = alternativesOfCompared(program, program.facts.indexOf(fact), values)
  const fed = slotsFedBy(program, fact)
  const alternatives =
    fed.length === 0
      ? compared
      : [
          // What is alike where it is compared may lead to other derived facts: one value is tried, and named.
          ...compared.map((each) => ({ ...each, to: each.to.slice(0, 1) })),
          ...replay
            .crossings(fact, fed)
            .map((value): Alternative => ({ fact, value, to: [fromComparable(definition.kind, value)] })),
        ]
  const current = toComparable(definition.kind, now)
  const possible = alternatives.filter(({ value }) => isPossible(definition, current, value))
  if (typeof current !== 'number') return possible
  const distance = ({ value }: Alternative) => Math.abs((value as number) - current)
  return possible.toSorted((one, other) => distance(one) - distance(other))
}

/** Whether it can come to this value: time goes in one direction only, and what comes and goes in either is left to people. */
function isPossible({ kind, changeableBy, runs }: FactDefinition, now: Comparable, value: Comparable): boolean {
  const direction = runs ?? (changeableBy === 'time' && kind === 'date' ? 'up' : undefined)
  if (direction !== undefined) return direction === 'up' ? Number(value) > Number(now) : Number(value) < Number(now)
  return changeableBy !== 'time' || (typeof now !== 'number' && kind !== 'set')
}

function alternativesOfCompared(program: Program, slot: number, values: Values): Alternative[] {
  if (slot < 0) return []
  try {
    return allAlternatives(program, slot, values)
  } catch (mistake) {
    if (mistake instanceof TooManyCells) return []
    throw mistake
  }
}

function allAlternatives(program: Program, slot: number, values: Values): Alternative[] {
  const { kind } = program.definitions[slot]!
  const fact = program.facts[slot]!
  const now = values[slot]!
  if (kind === 'set') return alternativesOfSet(program, slot, values)
  return cellsOf(program, slot, values)
    .filter((cell) => !cell.alike.includes(now) && !holdsNow(cell.alike, now))
    .flatMap(({ alike }): Alternative[] => {
      if (kind === 'choice' || kind === 'text') {
        const named = alike.filter(isNameable).slice(0, mostNamed) as string[]
        return named.length === 0 ? [] : [{ fact, value: named[0]!, to: named }]
      }
      const value = typeof now === 'number' ? nearest(alike as readonly number[], now) : alike[0]!
      return [{ fact, value, to: [fromComparable(kind, value)] }]
    })
}

/** Numbers stand in order, and a cell holds all between its least and greatest. */
function holdsNow(alike: readonly Comparable[], now: Comparable): boolean {
  return typeof now === 'number' && now >= (alike[0] as number) && now <= (alike.at(-1) as number)
}

function nearest(numbers: readonly number[], to: number): number {
  return numbers.reduce((best, each) => (Math.abs(each - to) < Math.abs(best - to) ? each : best))
}

function alternativesOfSet(program: Program, slot: number, values: Values): Alternative[] {
  const now = values[slot] as readonly string[]
  return elementsOf(program, slot, values)
    .filter(isNameable)
    .map((element) => {
      const value = now.includes(element) ? now.filter((each) => each !== element) : [...now, element]
      return { fact: program.facts[slot]!, value, to: [value] }
    })
}
