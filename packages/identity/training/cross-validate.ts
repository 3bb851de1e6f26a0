import { availableParallelism } from 'node:os'
import { resolve } from 'node:path'
import { Worker } from 'node:worker_threads'
import { foldCount } from './folds.ts'
import type { Outcome } from './outcome.ts'

/** Answers to every query of the folder, each by a model that hasn't seen its account. Takes minutes. */
export async function crossValidate(folder: string): Promise<Outcome[]> {
  const waiting = Array.from({ length: foldCount }, (_each, fold) => fold)
  const outcomes: Outcome[] = []
  const work = async () => {
    for (let fold = waiting.shift(); fold !== undefined; fold = waiting.shift())
      outcomes.push(...(await runFold(folder, fold)))
  }
  await Promise.all(Array.from({ length: Math.min(2, availableParallelism()) }, work))
  return outcomes.sort((a, b) => (a.id < b.id ? -1 : 1))
}

function runFold(folder: string, fold: number): Promise<Outcome[]> {
  return new Promise((done, failed) => {
    const worker = new Worker(new URL('./run-fold.ts', import.meta.url), {
      workerData: { folder: resolve(folder), fold },
      resourceLimits: { maxOldGenerationSizeMb: 8000 },
    })
    worker.once('message', (outcomes: Outcome[]) => done(outcomes))
    worker.once('error', failed)
  })
}
