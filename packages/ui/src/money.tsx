import { readerLocale } from './locale.tsx'

/** Decimals of a currency: 2 for EUR, 0 for JPY, 3 for KWD. */
export const minorDigits = (currency: string): number =>
  new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2

/** The amount as a decimal text and how many decimals to show: whole amounts show none. Exact: digits move as text. */
function decimalOf(amountMinor: number, currency: string, exact = false) {
  const digits = minorDigits(currency)
  const padded = String(Math.abs(amountMinor)).padStart(digits + 1, '0')
  const fraction = digits === 0 ? '' : padded.slice(-digits)
  const shown = exact || /[1-9]/.test(fraction) ? digits : 0
  const text = `${amountMinor < 0 ? '-' : ''}${padded.slice(0, padded.length - digits)}${fraction ? `.${fraction}` : ''}`
  return { text: text as Intl.StringNumericLiteral, minimumFractionDigits: shown, maximumFractionDigits: shown }
}

/** "€48,000": never through a floating-point number. `exact`: "€48,000.00", where amounts stand below each other. */
export function formatMoney(amountMinor: number, currency: string, locale = readerLocale(), exact = false): string {
  const { text, ...shown } = decimalOf(amountMinor, currency, exact)
  return new Intl.NumberFormat(locale, { style: 'currency', currency, ...shown }).format(text)
}

/** "48,000": the same without the currency, for a field that shows it already. */
export function formatAmount(amountMinor: number, currency: string, locale?: string): string {
  const { text, ...shown } = decimalOf(amountMinor, currency)
  return new Intl.NumberFormat(locale, shown).format(text)
}

/** The locale's decimal mark, "." or ",". */
const decimalMark = (locale?: string): string =>
  new Intl.NumberFormat(locale).formatToParts(1.5).find((part) => part.type === 'decimal')?.value ?? '.'

/**
 * Reads an amount as people type it ("48,000", "48.000,50" in German, "€48k", "1.2m") into whole minor units; null when
 * it can't be read or has more decimals than the currency.
 */
export function parseMoney(typed: string, currency: string, locale?: string): number | null {
  const digits = minorDigits(currency)
  const match = /^(\d[\d.,]*?)([km]?)$/i.exec(typed.replaceAll(/[\s'’\u00a0\u202f_]|[\p{Sc}]|[A-Z]{3}/gu, ''))
  if (!match) return null
  const [, number = '', suffix = ''] = match
  const shift = suffix.toLowerCase() === 'k' ? 3 : suffix.toLowerCase() === 'm' ? 6 : 0
  const { whole, fraction } = split(number, decimalMark(locale), digits + shift)
  if (!grouped.test(whole) || fraction.length > digits + shift) return null
  const minor = Number(`${whole.replaceAll(/[.,]/g, '')}${fraction.padEnd(digits + shift, '0')}`)
  return Number.isSafeInteger(minor) ? minor : null
}

/** Plain digits, or groups of thousands (in India of hundreds) with one and the same mark. */
const grouped = /^\d+$|^\d{1,3}(?:([.,])\d{2,3}(?:\1\d{2,3})*)?(?<=\d{3})$/

/** The last mark is the decimal one if it stands alone and what follows can't be a group of thousands. */
function split(number: string, mark: string, most: number): { whole: string; fraction: string } {
  const at = Math.max(number.lastIndexOf('.'), number.lastIndexOf(','))
  const tail = at < 0 ? '' : number.slice(at + 1)
  const seen = at < 0 ? 0 : number.split(number[at] as string).length - 1
  const isDecimal = seen === 1 && (tail.length !== 3 || (number[at] === mark && most >= 3))
  if (!isDecimal) return { whole: number, fraction: '' }
  return { whole: number.slice(0, at), fraction: tail }
}

/** An amount in tabular figures, in the reader's locale. */
export function Money(props: { amountMinor: number; currency: string; locale?: string; exact?: boolean }) {
  const { amountMinor, currency, locale, exact } = props
  return <span className="tabular">{formatMoney(amountMinor, currency, locale, exact)}</span>
}
