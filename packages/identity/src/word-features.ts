import type { Alignment } from './align-words.ts'
import type { Profile } from './party.ts'
import { flag, ratio, sum } from './sums.ts'

/** What two names have of each other's words, and what they haven't. */
export function wordFeatures(
  one: Profile,
  other: Profile,
  { links, oneRarity, otherRarity, oneFound, otherFound }: Alignment,
): number[] {
  const here = gone(oneRarity, oneFound)
  const there = gone(otherRarity, otherFound)
  let [heaviest, shared, equal, translated, loose] = [0, 0, 0, 0, 0]
  for (let at = 0; at < links.length; at++) {
    const { one: word, other: theirs, strength, likeness } = links[at]!
    const weight = strength * Math.min(oneRarity[word]!, otherRarity[theirs]!)
    shared += weight
    if (weight > heaviest) heaviest = weight
    if (likeness === 'equal' || likeness === 'joined') equal += weight
    else if (likeness === 'translation') translated += weight
    else if (likeness === 'short' || likeness === 'cognate') loose += weight
  }
  return [
    flag(one.name.plain === other.name.plain),
    flag(one.name.squashed === other.name.squashed),
    flag(one.name.tokens.length === other.name.tokens.length && here.areAllFound),
    1 - ratio(here.sum, sum(oneRarity)),
    1 - ratio(there.sum, sum(otherRarity)),
    here.heaviest,
    there.heaviest,
    heaviest,
    shared,
    here.sum,
    there.sum,
    here.missing,
    there.missing,
    ratio(equal, shared),
    ratio(translated, shared),
    ratio(loose, shared),
  ]
}

/** What of a name's weight isn't found in the other, and how many of its words. */
function gone(rarities: readonly number[], found: readonly number[]) {
  let [total, heaviest, missing, areAllFound] = [0, 0, 0, true]
  for (let at = 0; at < rarities.length; at++) {
    const weight = rarities[at]! * (1 - found[at]!)
    total += weight
    if (weight > heaviest) heaviest = weight
    if (found[at]! < 0.4) missing++
    if (found[at]! <= 0.95) areAllFound = false
  }
  return { sum: total, heaviest, missing, areAllFound }
}
