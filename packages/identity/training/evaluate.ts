import { cpus } from 'node:os'
import { AccountIndex } from '../src/account-index.ts'
import { keptKeysOf } from '../src/blocking-keys.ts'
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
if (!path) refuse('Say which folder to evaluate: npm run identity:evaluate -- FOLDER --json')
const say = args.includes('--json') ? () => {} : console.log
const folder = readOrRefuse(path)
const { thresholds, same, related, trainedOn } = model as unknown as ModelFile
const ownLessons = fingerprintOf(path) === trainedOn

const speed = measureSpeed(folder)
say(
  ownLessons
    ? 'The model was trained on this folder: cross-validating (some minutes) ...'
    : 'Answering with the trained model ...',
)
const outcomes = ownLessons ? await crossValidate(await allLessons(path), 'glance') : answersOf(folder)
const figures = measure(outcomes, { same: same.calibration, related: related.calibration }, thresholds)
const result = {
  folder: path,
  method: ownLessons ? 'cross-validation over accounts, 5 folds' : 'the shipped model as it is',
  model: trainedModel.version,
  accounts: folder.accounts.length,
  ...figures,
  ...(ownLessons || folder.aliases.size === 0 ? {} : { candidateRecallAt40WithAliases: recallWithAliases(folder) }),
  ...speed,
  machine: `${cpus().length} x ${cpus()[0]?.model ?? 'unknown'}, Node ${process.versions.node}`,
}
say(JSON.stringify(result, null, 1))
console.log(JSON.stringify(result))

function readOrRefuse(from: string): Folder {
  try {
    return readFolder(from)
  } catch (error) {
    return refuse((error as Error).message)
  }
}

/** What the caller can mend is said in words, without a stack. */
function refuse(words: string): never {
  console.error(words)
  process.exit(2)
}

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
    return { id, cls, channel, src, hasMatch: match !== null, same: [], related: [], labels, branches: [] }
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
    index: {
      buildMs: Math.round(buildMs),
      heapMb: Math.round(indexMb),
      keys: index.keys,
      rows: index.postings,
      keysOfAnAccount: keysOfAnAccount(index),
    },
  }
}

/** How many keys an account has, in all and by kind (see `src/blocking-keys.ts`). */
function keysOfAnAccount({ profiles }: AccountIndex) {
  const kinds = new Map<string, number>()
  for (const profile of profiles)
    for (const key of keptKeysOf(profile)) kinds.set(key[0]!, (kinds.get(key[0]!) ?? 0) + 1)
  const mean = (count: number) => Math.round((count / profiles.length) * 100) / 100
  const byKind = [...kinds].map(([kind, count]): [string, number] => [kind, mean(count)])
  return { all: mean([...kinds.values()].reduce((a, b) => a + b, 0)), ...Object.fromEntries(byKind) }
}

function heapUsed(): number {
  globalThis.gc?.()
  return process.memoryUsage().heapUsed
}
