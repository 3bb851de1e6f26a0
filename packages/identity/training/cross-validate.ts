import { availableParallelism } from 'node:os'
import { resolve } from 'node:path'
import { Worker } from 'node:worker_threads'
import type { Trees } from '../src/trees.ts'
import { type Packed, unpack } from './examples.ts'
import { foldCount } from './folds.ts'
import { type Outcome, outcomeOf } from './outcome.ts'
import type { Task } from './work.ts'

type Both = { readonly same: Trees; readonly related: Trees }
const withoutGlance = ({
  same: { glance: _same, ...same },
  related: { glance: _related, ...related },
}: Both): Both => ({
  same,
  related,
})

const folds = Array.from({ length: foldCount }, (_each, fold) => fold)

/** What every fold of the folder teaches. Takes minutes. */
export const allLessons = (folder: string): Promise<Packed[]> =>
  twoAtATime(folds.map((fold) => ({ kind: 'lessons', folder: resolve(folder), fold })))

/**
 * Answers to every query, each by trees and a dictionary that have seen neither its account nor a name of it: as the product
 * gives them, or by all trees, which is what chances and thresholds are fixed on, so that a glance moves neither.
 */
export async function crossValidate(lessons: readonly Packed[], by: 'glance' | 'all trees'): Promise<Outcome[]> {
  const trained = await trainAll(folds.map((fold) => lessons.filter((_lesson, other) => other !== fold)))
  const models = by === 'glance' ? trained : trained.map(withoutGlance)
  const outcomes = folds.flatMap((fold) =>
    unpack(lessons[fold]!).map((example) => outcomeOf(example, models[fold]!.same, models[fold]!.related)),
  )
  return outcomes.sort((a, b) => (a.id < b.id ? -1 : 1))
}

/** For each list of lessons the trees for both questions. */
export async function trainAll(lists: readonly (readonly Packed[])[]): Promise<Both[]> {
  const tasks = lists.flatMap((lessons): Task[] => [
    { kind: 'trees', lessons, question: 'same' },
    { kind: 'trees', lessons, question: 'related' },
  ])
  const trees = await twoAtATime<Trees>(tasks)
  return lists.map((_list, at) => ({ same: trees[at * 2]!, related: trees[at * 2 + 1]! }))
}

async function twoAtATime<Result>(tasks: readonly Task[]): Promise<Result[]> {
  const results: Result[] = []
  let next = 0
  const work = async () => {
    while (next < tasks.length) {
      const at = next++
      results[at] = await inThread<Result>(tasks[at]!)
    }
  }
  await Promise.all(Array.from({ length: Math.min(2, availableParallelism()) }, work))
  return results
}

function inThread<Result>(task: Task): Promise<Result> {
  return new Promise((done, failed) => {
    const worker = new Worker(new URL('./work.ts', import.meta.url), {
      workerData: task,
      resourceLimits: { maxOldGenerationSizeMb: 8000 },
    })
    worker.once('message', done)
    worker.once('error', failed)
  })
}
