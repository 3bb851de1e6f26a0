import { mostAccountsOfKey } from '@parley/identity/candidate-weight'
import { type Env, systemActor } from '../../context.ts'
import { inTransaction } from '../../transaction.ts'

/** Fewer are counted when they're asked for. */
const leastNames = 20
/** With fewer accounts, a question counts all that it needs. */
const fewAccounts = 10_000

/**
 * Counts the keys that many accounts have, so that nobody waits for it, and, among many accounts, each key that two have, for
 * processes to remember. Hours old, it does no harm: it only weighs.
 */
export async function countCommonKeys(env: Env, { few = fewAccounts } = {}): Promise<void> {
  await inTransaction(env, systemActor, async ({ tx, now }) => {
    await tx.query("SET LOCAL statement_timeout = '10min'")
    await tx.query('DELETE FROM common_key')
    await tx.query(
      `INSERT INTO common_key (key, names) SELECT key, count(*)::int FROM account_key GROUP BY key HAVING count(*) > $1`,
      [leastNames],
    )
    await tx.query('UPDATE identity_model SET counted_at = $1', [now])
    const [names] = await tx.query<{ most: number }>('SELECT coalesce(max(number), 0) AS most FROM account_name')
    await tx.query('DELETE FROM key_count')
    if (names!.most < few) await tx.query('DELETE FROM last_count')
    else {
      await tx.query(keepCounts)
      await tx.query(
        `INSERT INTO last_count (number, names) VALUES (1, $1) ON CONFLICT (only_one) DO UPDATE SET number = last_count.number + 1, names = $1`,
        [names!.most],
      )
    }
  })
}

/**
 * Those whose frequency a comparison asks for, and those that too many have to be looked up: these as many as a question would have
 * counted before it stopped, so that an answer is the same whether its keys are remembered or not.
 */
const keepCounts = `
  INSERT INTO key_count (block, counts)
  SELECT (c.key >> 24) & 255, string_agg(int4send(c.key) || int4send(c.names), '' ORDER BY c.key)
  FROM (SELECT key, max(names) AS names FROM (
      SELECT k.key, count(*)::int AS names FROM account_key k WHERE k.key IN (SELECT unnest(asked) FROM account_name)
      GROUP BY k.key HAVING count(*) > 1
      UNION ALL SELECT key, ${mostAccountsOfKey + 1} FROM common_key WHERE names > ${mostAccountsOfKey}) k
    GROUP BY key) c
  GROUP BY 1`
