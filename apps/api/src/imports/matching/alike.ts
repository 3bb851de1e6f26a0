import type { UnderstoodRow } from '@parley/contract/imports'
import { weightOfKind } from '@parley/identity/candidate-weight'
import { judgeCandidates } from '@parley/identity/judge-candidates'
import type { Profile } from '@parley/identity/party'
import { trainedModel } from '@parley/identity/trained-model'
import { statisticsOf, usualNames } from '@parley/identity/usual-names'
import { externalKeyOf, type Keyed, taxKeyOf } from './row-party.ts'

/** A word that so many names have brings nobody together, as in the database. */
const mostNamesOfKey = 400
const mostCompared = 3
/** From this chance on two rows are asked about one after the other. */
const leastChance = 0.05

type Placed = { profile: Profile; wave: number }

/**
 * Sorts rows into waves: those of one wave are answered side by side. A row that may be the same company as an earlier one comes
 * in a later wave, so that what became of that one is known. Only a sieve: the answer itself always comes from the database.
 */
export class Waves {
  readonly #byKey = new Map<string, Placed[]>()
  readonly #byId = new Map<string, number>()
  readonly #statistics = statisticsOf(0, () => 0)

  /** The wave of the next row, from 0. */
  place(row: UnderstoodRow, keyed: Keyed): number {
    const ids = idsOf(row)
    const before = [...this.#alike(keyed), ...ids.map((id) => this.#byId.get(id) ?? -1)]
    const wave = Math.max(-1, ...before) + 1
    const placed = { profile: keyed.profile, wave }
    for (const key of keyed.keys) {
      const others = this.#byKey.get(key)
      if (others) others.push(placed)
      else if (usualNames.frequency(key) <= mostNamesOfKey) this.#byKey.set(key, [placed])
    }
    for (const id of ids) this.#byId.set(id, wave)
    return wave
  }

  /** The waves of the earlier rows that may be the same. */
  #alike({ profile, keys }: Keyed): number[] {
    const weights = new Map<Placed, number>()
    for (const key of keys)
      for (const other of this.#byKey.get(key) ?? []) weights.set(other, (weights.get(other) ?? 0) + this.#weight(key))
    if (weights.size === 0) return []
    const listed = [...weights]
      .map(([other, weight]) => ({ ...other, weight }))
      .sort((one, other) => other.weight - one.weight)
      .slice(0, mostCompared)
    const { judged } = judgeCandidates(profile, listed, this.#statistics, trainedModel)
    return judged.flatMap(({ chanceOfSame, candidate }) => (chanceOfSame >= leastChance ? [candidate.wave] : []))
  }

  #weight(key: string): number {
    const { accounts } = this.#statistics
    return (weightOfKind(key) * Math.log((accounts + 1) / (usualNames.frequency(key) + 0.5))) / Math.log(accounts + 2)
  }
}

function idsOf(row: UnderstoodRow): string[] {
  const [tax, external] = [taxKeyOf(row), externalKeyOf(row)]
  return [...(tax === null ? [] : [`tax ${tax}`]), ...(external === null ? [] : [`id ${external}`])]
}
