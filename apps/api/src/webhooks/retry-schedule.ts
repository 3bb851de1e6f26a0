import { hash } from 'node:crypto'

/** Seconds from one try to the next: eight tries in a bit more than 24 hours, then it is given up. */
const pausesSeconds = [5, 60, 5 * 60, 30 * 60, 2 * 3600, 8 * 3600, 14 * 3600] as const

export const mostTries = pausesSeconds.length + 1

/** Whoever fails for so long without a success is paused. */
export const patienceMs = 5 * 86_400_000

/** A receiver that asks for more time gets no more than this. */
const longestPauseSeconds = 24 * 3600

/**
 * When a delivery that failed `tries` times is tried again; null when it is given up. Up to a fifth is added, different for
 * each delivery and try, so that what failed together doesn't come back together.
 */
export function nextTry(deliveryId: string, tries: number, now: Date, retryAfterSeconds: number | null): Date | null {
  const pause = pausesSeconds[tries - 1]
  if (pause === undefined) return null
  const share = Number.parseInt(hash('sha256', `${deliveryId} ${tries}`).slice(0, 8), 16) / 0xffffffff
  const wanted = Math.min(retryAfterSeconds ?? 0, longestPauseSeconds)
  return new Date(now.getTime() + Math.max(pause * (1 + share / 5), wanted) * 1000)
}
