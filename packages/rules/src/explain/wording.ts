import { type FormatOptions, type Formattable, formatValue } from '../format.ts'
import { own } from '../names.ts'
import type { Facts, FactValue, Point } from '../point.ts'
import type { Parameter, Policy } from '../policy.ts'
import { fillTemplate, placeholdersOf } from './placeholders.ts'

/** What a wording may speak of: `point` and `facts` with the policy's derived facts. `params` are those of the outcome, with its type. */
type WordingContext = {
  point: Point
  policy: Pick<Policy, 'parameters' | 'currency' | 'calendar'>
  facts: Facts
  outcomeType?: string
  params?: Readonly<Record<string, FactValue>>
}

/**
 * What a rule's wording says to its audience of one decision. To partners no sentence says "not known": a text that speaks of a fact or
 * an outcome's value that isn't there is replaced as a whole by the outcome's title, and a `possible` is left out.
 */
export function wordsFor(
  audience: 'partner' | 'staff',
  wording: Policy['otherwise']['wording'],
  context: WordingContext & { outcomeType: string },
  locale: string,
): { text: string; possible?: string } {
  const isSaid = (template: string) => audience === 'staff' || isAllThere(template, context)
  const text = isSaid(wording[audience])
    ? renderWording(wording[audience], context, locale)
    : `${own(context.point.outcomes, context.outcomeType)?.title ?? context.outcomeType}.`
  const { possible } = wording
  return possible === undefined || !isSaid(possible)
    ? { text }
    : { text, possible: renderWording(possible, context, locale) }
}

function isAllThere(template: string, { facts, params = {} }: WordingContext): boolean {
  return placeholdersOf(template).every(({ of, name }) => {
    if (of === 'fact') return facts[name] !== undefined
    return of !== 'outcome' || Object.hasOwn(params, name)
  })
}

/** The wording with its placeholders filled in for the locale. What nobody knows yet reads "not known". */
export function renderWording(template: string, context: WordingContext, locale: string): string {
  const { point, policy, facts } = context
  const options: FormatOptions = { locale, currency: policy.currency, zone: policy.calendar?.zone }
  return fillTemplate(template, ({ of, name, source }) => {
    if (of === 'fact') {
      const fact = own(point.facts, name)
      return fact ? formatValue(fact, facts[name], options) : source
    }
    if (of === 'parameter') {
      const parameter = own(policy.parameters, name)
      return parameter ? formatParameter(point, parameter, options) : source
    }
    if (of === 'outcome') return formatOutcomeParam(context, name, options)
    return source
  })
}

/** A parameter's value in words; a choice takes its words from the first fact that has such a value. */
export function formatParameter(point: Point, parameter: Parameter, options: FormatOptions): string {
  if (parameter.kind !== 'choice') return formatValue(parameter, parameter.value, options)
  const fact = Object.values(point.facts).find(
    (each) => each.kind === 'choice' && Object.hasOwn(each.values, parameter.value),
  )
  return formatValue(fact ?? parameter, parameter.value, options)
}

function formatOutcomeParam(
  { point, outcomeType, params }: WordingContext,
  name: string,
  options: FormatOptions,
): string {
  const value = params === undefined ? undefined : own(params, name)
  const definition =
    outcomeType === undefined ? undefined : own(own(point.outcomes, outcomeType)?.parameters ?? {}, name)
  const sameName = Object.values(point.outcomes).map((outcome) => own(outcome.parameters, name))
  const formattable: Formattable | undefined = definition ?? sameName.find((each) => each !== undefined)
  return formatValue(formattable ?? { kind: 'text' }, value, options)
}
