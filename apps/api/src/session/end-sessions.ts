import type { Env } from '../context.ts'
import type { Tx } from '../transaction.ts'

/**
 * Ends all sessions of a person, or all but one. In every process: the database tells them with the commit. Call it in the
 * transaction of what it follows from; partners reach their own people only. Ends in how many there were.
 */
export async function endSessionsIn(tx: Tx, userId: string, except?: string): Promise<number> {
  const ended = await tx.query('DELETE FROM auth.session WHERE "userId" = $1 AND id IS DISTINCT FROM $2 RETURNING id', [
    userId,
    except ?? null,
  ])
  return ended.length
}

/** The same by itself, outside any transaction, and noticed by this process at once. */
export async function endSessionsOf(env: Pick<Env, 'pool' | 'sessions'>, userId: string): Promise<void> {
  await env.pool.query('DELETE FROM auth.session WHERE "userId" = $1', [userId])
  env.sessions.forgetUser(userId)
}
