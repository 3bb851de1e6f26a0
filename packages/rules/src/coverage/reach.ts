import { boundsOf } from '../compile/cells.ts'
import { fromComparable, toComparable } from '../compile/comparable.ts'
import { extendedFacts, type Program } from '../compile/intermediate.ts'
import { own } from '../names.ts'
import type { Facts, FactValue } from '../point.ts'

/** Facts that are numbers in the evaluator. */
export const isNumeric = (kind: string) => ['count', 'money', 'rate', 'date', 'instant'].includes(kind)

const millisecondsPerMinute = 60_000

/**
 * The value of the point's own fact `input` with which the derived fact comes nearest to `target`, from its own side: derived
 * facts rise or fall steadily with each of their inputs, so it is found by halving. Undefined where none is near.
 */
export function inputThatReaches(
  program: Program,
  derived: string,
  target: number,
  input: string,
  facts: Facts,
): FactValue | undefined {
  const definition = own(program.point.facts, input)!
  const { kind } = own(program.point.facts, derived)!
  if (!isNumeric(definition.kind) || !isNumeric(kind)) return undefined
  const derivedAt = (value: number): number | undefined => {
    const [least, most] = boundsOf(definition)
    if (value < least || value > most) return undefined
    const result = extendedFacts(program, { ...facts, [input]: fromComparable(definition.kind, value) })[derived]
    return result === undefined ? undefined : (toComparable(kind, result) as number)
  }
  const start = startOf(program, derived, input, facts)
  const first = derivedAt(start)
  if (first === undefined) return undefined
  if (first === target) return fromComparable(definition.kind, start)
  const unit = definition.kind === 'instant' ? millisecondsPerMinute : 1
  const near = [1, -1]
    .map((direction) => towards(derivedAt, start, first, target, direction, unit))
    .filter((each) => each !== undefined)
  const best = near.find((value) => derivedAt(value) === target) ?? near[0]
  return best === undefined ? undefined : fromComparable(definition.kind, best)
}

/** Where it stands now; for an unknown input, where another of the same kind stands. */
function startOf(program: Program, derived: string, input: string, facts: Facts): number {
  const definition = own(program.point.facts, input)!
  const known = [input, ...program.inputs(derived)].find(
    (name) => facts[name] !== undefined && own(program.point.facts, name)!.kind === definition.kind,
  )
  const value = known === undefined ? boundsOf(definition)[0] : (toComparable(definition.kind, facts[known]!) as number)
  const [least, most] = boundsOf(definition)
  return Math.min(most, Math.max(least, value))
}

const mostSteps = 42

/** Steps of doubling length until the target is reached or passed, then halving: the nearest value on the target's side. */
function towards(
  derivedAt: (value: number) => number | undefined,
  start: number,
  first: number,
  target: number,
  direction: number,
  unit: number,
): number | undefined {
  const isThere = (result: number) => (first < target ? result >= target : result <= target)
  let before = start
  for (let step = 0, length = unit; step < mostSteps; step++, length *= 2) {
    const at = before + direction * length
    const result = derivedAt(at)
    if (result === undefined) return undefined
    if (isThere(result)) return halve(derivedAt, isThere, before, at)
    if (Math.abs(result - target) > Math.abs(first - target)) return undefined
    before = at
  }
  return undefined
}

function halve(
  derivedAt: (value: number) => number | undefined,
  isThere: (result: number) => boolean,
  outside: number,
  inside: number,
): number {
  while (Math.abs(inside - outside) > 1) {
    const middle = Math.floor((inside + outside) / 2)
    const result = derivedAt(middle)
    if (result !== undefined && isThere(result)) inside = middle
    else outside = middle
  }
  return inside
}
