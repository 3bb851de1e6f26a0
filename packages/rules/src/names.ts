/** Looking names up safely, and guessing what a mistyped one meant. */

/** The record's own value of this key: `constructor` and its kin are nobody's facts. */
export function own<T>(record: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined
}

/** The candidate that `name` most likely meant, or undefined when none is near. */
export function nearestName(name: string, candidates: readonly string[]): string | undefined {
  const wanted = name.toLowerCase().slice(0, 80)
  const lastPart = (text: string) => text.slice(text.lastIndexOf('.') + 1).toLowerCase()
  const samePart = candidates.find((candidate) => lastPart(candidate) === lastPart(wanted))
  if (samePart !== undefined) return samePart
  let best: { candidate: string; distance: number } | undefined
  for (const candidate of candidates) {
    const most = Math.max(1, Math.floor(candidate.length / 3))
    if (Math.abs(candidate.length - wanted.length) > most) continue
    const distance = editDistance(wanted, candidate.toLowerCase())
    if (distance <= most && distance < (best?.distance ?? Infinity)) best = { candidate, distance }
  }
  return best?.candidate
}

/** What to do about a fact that is far from all others; the command line, which offers no list, names the page instead. */
export const lookUpFact = 'Look it up in the list that the editor offers.'

/** "Did you mean …?" or, when nothing is near and the list is short, the whole list; of a long one, where to find it. */
export function suggestion(name: string, candidates: readonly string[]): string {
  const near = nearestName(name, candidates)
  if (near !== undefined) return `Did you mean "${near}"?`
  if (candidates.length === 0) return 'Remove it: there are none.'
  const said = (names: readonly string[]) => listed(names.map((each) => `"${each}"`))
  if (candidates.length <= 12) return `Use ${said(candidates)}.`
  // Only facts have a dot.
  if (candidates.some((each) => each.includes('.'))) return lookUpFact
  return `Use one of the ${candidates.length} that there are, for example ${said(candidates.slice(0, 5))}.`
}

/** "the net amount"; a title that has an article of its own keeps it. */
export function withArticle(title: string): string {
  return /^(the|an?|our|your|their|its|this|how|when|what|whether)\b/i.test(title) ? title : `the ${title}`
}

const longestQuoted = 100

/** A value that nobody vouches for, as a message can show it: as JSON, and the start of it where that is long. */
export function quoted(value: unknown): string {
  const text = String(JSON.stringify(value, (_, each) => (typeof each === 'bigint' ? String(each) : each)))
  return text.length > longestQuoted ? `${text.slice(0, longestQuoted).toWellFormed()}…` : text
}

/** "a", "a or b", "a, b or c". */
export function listed(words: readonly string[], last = 'or'): string {
  if (words.length < 2) return words.join('')
  return `${words.slice(0, -1).join(', ')} ${last} ${words.at(-1)}`
}

/** Levenshtein distance with swapped neighbours counted as one mistake; both texts are short. */
function editDistance(a: string, b: string): number {
  let beforeLast: number[] = []
  let last = Array.from({ length: b.length + 1 }, (_, j) => j)
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    for (let j = 1; j <= b.length; j++) {
      const substitution = last[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1)
      let cost = Math.min(last[j]! + 1, row[j - 1]! + 1, substitution)
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        cost = Math.min(cost, beforeLast[j - 2]! + 1)
      row.push(cost)
    }
    beforeLast = last
    last = row
  }
  return last[b.length]!
}
