import { fromEpochDay, toEpochDay } from '../days.ts'
import type { FactDefinition, FactValue } from '../point.ts'
import { fromMilliseconds, toMilliseconds } from '../time/instants.ts'

/** A value as it is compared: dates are days since 1970-01-01, instants milliseconds. */
export type Comparable = boolean | number | string | readonly string[]

type Kind = FactDefinition['kind']

export function toComparable(kind: Kind, value: FactValue): Comparable {
  if (kind === 'date') return toEpochDay(value as string)
  return kind === 'instant' ? toMilliseconds(value as string) : value
}

export function fromComparable(kind: Kind, value: Comparable): FactValue {
  if (kind === 'date') return fromEpochDay(value as number)
  return kind === 'instant' ? fromMilliseconds(value as number) : value
}
