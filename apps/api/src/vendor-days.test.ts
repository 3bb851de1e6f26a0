import fc from 'fast-check'
import { Temporal } from 'temporal-polyfill'
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

const zones = ['America/Chicago', 'Europe/Berlin', 'Asia/Kathmandu', 'Pacific/Apia', 'America/Sao_Paulo'] as const

it('what is remembered of days changes no answer: any instants, in any order and zones, often the same again', () => {
  const instants = fc.date({ min: new Date('2009-01-01'), max: new Date('2030-01-01'), noInvalidDate: true })
  const asked = fc.tuple(fc.constantFrom(...zones), instants, fc.integer({ min: -2, max: 2 }))
  fc.assert(
    fc.property(fc.array(asked, { minLength: 1, maxLength: 30 }), (list) => {
      for (const [zone, at, days] of [...list, ...list.toReversed()]) {
        const instant = new Date(at.getTime() + days * 86_400_000)
        const day = Temporal.Instant.from(instant.toISOString()).toZonedDateTimeISO(zone).toPlainDate()
        expect(dayOf(instant, zone)).toBe(day.toString())
        expect(startOfDay(day.toString(), zone).getTime()).toBe(
          day.toZonedDateTime({ timeZone: zone }).epochMilliseconds,
        )
      }
    }),
  )
})

it('whoever changes the instant that was given back changes nobody else’s', () => {
  startOfDay('2026-11-22', 'America/Chicago').setTime(0)
  expect(startOfDay('2026-11-22', 'America/Chicago').toISOString()).toBe('2026-11-22T06:00:00.000Z')
})

it('a day that isn’t one is refused each time', () => {
  for (let time = 0; time < 2; time++) expect(() => startOfDay('2026-02-30x', 'Europe/Berlin')).toThrow()
})
