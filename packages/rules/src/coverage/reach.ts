import { boundsOf } from '../compile/cells.ts'
import { fromComparable, toComparable } from '../compile/comparable.ts'
import { extendedFacts, type Program } from '../compile/intermediate.ts'
import { own } from '../names.ts'
import type { FactDefinition, Facts } from '../point.ts'

/** Facts that are numbers in the evaluator. */
export const isNumeric = (kind: string) => ['count', 'money', 'rate', 'date', 'instant'].includes(kind)

/**
 * Changes of a derived fact's inputs with which it comes to `target`, or as near as it can on the far side of it: one input alone,
 * each in turn; where none can, two. Derived facts rise or fall steadily with each of their inputs, so values are found by halving.
 */
export function changesThatReach(program: Program, derived: string, target: number, facts: Facts): Facts[] {
  const inputs = program.inputs(derived).filter((name) => isNumeric(kindOf(program, name)))
  if (!isNumeric(kindOf(program, derived))) return []
  const alone = inputs.flatMap((input) => inputThatReaches(program, derived, target, input, facts))
  if (alone.length > 0) return alone
  return inputs.flatMap((first) =>
    stretched(program, first, inputs, facts).flatMap((change) =>
      inputs
        .filter((second) => second !== first)
        .flatMap((second) => inputThatReaches(program, derived, target, second, { ...facts, ...change }))
        .map((found) => ({ ...change, ...found })),
    ),
  )
}

const kindOf = (program: Program, name: string) => own(program.point.facts, name)!.kind

const stretches = [10, 100]

/** The input as large as another of its kind, or some times larger: enough to make room for a second one. */
function stretched(program: Program, input: string, inputs: readonly string[], facts: Facts): Facts[] {
  const definition = own(program.point.facts, input)!
  const now = numberAt(definition, input, facts)
  const others = inputs
    .filter((name) => name !== input && kindOf(program, name) === definition.kind)
    .map((name) => numberAt(own(program.point.facts, name)!, name, facts))
  const isSpan = definition.kind === 'date' || definition.kind === 'instant'
  const larger = now === undefined || isSpan ? [] : stretches.map((times) => now * times)
  const [least, most] = boundsOf(definition)
  const values = [...others, ...larger].filter(
    (each) => each !== undefined && each !== now && each >= least && each <= most,
  )
  return [...new Set(values)].map((value) => ({ [input]: fromComparable(definition.kind, value!) }))
}

export function numberAt({ kind }: FactDefinition, name: string, facts: Facts): number | undefined {
  return facts[name] === undefined ? undefined : (toComparable(kind, facts[name]) as number)
}

/** The least difference that is told: of instants a minute. */
export const stepOf = (kind: string) => (kind === 'instant' ? 60_000 : 1)

function inputThatReaches(program: Program, derived: string, target: number, input: string, facts: Facts): Facts[] {
  const definition = own(program.point.facts, input)!
  const kind = kindOf(program, derived)
  const [least, most] = boundsOf(definition)
  const derivedAt: Curve = (value) => {
    if (value < least || value > most) return undefined
    const result = extendedFacts(program, { ...facts, [input]: fromComparable(definition.kind, value) })[derived]
    return result === undefined ? undefined : (toComparable(kind, result) as number)
  }
  const start = startOf(program, derived, input, facts)
  const first = derivedAt(start)
  if (first === undefined || first === target) return []
  const unit = stepOf(definition.kind)
  const near = [1, -1].flatMap((direction) => towards(derivedAt, start, first, target, direction * unit))
  const best = near.find((value) => derivedAt(value) === target) ?? near[0]
  return best === undefined ? [] : [{ [input]: fromComparable(definition.kind, best) }]
}

/** Where it stands now; for an unknown input, where another of the same kind stands. */
function startOf(program: Program, derived: string, input: string, facts: Facts): number {
  const definition = own(program.point.facts, input)!
  const known = [input, ...program.inputs(derived)]
    .filter((name) => kindOf(program, name) === definition.kind)
    .map((name) => numberAt(definition, name, facts))
    .find((value) => value !== undefined)
  const [least, most] = boundsOf(definition)
  return Math.min(most, Math.max(least, known ?? least))
}

/** A derived fact by the value of one input; undefined where it has none. */
type Curve = (value: number) => number | undefined

const mostSteps = 42

/** Steps of doubling length until the target is reached or passed, then halving: the nearest value on the target's far side. */
function towards(derivedAt: Curve, start: number, first: number, target: number, firstStep: number): number[] {
  const isThere = (result: number) => (first < target ? result >= target : result <= target)
  let before = start
  for (let count = 0, step = firstStep; count < mostSteps; count++, step *= 2) {
    const at = before + step
    const result = derivedAt(at)
    if (result === undefined) return []
    if (isThere(result)) return [halve(derivedAt, isThere, before, at)]
    if (Math.abs(result - target) > Math.abs(first - target)) return []
    before = at
  }
  return []
}

function halve(derivedAt: Curve, isThere: (result: number) => boolean, outside: number, inside: number): number {
  let [far, near] = [outside, inside]
  while (Math.abs(near - far) > 1) {
    const middle = Math.floor((near + far) / 2)
    const result = derivedAt(middle)
    if (result !== undefined && isThere(result)) near = middle
    else far = middle
  }
  return near
}
