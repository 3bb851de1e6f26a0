/** Longer words are compared by their first so many letters. */
const mostLetters = 80
/** Words of no more letters than this are compared with one bit a letter. */
const mostBits = 31
const rows = [0, 1, 2].map(() => new Int32Array(mostLetters + 1)) as [Int32Array, Int32Array, Int32Array]
/** At which places of the word each ASCII letter stands, a bit a place. Empty between two calls. */
const places = new Int32Array(128)

/** Optimal string alignment distance, up to `most`: more gives `most + 1`. */
export function editDistance(one: string, other: string, most: number): number {
  const [m, n] = [Math.min(one.length, mostLetters), Math.min(other.length, mostLetters)]
  if (Math.abs(m - n) > most) return most + 1
  // From either to the other is as far: the shorter one is read in bits.
  if (m > n) return editDistance(other, one, most)
  const distance =
    m > 0 && m <= mostBits && isAscii(one, m)
      ? distanceInBits(one, m, other, n)
      : distanceInRows(one, m, other, n, most)
  return Math.min(distance, most + 1)
}

/** A row of the table at once (Hyyrö, "A bit-vector algorithm for computing Levenshtein and Damerau edit distances", 2003). */
function distanceInBits(one: string, m: number, other: string, n: number): number {
  for (let i = 0; i < m; i++) places[one.charCodeAt(i)]! |= 1 << i
  const last = 1 << (m - 1)
  let [up, down, diagonal, before, distance] = [-1, 0, 0, 0, m]
  for (let j = 0; j < n; j++) {
    const letter = other.charCodeAt(j)
    const here = letter < 128 ? places[letter]! : 0
    const crossed = ((~diagonal & here) << 1) & before
    diagonal = ((((here & up) + up) | 0) ^ up) | here | down | crossed
    const rises = down | ~(diagonal | up)
    const falls = diagonal & up
    if (rises & last) distance++
    else if (falls & last) distance--
    const shifted = (rises << 1) | 1
    up = (falls << 1) | ~(diagonal | shifted)
    down = shifted & diagonal
    before = here
  }
  for (let i = 0; i < m; i++) places[one.charCodeAt(i)] = 0
  return distance
}

/** The table of all beginnings, a row a letter, no further from the diagonal than `most`. */
function distanceInRows(one: string, m: number, other: string, n: number, most: number): number {
  let [before, row, next] = rows
  for (let j = 0; j <= n; j++) row[j] = j
  for (let i = 1; i <= m; i++) {
    const [from, to] = [Math.max(1, i - most), Math.min(n, i + most)]
    next[from - 1] = from === 1 ? i : most + 1
    if (i > 1 && i + most <= n) row[to] = most + 1
    let least = from === 1 ? i : most + 1
    const letter = one.charCodeAt(i - 1)
    for (let j = from; j <= to; j++) {
      const opposite = other.charCodeAt(j - 1)
      let cost = row[j - 1]! + (letter === opposite ? 0 : 1)
      if (row[j]! + 1 < cost) cost = row[j]! + 1
      if (next[j - 1]! + 1 < cost) cost = next[j - 1]! + 1
      const crossed = i > 1 && j > 1 && letter === other.charCodeAt(j - 2) && one.charCodeAt(i - 2) === opposite
      if (crossed && before[j - 2]! + 1 < cost) cost = before[j - 2]! + 1
      next[j] = cost
      if (cost < least) least = cost
    }
    if (least > most) return most + 1
    ;[before, row, next] = [row, next, before]
  }
  return row[n]!
}

function isAscii(text: string, length: number): boolean {
  for (let at = 0; at < length; at++) if (text.charCodeAt(at) > 127) return false
  return true
}

/** 1 for the same, 0 from a third of the longer one's letters on. */
export function editSimilarity(one: string, other: string): number {
  const longer = Math.max(one.length, other.length)
  if (longer === 0) return 0
  if (one === other) return 1
  const most = Math.ceil(longer / 3)
  return Math.max(0, 1 - (editDistance(one, other, most) * 3) / longer)
}

/** Share of letter pairs in common (Dice), 0 to 1. */
export function pairSimilarity(one: string, other: string): number {
  if (one.length < 2 || other.length < 2) return one === other ? 1 : 0
  if (isAscii(one, one.length) && isAscii(other, other.length)) return pairsInTable(one, other)
  const counts = new Map<number, number>()
  const pairAt = (text: string, i: number) => text.charCodeAt(i - 1) * 65_536 + text.charCodeAt(i)
  for (let i = 1; i < one.length; i++) {
    const pair = pairAt(one, i)
    counts.set(pair, (counts.get(pair) ?? 0) + 1)
  }
  let shared = 0
  for (let i = 1; i < other.length; i++) {
    const pair = pairAt(other, i)
    const left = counts.get(pair) ?? 0
    if (left > 0) {
      shared++
      counts.set(pair, left - 1)
    }
  }
  return (2 * shared) / (one.length + other.length - 2)
}

/** How often each pair of ASCII letters is left in the one. Empty between two calls. */
const pairs = new Uint16Array(128 * 128)

function pairsInTable(one: string, other: string): number {
  for (let i = 1; i < one.length; i++) pairs[one.charCodeAt(i - 1) * 128 + one.charCodeAt(i)]!++
  let shared = 0
  for (let i = 1; i < other.length; i++) {
    const pair = other.charCodeAt(i - 1) * 128 + other.charCodeAt(i)
    if (pairs[pair]! > 0) {
      shared++
      pairs[pair]!--
    }
  }
  for (let i = 1; i < one.length; i++) pairs[one.charCodeAt(i - 1) * 128 + one.charCodeAt(i)] = 0
  return (2 * shared) / (one.length + other.length - 2)
}

export function commonStart(one: string, other: string): number {
  const most = Math.min(one.length, other.length)
  let length = 0
  while (length < most && one[length] === other[length]) length++
  return length
}

/**
 * How well the letters of an acronym are the starts of words, in order: 1 if every letter begins a word and every word is
 * used, less for words left out and for letters taken from within; 0 if a letter finds no place.
 */
export function acronymFit(acronym: string, words: readonly string[]): number {
  const count = Math.min(words.length, 12)
  const letters = acronym.length
  if (letters < 2 || letters > 10 || count < 2) return 0
  // Most words begin with another letter than any acronym: no need to try.
  if (!beginsWith(acronym, words, count)) return 0
  // best[j]: the best score with the first j letters placed; each word takes 0 to 4 letters of its start.
  let [best, next] = fits
  best.fill(-1)
  best[0] = 0
  for (let at = 0; at < count; at++) {
    const word = words[at]!
    for (let j = 0; j <= letters; j++) next[j] = best[j]! < 0 ? -1 : Math.max(best[j]! - 0.12, -1)
    for (let from = 0; from < letters; from++) {
      if (best[from]! < 0) continue
      for (let take = 1; take <= 4 && from + take <= letters; take++) {
        if (word.charCodeAt(take - 1) !== acronym.charCodeAt(from + take - 1)) break
        const score = best[from]! + 1 - (take - 1) * 0.15
        if (score > next[from + take]!) next[from + take] = score
      }
    }
    ;[best, next] = [next, best]
  }
  return Math.max(0, best[letters]! / count)
}
const fits = [new Float64Array(11), new Float64Array(11)] as [Float64Array, Float64Array]

function beginsWith(acronym: string, words: readonly string[], count: number): boolean {
  const first = acronym.charCodeAt(0)
  for (let at = 0; at < count; at++) if (words[at]!.charCodeAt(0) === first) return true
  return false
}
