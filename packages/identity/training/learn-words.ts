import { profileName } from '../src/name-profile.ts'
import type { WordPair } from '../src/word-pairs.ts'
import { stemOf } from '../src/words.ts'

const rounds = 6
/** A pair of words must have stood across from each other in this many names of one company. */
const leastNames = 2
const leastStrength = 12

/**
 * Words that mean the same, from pairs of names of one company: expectation maximisation over word alignments (IBM model 1)
 * in both directions, on the words that the two names don't share.
 */
export function learnWords(pairs: readonly (readonly [string, string])[]): WordPair[] {
  const numbers = new Map<string, number>()
  const words: string[] = []
  const numberOf = (word: string) => {
    const known = numbers.get(word)
    if (known !== undefined) return known
    numbers.set(word, words.length)
    return words.push(word) - 1
  }
  const left: number[][] = []
  const right: number[][] = []
  const read = new Map<string, string[]>()
  const stemsOf = (name: string) => {
    const known = read.get(name) ?? profileName(name).tokens.map(stemOf)
    read.set(name, known)
    return known
  }
  for (const [one, other] of pairs) {
    const a = stemsOf(one)
    const b = stemsOf(other)
    const onlyA = a.filter((stem) => !b.includes(stem)).map(numberOf)
    const onlyB = b.filter((stem) => !a.includes(stem)).map(numberOf)
    if (onlyA.length === 0 || onlyB.length === 0 || onlyA.length > 10 || onlyB.length > 10) continue
    left.push(onlyA, onlyB)
    right.push(onlyB, onlyA)
  }
  const { counts, totals } = align(left, right)
  const learnt: WordPair[] = []
  for (const [pair, count] of counts) {
    const one = Math.floor(pair / span)
    const other = pair % span
    if (one > other || count < leastNames) continue
    const chance = count / (totals[one]! + 0.5)
    const back = (counts.get(other * span + one) ?? 0) / (totals[other]! + 0.5)
    const strength = Math.round(100 * Math.sqrt(chance * back))
    if (strength >= leastStrength) learnt.push([words[one]!, words[other]!, strength])
  }
  return learnt.sort((a, b) => (a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : a[1] < b[1] ? -1 : 1))
}

/** Two word numbers in one: pairs are `one * span + other`. */
const span = 2 ** 22

/** How often a left word is expected to be said as the right one, and how often it stands anywhere. */
function align(left: readonly number[][], right: readonly number[][]) {
  let counts = new Map<number, number>()
  let totals: number[] = []
  for (let round = 0; round < rounds; round++) {
    const before = counts
    const totalsBefore = totals
    counts = new Map()
    totals = []
    left.forEach((from, index) => {
      for (const to of right[index]!) {
        const chance = (word: number) =>
          round === 0 ? 1 : (before.get(word * span + to) ?? 0) / (totalsBefore[word]! + 0.5)
        const each = from.map(chance)
        // A place for words that say nothing of the other name.
        const sum = each.reduce((a, b) => a + b, round === 0 ? 0.5 : 0.02)
        from.forEach((word, at) => {
          const share = each[at]! / sum
          if (share < 0.001) return
          counts.set(word * span + to, (counts.get(word * span + to) ?? 0) + share)
          totals[word] = (totals[word] ?? 0) + share
        })
      }
    })
  }
  return { counts, totals }
}
