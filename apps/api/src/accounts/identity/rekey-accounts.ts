import { keysVersion } from '@parley/identity/blocking-keys'
import { type Env, systemActor } from '../../context.ts'
import { inTransaction } from '../../transaction.ts'
import { keepNames } from './keep-names.ts'

/** What an account keeps doesn't depend on what the model has learnt. */
const version = String(keysVersion)
const atATime = 500

/**
 * Makes every account findable by this version's keys: once after an update, before anything is asked. What a kill cut short
 * goes on at the next start. Ends in how many accounts were done.
 */
export async function rekeyAccounts(env: Env, say?: (line: string) => void): Promise<number> {
  let done = 0
  for (;;) {
    const batch = await inTransaction(env, systemActor, async (ctx) => {
      // Of two processes that start, one makes a batch at a time.
      await ctx.tx.query('SELECT pg_advisory_xact_lock(7200000000000)')
      const [model] = await ctx.tx.query<{ version: string; keyedUntil: string | null }>(
        'SELECT version, keyed_until AS "keyedUntil" FROM identity_model',
      )
      const isDone = model?.version === version && model.keyedUntil === null
      if (isDone) return 0
      const after = model?.version === `making ${version}` ? model.keyedUntil : null
      const rows = await ctx.tx.query<{ id: string }>(
        'SELECT id FROM account WHERE $1::uuid IS NULL OR id > $1 ORDER BY id LIMIT $2 FOR NO KEY UPDATE',
        [after, atATime],
      )
      const ids = rows.map(({ id }) => id)
      if (ids.length > 0) await keepNames(ctx, ids)
      const state = ids.length === 0 ? [version, null] : [`making ${version}`, ids.at(-1)]
      await ctx.tx.query(
        `INSERT INTO identity_model (version, keyed_until) VALUES ($1, $2)
         ON CONFLICT (only_one) DO UPDATE SET version = $1, keyed_until = $2`,
        state,
      )
      return ids.length
    })
    if (batch === 0) return done
    if (done === 0) say?.('Making accounts findable by this version’s keys …')
    done += batch
  }
}
