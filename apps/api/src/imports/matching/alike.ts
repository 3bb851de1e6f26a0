import type { UnderstoodRow } from '@parley/contract/imports'
import { weightOfKind } from '@parley/identity/candidate-weight'
import { judgeCandidates } from '@parley/identity/judge-candidates'
import type { Profile } from '@parley/identity/party'
import { trainedModel } from '@parley/identity/trained-model'
import { statisticsOf, usualNames } from '@parley/identity/usual-names'
import { externalKeyOf, type Keyed, taxKeyOf } from './row-party.ts'

/** A word that so many names have brings nobody together, as in the database. */
const mostNamesOfKey = 400
const mostCompared = 10
/** From this chance on two rows are worth asking about again, one after the other. */
const leastChance = 0.03

/**
 * Rows that are about to become accounts, or to give one another name. A row that may be the same company as one of them can't be
 * answered before that one is written. Only a sieve: the answer itself always comes from the database.
 */
export class AboutToBeKnown {
  readonly #byKey = new Map<string, Profile[]>()
  readonly #ids = new Set<string>()
  readonly #statistics = statisticsOf(0, () => 0)

  add(row: UnderstoodRow, { profile, keys }: Keyed): void {
    for (const key of keys) {
      const others = this.#byKey.get(key)
      if (others) others.push(profile)
      else if (usualNames.frequency(key) <= mostNamesOfKey) this.#byKey.set(key, [profile])
    }
    for (const id of idsOf(row)) this.#ids.add(id)
  }

  mayInclude(row: UnderstoodRow, { profile, keys }: Keyed): boolean {
    if (idsOf(row).some((id) => this.#ids.has(id))) return true
    const weights = new Map<Profile, number>()
    for (const key of keys)
      for (const other of this.#byKey.get(key) ?? []) weights.set(other, (weights.get(other) ?? 0) + this.#weight(key))
    if (weights.size === 0) return false
    const listed = [...weights]
      .map(([other, weight]) => ({ profile: other, weight }))
      .sort((one, other) => other.weight - one.weight)
      .slice(0, mostCompared)
    const { best } = judgeCandidates(profile, listed, this.#statistics, trainedModel)
    return best !== null && best.chanceOfSame >= leastChance
  }

  #weight(key: string): number {
    const { accounts } = this.#statistics
    return (weightOfKind(key) * Math.log((accounts + 1) / (usualNames.frequency(key) + 0.5))) / Math.log(accounts + 2)
  }
}

const idsOf = (row: UnderstoodRow): string[] => {
  const [tax, external] = [taxKeyOf(row), externalKeyOf(row)]
  return [...(tax === null ? [] : [`tax ${tax}`]), ...(external === null ? [] : [`id ${external}`])]
}
