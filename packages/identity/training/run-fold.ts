import { parentPort, workerData } from 'node:worker_threads'
import { sumOf } from '../src/trees.ts'
import { dictionaryOf } from '../src/word-pairs.ts'
import { examplesOf, indexOf } from './examples.ts'
import { foldCount, foldOf, wordPairsFor } from './folds.ts'
import { learnWords } from './learn-words.ts'
import { type Outcome, outcomeOf } from './outcome.ts'
import { readFolder } from './read-folder.ts'
import { trainModels } from './train-models.ts'

/**
 * A worker: what a model answers to the queries of one fold that it has never seen, nor a name of their accounts. The
 * training queries' own features come from dictionaries that don't know their accounts either, as in use.
 */
const { folder: path, fold } = workerData as { folder: string; fold: number }
const folder = readFolder(path)
const without = (leftOut: readonly number[]) => dictionaryOf(learnWords(wordPairsFor(folder, leftOut)))
const examples = (dictionaryFolds: readonly number[], of: number) => {
  const dictionary = without(dictionaryFolds)
  const queries = folder.queries.filter((query) => foldOf(query) === of)
  return examplesOf(folder, queries, indexOf(folder, dictionary), dictionary)
}

const others = Array.from({ length: foldCount }, (_each, other) => other).filter((other) => other !== fold)
const { same, related } = trainModels(others.flatMap((other) => examples([fold, other], other)))
const outcomes: Outcome[] = examples([fold], fold).map((example) =>
  outcomeOf(
    example,
    example.rows.map((row) => sumOf(same, row)),
    example.rows.map((row) => sumOf(related, row)),
  ),
)
parentPort!.postMessage(outcomes)
