import { type Cell, cellsOf, elementsOf, isNameable } from '../compile/cells.ts'
import { fromComparable } from '../compile/comparable.ts'
import { type Comparable, extendedFacts, type Program, type Values, valuesOf } from '../compile/intermediate.ts'
import type { Facts, FactValue } from '../point.ts'
import type { Leaf } from '../policy.ts'
import { inputThatReaches, isNumeric } from './reach.ts'

/** Another value for one of the point's own facts. */
export type Move = { fact: string; value: FactValue }

/** A text that no policy names, as a person would write one. */
const anotherText = 'Another'

/** One move for each way in which the facts of a comparison could count differently, the nearest first. */
export function movesOf(program: Program, leaf: Leaf, facts: Facts): Move[] {
  const values = valuesOf(program, extendedFacts(program, facts))
  return factsOfLeaf(leaf).flatMap((name) => {
    const slot = program.facts.indexOf(name)
    const targets = targetsOf(program, slot, values)
    if (!name.startsWith('derived.'))
      return targets.map((value) => ({ fact: name, value: valueFor(program, slot, value) }))
    return program.inputs(name).flatMap((input) =>
      targets.flatMap((target): Move[] => {
        const value = typeof target === 'number' ? inputThatReaches(program, name, target, input, facts) : undefined
        return value === undefined ? [] : [{ fact: input, value }]
      }),
    )
  })
}

/** The facts that a comparison reads: one, or two that it compares. */
export function factsOfLeaf({ fact, value }: Leaf): string[] {
  return typeof value === 'object' && 'fact' in value ? [fact, value.fact] : [fact]
}

function targetsOf(program: Program, slot: number, values: Values): Comparable[] {
  const now = values[slot]
  const { kind } = program.definitions[slot]!
  if (kind === 'set') return setsAround(elementsOf(program, slot, values).filter(isNameable), now as readonly string[])
  const targets = cellsOf(program, slot, values).map((cell) => representativeOf(cell, now, isNumeric(kind)))
  if (typeof now !== 'number') return targets
  return targets.toSorted((a, b) => Math.abs((a as number) - now) - Math.abs((b as number) - now))
}

/** The value that stands for a cell: the nearest of numbers, of texts one that can be told. */
function representativeOf({ value, alike }: Cell, now: Comparable | undefined, numeric: boolean): Comparable {
  if (!numeric) return alike.find(isNameable) ?? value
  if (typeof now !== 'number') return value
  return (alike as readonly number[]).reduce((best, each) =>
    Math.abs(each - now) < Math.abs(best - now) ? each : best,
  )
}

function setsAround(elements: readonly string[], now: readonly string[] = []): Comparable[] {
  return elements.map((element) => (now.includes(element) ? now.filter((each) => each !== element) : [...now, element]))
}

function valueFor(program: Program, slot: number, value: Comparable): FactValue {
  return isNameable(value) ? fromComparable(program.definitions[slot]!.kind, value) : anotherText
}
