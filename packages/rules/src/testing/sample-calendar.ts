import type { Calendar, NamedCalendar } from '../policy.ts'

const workingWeek: Calendar['businessDays'] = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday']

/** Monday to Friday, 9 to 17 in Berlin, without holidays; `changes` are put over it. */
export function sampleCalendar(changes: Partial<Calendar> = {}): Calendar {
  return {
    zone: 'Europe/Berlin',
    businessDays: workingWeek,
    businessHours: { from: '09:00', to: '17:00' },
    holidays: [],
    ...changes,
  }
}

/** Beside Berlin's: one with a holiday of its own, and one in which the day begins eight hours earlier. */
export function sampleCalendars(): Readonly<Record<'berlin' | 'tokyo', NamedCalendar>> {
  return {
    berlin: { title: 'calendar of Berlin', ...sampleCalendar({ holidays: ['2024-09-05'] }) },
    tokyo: { title: 'calendar of Tokyo', ...sampleCalendar({ zone: 'Asia/Tokyo' }) },
  }
}
