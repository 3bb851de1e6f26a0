import { type AuditDetail, auditDetails } from '@parley/contract/audit-details'
import { webhookTopics } from '@parley/contract/webhook-events'
import { formatMoney, formatValue } from '@parley/rules/format'
import type { FactDefinition, FactValue } from '@parley/rules/point'
import { conflict } from '@parley/rules/points/conflict/point'
import type { Ctx } from '../context.ts'

type Value = string | number | boolean | null
/** What a row brings along, to name what its details mean. */
export type Named = { currency: string | null; people: Readonly<Record<string, string>> | null }
type Shown = { title: string; value: string }

/** What an event says beside its action, as a person reads it. What says nothing to one is left out: ids, and what was null. */
export function detailsInWords(ctx: Ctx, details: Readonly<Record<string, Value>>, named: Named): Shown[] {
  const known: Readonly<Record<string, AuditDetail | null>> = auditDetails
  return Object.entries(known).flatMap(([name, detail]): Shown[] => {
    const value = details[name] ?? null
    if (!detail || value === null || value === '') return []
    const words = inWords(ctx, detail, value, { ...named, details })
    return words === null ? [] : [{ title: detail.title, value: words }]
  })
}

type Beside = Named & { details: Readonly<Record<string, Value>> }

function inWords(ctx: Ctx, detail: AuditDetail, value: Exclude<Value, null>, beside: Beside): string | null {
  const { locale, vendor } = ctx
  switch (detail.as) {
    case 'money':
      return formatMoney(Number(value), { locale, currency: beside.currency ?? vendor.currency })
    case 'day':
      return dated(`${value}T00:00:00Z`, { dateStyle: 'medium', timeZone: 'UTC' }, locale)
    case 'bytes':
      return `${Math.ceil(Number(value) / 1024).toLocaleString(locale)} KB`
    case 'country':
      return /^[A-Z]{2}$/.test(String(value))
        ? (new Intl.DisplayNames('en', { type: 'region' }).of(String(value)) ?? String(value))
        : String(value)
    case 'person':
      return beside.people?.[String(value)] ?? null
    case 'topics':
      return String(value)
        .split(', ')
        .map((topic) =>
          Object.hasOwn(webhookTopics, topic) ? webhookTopics[topic as keyof typeof webhookTopics].title : topic,
        )
        .join('; ')
    case 'fact':
      return asSentence(ofClaimant(String(value)))
    case 'factValue':
      return ofClaimant(factValue(ctx, beside.details.fact, value))
    case 'choice':
      if (Object.hasOwn(detail.words, String(value))) return detail.words[String(value)]!
  }
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  if (typeof value === 'number') return value.toLocaleString(locale)
  if (!/^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(value)) return value
  return dated(value, { dateStyle: 'medium', timeStyle: 'short', timeZone: vendor.timeZone }, locale)
}

function dated(at: string, format: Intl.DateTimeFormatOptions, locale: string): string {
  const day = new Date(at)
  return Number.isNaN(day.getTime()) ? at : new Intl.DateTimeFormat(locale, format).format(day)
}

/** What was said of a claim was kept as text: told again as its fact's kind is. */
function factValue({ locale, vendor }: Ctx, title: Value | undefined, value: Value): string {
  const facts: readonly FactDefinition[] = Object.values(conflict.facts)
  const fact = facts.find((each) => each.title === title)
  const kept = String(value)
  if (!fact || kept === 'taken back') return kept
  const said: FactValue = fact.kind === 'yesNo' ? kept === 'true' : fact.kind === 'count' ? Number(kept) : kept
  return formatValue(fact, said, { locale, currency: vendor.currency, zone: vendor.timeZone })
}

const asSentence = (words: string) => words.charAt(0).toUpperCase() + words.slice(1)

/** Facts are titled for the partner who claims; whoever reads the audit is somebody else. */
const ofClaimant = (words: string) =>
  words
    .replaceAll(/\b(you) (have|were)\b/gi, (_, __, verb) => `the claimant ${verb === 'have' ? 'has' : 'was'}`)
    .replaceAll(/\byour\b/gi, 'the claimant’s')
    .replaceAll(/\byou\b/gi, 'the claimant')
