/** Words that mean the same, learnt from registries: `[word, other, strength 1 to 100]`; "universitat", "university". */
export type WordPair = readonly [string, string, number]

export interface Dictionary {
  /** Of two stems: 0 to 1. */
  strength(one: string, other: string): number
  /** The best few for a stem, the strongest first. */
  of(stem: string): readonly string[]
}

export function dictionaryOf(pairs: readonly WordPair[]): Dictionary {
  const strengths = new Map<string, Map<string, number>>()
  const add = (one: string, other: string, strength: number) => {
    const known = strengths.get(one) ?? new Map<string, number>()
    known.set(other, Math.max(known.get(other) ?? 0, strength / 100))
    strengths.set(one, known)
  }
  for (const [one, other, strength] of pairs) {
    add(one, other, strength)
    add(other, one, strength)
  }
  const best = new Map<string, readonly string[]>()
  for (const [word, known] of strengths) {
    const order = [...known].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
    best.set(
      word,
      order.slice(0, 3).map(([other]) => other),
    )
  }
  return {
    strength: (one, other) => strengths.get(one)?.get(other) ?? 0,
    of: (stem) => best.get(stem) ?? [],
  }
}
