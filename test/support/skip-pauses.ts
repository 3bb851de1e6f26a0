import type { Env } from '@parley/api/context'

/**
 * Lets pauses of this process take no time, on a watch of its own: what waits for a step answers at once. Ends in the readings of the
 * watch, which whoever looks at them may empty, and those at which a pause had ended.
 */
export function skipPauses(env: Env): { readings: number[]; waitedUntil: number[] } {
  const watch = { skippedMs: 0, readings: [] as number[], waitedUntil: [] as number[], paused: null as number | null }
  env.watchMs = () => {
    const reading = watch.paused ?? performance.now() + watch.skippedMs
    if (watch.paused !== null) watch.waitedUntil.push(reading)
    watch.paused = null
    watch.readings.push(reading)
    return reading
  }
  env.pause = async (ms) => {
    watch.skippedMs += ms
    watch.paused = watch.readings.at(-1)! + ms
  }
  return watch
}
