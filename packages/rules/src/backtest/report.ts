import type { Outcome } from '../decision.ts'
import type { Skipped } from './history.ts'

/**
 * Decisions, and the sum of their amounts in minor units. A sum that would be larger than 9,007,199,254,740,991 stays there; decisions
 * with no amount add nothing.
 */
export type Tally = { decisions: number; amountMinor: number }

/** Granted is an outcome whose favour is above 0. `flipped` are the two kinds that change sides. */
export type FourWays = { grantedStill: Tally; noLongerGranted: Tally; nowGranted: Tally; stillNotGranted: Tally }

/** One partner, tier, product family or range of amounts; the name is null for decisions that have none. */
export type Group = { name: string | null } & FourWays

export type OutcomeChange = { from: string; to: string } & Tally

/** A decision that would come out differently. */
export type ChangedDecision = {
  id: string
  from: Outcome
  to: Outcome
  /** The rules that would make it, or `otherwise`. */
  because: readonly string[]
  policyVersion: number
  partner: string | null
  tier: string | null
  productFamily: string | null
  amountMinor: number | null
}

/** What a draft would have done to past decisions. For staff only: it names partners. Plain JSON. */
export type BacktestReport = {
  point: string
  draftVersion: number
  /** What the draft is compared with: what was recorded, or what this version of the policy decides today. */
  before: 'recorded' | { policyVersion: number }
  /** How many decisions were given, and how many of them could be compared. */
  decisions: number
  compared: Tally
  skipped: readonly Skipped[]
  /** Where the draft, or the policy that it is compared with, would need facts that weren't recorded; with those facts. */
  informationNeeded: { decisions: number; ids: readonly string[]; facts: Readonly<Record<string, number>> }
  fourWays: FourWays
  /** Other outcomes, by their types; `from` and `to` are equal where only the terms change. */
  outcomes: readonly OutcomeChange[]
  /** Those with most flips first. */
  byPartner: readonly Group[]
  byTier: readonly Group[]
  byProductFamily: readonly Group[]
  /** By the ranges that were asked for, in their order. */
  byAmount: readonly Group[]
  /** Groups that are left out of a list, because it is bounded. */
  groupsLeftOut: number
  /** The first decisions that change sides, in the order given, and the first that otherwise change. */
  flips: readonly ChangedDecision[]
  otherChanges: readonly ChangedDecision[]
}
