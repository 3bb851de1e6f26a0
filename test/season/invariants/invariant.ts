import type { Checkpoints } from '@parley/api/audit/checkpoint'
import type { LeadsSeen } from '../events/day.ts'
import type { Traffic } from '../processes.ts'
import type { Season } from '../season.ts'

/** All that a season left behind. */
export type Ground = { season: Season; leadsSeen: LeadsSeen; checkpoints: Checkpoints; traffic: Traffic }

/** How many things were looked at, and what is wrong with those that fail. */
export type Checked = { checked: number; failures: string[] }

/** What holds of every season, each as a sentence. */
export type Invariants = Readonly<Record<string, (ground: Ground) => Promise<Checked>>>

/** Checks each of a list: what `wrongWith` says is a failure. */
export function each<T>(items: readonly T[], wrongWith: (item: T) => string | false | null | undefined): Checked {
  return { checked: items.length, failures: items.flatMap((item) => wrongWith(item) || []) }
}
