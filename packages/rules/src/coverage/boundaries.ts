import { boundsOf } from '../compile/cells.ts'
import { fromComparable, toComparable } from '../compile/comparable.ts'
import { extendedFacts, type Program } from '../compile/intermediate.ts'
import { own } from '../names.ts'
import type { FactDefinition, Facts, FactValue } from '../point.ts'
import type { Leaf, Policy } from '../policy.ts'
import { inputThatReaches, isNumeric } from './reach.ts'

export type Side = 'just below' | 'exactly' | 'just above'

/** A value of a fact at which a comparison turns, or one next to it. */
export type Boundary = {
  leaf: number
  /** The fact, derived or not, its value there, and what it is compared with. */
  fact: string
  value: FactValue
  side: Side
  bound: FactValue
}

const sides: readonly [Side, number][] = [
  ['just below', -1],
  ['exactly', 0],
  ['just above', 1],
]

/** The boundaries of one comparison of numbers; another fact that it is compared with is taken as it is in `base`. */
export function boundariesOf(program: Program, policy: Policy, leaf: Leaf, index: number, base: Facts): Boundary[] {
  const definition = own(program.point.facts, leaf.fact)!
  const bound = boundOf(policy, leaf, extendedFacts(program, base))
  if (!isNumeric(definition.kind) || bound === undefined) return []
  const [least, most] = boundsOf(definition)
  const middle = toComparable(definition.kind, bound) as number
  return sides.flatMap(([side, step]): Boundary[] => {
    const at = middle + step * stepOf(definition)
    if (at < least || at > most) return []
    return [{ leaf: index, fact: leaf.fact, value: fromComparable(definition.kind, at), side, bound }]
  })
}

/** Facts over the base that bring the fact there: itself, or for a derived one each input in turn. */
export function waysThere(program: Program, { fact, value }: Boundary, base: Facts): Facts[] {
  if (!fact.startsWith('derived.')) return [{ [fact]: value }]
  const target = toComparable(own(program.point.facts, fact)!.kind, value) as number
  return program.inputs(fact).flatMap((input): Facts[] => {
    const reached = inputThatReaches(program, fact, target, input, base)
    return reached === undefined ? [] : [{ [input]: reached }]
  })
}

/** Whether the facts stand at the boundary: derived facts can jump over a value. */
export function standsAt(program: Program, { fact, value }: Boundary, facts: Facts): boolean {
  return extendedFacts(program, facts)[fact] === value
}

/** Instants are told by the minute. */
const stepOf = ({ kind }: FactDefinition) => (kind === 'instant' ? 60_000 : 1)

function boundOf(policy: Policy, { value }: Leaf, extended: Facts): FactValue | undefined {
  if (typeof value !== 'object') return value
  if ('parameter' in value) return own(policy.parameters, value.parameter)!.value
  return 'fact' in value ? extended[value.fact] : value
}
