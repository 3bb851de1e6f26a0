import { parseDay } from './days.ts'
import { listed } from './names.ts'
import type { FactDefinition, FactValue, Unit } from './point.ts'
import type { Parameter } from './policy.ts'
import { parseInstant } from './time/instants.ts'

/** As much of a definition as formatting needs: a fact's, a parameter's or an outcome parameter's. */
export type Formattable = {
  kind: FactDefinition['kind'] | Parameter['kind']
  unit?: Unit
  values?: Readonly<Record<string, string>>
  isDeadline?: true
}

export type FormatOptions = {
  /** BCP 47, for example `en-US`. */
  locale: string
  /** ISO 4217 code of money values. */
  currency: string
  /** IANA time zone in which instants are told; UTC when left out. */
  zone?: string | undefined
}

/**
 * A locale for text that is kept and read later: days, instants, amounts and numbers stand in it as marks, which `readKept` writes
 * out for whoever reads. What knows nothing of marks writes English in it.
 */
export const keptLocale = 'en-x-kept'

/** Stands between two controls that no text of a user may have, so that nobody can type one. */
const mark = (...parts: (string | number)[]) => `\u0001${parts.join('|')}\u0002`

const words: Readonly<Record<Unit, readonly [one: string, many: string]>> = {
  hours: ['hour', 'hours'],
  businessHours: ['business hour', 'business hours'],
  days: ['day', 'days'],
  businessDays: ['business day', 'business days'],
  weeks: ['week', 'weeks'],
  months: ['month', 'months'],
  years: ['year', 'years'],
  people: ['person', 'people'],
  partners: ['partner', 'partners'],
  customers: ['customer', 'customers'],
  accounts: ['account', 'accounts'],
  registrations: ['registration', 'registrations'],
  requests: ['request', 'requests'],
  claims: ['claim', 'claims'],
  words: ['word', 'words'],
  meetings: ['meeting', 'meetings'],
  activities: ['activity', 'activities'],
  extensions: ['extension', 'extensions'],
  engagements: ['engagement', 'engagements'],
  certifications: ['certification', 'certifications'],
  reports: ['report', 'reports'],
  changes: ['change', 'changes'],
  deals: ['deal', 'deals'],
  units: ['unit', 'units'],
  points: ['point', 'points'],
  rows: ['row', 'rows'],
  perMille: ['per mille', 'per mille'],
}

/** "business days". */
export const unitWords = (unit: Unit) => words[unit][1]

/** A value as a person reads it: "$10,000", "12 days", "March 1, 2027", "Gold", "yes". Unknown is "not known". */
export function formatValue(definition: Formattable, value: FactValue | undefined, options: FormatOptions): string {
  if (value === undefined) return 'not known'
  switch (definition.kind) {
    case 'yesNo':
      return value ? 'yes' : 'no'
    case 'choice':
      return wordsOfChoice(definition, value)
    case 'count':
    case 'duration':
      return formatCount(value as number, definition.unit, options.locale)
    case 'rate':
      return formatRate(value as number, options.locale)
    case 'instant':
      return definition.isDeadline ? formatDeadline(value as string, options) : formatInstant(value as string, options)
    case 'money':
      return formatMoney(value as number, options)
    case 'date':
      return formatDay(value as string, options.locale)
    case 'text':
    case 'set':
      return Array.isArray(value) ? (value.length === 0 ? 'none' : listed(value, 'and')) : String(value)
  }
}

/** "12 days", "1 day"; without a unit the number alone. */
export function formatCount(value: number, unit: Unit | undefined, locale: string): string {
  const digits = locale === keptLocale ? mark('number', value) : numberFormat(locale).format(value)
  return unit === undefined ? digits : `${digits} ${words[unit][Math.abs(value) === 1 ? 0 : 1]}`
}

/** Like `formatValue`, for standing beside the definition's title: no unit when the title has it, "days until close: 12". */
export function formatBesideTitle(
  definition: Formattable & { title: string },
  value: FactValue | undefined,
  options: FormatOptions,
): string {
  if (definition.kind !== 'count' || typeof value !== 'number') return formatValue(definition, value, options)
  const unit =
    definition.unit !== undefined && definition.title.includes(unitWords(definition.unit)) ? undefined : definition.unit
  return formatCount(value, unit, options.locale)
}

