import { parseDay } from './days.ts'
import { listed } from './names.ts'
import type { FactValue, Unit } from './point.ts'

/** As much of a definition as formatting needs: a fact's, a parameter's or an outcome parameter's. */
export type Formattable = {
  kind: 'yesNo' | 'choice' | 'text' | 'count' | 'money' | 'date' | 'set'
  unit?: Unit
  values?: Readonly<Record<string, string>>
}

export type FormatOptions = {
  /** BCP 47, for example `en-US`. */
  locale: string
  /** ISO 4217 code of money values. */
  currency: string
}

const oneOf: Readonly<Record<Unit, string>> = {
  days: 'day',
  hours: 'hour',
  people: 'person',
  registrations: 'registration',
  requests: 'request',
  words: 'word',
  meetings: 'meeting',
  activities: 'activity',
  extensions: 'extension',
}

/** A value as a person reads it: "$10,000", "12 days", "March 1, 2027", "Gold", "yes". Unknown is "not known". */
export function formatValue(definition: Formattable, value: FactValue | undefined, options: FormatOptions): string {
  if (value === undefined) return 'not known'
  switch (definition.kind) {
    case 'yesNo':
      return value ? 'yes' : 'no'
    case 'choice':
      return wordsOfChoice(definition, value)
    case 'count':
      return formatCount(value as number, definition.unit, options.locale)
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
  const digits = numberFormat(locale).format(value)
  return unit === undefined ? digits : `${digits} ${Math.abs(value) === 1 ? oneOf[unit] : unit}`
}

/** Like `formatValue`, for standing beside the definition's title: no unit when the title has it, "days until close: 12". */
export function formatBesideTitle(
  definition: Formattable & { title: string },
  value: FactValue | undefined,
  options: FormatOptions,
): string {
  if (definition.kind !== 'count' || typeof value !== 'number') return formatValue(definition, value, options)
  const unit = definition.title.includes(definition.unit ?? '') ? undefined : definition.unit
  return formatCount(value, unit, options.locale)
}

/** `amountMinor` in whole minor units. Goes through text, so that no amount passes through a fraction. */
export function formatMoney(amountMinor: number, { locale, currency }: FormatOptions): string {
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
  return dayFormat(locale).format(epochDay * 86_400_000)
}

// Making a formatter costs a hundred times what formatting does, so each is made once.
const numberFormat = once((locale) => new Intl.NumberFormat(locale))
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
  const words = definition.values ?? {}
  const key = String(value)
  return Object.hasOwn(words, key) ? words[key]! : key
}
