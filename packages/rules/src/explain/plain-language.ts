import { inOrderOfEvaluation } from '../compile/intermediate.ts'
import { vocabularyOf } from '../derived/vocabulary.ts'
import { derivedInWords } from '../derived/words.ts'
import { type FormatOptions, formatBesideTitle, formatDay } from '../format.ts'
import { listed, own, withArticle } from '../names.ts'
import { type OperatorName, opposites } from '../operators.ts'
import type { FactValue, Point } from '../point.ts'
import type { Calendar, Condition, Leaf, Policy, RuleEvent } from '../policy.ts'
import { negated } from './negated.ts'
import { operandInWords } from './operand.ts'
import { comparisonWords } from './operator-words.ts'
import { placeholdersOf } from './placeholders.ts'
import type { Audience } from './reasons.ts'
import { renderWording } from './wording.ts'

/** One rule of engagement in words. */
export type Clause = {
  /** The rule's id, or `otherwise`. */
  rule: string
  title: string
  /** What must hold, each a phrase of its own; `holds` says whether all of them or any one. Empty for `otherwise`. */
  conditions: readonly string[]
  holds: 'all' | 'any'
  /** "Approved (days of protection: 90)". */
  outcome: string
  /** 2 granted, 1 granted in part, 0 waiting, -1 refused. */
  favour: number
  why?: string
  source?: string
  /** What is possible instead, in the words that partners read. */
  possible?: string
  /** What a person weighs, where a person decides. */
  criteria?: readonly string[]
  published: boolean
}

type Vocabulary = Pick<Policy, 'parameters' | 'conditions' | 'currency' | 'derived' | 'calendar' | 'calendars'>

/** As much of a policy as describing needs: a partner edition will do, for partners. */
export type Describable = Vocabulary & {
  rules: readonly (Pick<
    Policy['rules'][number],
    'id' | 'title' | 'why' | 'source' | 'audience' | 'priority' | 'conditions' | 'event'
  > & {
    wording: { possible?: string | undefined }
    criteria?: readonly string[] | undefined
  })[]
  otherwise: {
    event: RuleEvent
    wording: { possible?: string | undefined }
    criteria?: readonly string[] | undefined
  }
}

/** The rules of engagement in words, in order of evaluation: for partners the published ones, for staff all. */
export function describePolicy(point: Point, policy: Describable, audience: Audience, locale: string): Clause[] {
  const rules = inOrderOfEvaluation(policy.rules).filter(
    (rule) => audience === 'staff' || rule.audience === 'published',
  )
  const clauses = rules.map((rule): Clause => {
    const { conditions } = rule
    const [holds, parts] =
      'all' in conditions
        ? (['all', conditions.all] as const)
        : 'any' in conditions
          ? (['any', conditions.any] as const)
          : (['all', [conditions]] as const)
    return {
      rule: rule.id,
      title: rule.title,
      conditions: parts.map((part) => describeCondition(point, policy, part, locale)),
      holds,
      ...describeEvent(point, policy, rule.event, locale),
      why: rule.why,
      source: rule.source,
      ...possibleOf(point, policy, rule.wording.possible, locale),
      ...(rule.criteria ? { criteria: rule.criteria } : {}),
      published: rule.audience === 'published',
    }
  })
  const { event, wording, criteria } = policy.otherwise
  const otherwise: Clause = {
    rule: 'otherwise',
    title: 'In all other cases',
    conditions: [],
    holds: 'all',
    ...describeEvent(point, policy, event, locale),
    ...possibleOf(point, policy, wording.possible, locale),
    ...(criteria ? { criteria } : {}),
    published: true,
  }
  return [...clauses, otherwise]
}

/** A name of the policy and what it stands for, as a phrase. */
export type Explained = { name: string; title: string; text: string }

/** What the policy works out, each as a phrase: "10 business days after the day the letter was received". */
export function describeDerived(point: Point, policy: Vocabulary, locale: string): Explained[] {
  return Object.entries(policy.derived).map(([name, { title }]) => ({
    name,
    title,
    text: derivedInWords(point, policy, name, locale),
  }))
}

/** What the named conditions mean. */
export function describeConditions(point: Point, policy: Vocabulary, locale: string): Explained[] {
  return Object.entries(policy.conditions).map(([name, named]) => ({
    name,
    title: named.title,
    text: describeCondition(point, policy, named, locale),
  }))
}

/** A calendar in sentences: when a day begins, which days and hours are business ones, which are holidays. */
export function describeCalendar({ zone, businessDays, businessHours, holidays }: Calendar, locale: string): string[] {
  const days = businessDays.map((day) => day.charAt(0).toUpperCase() + day.slice(1))
  const written = holidays.map((day) => formatDay(day, locale))
  return [
    `Days begin and end in the time zone ${zone}.`,
    `Business days are ${listed(days, 'and')}, from ${businessHours.from} to ${businessHours.to}.`,
    ...(holidays.length === 0
      ? ['No holidays are left out.']
      : [
          `Holidays are no business days: ${listed(written, 'and')}.`,
          `They are listed up to ${holidays.at(-1)!.slice(0, 4)}; after that, holidays count as business days.`,
        ]),
  ]
}

