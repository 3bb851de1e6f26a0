import { z } from 'zod'
import { checkCases } from './checks/cases-hold.ts'
import { guardDocument } from './checks/document-guard.ts'
import { findingsOfIssues } from './checks/issues.ts'
import { checkMeaning } from './checks/meaning.ts'
import { parseDay } from './days.ts'
import type { CaseFile } from './decision.ts'
import { type Finding, hasErrors } from './finding.ts'
import { type Point, timeUnits, units } from './point.ts'
import { maximumMoneyMinor, maximumRateBps } from './value-schema.ts'

/** What a leaf compares its fact with: a value, a parameter of the policy, or another fact. */
type Operand = boolean | number | string | readonly string[] | { parameter: string } | { fact: string }
export type Leaf = { fact: string; operator: string; value: Operand }
export type Condition =
  | { all: readonly Condition[] }
  | { any: readonly Condition[] }
  | { not: Condition }
  | { condition: string }
  | Leaf

const text = z
  .string()
  .min(1)
  .max(2_000)
  .refine((value) => /\S/.test(value), 'Write a text.')
const camelCase = z
  .string()
  .max(80)
  .regex(/^[a-z][a-zA-Z0-9]*$/)
const kebabCase = z
  .string()
  .max(80)
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/)
const factName = z.string().min(1).max(80)
const count = z.int().min(-1_000_000_000).max(1_000_000_000)

const day = z.string().refine((value) => parseDay(value) !== undefined, 'Write a real day as "YYYY-MM-DD".')

const parameterOperand = z.strictObject({ parameter: camelCase })
const literal = z.union([
  z.boolean(),
  z.number(),
  z.string().max(2_000),
  z.array(z.string().max(2_000)).min(1).max(2_000),
])
const factOperand = z.strictObject({ fact: factName })
const operand: z.ZodType<Operand> = z.union([literal, parameterOperand, factOperand])

/** The five forms of a condition; a named one carries a title beside it. They are tried in turn: the most frequent come first. */
function conditionForms<Extra extends z.ZodRawShape>(extra: Extra) {
  return [
    z.strictObject({ ...extra, fact: factName, operator: z.string().max(80), value: operand }),
    z.strictObject({ ...extra, condition: camelCase }),
    z.strictObject({ ...extra, all: z.array(z.lazy(() => condition)).min(1) }),
    z.strictObject({ ...extra, any: z.array(z.lazy(() => condition)).min(1) }),
    z.strictObject({ ...extra, not: z.lazy(() => condition) }),
  ] as const
}

const condition: z.ZodType<Condition> = z.union(conditionForms({}))
const namedCondition: z.ZodType<{ title: string } & Condition> = z.union(conditionForms({ title: text }))

const titled = { title: text }
const parameter = z.discriminatedUnion('kind', [
  z.strictObject({ ...titled, kind: z.literal('yesNo'), value: z.boolean() }),
  z.strictObject({ ...titled, kind: z.literal('choice'), value: text }),
  z.strictObject({ ...titled, kind: z.literal('text'), value: text }),
  z.strictObject({
    ...titled,
    kind: z.literal('count'),
    unit: z.enum(units),
    startsAt: text.optional(),
    value: count,
  }),
  z.strictObject({ ...titled, kind: z.literal('money'), value: z.int().min(0).max(maximumMoneyMinor) }),
  /** Basis points of what `of` names. */
  z.strictObject({
    ...titled,
    kind: z.literal('rate'),
    of: text.optional(),
    value: z.int().min(0).max(maximumRateBps),
  }),
  /** A span of time; `startsAt` names the event that it counts from, where no derived fact says so. */
  z.strictObject({
    ...titled,
    kind: z.literal('duration'),
    unit: z.enum(timeUnits),
    startsAt: text.optional(),
    value: z.int().min(0).max(100_000),
  }),
  z.strictObject({ ...titled, kind: z.literal('date'), value: day }),
  z.strictObject({ ...titled, kind: z.literal('set'), value: z.array(text).min(1).max(2_000) }),
])

const event = z.strictObject({
  type: z.string().min(1).max(80),
  params: z.record(
    z.string().max(80),
    z.union([z.boolean(), z.number(), z.string().max(2_000), parameterOperand, factOperand]),
  ),
})

const weekday = z.enum(['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'])
const clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$|^24:00$/)

/** Which days and hours are business ones, where the vendor's day begins, and which days are holidays. */
const calendar = z.strictObject({
  /** IANA time zone, for example `Europe/Berlin`: an instant's day is the day there. */
  zone: z.string().min(1).max(80),
  businessDays: z.array(weekday).min(1).max(7),
  businessHours: z.strictObject({ from: clock, to: clock }),
  /** Written out, so that a decision that is run again in ten years counts the same days. */
  holidays: z.array(day).max(2_000),
})

/** Another one beside the vendor's, for example of the country in which a partner works. */
const namedCalendar = z.strictObject({ ...titled, ...calendar.shape })

/** A whole number in a unit of time, or a parameter of kind `duration`. */
const durationOperand = z.union([
  parameterOperand,
  z.strictObject({ value: z.int().min(0).max(100_000), unit: z.enum(timeUnits) }),
])
const quantity = z.union([z.number(), z.string().max(40), parameterOperand, factOperand])
const quantities = z.array(quantity).min(1).max(50)

/**
 * The calendar that counts instead of the policy's own: the name of one of `calendars`, or a fact or parameter that says the name.
 * Where a fact says none of the names, the policy's own counts: a partner without a calendar has the vendor's.
 */
const calendarChoice = z.union([z.string().min(1).max(80), parameterOperand, factOperand])

