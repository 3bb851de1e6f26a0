import { type Ctx, type Env, systemActor } from '../context.ts'
import { inTransaction } from '../transaction.ts'

const keptMs = 90 * 86_400_000

const atOnce = 20_000

/**
 * Takes away what was delivered, sent, given up or told a quarter of a year ago, and the text of e-mails that wait since then: without
 * a mail server they would be kept for ever. Ends in how many rows went or were wiped.
 */
export async function clearDelivered(env: Env): Promise<number> {
  for (let cleared = 0; ; ) {
    const part = await inTransaction(env, systemActor, async (ctx) => {
      const before = new Date(ctx.now.getTime() - keptMs)
      const [row] = await ctx.tx.query<{ cleared: number }>('SELECT clear_delivered($1) AS cleared', [before])
      return row!.cleared + (await giveUp(ctx, before))
    })
    cleared += part
    if (part === 0) return cleared
  }
}

/** Operators see that it never left, and to whom; that much goes another quarter later. What a worker has leased is left to it. */
async function giveUp({ tx, now }: Ctx, before: Date): Promise<number> {
  const wiped = await tx.query(
    `UPDATE email SET given_up_at = $2, last_error = $3, lines = NULL, link_words = NULL, link_url = NULL
     WHERE id IN (SELECT id FROM email WHERE sent_at IS NULL AND given_up_at IS NULL AND created_at < $1
       AND (leased_until IS NULL OR leased_until < $2) ORDER BY seq LIMIT ${atOnce} FOR UPDATE SKIP LOCKED) RETURNING 1`,
    [before, now, 'It couldn’t leave for 90 days, so its text was wiped.'],
  )
  return wiped.length
}
