import { createHash } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import type { ModelFile } from '../src/model.ts'
import type { Trees } from '../src/trees.ts'
import { calibrate, chooseThresholds } from './calibrate.ts'
import { allLessons, crossValidate, trainAll } from './cross-validate.ts'
import { fingerprintOf } from './fingerprint.ts'
import { wordPairsFor } from './folds.ts'
import { learnWords } from './learn-words.ts'
import { measure } from './measure.ts'
import { readFolder } from './read-folder.ts'
import { usualKeys } from './usual-keys.ts'

/**
 * `node packages/identity/training/train.ts FOLDER` writes `model.json`, `word-pairs.json` and `usual-names.json`
 * into `src/data`: thresholds and calibration from cross-validation, the rest from everything. The same folder gives the same files.
 */
const path = process.argv[2]
if (!path) throw new Error('Say which folder to learn from: node packages/identity/training/train.ts FOLDER')
const folder = readFolder(path)

console.log('Reading and comparing ...')
const lessons = await allLessons(path)
console.log('Cross-validating, for the calibration and the thresholds ...')
const outcomes = await crossValidate(lessons, 'all trees')
const calibration = calibrate(outcomes)
const thresholds = chooseThresholds(outcomes, calibration)
console.log('Training on everything ...')
const [{ same, related }] = (await trainAll([lessons])) as [{ same: Trees; related: Trees }]
const words = learnWords(wordPairsFor(folder))
const trainedOn = fingerprintOf(path)
const learnt = {
  trainedOn,
  thresholds,
  same: { ...same, calibration: calibration.same },
  related: { ...related, calibration: calibration.related },
}
const version = createHash('sha256')
  .update(JSON.stringify([learnt, words]))
  .digest('hex')
  .slice(0, 8)
const file: ModelFile = { version, ...learnt }
const data = new URL('../src/data/', import.meta.url)
writeFileSync(new URL('model.json', data), `${JSON.stringify(file)}\n`)
writeFileSync(new URL('word-pairs.json', data), `[\n${words.map((pair) => JSON.stringify(pair)).join(',\n')}\n]\n`)
writeFileSync(new URL('usual-names.json', data), `${JSON.stringify(usualKeys(folder.accounts))}\n`)
console.log(JSON.stringify(measure(outcomes, calibration, thresholds), null, 1))