/** All calendars of a policy: its own first, then each that has a name, as one sentence after the other. */
export function describeCalendars(policy: Pick<Policy, 'calendar' | 'calendars'>, locale: string): string[] {
  const named = Object.values(policy.calendars ?? {})
  return [
    ...(policy.calendar ? describeCalendar(policy.calendar, locale) : []),
    ...named.map((each) => `${each.title}: ${describeCalendar(each, locale).join(' ')}`),
  ]
}

/** A condition as a phrase: "expected amount: below $10,000", "(a; or b)", "it is not so that a". */
export function describeCondition(point: Point, policy: Vocabulary, condition: Condition, locale: string): string {
  const describe = (child: Condition) => describeCondition(point, policy, child, locale)
  const within = (child: Condition) => (childrenOf(child) > 1 ? `(${describe(child)})` : describe(child))
  if ('all' in condition) return joined(condition.all.map(within), 'and')
  if ('any' in condition) return joined(condition.any.map(within), 'or')
  if ('not' in condition)
    return without(point, policy, condition.not, locale) ?? `it is not so that ${within(condition.not)}`
  if ('condition' in condition) return own(policy.conditions, condition.condition)!.title
  return describeLeaf(vocabularyOf(point, policy), policy, condition, optionsFor(policy, locale))
}

const optionsFor = (policy: Vocabulary, locale: string): FormatOptions => ({
  locale,
  currency: policy.currency,
  zone: policy.calendar?.zone,
})

/**
 * A comparison, or a plain named condition, denied: "the last day is not over", "expected amount: at least $10,000". A name that says
 * two things, or "no", would be turned around.
 */
function without(point: Point, policy: Vocabulary, child: Condition, locale: string): string | undefined {
  if ('fact' in child) {
    const operator = opposites[child.operator as OperatorName]
    return describeCondition(point, policy, { ...child, operator }, locale)
  }
  if (!('condition' in child)) return undefined
  const { title } = own(policy.conditions, child.condition)!
  return /^(no|none|nobody|nothing)\b| (and|or) /.test(title) ? undefined : negated(title)
}

function describeLeaf(point: Point, policy: Pick<Policy, 'parameters'>, leaf: Leaf, options: FormatOptions): string {
  const definition = own(point.facts, leaf.fact)!
  const operand = operandInWords(point, policy, leaf, options)
  if (definition.kind === 'yesNo' && operand.fact === undefined)
    return (operand.text === 'yes') === (leaf.operator === 'equal') ? definition.title : negated(definition.title)
  const words = comparisonWords(definition.kind, leaf.operator as OperatorName)
  return [`${definition.title}:`, words, operand.fact === undefined ? operand.text : `the ${operand.text}`]
    .filter(Boolean)
    .join(' ')
}

function childrenOf(condition: Condition): number {
  return 'all' in condition ? condition.all.length : 'any' in condition ? condition.any.length : 1
}

function joined(phrases: readonly string[], word: 'and' | 'or'): string {
  return phrases.length < 2 ? phrases.join('') : `${phrases.slice(0, -1).join('; ')}; ${word} ${phrases.at(-1)}`
}

/** What an event means: the outcome with its parameters, in words, and how good it is for the partner. */
export function describeEvent(
  point: Point,
  policy: Vocabulary,
  event: RuleEvent,
  locale: string,
): Pick<Clause, 'outcome' | 'favour'> {
  const outcome = own(point.outcomes, event.type)!
  const options = optionsFor(policy, locale)
  const params = Object.keys(event.params).map((name) => {
    const value = event.params[name]!
    const definition = own(outcome.parameters, name)!
    if (typeof value === 'object' && 'fact' in value)
      return paramFromFact(definition.title, own(vocabularyOf(point, policy).facts, value.fact)!.title)
    const literal: FactValue = typeof value === 'object' ? own(policy.parameters, value.parameter)!.value : value
    return `${definition.title}: ${formatBesideTitle(definition, literal, options)}`
  })
  return {
    outcome: params.length > 0 ? `${outcome.title} (${params.join(', ')})` : outcome.title,
    favour: outcome.favour,
  }
}

/** "last day: the end of the wait"; the title alone where both are the same. */
function paramFromFact(param: string, fact: string): string {
  return param === fact ? param : `${param}: ${withArticle(fact)}`
}

/** The advice, unless it speaks of facts: a rule in general has none. */
function possibleOf(
  point: Point,
  policy: Vocabulary,
  template: string | undefined,
  locale: string,
): { possible?: string } {
  if (template === undefined || placeholdersOf(template).some(({ of }) => of !== 'parameter')) return {}
  return { possible: renderWording(template, { point, policy, facts: {} }, locale) }
}
