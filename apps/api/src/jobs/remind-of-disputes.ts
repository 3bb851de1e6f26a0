import { recordEvent } from '../audit/record-event.ts'
import { type Ctx, type Env, systemActor } from '../context.ts'
import { leaveMessage } from '../outbox/leave-message.ts'
import { inTransaction } from '../transaction.ts'
import { addDays, dayOf } from '../vendor-days.ts'

/** Somebody is reminded this many days before the last day for an answer. */
const aheadDays = 1

type Reminded = { noted: number; failed: number }

/**
 * Notes the disputes whose answer falls due. Once for each, each in a transaction of its own; running it twice says nothing twice.
 * Ends in how many were noted, and how many couldn't be.
 */
export async function remindOfDisputes(env: Env): Promise<Reminded> {
  const done: Reminded = { noted: 0, failed: 0 }
  for (const id of await inTransaction(env, systemActor, (ctx) => readDue(ctx, null))) {
    try {
      if (await inTransaction(env, systemActor, (ctx) => note(ctx, id))) done.noted++
    } catch (error) {
      done.failed++
      env.logger.error({ err: error, disputeId: id }, 'nobody could be reminded of a dispute')
    }
  }
  return done
}

/** Due, without an answer, and not noted yet: that it was stands in the audit since the dispute was opened. */
async function readDue({ tx, now, vendor }: Ctx, id: string | null): Promise<string[]> {
  const rows = await tx.query<{ id: string }>(
    `SELECT d.id FROM dispute d WHERE d.due_on <= $1 AND ($2::uuid IS NULL OR d.id = $2)
       AND NOT EXISTS (SELECT FROM dispute_answer a WHERE a.dispute_id = d.id)
       AND NOT EXISTS (SELECT FROM audit_event e WHERE e.action = 'dispute.reminded' AND e.subject_id = d.id::text AND e.happened_at >= d.opened_at)
     ORDER BY d.due_on, d.id`,
    [addDays(dayOf(now, vendor.timeZone), aheadDays), id],
  )
  return rows.map((row) => row.id)
}

async function note(ctx: Ctx, id: string): Promise<boolean> {
  await ctx.tx.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 18))', [`dispute ${id}`])
  if ((await readDue(ctx, id)).length === 0) return false
  const [row] = await ctx.tx.query<{ reference: string; partnerId: string; dueOn: string }>(
    `SELECT s.reference, d.partner_id AS "partnerId", d.due_on AS "dueOn" FROM dispute d JOIN statement_line l ON l.id = d.line_id
       JOIN statement s ON s.id = l.statement_id WHERE d.id = $1`,
    [id],
  )
  const { reference, partnerId, dueOn } = row!
  const subject = { kind: 'dispute', id, name: reference }
  await recordEvent(ctx, { action: 'dispute.reminded', subject, partnerId, details: { dueOn } })
  await leaveMessage(ctx, { topic: 'dispute.due', subjectId: id, partnerId, payload: {} })
  return true
}
