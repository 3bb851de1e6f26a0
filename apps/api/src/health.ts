import { newestMigration } from '@parley/db/migrate'
import { AppError } from './app-error.ts'
import type { Env } from './context.ts'

export type Health = { status: 'ready'; now: string }

/** Asks the database. Throws 503 when it can't serve: a load balancer then sends requests elsewhere. */
export async function readHealth(env: Env): Promise<Health> {
  const { database } = await env.operation.database.look()
  if (database !== 'there') throw databaseAway()
  return { status: 'ready', now: env.clock().toISOString() }
}

export const databaseAway = () =>
  new AppError('unavailable', 'Not ready yet, or the database is away. Try again shortly.', undefined, 2)

/** Does the work, which ends in 503 as soon as the database is known to be away. */
export async function unlessAway<T>({ operation: { database } }: Env, work: () => Promise<T>): Promise<T> {
  if (database.isAway) throw databaseAway()
  return database.orAway(work())
}

export type Readiness = { isReady: boolean; checks: Record<'process' | 'database' | 'migrations' | 'policies', string> }

/** The number of the newest migration is in the names of files, which don't change while a process runs. */
let newest: number | undefined

/** Whether this process should be sent requests, and of each thing that this needs, how it stands. */
export async function readReadiness(env: Env): Promise<Readiness> {
  newest ??= newestMigration()
  const { state, database } = env.operation
  const look = await database.look()
  const isThere = look.database === 'there'
  const unknown = 'not known while the database is away'
  const checks = {
    process: state,
    database: look.database,
    migrations: !isThere
      ? unknown
      : look.migration >= newest
        ? 'applied'
        : `at ${look.migration}, and ${newest} are needed`,
    policies: !isThere
      ? unknown
      : look.withoutPolicy.length === 0
        ? 'in force'
        : `none for ${look.withoutPolicy.join(', ')}`,
  }
  const isReady = state === 'serving' && isThere && checks.migrations === 'applied' && checks.policies === 'in force'
  return { isReady, checks }
}
