/**
 * A decision point is one question that policies answer. It declares the facts that a policy may use, the outcomes that
 * it may choose, how several matching rules make one outcome (DMN 1.5, §8.2.10 "hit policy"), and which outcomes are
 * careful enough to be the `otherwise`.
 */

/**
 * A value in a facts document: money in minor units, rates in basis points, dates as `YYYY-MM-DD`, instants as
 * `YYYY-MM-DDTHH:MM:SS.sssZ`, counts as whole numbers in the fact's unit.
 */
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
  /**
   * The one way in which it can change, where there is one: "days left" run down, "days since" run up as time goes by, and down
   * to 0 when somebody acts. Of a yes or no: up to yes, down to no. What time changes can be offered in this direction only.
   */
  runs?: 'up' | 'down'
  /** A person's judgement, not a record: a rule that rests on it needs criteria. */
  judgement?: true
  /** The question that a form asks for this fact, when the asker can supply it. */
  question?: string
  /**
   * Of a fact that partners may know of what is their own: it is told where one of these holds, each an allowed value by name of a
   * fact that the partner is told. Elsewhere it speaks of another partner, or of what nobody has checked: it is decided on, and
   * not shown. None of them: it never is.
   */
  toldWhen?: readonly Readonly<Record<string, FactValue>>[]
  /** What is reckoned with instead, to say to a partner why, where it isn't told: a value, or what another fact says. */
  takenAs?: FactValue | { readonly fact: string }
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
  /** Whole basis points of what `of` names ("the net amount"): 10,000 is all of it. 0 to 1,000,000. */
  | (FactBase & { kind: 'rate'; of: string })
  /** A calendar day, `YYYY-MM-DD`, 1970-01-01 to 9999-12-31. */
  | (FactBase & { kind: 'date' })
  /** A moment in UTC, `YYYY-MM-DDTHH:MM:SS.sssZ`. `isDeadline`: by which something is due, so that a midnight is told as the end of a day. */
  | (FactBase & { kind: 'instant'; isDeadline?: true })
  /** A set of texts without order or repetition. */
  | (FactBase & { kind: 'set' })

/** What time is counted in. Business days and hours follow the policy's calendar. */
export const timeUnits = ['hours', 'businessHours', 'days', 'businessDays', 'weeks', 'months', 'years'] as const
export type TimeUnit = (typeof timeUnits)[number]

/** What counts count. */
export const units = [
  ...timeUnits,
  'people',
  'partners',
  'customers',
  'accounts',
  'registrations',
  'requests',
  'claims',
  'words',
  'meetings',
  'activities',
  'extensions',
  'engagements',
  'certifications',
  'reports',
  'changes',
  'deals',
  'units',
  'points',
  'rows',
  'perMille',
] as const
export type Unit = (typeof units)[number]

/**
 * How the values of several rules become one where a point collects (DMN's C+, C< and C>): `first` takes the value of the
 * rule with the highest priority.
 */
export type Aggregation = 'sum' | 'least' | 'greatest' | 'first'

/** What an outcome carries, for example the days of protection. */
export type OutcomeParameter = {
  title: string
  /** A rule may leave it out. */
  optional?: true
  /** Needed where the outcome is collected from several rules. */
  aggregation?: Aggregation
} & (
  | { kind: 'yesNo' }
  /** `startsAt` names the event that a time counts from ("the approval"), where the point itself fixes it. */
  | { kind: 'count'; unit: Unit; minimum: number; maximum: number; startsAt?: string }
  | { kind: 'choice'; values: Readonly<Record<string, string>> }
  | { kind: 'text' }
  | { kind: 'money' }
  | { kind: 'rate'; of: string }
  | { kind: 'date' }
  | { kind: 'instant'; isDeadline?: true }
)

export type OutcomeDefinition = {
  /** The word on the decision card. */
  title: string
  /** How good it is for the partner: 2 granted, 1 granted in part, 0 waiting, -1 refused. Also sets colour and icon. */
  favour: 2 | 1 | 0 | -1
  parameters: Readonly<Record<string, OutcomeParameter>>
  /** Careful outcomes may be a policy's `otherwise`; a favourable one never is. */
  careful: boolean
  /** A person makes the answer: a rule that leads here says by what criteria. */
  personDecides?: true
  /** Where the point collects: all rules with this outcome that hold make it together, their parameters aggregated. */
  collected?: true
}

/**
 * How several rules that hold make one outcome, in DMN's terms (DMN 1.5, §8.2.10).
 * `first` (F): the rule with the highest priority decides; of equals, the one that stands earlier in the document.
 * `collect` (C): the first rule whose outcome is not a collected one decides; if there is none, all that hold are aggregated.
 */
type HitPolicy = 'first' | 'collect'

/**
 * A number or choice that a point's compare or allocate function needs, or what follows from its result: every policy of the
 * point declares it, unless it's optional. Without an optional one, what it would say isn't provided for.
 */
export type Setting = { title: string; optional?: true } & (
  | { kind: 'count'; unit: Unit; minimum: number; maximum: number }
  | { kind: 'choice'; values: Readonly<Record<string, string>> }
  | { kind: 'rate'; of: string }
  | { kind: 'money' }
  | { kind: 'yesNo' }
)

export type Point = {
  id: string
  title: string
  question: string
  facts: Readonly<Record<string, FactDefinition>>
  outcomes: Readonly<Record<string, OutcomeDefinition>>
  hitPolicy: HitPolicy
  /** By the name of the parameter that a policy has to declare. */
  settings?: Readonly<Record<string, Setting>>
}

/** Checks what the type system can't: that an unfavourable, careful outcome exists for the `otherwise`. */
export function definePoint<const P extends Point>(point: P): P {
  const careful = Object.values(point.outcomes).filter((outcome) => outcome.careful)
  if (careful.length === 0 || careful.some((outcome) => outcome.favour > 0))
    throw new Error(
      `Decision point ${point.id} needs a careful outcome, and none of its careful outcomes may be favourable.`,
    )
  for (const [type, outcome] of Object.entries(point.outcomes) as [string, OutcomeDefinition][]) {
    if (outcome.collected && point.hitPolicy !== 'collect')
      throw new Error(`Decision point ${point.id} collects ${type}: its hit policy has to be "collect".`)
    const lacking = Object.entries(outcome.parameters).find(([, { aggregation }]) => outcome.collected && !aggregation)
    if (lacking) throw new Error(`Decision point ${point.id} doesn't say how ${type}.${lacking[0]} is aggregated.`)
  }
  const collected = (Object.values(point.outcomes) as OutcomeDefinition[]).filter((outcome) => outcome.collected)
  if (point.hitPolicy === 'collect' && collected.length !== 1)
    throw new Error(`Decision point ${point.id} collects, so just one of its outcomes is a collected one.`)
  return point
}
