/** Random choices that are the same at every load: mulberry32, seeded. */
export type Random = ReturnType<typeof seeded>

export function seeded(seed: number) {
  let state = seed >>> 0
  /** 0 to 2^32 - 1. */
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return (mixed ^ (mixed >>> 14)) >>> 0
  }
  /** A whole number from `least` to `most`, both included. */
  const int = (least: number, most: number): number => least + (next() % (most - least + 1))
  return {
    next,
    int,
    pick: <T>(list: readonly T[]): T => list[int(0, list.length - 1)]!,
    chance: (percent: number): boolean => int(1, 100) <= percent,
  }
}
