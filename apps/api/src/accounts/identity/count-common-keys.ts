import { type Env, systemActor } from '../../context.ts'
import { inTransaction } from '../../transaction.ts'

/** Fewer are counted when they're asked for. */
const leastNames = 20

/** Counts the keys that many accounts have, so that nobody waits for it. Hours old, it does no harm: it only weighs. */
export async function countCommonKeys(env: Env): Promise<void> {
  await inTransaction(env, systemActor, async ({ tx, now }) => {
    await tx.query("SET LOCAL statement_timeout = '10min'")
    await tx.query('DELETE FROM common_key')
    await tx.query(
      `INSERT INTO common_key (key, names) SELECT key, count(*)::int FROM account_key GROUP BY key HAVING count(*) > $1`,
      [leastNames],
    )
    await tx.query('UPDATE identity_model SET counted_at = $1', [now])
  })
}
