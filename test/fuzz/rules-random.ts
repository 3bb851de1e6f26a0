/** Random numbers from a seed (mulberry32), so that a failure can be had again from the seed that it names. */
export class Random {
  #state: number
  constructor(seed: number) {
    this.#state = seed >>> 0
  }

  /** From 0 up to, but not including, 1. */
  fraction(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0
    let mixed = this.#state
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }

  /** A whole number from `least` to `most`, both included. */
  whole(least: number, most: number): number {
    return least + Math.floor(this.fraction() * (most - least + 1))
  }

  chance(probability: number): boolean {
    return this.fraction() < probability
  }

  pick<T>(from: readonly T[]): T {
    return from[this.whole(0, from.length - 1)]!
  }

  /** Between `least` and `most` different elements, in a random order. */
  some<T>(from: readonly T[], least: number, most: number): T[] {
    return this.shuffled(from).slice(0, this.whole(least, Math.min(most, from.length)))
  }

  shuffled<T>(from: readonly T[]): T[] {
    const rest = [...from]
    return from.map(() => rest.splice(this.whole(0, rest.length - 1), 1)[0]!)
  }
}
