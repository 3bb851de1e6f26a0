import type { Calendar } from '../policy.ts'

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
