import { type Env, systemActor } from '../context.ts'
import { inTransaction } from '../transaction.ts'

const keptMs = 30 * 86_400_000

/** Forgets deliveries of more than 30 days ago, with what was tried, and secrets that sign no more. */
export async function forgetOldDeliveries(env: Env): Promise<void> {
  for (let more = true; more; )
    more = await inTransaction(env, systemActor, async ({ tx, now }) => {
      await tx.query('DELETE FROM webhook_secret WHERE ends_at <= $1', [now])
      const old = await tx.query(
        `DELETE FROM webhook_delivery WHERE id IN (SELECT id FROM webhook_delivery WHERE created_at < $1 ORDER BY created_at LIMIT 5000) RETURNING id`,
        [new Date(now.getTime() - keptMs)],
      )
      return old.length > 0
    })
}
