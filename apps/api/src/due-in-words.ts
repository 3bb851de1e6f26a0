import { formatDay, formatInstant } from '@parley/rules/format'
import type { Ctx } from './context.ts'
import { dayOf, lastDayBefore, startOfDay } from './vendor-days.ts'

/** "by the end of March 3, 2027", or by an hour: a day that is promised lasts to its end in the vendor's time zone. */
export function dueInWords({ vendor, locale }: Pick<Ctx, 'vendor' | 'locale'>, dueAt: Date): string {
  const { timeZone } = vendor
  if (startOfDay(dayOf(dueAt, timeZone), timeZone).getTime() === dueAt.getTime())
    return `by the end of ${formatDay(lastDayBefore(dueAt, timeZone), locale)}`
  return `by ${formatInstant(dueAt.toISOString(), { locale, zone: timeZone })}`
}
