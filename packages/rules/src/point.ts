/**
 * A decision point is one question that policies answer. It declares the facts that a policy may use, the outcomes that
 * it may choose, how several matching rules make one outcome (DMN 1.5, §8.2.10 "hit policy"), and which outcomes are
 * careful enough to be the `otherwise`.
 */

/** A value in a facts document: money in minor units, dates as `YYYY-MM-DD`, counts as whole numbers in the fact's unit. */
export type FactValue = boolean | number | string | readonly string[]

/** A flat document of fact name to value. A fact that nobody knows yet is left out: unknown is not false. */
export type Facts = Readonly<Record<string, FactValue>>

/** Who can bring about another value: used to say what would change an answer, and never to promise the impossible. */
export type ChangeableBy = 'partner' | 'vendor' | 'time' | 'nobody'

type FactBase = {
  /** A noun phrase in the field's words, as a sentence would use it: "days until close". */
  title: string
  /** Whether a partner may be shown this fact of its own registration. Internal facts never reach a partner's wording. */
  knownTo: 'partner' | 'staff'
  changeableBy: ChangeableBy
  /** The question that a form asks for this fact, when the asker can supply it. */
  question?: string
}

export type FactDefinition =
  | (FactBase & { kind: 'yesNo' })
  /** One of a closed list; each value carries the words that screens show for it. */
  | (FactBase & { kind: 'choice'; values: Readonly<Record<string, string>> })
  | (FactBase & { kind: 'text' })
  /** A whole number between `minimum` and `maximum`, both included. */
  | (FactBase & { kind: 'count'; unit: Unit; minimum: number; maximum: number })
  /** Whole minor units of the program's currency, 0 to 10^15. */
  | (FactBase & { kind: 'money' })
  /** A calendar day, `YYYY-MM-DD`, 1970-01-01 to 9999-12-31. */
  | (FactBase & { kind: 'date' })
  /** A set of texts without order or repetition. */
  | (FactBase & { kind: 'set' })

export type Unit =
  | 'days'
  | 'hours'
  | 'people'
  | 'registrations'
  | 'requests'
  | 'words'
  | 'meetings'
  | 'activities'
  | 'extensions'

/** What an outcome carries, for example the days of protection. */
export type OutcomeParameter =
  | { kind: 'count'; unit: Unit; title: string; minimum: number; maximum: number }
  | { kind: 'choice'; title: string; values: Readonly<Record<string, string>> }

export type OutcomeDefinition = {
  /** The word on the decision card. */
  title: string
  /** How good it is for the partner: 2 granted, 1 granted in part, 0 waiting, -1 refused. Also sets colour and icon. */
  favour: 2 | 1 | 0 | -1
  parameters: Readonly<Record<string, OutcomeParameter>>
  /** Careful outcomes may be a policy's `otherwise`; a favourable one never is. */
  careful: boolean
}

/** `first`: the matching rule with the highest priority decides; of equals, the one that stands earlier in the document. */
export type HitPolicy = 'first'

export type Point = {
  id: string
  title: string
  question: string
  facts: Readonly<Record<string, FactDefinition>>
  outcomes: Readonly<Record<string, OutcomeDefinition>>
  hitPolicy: HitPolicy
}

/** Checks what the type system can't: that an unfavourable, careful outcome exists for the `otherwise`. */
export function definePoint<const P extends Point>(point: P): P {
  const careful = Object.values(point.outcomes).filter((outcome) => outcome.careful)
  if (careful.length === 0 || careful.some((outcome) => outcome.favour > 0))
    throw new Error(
      `Decision point ${point.id} needs a careful outcome, and none of its careful outcomes may be favourable.`,
    )
  return point
}
