export type Draws = {
  /** From 0 up to 1. */
  next(): number
  chance(share: number): boolean
  /** One of these, each as likely. */
  of<Each>(list: readonly Each[]): Each
}

/** Random draws that are the same for the same seed (mulberry32). */
export function draws(seed: number): Draws {
  let state = seed >>> 0
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
  return { next, chance: (share) => next() < share, of: (list) => list[Math.floor(next() * list.length)]! }
}