/** A fact that the policy works out from others. Its value is unknown while one of its inputs is. */
const derived = z.union([
  /** The last day, or for hours the moment, of a span that starts at `from`. */
  z.strictObject({
    ...titled,
    deadline: z.strictObject({
      from: quantity,
      add: durationOperand,
      /** `nextDay`: the day of `from` is day 0 (the default). `sameDay`: it is day 1. */
      counting: z.enum(['nextDay', 'sameDay']).optional(),
      /** Days for which the clock stood still. */
      pausedDays: quantity.optional(),
      calendar: calendarChoice.optional(),
    }),
  }),
  /** Whole units from `from` to `to`; negative when `to` comes first. */
  z.strictObject({
    ...titled,
    elapsed: z.strictObject({
      from: quantity,
      to: quantity,
      in: z.enum(timeUnits),
      calendar: calendarChoice.optional(),
    }),
  }),
  /** The day of an instant, in the calendar's zone. */
  z.strictObject({ ...titled, dayOf: quantity, calendar: calendarChoice.optional() }),
  /** All of `sum`, less all of `minus`. Money and rates don't fall below 0. */
  z.strictObject({ ...titled, sum: quantities, minus: quantities.optional() }),
  /** `of` as a share of `to`, in basis points, rounded down; `whenNone` when `to` is 0, else it is unknown then, and where `to` is negative. */
  z.strictObject({
    ...titled,
    ratio: z.strictObject({ of: quantity, to: quantity, whenNone: z.int().min(0).max(maximumRateBps).optional() }),
  }),
  /** A rate of an amount, to the nearest minor unit, half up. */
  z.strictObject({ ...titled, share: z.strictObject({ rate: quantity, of: quantity }) }),
  /** A count times an amount or another count. */
  z.strictObject({ ...titled, product: z.tuple([quantity, quantity]) }),
  z.strictObject({ ...titled, least: quantities }),
  z.strictObject({ ...titled, greatest: quantities }),
])

const wording = z.strictObject({ partner: text, possible: text.optional(), staff: text })

const criteria = z.array(text).min(1).max(20)

const rule = z.strictObject({
  id: kebabCase,
  title: text,
  why: text,
  source: text,
  audience: z.enum(['published', 'internal']),
  wording,
  /** What the person weighs, where a person decides. */
  criteria: criteria.optional(),
  priority: z.int().min(1).max(10_000),
  conditions: condition,
  event,
})

/** The shape of a policy document, whatever its decision point. What the names in it mean, `parsePolicy` checks. */
export const policySchema = z.strictObject({
  $schema: z.string().max(2_000).optional(),
  point: z.string().min(1).max(80),
  version: z.int().min(1).max(1_000_000),
  title: text,
  currency: z.string().regex(/^[A-Z]{3}$/),
  /** Needed by derived facts that count business days or hours, or turn an instant into a day. */
  calendar: calendar.optional(),
  /** Calendars that derived facts pick by name; at most 50. */
  calendars: z.record(camelCase, namedCalendar).optional(),
  parameters: z.record(camelCase, parameter).default({}),
  /** Read as facts, `derived.<name>`. */
  derived: z.record(camelCase, derived).default({}),
  conditions: z.record(camelCase, namedCondition).default({}),
  /** Each a list of facts: whatever these are, some rule shall hold. The analysis reports what is left to `otherwise`. */
  covers: z.array(z.array(factName).min(1).max(4)).max(20).default([]),
  rules: z.array(rule).min(1).max(500),
  otherwise: z.strictObject({ event, wording, criteria: criteria.optional() }),
})

export type Policy = z.infer<typeof policySchema>
export type Rule = Policy['rules'][number]
export type Parameter = Policy['parameters'][string]
export type NamedCondition = Policy['conditions'][string]
export type RuleEvent = Rule['event']
export type Calendar = NonNullable<Policy['calendar']>
export type NamedCalendar = NonNullable<Policy['calendars']>[string]
export type CalendarChoice = string | { parameter: string } | { fact: string }
export type Derived = Policy['derived'][string]
export type Quantity = number | string | { parameter: string } | { fact: string }

/** As much of a policy as deciding needs: a whole policy is one, and so is its partner edition. */
export type Rulebook = {
  point: string
  version: number
  calendar?: Calendar | undefined
  calendars?: Readonly<Record<string, NamedCalendar>> | undefined
  parameters: Readonly<Record<string, Parameter>>
  derived: Readonly<Record<string, Derived>>
  conditions: Readonly<Record<string, NamedCondition>>
  rules: readonly Pick<Rule, 'id' | 'priority' | 'conditions' | 'event'>[]
  otherwise: { event: RuleEvent }
}

export type ParsedPolicy = { policy: Policy; findings: Finding[] } | { policy?: never; findings: Finding[] }

/**
 * Reads a policy document and checks everything that must hold before it may be published. With `cases`, these must come
 * out as they say. A policy comes back only when there are no errors; `findings` may then still hold warnings.
 */
export function parsePolicy(point: Point, json: unknown, cases?: CaseFile): ParsedPolicy {
  const unsafe = guardDocument(json)
  if (unsafe.length > 0) return { findings: unsafe }
  const shaped = policySchema.safeParse(json)
  if (!shaped.success) return { findings: findingsOfIssues(shaped.error.issues, json) }
  const policy = shaped.data
  const findings = checkMeaning(point, policy)
  if (hasErrors(findings)) return { findings }
  if (cases) findings.push(...checkCases(point, policy, cases))
  return hasErrors(findings) ? { findings } : { policy, findings }
}
