import { type Ctx, type Env, systemActor } from '../context.ts'
import { decideAgain, decideOthersAgain } from '../designations/decide-designation.ts'
import { endDesignation } from '../designations/end-designation.ts'
import { lockLetter, readDesignation } from '../designations/letter-rows.ts'
import { tellOf } from '../designations/settle-notice.ts'
import { inTransaction } from '../transaction.ts'
import { dayOf } from '../vendor-days.ts'

export type LookedAfter = { decided: number; ended: number; failed: number }

const pageSize = 200

/**
 * Asks the policy again about each letter whose wait may be over or that a person hasn't decided, and ends those whose time is over. Each in a transaction of its
 * own; running it twice does nothing twice.
 */
export async function lookAfterDesignations(env: Env): Promise<LookedAfter> {
  const done: LookedAfter = { decided: 0, ended: 0, failed: 0 }
  for (let after: string | null = null; ; ) {
    const page: string[] = await inTransaction(env, systemActor, (ctx) => due(ctx, after))
    for (const id of page) {
      try {
        const result = await inTransaction(env, systemActor, (ctx) => lookAfter(ctx, id))
        if (result) done[result]++
      } catch (error) {
        done.failed++
        env.logger.error({ err: error, designationId: id }, 'a designation could not be looked after')
      }
    }
    after = page.at(-1) ?? null
    if (page.length < pageSize) return done
  }
}

/** What a person hasn't decided: the days that it was about pass all the same, and the policy may say something else after them. */
const isAskedAgain = `d.account_id IS NOT NULL AND EXISTS (SELECT FROM customer_letter l WHERE l.id = d.letter_id AND l.is_genuine)`

async function due({ tx, now, vendor }: Ctx, after: string | null): Promise<string[]> {
  const rows = await tx.query<{ id: string }>(
    `SELECT d.id FROM designation d WHERE ($3::uuid IS NULL OR d.id > $3)
       AND ((d.state = 'waiting' AND d.check_on <= $1) OR (d.state = 'deciding' AND ${isAskedAgain}) OR (d.state = 'inEffect' AND d.holds_until <= $2)) ORDER BY d.id LIMIT ${pageSize}`,
    [dayOf(now, vendor.timeZone), now, after],
  )
  return rows.map(({ id }) => id)
}

async function lookAfter(ctx: Ctx, id: string): Promise<'decided' | 'ended' | null> {
  const { letterId } = await readDesignation(ctx.tx, id)
  await lockLetter(ctx.tx, letterId)
  const row = await readDesignation(ctx.tx, id)
  if (row.state === 'waiting' || row.state === 'deciding') {
    if (!(await decideAgain(ctx, row))) return null
    await decideOthersAgain(ctx, letterId)
    return 'decided'
  }
  if (row.state !== 'inEffect' || row.holdsUntil! > ctx.now) return null
  await endDesignation(ctx, row, 'expired')
  await tellOf(ctx, { topic: 'letter.expired', subjectId: letterId, partnerId: row.partnerId, payload: {} })
  return 'ended'
}
