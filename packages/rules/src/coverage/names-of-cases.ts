import { describeCondition } from '../explain/plain-language.ts'
import { formatBesideTitle } from '../format.ts'
import { own } from '../names.ts'
import type { FactValue, Point } from '../point.ts'
import type { Policy } from '../policy.ts'
import type { Boundary } from './boundaries.ts'
import type { Reading } from './reading.ts'

/** What a proposed case shows; `pointer` is the place in the policy. */
export type Purpose =
  | { is: 'rule'; rule: string; pointer: string }
  | { is: 'nearMiss'; rule: string; pointer: string }
  | { is: 'condition'; leaf: number; holds: boolean; pointer: string }
  | { is: 'boundary'; boundary: Boundary; pointer: string }

const locale = 'en-US'

/** A name for the case, which its editor may reword. */
export function nameOf(point: Point, policy: Policy, reading: Reading, shows: Purpose): string {
  switch (shows.is) {
    case 'rule':
      return `“${titleOf(reading, shows.rule)}” decides`
    case 'nearMiss':
      return `“${titleOf(reading, shows.rule)}” just doesn't hold`
    case 'condition': {
      const { leaf } = reading.placed.leaves[shows.leaf]!
      return `where ${shows.holds ? 'this is so' : "this isn't so"}: ${describeCondition(point, policy, leaf, locale)}`
    }
    case 'boundary':
      return nameOfBoundary(policy, reading, shows.boundary)
  }
}

function nameOfBoundary(policy: Policy, reading: Reading, { leaf, fact, value, side, bound }: Boundary): string {
  const definition = own(reading.compiled.program.point.facts, fact)!
  const inWords = (each: FactValue) => formatBesideTitle(definition, each, { locale, currency: policy.currency })
  const asking = reading.placed.rules.find((rule) => rule.leaves.includes(leaf))!
  const place = side === 'exactly' ? 'at the boundary' : `${side} ${inWords(bound)}`
  return `${definition.title} ${inWords(value)}, ${place} of “${asking.title}”`
}

function titleOf(reading: Reading, id: string): string {
  return reading.placed.rules.find((rule) => rule.id === id)!.title
}
