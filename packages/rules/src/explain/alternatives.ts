import { cellsOf, elementsOf, isNameable, TooManyCells } from '../compile/cells.ts'
import { fromComparable } from '../compile/comparable.ts'
import type { Comparable, Program, Values } from '../compile/intermediate.ts'
import type { FactValue } from '../point.ts'

/** Another value for a known fact: as it is compared, and the values that a person would be told, any of which will do. */
export type Alternative = { slot: number; value: Comparable; to: readonly FactValue[] }

const mostNamed = 4

/**
 * One alternative for each way in which the fact could count differently: the nearest value of its kind, and the nearest first. None
 * where there are too many to go through.
 */
export function alternativesOf(program: Program, slot: number, values: Values): Alternative[] {
  try {
    return allAlternatives(program, slot, values)
  } catch (mistake) {
    if (mistake instanceof TooManyCells) return []
    throw mistake
  }
}

function allAlternatives(program: Program, slot: number, values: Values): Alternative[] {
  const { kind } = program.definitions[slot]!
  const now = values[slot]!
  if (kind === 'set') return alternativesOfSet(program, slot, values)
  const alternatives = cellsOf(program, slot, values)
    .filter((cell) => !cell.alike.includes(now) && !holdsNow(cell.alike, now))
    .flatMap(({ alike }): Alternative[] => {
      if (kind === 'choice' || kind === 'text') {
        const named = alike.filter(isNameable).slice(0, mostNamed) as string[]
        return named.length === 0 ? [] : [{ slot, value: named[0]!, to: named }]
      }
      const value = typeof now === 'number' ? nearest(alike as readonly number[], now) : alike[0]!
      return [{ slot, value, to: [fromComparable(kind, value)] }]
    })
  if (typeof now !== 'number') return alternatives
  const distance = ({ value }: Alternative) => Math.abs((value as number) - now)
  return alternatives.toSorted((one, other) => distance(one) - distance(other))
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
      return { slot, value, to: [value] }
    })
}
