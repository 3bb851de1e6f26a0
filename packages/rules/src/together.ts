import type { Decision } from './decision.ts'
import { own } from './names.ts'
import type { Facts, FactValue, Point } from './point.ts'
import { type Allocated, allocate } from './points/commission/allocate.ts'
import { type Awarded, award } from './points/conflict/award.ts'
import { type Ranked, rank } from './points/matching/rank.ts'
import type { Rulebook } from './policy.ts'

/** One of several parties for whom a point was asked: the facts of its claim, and what was decided of it. */
export type Claim = {
  claimant: string
  facts: Facts
  decision: Decision
  /** By parameter of the outcome: ids of the rules that gave it, in order of evaluation. */
  givenBy?: Readonly<Record<string, readonly string[]>>
}

/** The values of the parameters that the point's `settings` name. */
export type Settings = Readonly<Record<string, FactValue>>

/** By point: how the decisions of several claimants become one result. Pure, and the order of the claims doesn't matter. */
export const together = { conflict: award, commission: allocate, matching: rank } satisfies Record<
  string,
  (settings: Settings, claims: readonly Claim[]) => Awarded | Allocated | Ranked
>

/** A claim as `decision` left it, with the rules that gave each parameter of its outcome. */
export function claimOf(point: Point, policy: Rulebook, claimant: string, facts: Facts, decision: Decision): Claim {
  if (decision.status !== 'decided') return { claimant, facts, decision }
  const { type, params } = decision.outcome
  const events = decision.because.map((id) => ({ id, event: policy.rules.find((rule) => rule.id === id)?.event }))
  const givenBy = Object.keys(params).map((name) => {
    const givers = events.filter(({ event }) => event && Object.hasOwn(event.params, name)).map(({ id }) => id)
    const first = own(own(point.outcomes, type)?.parameters ?? {}, name)?.aggregation === 'first'
    return [name, first ? givers.slice(0, 1) : givers] as const
  })
  return { claimant, facts, decision, givenBy: Object.fromEntries(givenBy) }
}
