import { describeCondition } from '../explain/plain-language.ts'
import { formatBesideTitle } from '../format.ts'
import { own } from '../names.ts'
import type { Facts, FactValue } from '../point.ts'
import { Boundary, type Side } from './boundaries.ts'
import type { Reading } from './reading.ts'

/** What a proposed case shows; `pointer` is the place in the policy. */
export type Purpose =
  | { is: 'rule'; rule: string; pointer: string }
  | { is: 'nearMiss'; rule: string; pointer: string }
  | { is: 'condition'; leaf: number; holds: boolean; pointer: string }
  | { is: 'boundary'; leaf: number; side: Side; pointer: string }

const locale = 'en-US'

/** A name for the case, which its editor may reword. */
export function nameOf(reading: Reading, shows: Purpose, facts: Facts): string {
  const titleOf = (id: string) => reading.placed.rules.find((rule) => rule.id === id)!.title
  if (shows.is === 'rule') return `“${titleOf(shows.rule)}” decides`
  if (shows.is === 'nearMiss') return `“${titleOf(shows.rule)}” just doesn't hold`
  const { leaf } = reading.placed.leaves[shows.leaf]!
  if (shows.is === 'boundary') return nameAtBoundary(reading, shows, facts)
  const text = describeCondition(reading.point, reading.policy, leaf, locale)
  return `where ${shows.holds ? 'this is so' : "this isn't so"}: ${text}`
}

function nameAtBoundary(reading: Reading, { leaf, side }: Purpose & { is: 'boundary' }, facts: Facts): string {
  const { program } = reading.compiled
  const boundary = new Boundary(program, reading.policy, reading.placed.leaves[leaf]!.leaf)
  const definition = own(program.point.facts, boundary.fact)!
  const options = { locale, currency: reading.policy.currency, zone: reading.policy.calendar?.zone }
  const inWords = (each: FactValue) => formatBesideTitle(definition, each, options)
  const { value, bound } = boundary.valuesAt(facts)
  const asking = reading.placed.rules.find((rule) => rule.leaves.includes(leaf))!
  const place = side === 'exactly' ? 'at the boundary' : `${side} ${inWords(bound)}`
  return `${definition.title} ${inWords(value)}, ${place} of “${asking.title}”`
}
