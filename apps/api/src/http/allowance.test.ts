import { describe, expect, it } from 'vitest'
import { Allowance } from './allowance.ts'

const minute = 60_000
const start = Date.parse('2026-11-02T15:00:00.000Z')

describe('so many uses a minute', () => {
  it('all at once, and then one by one as they come back', () => {
    const allowance = new Allowance({ most: 6, windowMs: minute })
    const left = Array.from({ length: 6 }, () => allowance.use('alder', start))
    expect(left.map(({ remaining }) => remaining)).toEqual([5, 4, 3, 2, 1, 0])
    expect(left.at(-1)).toEqual({ remaining: 0, resetSeconds: 60, waitSeconds: 0 })
    expect(allowance.use('alder', start)).toEqual({ remaining: 0, resetSeconds: 60, waitSeconds: 10 })
    expect(allowance.use('alder', start + 9_000)).toMatchObject({ waitSeconds: 1 })
    expect(allowance.use('alder', start + 10_000)).toEqual({ remaining: 0, resetSeconds: 60, waitSeconds: 0 })
    expect(allowance.use('alder', start + 30_000)).toMatchObject({ remaining: 1, waitSeconds: 0 })
  })

  it('are told right: whoever waits as long as it was said gets in', () => {
    const allowance = new Allowance({ most: 7, windowMs: minute })
    let now = start
    let refused = 0
    for (let step = 0; step < 500; step++) {
      now += [0, 100, 3_000, 9_500][step % 4]!
      const { waitSeconds } = allowance.use('alder', now)
      if (waitSeconds === 0) continue
      refused++
      now += waitSeconds * 1_000
      expect(allowance.use('alder', now).waitSeconds).toBe(0)
    }
    expect(refused).toBeGreaterThan(20)
  })

  it('never more than twice as many in any minute, however they are spread', () => {
    const allowance = new Allowance({ most: 50, windowMs: minute })
    const used: number[] = []
    for (let now = start; now < start + 10 * minute; now += 137)
      if (allowance.use('alder', now).waitSeconds === 0) used.push(now)
    for (const [at, first] of used.entries())
      expect((used[at + 100] ?? Infinity) - first).toBeGreaterThanOrEqual(minute)
    expect(used.length).toBeGreaterThanOrEqual(500)
  })

  it('nobody uses up another’s, and only so many are remembered', () => {
    const allowance = new Allowance({ most: 1, windowMs: minute })
    for (let at = 0; at < 30_000; at++) expect(allowance.use(`person ${at}`, start).waitSeconds).toBe(0)
    expect(allowance.use('person 29999', start).waitSeconds).toBe(60)
    expect(allowance.use('person 0', start).waitSeconds).toBe(0)
  })
})
