import { cpus } from 'node:os'
import { AccountIndex } from '../src/account-index.ts'
import model from '../src/data/model.json' with { type: 'json' }
import { judgeCandidates } from '../src/judge-candidates.ts'
import type { ModelFile } from '../src/model.ts'
import { profileParty } from '../src/party.ts'
import { trainedModel } from '../src/trained-model.ts'
import { allLessons, crossValidate } from './cross-validate.ts'
import { examplesOf, indexOf } from './examples.ts'
import { fingerprintOf } from './fingerprint.ts'
import { candidateRecall, measure } from './measure.ts'
import { type Outcome, outcomeOf } from './outcome.ts'
import { type Folder, readFolder } from './read-folder.ts'

/** `npm run identity:evaluate -- FOLDER [--json]`: the last line of its output is one JSON object. */
const args = process.argv.slice(2)
const path = args.find((arg) => !arg.startsWith('--'))
if (!path) throw new Error('Say which folder to evaluate: npm run identity:evaluate -- FOLDER --json')
const say = args.includes('--json') ? () => {} : console.log
const folder = readFolder(path)
const { thresholds, same, related, trainedOn } = model as unknown as ModelFile
const ownLessons = fingerprintOf(path) === trainedOn

const speed = measureSpeed(folder)
say(
  ownLessons
    ? 'The model was trained on this folder: cross-validating (some minutes) ...'
    : 'Answering with the trained model ...',
)
const outcomes = ownLessons ? await crossValidate(await allLessons(path)) : answersOf(folder)
const figures = measure(outcomes, { same: same.calibration, related: related.calibration }, thresholds)
const result = {
  folder: path,
  method: ownLessons ? 'cross-validation over accounts, 5 folds' : 'the trained model, unseen data',
  model: trainedModel.version,
  accounts: folder.accounts.length,
  ...figures,
  ...(ownLessons || folder.aliases.size === 0 ? {} : { candidateRecallAt40WithAliases: recallWithAliases(folder) }),
  ...speed,
  machine: `${cpus().length} x ${cpus()[0]?.model ?? 'unknown'}, Node ${process.versions.node}`,
}
say(JSON.stringify(result, null, 1))
console.log(JSON.stringify(result))

function answersOf(data: Folder): Outcome[] {
  const { dictionary } = trainedModel
  return examplesOf(data, data.queries, indexOf(data, dictionary), dictionary).map((example) =>
    outcomeOf(example, same, related),
  )
}

function recallWithAliases({ accounts, queries, aliases }: Folder): number | null {
  const index = new AccountIndex(trainedModel.dictionary)
  for (const account of accounts) index.add(account, aliases.get(account.id))
  const found = queries.map((query) => {
    const right = new Set([query.match, ...(query.also ?? [])])
    const labels = index
      .candidates(profileParty(query))
      .map(({ account }) => (right.has(accounts[account]!.id) ? 1 : 0))
    const { id, cls, channel, src, match } = query
    return { id, cls, channel, src, hasMatch: match !== null, same: [], related: [], labels }
  })
  return candidateRecall(found, 40)
}

/** From the typed text to the verdict, one query after another, with the index in memory. */
function measureSpeed({ accounts, queries }: Folder) {
  const heapBefore = heapUsed()
  const started = performance.now()
  const index = new AccountIndex(trainedModel.dictionary)
  for (const account of accounts) index.add(account)
  const buildMs = performance.now() - started
  const indexMb = (heapUsed() - heapBefore) / 1e6
  const sample = queries.filter((_query, at) => at % Math.ceil(queries.length / 3000) === 0)
  const times = [...sample.slice(0, 300), ...sample].map((query) => {
    const before = performance.now()
    const profile = profileParty(query)
    const listed = index
      .candidates(profile)
      .map(({ account, weight }) => ({ account, weight, profile: index.profiles[account]! }))
    judgeCandidates(profile, listed, index, trainedModel)
    return performance.now() - before
  })
  const measured = times.slice(300).sort((a, b) => a - b)
  const at = (part: number) => Math.round(measured[Math.floor(measured.length * part)]! * 100) / 100
  return {
    msAQuery: { p50: at(0.5), p95: at(0.95), p99: at(0.99), queries: measured.length },
    index: { buildMs: Math.round(buildMs), heapMb: Math.round(indexMb), keys: index.keys, rows: index.postings },
  }
}

function heapUsed(): number {
  globalThis.gc?.()
  return process.memoryUsage().heapUsed
}
