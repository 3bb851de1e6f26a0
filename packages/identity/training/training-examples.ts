import { dictionaryOf } from '../src/word-pairs.ts'
import { examplesOf, indexOf, type Packed, pack } from './examples.ts'
import { foldOf, wordPairsFor } from './folds.ts'
import { learnWords } from './learn-words.ts'
import { queriesFromAliases } from './more-queries.ts'
import type { Folder } from './read-folder.ts'

export interface Lessons {
  /** The queries as they are: to learn from and to be asked. */
  readonly queries: Packed
  /** Those with an account, as if it weren't there. Only to learn from. */
  readonly withoutMatch: Packed
  /** The accounts' other names as queries. Only to learn from; their family isn't known. */
  readonly aliases: Packed
}

/** One fold's lessons, by a dictionary that was learnt without its accounts: as in use, where an account is new. */
export function lessonsOf(folder: Folder, fold: number): Lessons {
  const dictionary = dictionaryOf(learnWords(wordPairsFor(folder, [fold])))
  const index = indexOf(folder, dictionary)
  const queries = folder.queries.filter((query) => foldOf(query) === fold)
  const matched = queries.filter(({ match }) => match !== null)
  return {
    queries: pack(examplesOf(folder, queries, index, dictionary)),
    withoutMatch: pack(examplesOf(folder, matched, index, dictionary, true)),
    aliases: pack(examplesOf(folder, queriesFromAliases(folder, fold), index, dictionary)),
  }
}
