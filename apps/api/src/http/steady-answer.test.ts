import { describe, expect, it } from 'vitest'
import { steadily, stepMs } from './steady-answer.ts'

/** A watch that the test moves; a pause is over a little too early, as timers of Node sometimes are. */
function watched() {
  const watch = { now: 1_000.4 }
  const pauses: number[] = []
  const env = {
    watchMs: () => watch.now,
    pause: async (ms: number) => {
      pauses.push(ms)
      watch.now += Math.max(0.3, ms - 0.7)
    },
  }
  const taking = async (ms: number, end: () => unknown = () => null) => {
    const beganAt = watch.now
    const ended = await steadily(env, async () => {
      watch.now += ms
      return end()
    }).catch((error: unknown) => error)
    return { ended, elapsed: watch.now - beganAt, pauses }
  }
  return taking
}

describe('an answer that leaves on a step', () => {
  it.each([0, 0.2, 7, 31.5, 49.9])('after %d ms of work it leaves with the first step', async (ms) => {
    const { elapsed } = await watched()(ms)
    expect(elapsed).toBeGreaterThanOrEqual(stepMs)
    expect(elapsed).toBeLessThan(stepMs + 1)
  })

  it('later than that, with the next one', async () => {
    const { elapsed } = await watched()(stepMs * 2 + 3)
    expect(elapsed).toBeGreaterThanOrEqual(stepMs * 3)
    expect(elapsed).toBeLessThan(stepMs * 3 + 1)
  })

  it('whether it is an answer or a problem', async () => {
    const taking = watched()
    expect(await taking(5, () => 'an answer')).toMatchObject({ ended: 'an answer' })
    const refused = await taking(5, () => {
      throw new Error('a problem')
    })
    expect(refused.ended).toEqual(new Error('a problem'))
    expect(refused.elapsed).toBeGreaterThanOrEqual(stepMs)
  })
})
