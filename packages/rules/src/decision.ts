import type { Facts, FactValue } from './point.ts'

export type Outcome = { type: string; params: Readonly<Record<string, FactValue>> }

/** One rule that does not hold, and the facts that alone keep it from holding. */
export type NearRule = { rule: string; by: readonly string[] }

type DecisionBase = {
  point: string
  policyVersion: number
  /** Ids of all rules that hold, in order of evaluation. */
  fired: readonly string[]
  nearly: readonly NearRule[]
}

/** Decided: `because` are the ids of the rules that made the outcome, or `['otherwise']`. */
export type Decided = DecisionBase & { status: 'decided'; outcome: Outcome; because: readonly string[] }

/** The answer depends on facts that nobody knows yet: `missing` names those that matter, and no others. */
export type InformationNeeded = DecisionBase & { status: 'informationNeeded'; missing: readonly string[] }

export type Decision = Decided | InformationNeeded

/** A golden case beside a policy: facts over the file's base; a fact given as null is unknown. */
export type Case = {
  name: string
  facts: Readonly<Record<string, FactValue | null>>
  expect:
    | { outcome: string; because: readonly string[]; params?: Readonly<Record<string, FactValue>> }
    | { missing: readonly string[] }
}

export type CaseFile = { base: Facts; cases: readonly Case[] }
