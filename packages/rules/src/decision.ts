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
  /** The id of the worked case that this is a part of, for example `P07-03`. */
  id?: string | undefined
  name: string
  facts: CaseFacts
  expect:
    | { outcome: string; because: readonly string[]; params?: Readonly<Record<string, FactValue>> | undefined }
    | { missing: readonly string[] }
}

export type CaseFacts = Readonly<Record<string, FactValue | null>>

/** A golden case for a point that is asked for several claimants: the result holds at least what `expect` says. */
export type TogetherCase = {
  id?: string | undefined
  name: string
  /** The facts of each claim, over the file's base. */
  claims: Readonly<Record<string, CaseFacts>>
  expect: Readonly<Record<string, unknown>>
}

/** What the analysis is expected to find: where a published text leaves a choice open. */
export type ExpectedFinding = { id?: string | undefined; kind: string; pointer: string }

export type CaseFile = {
  base: Facts
  cases: readonly Case[]
  together?: readonly TogetherCase[] | undefined
  findings?: readonly ExpectedFinding[] | undefined
}
