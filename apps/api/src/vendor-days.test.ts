import { expect, it } from 'vitest'
import { dayOf, startOfDay } from './vendor-days.ts'

it('a day is the same from its first millisecond to its last, also when clocks change, whatever was asked before', () => {
  for (const zone of ['America/Chicago', 'Europe/Berlin', 'Asia/Kathmandu', 'Pacific/Apia'])
    for (const day of ['2026-03-08', '2026-03-29', '2026-11-01', '2026-12-31']) {
      const start = startOfDay(day, zone)
      const before = new Date(start.getTime() - 1)
      const late = new Date(start.getTime() + 22 * 3_600_000)
      const asked = [start, before, late, start, before].map((instant) => dayOf(instant, zone))
      expect(asked).toEqual([day, asked[1], day, day, asked[1]])
      expect(asked[1]! < day).toBe(true)
    }
})
