import { formatCount, formatDay, formatInstant, formatMoney, formatRate } from './format.ts'

// biome-ignore lint/suspicious/noControlCharactersInRegex: controls are what marks stand between
const marks = /\u0001([^\u0001\u0002]*)\u0002/g

/** Text that was written in `keptLocale`, for a reader of `locale` (BCP 47). Text without marks stays as it is. */
export const readKept = (text: string, locale: string): string =>
  text.replaceAll(marks, (_, written: string) => {
    const [kind, value = '', more = ''] = written.split('|')
    switch (kind) {
      case 'day':
        return formatDay(value, locale)
      case 'instant':
        return formatInstant(value, { locale, zone: more })
      case 'money':
        return formatMoney(Number(value), { locale, currency: more })
      case 'number':
        return formatCount(Number(value), undefined, locale)
      case 'rate':
        return formatRate(Number(value), locale)
    }
    return value
  })
