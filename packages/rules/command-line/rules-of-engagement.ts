import { derivedInWords } from '../src/derived/words.ts'
import { partnerEdition } from '../src/edition.ts'
import { type Clause, describeCalendar, describeCondition, describePolicy } from '../src/explain/plain-language.ts'
import type { Audience } from '../src/explain/reasons.ts'
import { formatParameter } from '../src/explain/wording.ts'
import type { NamedCondition } from '../src/policy.ts'
import type { Sound } from './load-policy.ts'

/** A policy as it is published: everything in words, in the order in which it is read. */
export type RulesOfEngagement = {
  title: string
  question: string
  version: number
  audience: Audience
  /** How several rules that hold make one answer. */
  order: string
  clauses: readonly Clause[]
  terms: readonly { name: string; title: string; text: string }[]
  figures: readonly { name: string; title: string; value: string; startsAt?: string; of?: string }[]
  workedOut: readonly { name: string; title: string; text: string }[]
  calendar?: readonly string[]
  /** Those with a name, beside the vendor's own. */
  calendars: readonly { name: string; title: string; lines: readonly string[] }[]
  /** Each source once, with the titles of the rules that rest on it. */
  sources: readonly { source: string; rules: readonly string[] }[]
}

/** For partners, only what their edition of the policy holds. */
export function rulesOfEngagement({ point, policy }: Sound, audience: Audience, locale: string): RulesOfEngagement {
  const edition = audience === 'partner' ? partnerEdition(point, policy) : policy
  const { title, version, parameters, conditions, derived, calendar, calendars = {} } = edition
  const options = { locale, currency: edition.currency, zone: calendar?.zone }
  const clauses = describePolicy(point, edition, audience, locale)
  const saysMore = (named: NamedCondition) => describeCondition(point, edition, named, locale)
  return {
    title,
    question: point.question,
    version,
    audience,
    order:
      point.hitPolicy === 'collect'
        ? 'A rule that excludes, holds or gives nothing decides alone, the first one that fits. Otherwise all rules that fit count together.'
        : 'The first rule that fits decides, in this order.',
    clauses,
    terms: Object.entries(conditions).map(([name, named]) => ({ name, title: named.title, text: saysMore(named) })),
    figures: Object.entries(parameters).map(([name, parameter]) => ({
      name,
      title: parameter.title,
      value: formatParameter(point, parameter, options),
      ...('startsAt' in parameter && parameter.startsAt !== undefined ? { startsAt: parameter.startsAt } : {}),
      ...('of' in parameter && parameter.of !== undefined ? { of: parameter.of } : {}),
    })),
    workedOut: Object.entries(derived).map(([name, each]) => ({
      name,
      title: each.title,
      text: derivedInWords(point, edition, name, locale),
    })),
    ...(calendar ? { calendar: describeCalendar(calendar, locale) } : {}),
    calendars: Object.entries(calendars).map(([name, each]) => ({
      name,
      title: each.title,
      lines: describeCalendar(each, locale),
    })),
    sources: sourcesOf(clauses),
  }
}

function sourcesOf(clauses: readonly Clause[]): { source: string; rules: string[] }[] {
  const rules = new Map<string, string[]>()
  for (const { source, title } of clauses)
    if (source !== undefined) rules.set(source, [...(rules.get(source) ?? []), title])
  return [...rules].map(([source, titles]) => ({ source, rules: titles }))
}
