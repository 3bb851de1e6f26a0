import { type Ctx, type Env, systemActor } from '../context.ts'
import { decideAgain } from '../engagements/answer-consent.ts'
import { lockEngagement } from '../engagements/engagement-rows.ts'
import { tellOf } from '../engagements/record-engagement.ts'
import { inTransaction } from '../transaction.ts'

export type LookedAfter = { reminded: number; lapsed: number; failed: number }

const pageSize = 200

/** When half of the time for an answer is over, by a column of `consent`. */
const halfTime = 'asked_at + (due_at - asked_at) / 2'

/**
 * Reminds once of a consent when half of its time is over, and decides without it when all of it is: what silence means, the
 * policy says. Each in a transaction of its own; running it twice does nothing twice.
 */
export async function lookAfterConsents(env: Env): Promise<LookedAfter> {
  const done: LookedAfter = { reminded: 0, lapsed: 0, failed: 0 }
  for (let after: string | null = null; ; ) {
    const page: string[] = await inTransaction(env, systemActor, (ctx) => due(ctx, after))
    for (const id of page) {
      try {
        const result = await inTransaction(env, systemActor, (ctx) => lookAfter(ctx, id))
        if (result) done[result]++
      } catch (error) {
        done.failed++
        env.logger.error({ err: error, engagementId: id }, 'a consent could not be looked after')
      }
    }
    after = page.at(-1) ?? null
    if (page.length < pageSize) return done
  }
}

async function due({ tx, now }: Ctx, after: string | null): Promise<string[]> {
  const rows = await tx.query<{ id: string }>(
    `SELECT engagement_id AS id FROM consent WHERE state = 'waiting' AND ($2::uuid IS NULL OR engagement_id > $2)
       AND (due_at <= $1 OR (reminded_at IS NULL AND ${halfTime} <= $1)) ORDER BY engagement_id LIMIT ${pageSize}`,
    [now, after],
  )
  return rows.map(({ id }) => id)
}

async function lookAfter(ctx: Ctx, id: string): Promise<'reminded' | 'lapsed' | null> {
  const { tx, now } = ctx
  const row = await lockEngagement(tx, id)
  const { consent, partnerId } = row
  if (consent?.state !== 'waiting' || consent.dueAt === null) return null
  const message = { subjectId: id, partnerId, payload: { dueAt: consent.dueAt } }
  if (consent.dueAt <= now) {
    await tx.query(`UPDATE consent SET state = 'unanswered', answered_at = $2 WHERE engagement_id = $1`, [id, now])
    await decideAgain(ctx, row, 'unanswered')
    await tellOf(ctx, { ...message, topic: 'consent.lapsed' })
    return 'lapsed'
  }
  const marked = await tx.query(
    `UPDATE consent SET reminded_at = $2 WHERE engagement_id = $1 AND reminded_at IS NULL AND ${halfTime} <= $2 RETURNING 1`,
    [id, now],
  )
  if (marked.length === 0) return null
  await tellOf(ctx, { ...message, topic: 'consent.due' })
  return 'reminded'
}
