import { firstDay, lastDay } from '../days.ts'
import type { FactDefinition } from '../point.ts'
import { lastInstant } from '../time/instants.ts'
import { maximumMoneyMinor, maximumRateBps } from '../value-schema.ts'
import { comparisons } from './comparisons.ts'
import { DiagramTooLarge } from './diagram.ts'
import { type Comparable, type Comparison, comparisonsOf, type Program, type Values } from './intermediate.ts'

/** Values of one fact that no comparison of the program can tell apart; the first stands for all. */
export type Cell = { value: Comparable; alike: readonly Comparable[] }

const mostCells = 20_000

/** Facts that are compared with each other, and with so many values that nobody can go through all their orders. */
export class TooManyCells extends DiagramTooLarge {}

/** A text that no policy mentions: visible only inside the evaluator. */
const unmentioned = '\u0000another'

const comparisonsOfProgram = new WeakMap<Program, Comparison[][]>()
const fixedCells = new WeakMap<Program, (readonly Cell[] | undefined)[]>()

/** All comparisons in which a slot takes part, on either side. */
export function comparisonsOfSlot(program: Program, slot: number): readonly Comparison[] {
  let bySlot = comparisonsOfProgram.get(program)
  if (!bySlot) {
    bySlot = program.facts.map((): Comparison[] => [])
    const seen = new Set<Program['rules'][number]['node']>()
    for (const comparison of program.rules.flatMap((rule) => comparisonsOf(rule.node, seen))) {
      bySlot[comparison.slot]!.push(comparison)
      if (comparison.otherSlot !== undefined) bySlot[comparison.otherSlot]!.push(comparison)
    }
    comparisonsOfProgram.set(program, bySlot)
  }
  return bySlot[slot]!
}

/**
 * The elementary cells of a fact: one value for each way in which the program's comparisons can come out. Where it is compared
 * with other facts, these are taken at their `values`, or, when unknown, the cells cover every order that they can have.
 * A set has no cells: each of its texts is a question of its own. Throws `TooManyCells` where facts are compared with facts.
 */
export function cellsOf(program: Program, slot: number, values: Values): readonly Cell[] {
  const related = relatedSlots(program, slot)
  if (related.size > 1)
    return distinctValues(program, related, slot, values).map((value) => ({ value, alike: [value] }))
  let cells = fixedCells.get(program)
  if (!cells) {
    cells = program.facts.map(() => undefined)
    fixedCells.set(program, cells)
  }
  cells[slot] ??= mergeAlike(program, slot, distinctValues(program, related, slot, values))
  return cells[slot]
}

/** The texts whose membership in a set can matter. */
export function elementsOf(program: Program, slot: number, values: Values): string[] {
  const elements = new Set<string>()
  for (const { operand, otherSlot } of comparisonsOfSlot(program, slot)) {
    if (otherSlot === undefined) elements.add(operand as string)
    else if (values[otherSlot] !== undefined) elements.add(values[otherSlot] as string)
    else for (const cell of cellsOf(program, otherSlot, values)) elements.add(cell.value as string)
  }
  return [...elements]
}

function mergeAlike(program: Program, slot: number, candidates: readonly Comparable[]): Cell[] {
  const bySignature = new Map<string, Comparable[]>()
  const tests = comparisonsOfSlot(program, slot)
  const isText = program.definitions[slot]!.kind === 'text'
  const named = isText ? testsByText(tests) : undefined
  for (const value of candidates) {
    const signature = named
      ? (named.get(value as string) ?? '')
      : tests.map(({ operator, operand }) => (comparisons[operator](value, operand) ? '1' : '0')).join('')
    const alike = bySignature.get(signature)
    if (alike) alike.push(value)
    else bySignature.set(signature, [value])
  }
  return [...bySignature.values()].map((alike) => ({ value: alike[0]!, alike }))
}

/** Texts are told apart by the tests that name them: those of long lists need not be tried one by one. */
function testsByText(tests: readonly Comparison[]): Map<string, string> {
  const named = new Map<string, string>()
  tests.forEach(({ operand }, index) => {
    for (const text of operand instanceof Set ? (operand as ReadonlySet<string>) : [operand as string])
      named.set(text, `${named.get(text) ?? ''} ${index}`)
  })
  return named
}

/** The slot and all that it is compared with, directly or through others. */
function relatedSlots(program: Program, slot: number): Set<number> {
  const related = new Set([slot])
  for (const each of related)
    for (const comparison of comparisonsOfSlot(program, each))
      if (comparison.otherSlot !== undefined) related.add(comparison.slot).add(comparison.otherSlot)
  return related
}

function distinctValues(program: Program, related: ReadonlySet<number>, slot: number, values: Values): Comparable[] {
  const definition = program.definitions[slot]!
  if (definition.kind === 'yesNo') return [true, false]
  if (definition.kind === 'choice') return Object.keys(definition.values)
  const mentioned = new Set<Comparable>()
  // Those whose order among each other is open.
  let free = 1
  for (const each of related) {
    if (each !== slot && values[each] === undefined) free++
    if (each !== slot && values[each] !== undefined) for (const value of [values[each]].flat()) mentioned.add(value)
    for (const { operand, otherSlot } of comparisonsOfSlot(program, each))
      if (otherSlot === undefined)
        for (const value of operand instanceof Set ? operand : [operand]) mentioned.add(value)
  }
  if (related.size > 1 && definition.kind !== 'text')
    for (const each of related) for (const bound of boundsOf(program.definitions[each]!)) mentioned.add(bound)
  if (related.size > 1 && mentioned.size * (2 * free + 1) > mostCells) throw new TooManyCells()
  if (definition.kind === 'text')
    return [...mentioned, ...Array.from({ length: free }, (_, index) => `${unmentioned}${index === 0 ? '' : index}`)]
  return around([...mentioned] as number[], free, boundsOf(definition))
}

/** Each number and so many neighbours on both sides that the facts of one relation can stand in any order between them. */
function around(numbers: readonly number[], reach: number, [least, most]: readonly [number, number]): number[] {
  const near = new Set<number>()
  for (const number of numbers.length > 0 ? numbers : [least])
    for (let step = -reach; step <= reach; step++)
      if (number + step >= least && number + step <= most) near.add(number + step)
  if (near.size === 0) near.add(least)
  return [...near].sort((a, b) => a - b)
}

/** The least and the greatest value of a fact that is a number here. */
export function boundsOf(definition: FactDefinition): readonly [number, number] {
  if (definition.kind === 'count') return [definition.minimum, definition.maximum]
  if (definition.kind === 'date') return [firstDay, lastDay]
  if (definition.kind === 'instant') return [0, lastInstant]
  if (definition.kind === 'rate') return [0, maximumRateBps]
  return [0, maximumMoneyMinor]
}

/** Whether a cell's value is a text that the policy names, so that it can be told to a person. */
export function isNameable(value: Comparable): boolean {
  return !(typeof value === 'string' && value.startsWith(unmentioned))
}
