import { type Env, systemActor } from '../../context.ts'
import { inTransaction } from '../../transaction.ts'
import { suspectDuplicates } from './suspect-duplicates.ts'

const atATime = 200
const mostInARun = 20_000

/**
 * Compares each account with those like it, so that twins that came in before are found as well. Goes on where it stopped
 * last time, and begins again after the last account. Ends in how many were compared.
 */
export async function findDuplicates(env: Env, { most = mostInARun }: { most?: number } = {}): Promise<number> {
  for (let done = 0; ; ) {
    const batch = await inTransaction(env, systemActor, async (ctx) => {
      const [model] = await ctx.tx.query<{ until: string | null }>('SELECT compared_until AS until FROM identity_model')
      const rows = await ctx.tx.query<{ id: string }>(
        'SELECT id FROM account WHERE merged_into IS NULL AND ($1::uuid IS NULL OR id > $1) ORDER BY id LIMIT $2',
        [model?.until ?? null, Math.min(atATime, most - done)],
      )
      for (const { id } of rows) await suspectDuplicates(ctx, id)
      await ctx.tx.query('UPDATE identity_model SET compared_until = $1', [rows.at(-1)?.id ?? null])
      // Without a model nothing remembers how far it came: one batch, and no more.
      return model ? rows.length : 0
    })
    done += batch
    if (batch === 0 || done >= most) return done
  }
}
