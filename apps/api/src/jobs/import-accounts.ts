import type { PgBoss } from 'pg-boss'
import type { Env } from '../context.ts'
import { importsToRun, runImport } from '../imports/run-import.ts'

const queue = 'import-accounts'
const lookEveryMs = 2000
/** An import whose worker was killed goes on after so many seconds. */
const againAfterSeconds = 10

/** Looks for imports that wait, and works on them one after the other. Ends in what lets the batch at hand be the last. */
export async function workOnImports(boss: PgBoss, env: Env): Promise<() => void> {
  let isStopping = false
  const atWork = new Set<string>()
  await boss.createQueue(queue, { retryLimit: 0, expireInSeconds: 3600 })
  await boss.work<{ id: string }>(queue, { pollingIntervalSeconds: 1 }, async (jobs) => {
    for (const { data } of jobs) {
      atWork.add(data.id)
      await runImport(env, data.id, () => isStopping)
        .catch((error) =>
          env.logger.error({ err: error, importId: data.id }, 'an import had to stop, and goes on shortly'),
        )
        .finally(() => atWork.delete(data.id))
    }
  })
  const look = async () => {
    for (const id of await importsToRun(env)) {
      if (!atWork.has(id) && !isStopping)
        await boss.send(queue, { id }, { singletonKey: id, singletonSeconds: againAfterSeconds })
    }
  }
  const timer = setInterval(() => {
    look().catch((error) => env.logger.warn({ err: error }, 'imports are looked for again'))
  }, lookEveryMs)
  timer.unref()
  return () => {
    isStopping = true
    clearInterval(timer)
  }
}
