import { actingThatMeet, joinCase, type Meeting } from '../conflicts/acting-parties.ts'
import { lockCase } from '../conflicts/case-rows.ts'
import { standingsOf } from '../conflicts/case-state.ts'
import { decideCase } from '../conflicts/decide-case.ts'
import { fallSilent } from '../conflicts/fall-silent.ts'
import { type Ctx, type Env, systemActor } from '../context.ts'
import { insertMessage, outboxParams } from '../outbox/outbox-message.ts'
import { inTransaction } from '../transaction.ts'

export type LookedAfter = { joined: number; decided: number; silent: number; reminded: number; failed: number }
type Done = Exclude<keyof LookedAfter, 'failed'> | null

/**
 * Opens cases where somebody acts without a registration beside others. Lets the policy decide the cases whose last day for evidence is over, reminds of what a person owes when half of its time is, and does
 * what the policy says where an appeal wasn't answered in time. Each in a transaction of its own; running it twice does nothing twice.
 */
export async function lookAfterConflicts(env: Env): Promise<LookedAfter> {
  const done: LookedAfter = { joined: 0, decided: 0, silent: 0, reminded: 0, failed: 0 }
  const attempt = async (id: string, work: (ctx: Ctx) => Promise<Done>) => {
    try {
      const result = await inTransaction(env, systemActor, work)
      if (result) done[result]++
    } catch (error) {
      done.failed++
      env.logger.error({ err: error, id }, 'a case could not be looked after')
    }
  }
  for (const meeting of await inTransaction(env, systemActor, (ctx) => actingThatMeet(ctx, null)))
    await attempt(meeting.engagementId, (ctx) => joinIfMet(ctx, meeting))
  for (const id of await inTransaction(env, systemActor, openCases)) await attempt(id, (ctx) => decideIfDue(ctx, id))
  for (const id of await inTransaction(env, systemActor, halfTimeCases))
    await attempt(id, (ctx) => remindOfCase(ctx, id))
  for (const id of await inTransaction(env, systemActor, waitingAppeals))
    await attempt(id, (ctx) => lookAfterAppeal(ctx, id))
  return done
}

const most = 2000

async function joinIfMet(ctx: Ctx, meeting: Meeting): Promise<Done> {
  // As whoever registers there does, so that each of two who come at once is seen.
  await ctx.tx.query('SELECT hold_family($1, NULL)', [meeting.accountId])
  return (await joinCase(ctx, meeting, 'engagement')) === null ? null : 'joined'
}

/** Cases that no policy and no person has looked at yet: all of them, as those that wait longest may gather still. */
async function openCases({ tx }: Ctx): Promise<string[]> {
  const rows = await tx.query<{ id: string }>(
    `SELECT c.id FROM conflict c WHERE c.closed_at IS NULL AND NOT EXISTS (SELECT FROM conflict_award w WHERE w.conflict_id = c.id)
     ORDER BY c.opened_at, c.id`,
  )
  return rows.map(({ id }) => id)
}

async function decideIfDue(ctx: Ctx, id: string): Promise<Done> {
  const before = (await standingsOf(ctx, [id])).get(id)!
  if (before.state !== 'gathering' || !before.due || before.due.at > ctx.now) return null
  const row = await lockCase(ctx, id)
  // Decided or closed between the list and the lock.
  if ((await standingsOf(ctx, [id])).get(id)!.state !== 'gathering') return null
  await decideCase(ctx, row)
  return 'decided'
}

const halfTimeCase = `c.closed_at IS NULL AND c.reminded_at IS NULL AND c.person_due_at IS NOT NULL
  AND (SELECT w.decided_at + (c.person_due_at - w.decided_at) / 2 FROM conflict_award w WHERE w.conflict_id = c.id ORDER BY w.seq LIMIT 1) <= $1`

async function halfTimeCases({ tx, now }: Ctx): Promise<string[]> {
  const rows = await tx.query<{ id: string }>(
    `SELECT c.id FROM conflict c WHERE ${halfTimeCase} ORDER BY c.person_due_at, c.id LIMIT ${most}`,
    [now],
  )
  return rows.map(({ id }) => id)
}

async function remindOfCase(ctx: Ctx, id: string): Promise<Done> {
  const marked = await ctx.tx.query(
    `UPDATE conflict c SET reminded_at = $1 WHERE c.id = $2 AND ${halfTimeCase} RETURNING 1`,
    [ctx.now, id],
  )
  if (marked.length === 0) return null
  const message = { topic: 'conflict.due' as const, subjectId: id, partnerId: null, payload: {} }
  await ctx.tx.query(insertMessage(1), outboxParams(message, ctx.now))
  return 'reminded'
}

const halfTimeAppeal = 'filed_at + (due_at - filed_at) / 2'

async function waitingAppeals({ tx, now }: Ctx): Promise<string[]> {
  const rows = await tx.query<{ id: string }>(
    `SELECT id FROM appeal WHERE answered_at IS NULL AND due_at IS NOT NULL
       AND ((silent_since IS NULL AND due_at <= $1) OR (reminded_at IS NULL AND ${halfTimeAppeal} <= $1)) ORDER BY due_at, id LIMIT ${most}`,
    [now],
  )
  return rows.map(({ id }) => id)
}

async function lookAfterAppeal(ctx: Ctx, id: string): Promise<Done> {
  if (await fallSilent(ctx, id)) return 'silent'
  const marked = await ctx.tx.query<{ conflictId: string }>(
    `UPDATE appeal l SET reminded_at = $2 FROM conflict_claim k WHERE l.id = $1 AND k.id = l.claim_id AND l.answered_at IS NULL AND l.reminded_at IS NULL
       AND ${halfTimeAppeal} <= $2 RETURNING k.conflict_id AS "conflictId"`,
    [id, ctx.now],
  )
  if (!marked[0]) return null
  const { conflictId: subjectId } = marked[0]
  const message = { topic: 'appeal.due' as const, subjectId, partnerId: null, payload: { appealId: id } }
  await ctx.tx.query(insertMessage(1), outboxParams(message, ctx.now))
  return 'reminded'
}
