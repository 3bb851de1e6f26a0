import { type Ctx, type Env, systemActor } from '../context.ts'
import { lockDeal, readDeals } from '../deals/deal-rows.ts'
import { inTransaction } from '../transaction.ts'
import { settleClaims } from './settle-claims.ts'
import { isAnythingNew, readStandings } from './settlement.ts'

const atATime = 200

/** Won deals of which something is still held. */
const held = `WHERE d.stage = 'won' AND d.id > $1 AND EXISTS (SELECT FROM claim c WHERE c.deal_id = d.id
  AND coalesce((SELECT sum(e.amount_minor) FROM ledger_entry e WHERE e.claim_id = c.id AND e.account = 'held'), 0) < 0) ORDER BY d.id LIMIT ${atATime}`

type Page = { seen: number; due: string[]; last: string | undefined }

/**
 * Settles again the won deals of which something is still held: days of return have passed, say. A page of them is looked at in a few
 * questions; each of which anything is new is settled in a transaction of its own. One that can't be settled is left for the next time
 * and told to the log. Running it twice does nothing twice.
 */
export async function settleDue(env: Env): Promise<{ seen: number; settled: number; failed: number }> {
  const result = { seen: 0, settled: 0, failed: 0 }
  for (let after = '00000000-0000-0000-0000-000000000000'; ; ) {
    const page: Page = await inTransaction(env, systemActor, (ctx) => lookAt(ctx, after))
    result.seen += page.seen
    for (const id of page.due) {
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
    if (page.seen < atATime) return result
    after = page.last!
  }
}

/** One that can't even be looked at is settled with the others, so that the log says why. */
async function lookAt(ctx: Ctx, after: string): Promise<Page> {
  const deals = await readDeals(ctx.tx, held, [after])
  const due: string[] = []
  for (const standing of await readStandings(ctx, deals)) {
    const isDue = await isAnythingNew(ctx, standing).catch(() => true)
    if (isDue) due.push(standing.deal.id)
  }
  return { seen: deals.length, due, last: deals.at(-1)?.id }
}
