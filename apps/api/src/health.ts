import { AppError } from './app-error.ts'
import type { Env } from './context.ts'

export type Health = { status: 'ready'; now: string }

/** Asks the database. Throws 503 when it can't serve: a load balancer then sends requests elsewhere. */
export async function readHealth(env: Env): Promise<Health> {
  try {
    await env.pool.query('SELECT 1')
    return { status: 'ready', now: env.clock().toISOString() }
  } catch (error) {
    env.logger.warn({ err: error }, 'not ready')
    throw new AppError('unavailable', 'Not ready yet, or the database is away. Try again shortly.', undefined, 2)
  }
}
