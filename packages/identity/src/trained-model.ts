import file from './data/model.json' with { type: 'json' }
import words from './data/word-pairs.json' with { type: 'json' }
import { type ModelFile, readModel } from './model.ts'
import type { WordPair } from './word-pairs.ts'

/** The model that the product uses. */
export const trainedModel = readModel(file as unknown as ModelFile, words as unknown as WordPair[])
