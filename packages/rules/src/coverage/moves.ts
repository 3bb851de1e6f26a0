import { type Cell, cellsOf, elementsOf, isNameable, TooManyCells } from '../compile/cells.ts'
import { fromComparable, toComparable } from '../compile/comparable.ts'
import { comparisons } from '../compile/comparisons.ts'
import { type Comparable, extendedFacts, type Program, type Values, valuesOf } from '../compile/intermediate.ts'
import { derivedNameOf } from '../derived/graph.ts'
import { own } from '../names.ts'
import { type OperatorName, takesList } from '../operators.ts'
import type { Facts, FactValue } from '../point.ts'
import type { Leaf, Policy } from '../policy.ts'
import { changesThatReach, isNumeric } from './reach.ts'

/** Other values for some of the point's own facts: for one of them, or for two where one alone can't do it. */
export type Move = Facts

/** A text that no policy names, as a person would write one. */
const anotherText = 'Another'

/** Moves that may let a comparison come out as wanted: one for each way in which its facts could count, the nearest first. */
export function movesOf(program: Program, policy: Policy, leaf: Leaf, wanted: boolean, facts: Facts): Move[] {
  const values = valuesOf(program, extendedFacts(program, facts))
  const comesOut = outcomeOf(program, policy, leaf)
  return factsOfLeaf(leaf).flatMap((name) => {
    const slot = program.facts.indexOf(name)
    const targets = targetsOf(program, slot, values).filter((value) => !comesOut || comesOut(value) === wanted)
    if (derivedNameOf(name) !== undefined)
      return targets.flatMap((value) =>
        typeof value === 'number' ? changesThatReach(program, name, value, facts) : [],
      )
    return targets.map((value) => ({ [name]: valueFor(program, slot, value) }))
  })
}

/** The facts that a comparison reads: one, or two that it compares. */
function factsOfLeaf({ fact, value }: Leaf): string[] {
  return typeof value === 'object' && 'fact' in value ? [fact, value.fact] : [fact]
}

/** How a comparison with a fixed value comes out; undefined where it compares two facts. */
function outcomeOf(program: Program, policy: Policy, leaf: Leaf): ((value: Comparable) => boolean) | undefined {
  const operand = operandOf(policy, leaf)
  if (operand === undefined) return undefined
  const operator = leaf.operator as OperatorName
  const { kind } = own(program.point.facts, leaf.fact)!
  const comparable = takesList(operator) ? new Set(operand as readonly string[]) : toComparable(kind, operand)
  return (value) => comparisons[operator](value, comparable)
}

/** The value that a leaf names, itself or by a parameter; undefined where it names another fact. */
export function operandOf(policy: Policy, { value }: Leaf): FactValue | undefined {
  if (typeof value !== 'object') return value
  if ('parameter' in value) return own(policy.parameters, value.parameter)!.value
  return 'fact' in value ? undefined : value
}

/** None where there are too many to go through. */
function targetsOf(program: Program, slot: number, values: Values): Comparable[] {
  try {
    return allTargets(program, slot, values)
  } catch (mistake) {
    if (mistake instanceof TooManyCells) return []
    throw mistake
  }
}

function allTargets(program: Program, slot: number, values: Values): Comparable[] {
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
