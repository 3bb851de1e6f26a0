import { describe, expect, it } from 'vitest'
import { RateLimit } from './rate-limit.ts'

const minute = 60_000
function limitOf(most: number) {
  const time = { now: Date.parse('2026-11-02T15:00:00.000Z') }
  const limit = new RateLimit(() => new Date(time.now), { most, windowMs: 60 * minute })
  return { limit, later: (ms: number) => (time.now += ms) }
}

describe('at most so many uses within any hour', () => {
  it('counts each of them, and says how long to wait for the next', () => {
    const { limit, later } = limitOf(3)
    expect([limit.use('alder'), limit.use('alder')]).toEqual([0, 0])
    later(20 * minute)
    expect([limit.use('alder'), limit.use('alder')]).toEqual([0, 40 * 60])
    later(40 * minute - 1)
    expect(limit.use('alder')).toBe(1)
    later(1)
    expect([limit.use('alder'), limit.use('alder'), limit.use('alder')]).toEqual([0, 0, 20 * 60])
  })

  it('keeps partners apart, and doesn’t count what it refused', () => {
    const { limit, later } = limitOf(1)
    expect([limit.use('alder'), limit.use('brightwater'), limit.use('alder')]).toEqual([0, 0, 3600])
    later(60 * minute)
    expect(limit.use('alder')).toBe(0)
  })

  it('is never passed within an hour, whenever the uses come', () => {
    const { limit, later } = limitOf(100)
    const usedAt: number[] = []
    let at = 0
    for (let step = 0; step < 4_000; step++) {
      const gap = [0, 500, 7_000, 90_000][step % 4]! * (step % 11 === 0 ? 4 : 1)
      at += gap
      later(gap)
      if (limit.use('alder') === 0) usedAt.push(at)
    }
    expect(usedAt.length).toBeGreaterThan(1_000)
    for (const [index, first] of usedAt.entries()) {
      const after = usedAt[index + 100]
      if (after !== undefined) expect(after - first).toBeGreaterThanOrEqual(60 * minute)
    }
  })
})
