import { dictionaryOf } from '../src/word-pairs.ts'
import { examplesOf, indexOf, type Packed, pack } from './examples.ts'
import { foldOf, wordPairsFor } from './folds.ts'
import { learnWords } from './learn-words.ts'
import type { Folder } from './read-folder.ts'

/** One fold's queries, by a dictionary that was learnt without its accounts: as in use, where an account is new. */
export function lessonsOf(folder: Folder, fold: number): Packed {
  const dictionary = dictionaryOf(learnWords(wordPairsFor(folder, [fold])))
  const queries = folder.queries.filter((query) => foldOf(query) === fold)
  return pack(examplesOf(folder, queries, indexOf(folder, dictionary), dictionary))
}
