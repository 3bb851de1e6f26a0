import { type FormatOptions, formatCount, formatRate, formatValue, unitWords } from '../format.ts'
import { listed, own, withArticle } from '../names.ts'
import type { Point } from '../point.ts'
import type { CalendarChoice, Derived, Policy, Quantity } from '../policy.ts'
import { calendarFor } from './calendars.ts'
import { derivedNameOf } from './graph.ts'
import { durationOf } from './infer.ts'
import type { DerivedKind } from './kinds.ts'
import { kindsOf, vocabularyOf } from './vocabulary.ts'

type Context = {
  point: Point
  policy: Pick<Policy, 'parameters' | 'derived' | 'calendar' | 'calendars' | 'currency'>
  options: FormatOptions
}

/**
 * How a derived fact of a sound policy is worked out, as a phrase: "5 business days after the day the letter was received", "10% of the
 * net amount, at most €150". Parameters are told by their values, facts by their titles.
 */
export function derivedInWords(point: Point, policy: Context['policy'], name: string, locale: string): string {
  const options = { locale, currency: policy.currency, zone: policy.calendar?.zone }
  return phraseOf({ point: vocabularyOf(point, policy), policy, options }, name, true)
}

function phraseOf(context: Context, name: string, mayGoInside: boolean): string {
  const { policy, point, options } = context
  const derived = own(policy.derived, name)!
  const kind = kindsOf(point, policy).get(name)
  const say = (quantity: Quantity, as = kind) => quantityInWords(context, quantity, as)
  const joined = (quantities: readonly Quantity[], last: string) =>
    listed(
      quantities.map((each) => say(each)),
      last,
    )
  if ('deadline' in derived) return deadlineInWords(context, derived.deadline)
  if ('elapsed' in derived) {
    const { from, to, in: unit, calendar } = derived.elapsed
    return `the ${unitWords(unit)} from ${say(from)} to ${say(to)}${inCalendar(context, calendar)}`
  }
  if ('dayOf' in derived)
    return `the day of ${say(derived.dayOf)}, in the time zone ${zoneInWords(context, derived.calendar)}`
  if ('sum' in derived) {
    const sum = derived.sum.map((each) => say(each)).join(' plus ')
    return derived.minus ? `${sum}, less ${joined(derived.minus, 'and')}` : sum
  }
  if ('ratio' in derived) {
    const { of, to, whenNone } = derived.ratio
    const ratio = `${say(of, kindOf(context, to))} as a share of ${say(to, kindOf(context, of))}`
    return whenNone === undefined ? ratio : `${ratio}, or ${formatRate(whenNone, options.locale)} where there is none`
  }
  if ('share' in derived) {
    const { rate, of } = derived.share
    return `${say(rate, { kind: 'rate', of: '' })} of ${say(of)}`
  }
  if ('product' in derived) {
    const [one, other] = derived.product
    return `${quantityInWords(context, one, undefined)} times ${quantityInWords(context, other, undefined)}`
  }
  return extremeInWords(context, derived, kind, mayGoInside)
}

function deadlineInWords(
  context: Context,
  { from, add, counting, pausedDays, calendar }: Extract<Derived, { deadline: unknown }>['deadline'],
): string {
  const { value, unit } = durationOf(context.policy, add)!
  const where = inCalendar(context, calendar)
  const span = `${formatCount(value, unit, context.options.locale)}${where === '' ? '' : `${where},`}`
  const start = quantityInWords(context, from, undefined)
  const paused =
    pausedDays === undefined
      ? ''
      : `, plus ${quantityInWords(context, pausedDays, { kind: 'count', unit: unit.startsWith('business') ? 'businessDays' : 'days', minimum: 0, maximum: 0 })}`
  return counting === 'sameDay'
    ? `${span} from ${start}, that day included${paused}`
    : `${span} after ${start}${paused}`
}

/** ", in the working calendar of the partner"; nothing for the policy's own, which needs no saying. */
function inCalendar({ point, policy }: Context, choice: CalendarChoice | undefined): string {
  if (choice === undefined) return ''
  if (typeof choice === 'object' && 'fact' in choice) return `, in ${withArticle(own(point.facts, choice.fact)!.title)}`
  const name = typeof choice === 'string' ? choice : String(own(policy.parameters, choice.parameter)!.value)
  return `, in ${withArticle(own(policy.calendars ?? {}, name)!.title)}`
}

function zoneInWords({ point, policy }: Context, choice: CalendarChoice | undefined): string {
  if (typeof choice === 'object' && 'fact' in choice) return `of ${withArticle(own(point.facts, choice.fact)!.title)}`
  return String(calendarFor(policy, choice)({})?.zone)
}

/** "10% of the net amount, at most €150" for one thing with a limit; "the earliest of a, b and c" for more. */
function extremeInWords(
  context: Context,
  derived: Extract<Derived, { least: unknown } | { greatest: unknown }>,
  kind: DerivedKind | undefined,
  mayGoInside: boolean,
): string {
  const isLeast = 'least' in derived
  const quantities = isLeast ? derived.least : derived.greatest
  const say = (quantity: Quantity) => quantityInWords(context, quantity, kind)
  const varying = quantities.filter((quantity) => typeof quantity === 'object' && 'fact' in quantity)
  const isOfTime = kind?.kind === 'date' || kind?.kind === 'instant'
  if (quantities.length === 2 && varying.length === 1 && !isOfTime) {
    const [inside] = varying as [{ fact: string }]
    const limit = quantities.find((quantity) => quantity !== inside)!
    const name = derivedNameOf(inside.fact)
    const phrase = mayGoInside && name !== undefined ? phraseOf(context, name, false) : say(inside)
    return `${phrase}, ${isLeast ? 'at most' : 'at least'} ${say(limit)}`
  }
  const best = isOfTime ? (isLeast ? 'earliest' : 'latest') : isLeast ? 'least' : 'greatest'
  return quantities.length === 1 ? say(quantities[0]!) : `the ${best} of ${listed(quantities.map(say), 'and')}`
}

/** A number that is written into the policy is told as what stands beside it: `as`. */
function quantityInWords({ point, policy, options }: Context, quantity: Quantity, as: DerivedKind | undefined): string {
  if (typeof quantity === 'number') return formatValue(as ?? { kind: 'count' }, quantity, options)
  if (typeof quantity === 'string')
    return formatValue({ kind: quantity.length === 10 ? 'date' : 'instant' }, quantity, options)
  if ('fact' in quantity) return withArticle(own(point.facts, quantity.fact)!.title)
  const parameter = own(policy.parameters, quantity.parameter)!
  return formatValue(parameter as Parameters<typeof formatValue>[0], parameter.value, options)
}

function kindOf({ point, policy }: Context, quantity: Quantity): DerivedKind | undefined {
  if (typeof quantity !== 'object') return undefined
  return ('fact' in quantity ? own(point.facts, quantity.fact) : own(policy.parameters, quantity.parameter)) as
    | DerivedKind
    | undefined
}
