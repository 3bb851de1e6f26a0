import type { Thresholds } from './judge-candidates.ts'
import { type ScoredTrees, scored } from './scored-trees.ts'
import type { Trees } from './trees.ts'
import { type Dictionary, dictionaryOf, type WordPair } from './word-pairs.ts'

/** All that was learnt. Written by `training/train.ts`, never by hand. */
export interface Model {
  /** Changes with every training: kept with each decision. */
  readonly version: string
  readonly dictionary: Dictionary
  readonly same: Trees
  readonly related: Trees
  /** Both, as they are asked. */
  readonly scores: { readonly same: ScoredTrees; readonly related: ScoredTrees }
  /** The defaults, fixed on the development data by cross-validation. */
  readonly thresholds: Thresholds
}

export interface ModelFile {
  readonly version: string
  /** SHA-256 of the queries it was trained on: figures on those are by cross-validation. */
  readonly trainedOn: string
  readonly thresholds: Thresholds
  readonly same: Trees
  readonly related: Trees
}

export const readModel = (file: ModelFile, pairs: readonly WordPair[]): Model => ({
  version: file.version,
  dictionary: dictionaryOf(pairs),
  same: file.same,
  related: file.related,
  scores: { same: scored(file.same), related: scored(file.related) },
  thresholds: file.thresholds,
})
