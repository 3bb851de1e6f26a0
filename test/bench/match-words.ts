import type { Draws } from './match-draws.ts'

/** How fast a growing text brings new words: 0.6 to 0.7 in lists of company names (the discount of a Pitman-Yor process). */
const discount = 0.65

/**
 * Words as further names of the same kind would bring them: one of those before, as often as it came, or a new one. A list of
 * words that doesn't grow would make every word of a million names a common one.
 */
export class WordStream {
  readonly #before: string[]
  readonly #starts: string[]
  readonly #ends: string[]
  readonly #draw: Draws
  #kinds: number

  constructor(real: readonly string[], draw: Draws) {
    this.#before = [...real]
    this.#draw = draw
    const counts = new Map<string, number>()
    for (const word of real) counts.set(word, (counts.get(word) ?? 0) + 1)
    this.#kinds = counts.size
    const rare = [...counts.keys()].filter((word) => counts.get(word)! < 3 && /^\p{L}{4,14}$/u.test(word))
    const halves = rare.map((word) => word.toLowerCase().split(/(?<=[aeiouy])(?=[^aeiouy]+[aeiouy])/))
    this.#starts = halves.map((parts) => parts.slice(0, Math.ceil(parts.length / 2)).join(''))
    this.#ends = halves.map((parts) => parts.slice(Math.floor(parts.length / 2)).join(''))
  }

  next(): string {
    const isNew = this.#draw.chance((1 + discount * this.#kinds) / (1 + this.#before.length))
    const word = isNew ? this.#make() : this.#draw.of(this.#before)
    if (isNew) this.#kinds++
    this.#before.push(word)
    return word
  }

  #make(): string {
    const start = this.#draw.of(this.#starts)
    const word = `${start}${this.#draw.of(this.#ends)}`.slice(0, 16)
    return `${word.charAt(0).toUpperCase()}${word.slice(1)}`
  }
}