/** `amountMinor` in whole minor units. Goes through text, so that no amount passes through a fraction. */
export function formatMoney(amountMinor: number, { locale, currency }: FormatOptions): string {
  if (locale === keptLocale) return mark('money', amountMinor, currency)
  const { format, digits } = moneyFormat(locale, currency)
  const text = String(Math.abs(amountMinor)).padStart(digits + 1, '0')
  const sign = amountMinor < 0 ? '-' : ''
  const major = digits === 0 ? text : `${text.slice(0, -digits)}.${text.slice(-digits)}`
  return format.format(`${sign}${major}` as Intl.StringNumericLiteral)
}

/** "March 1, 2027" for `2027-03-01`, the same in every time zone. */
export function formatDay(day: string, locale: string): string {
  const epochDay = parseDay(day)
  if (epochDay === undefined) return day
  if (locale === keptLocale) return mark('day', day)
  return dayFormat(locale).format(epochDay * 86_400_000)
}

/** "Alder Ridge Systems’", "Brightwater’s". */
export const possessive = (name: string): string => (/s$/i.test(name) ? `${name}’` : `${name}’s`)

/** "12.5%" for 1,250 basis points. */
export function formatRate(rateBps: number, locale: string): string {
  if (locale === keptLocale) return mark('rate', rateBps)
  const text = String(rateBps).padStart(5, '0')
  return rateFormat(locale).format(`${text.slice(0, -4)}.${text.slice(-4)}` as Intl.StringNumericLiteral)
}

/** "March 7, 2025 at 10:00 AM UTC" for `2025-03-07T10:00:00.000Z`. */
export function formatInstant(instant: string, { locale, zone }: Pick<FormatOptions, 'locale' | 'zone'>): string {
  const milliseconds = parseInstant(instant)
  if (milliseconds === undefined) return instant
  if (locale === keptLocale) return mark('instant', instant, zone ?? 'UTC')
  return instantFormat(locale, zone ?? 'UTC').format(milliseconds)
}

/** "the end of March 7, 2025" for a deadline at the first moment of March 8, which nobody says by its hour; any other with its hour. */
function formatDeadline(instant: string, options: Pick<FormatOptions, 'locale' | 'zone'>): string {
  const milliseconds = parseInstant(instant)
  if (milliseconds === undefined) return instant
  const days = isoDayFormat('en-CA', options.zone ?? 'UTC')
  const lastDay = days.format(milliseconds - 1)
  if (lastDay === days.format(milliseconds)) return formatInstant(instant, options)
  return `the end of ${formatDay(lastDay, options.locale)}`
}

// Making a formatter costs a hundred times what formatting does, so each is made once.
const numberFormat = once((locale) => new Intl.NumberFormat(locale))
const rateFormat = once(
  (locale) => new Intl.NumberFormat(locale, { style: 'percent', minimumFractionDigits: 0, maximumFractionDigits: 2 }),
)
const instantFormat = once(
  (locale, timeZone) =>
    new Intl.DateTimeFormat(locale, {
      year: 'numeric',
      month: 'long',
      day: 'numeric',
      hour: 'numeric',
      minute: '2-digit',
      timeZone,
      timeZoneName: 'short',
    }),
)
const isoDayFormat = once(
  (locale, timeZone) =>
    new Intl.DateTimeFormat(locale, { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' }),
)
const dayFormat = once((locale) => new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' }))
const moneyFormat = once((locale, currency) => {
  const format = new Intl.NumberFormat(locale, { style: 'currency', currency, trailingZeroDisplay: 'stripIfInteger' })
  return { format, digits: format.resolvedOptions().maximumFractionDigits ?? 2 }
})

function once<T>(make: (...names: string[]) => T): (...names: string[]) => T {
  const made = new Map<string, T>()
  return (...names) => {
    const key = names.join(' ')
    if (!made.has(key)) made.set(key, make(...names))
    return made.get(key)!
  }
}

function wordsOfChoice(definition: Formattable, value: FactValue): string {
  const ofValues = definition.values ?? {}
  const key = String(value)
  return Object.hasOwn(ofValues, key) ? ofValues[key]! : key
}
