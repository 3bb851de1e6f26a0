import { readerLocale } from '@parley/ui/locale'

/** "December 2026" for `2026-12`, in the reader's language. */
export const monthName = (month: string): string =>
  new Intl.DateTimeFormat(readerLocale(), { month: 'long', year: 'numeric', timeZone: 'UTC' }).format(
    new Date(`${month}-01T00:00:00Z`),
  )
