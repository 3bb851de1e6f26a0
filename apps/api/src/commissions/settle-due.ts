import { type Env, systemActor } from '../context.ts'
import { lockDeal } from '../deals/deal-rows.ts'
import { inTransaction } from '../transaction.ts'
import { settleClaims } from './settle-claims.ts'

const atATime = 200

/**
 * Settles again the won deals of which something is still held: days of return have passed, say. Each in a transaction of its own; one
 * that can't be settled is left for the next time and told to the log. Running it twice does nothing twice.
 */
export async function settleDue(env: Env): Promise<{ seen: number; settled: number; failed: number }> {
  const result = { seen: 0, settled: 0, failed: 0 }
  for (let after = '00000000-0000-0000-0000-000000000000'; ; ) {
    const due = await inTransaction(env, systemActor, (ctx) =>
      ctx.tx.query<{ id: string }>(
        `SELECT d.id FROM deal d WHERE d.stage = 'won' AND d.id > $1 AND EXISTS (SELECT FROM claim c WHERE c.deal_id = d.id
           AND coalesce((SELECT sum(e.amount_minor) FROM ledger_entry e WHERE e.claim_id = c.id AND e.account = 'held'), 0) < 0)
         ORDER BY d.id LIMIT ${atATime}`,
        [after],
      ),
    )
    for (const { id } of due) {
      result.seen++
      try {
        const isNew = await inTransaction(env, systemActor, async (ctx) =>
          settleClaims(ctx, await lockDeal(ctx.tx, id)),
        )
        if (isNew) result.settled++
      } catch (error) {
        result.failed++
        env.logger.error({ err: error, dealId: id }, 'a deal could not be settled')
      }
    }
    if (due.length < atATime) return result
    after = due.at(-1)!.id
  }
}
