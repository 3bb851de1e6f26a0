import { Worker } from 'node:worker_threads'
import type { Facts } from '@parley/rules/point'

type Json = Record<string, unknown>

export type Trial = { document: Json; facts: Facts }

/** For each trial, whether json-rules-engine rejects the document as it stands; in a thread that outlives what is rejected late. */
export async function rejectedByEngine(trials: readonly Trial[]): Promise<boolean[]> {
  const worker = new Worker(new URL('./rules-raw-engine-worker.ts', import.meta.url))
  try {
    return await new Promise((resolve, reject) => {
      worker.once('message', resolve)
      worker.once('error', reject)
      worker.postMessage(trials)
    })
  } finally {
    await worker.terminate()
  }
}

/** Whether named conditions name each other in a circle: then json-rules-engine never comes to an end. */
export function hasCircle(document: Json): boolean {
  const named = (document.conditions ?? {}) as Json
  const namesIn = (part: unknown): string[] => {
    if (typeof part !== 'object' || part === null) return []
    const { condition } = part as Json
    return [...(typeof condition === 'string' ? [condition] : []), ...Object.values(part).flatMap(namesIn)]
  }
  const isInCircle = (name: string) => {
    const reached = new Set(namesIn(named[name]))
    for (const each of reached) for (const next of namesIn(named[each])) reached.add(next)
    return reached.has(name)
  }
  return typeof named === 'object' && named !== null && Object.keys(named).some(isInCircle)
}
