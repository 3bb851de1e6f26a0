import { type Ctx, type Env, systemActor } from '../context.ts'
import { tell } from '../registrations/change-registration.ts'
import { lockRegistration } from '../registrations/registration-rows.ts'
import { inTransaction } from '../transaction.ts'

/** How long before its end somebody is reminded of an answer. */
const aheadMs = 36 * 3_600_000
const pageSize = 200

type Reminded = { noted: number; failed: number }

/**
 * Notes what falls due: an answer that the vendor owes a partner, or a partner the vendor. Once for each date, each in a transaction
 * of its own; running it twice says nothing twice. Ends in how many were noted, and how many couldn't be.
 */
export async function remindOfAnswers(env: Env): Promise<Reminded> {
  const done: Reminded = { noted: 0, failed: 0 }
  for (let after: Due | undefined; ; ) {
    const page: Due[] = await inTransaction(env, systemActor, (ctx) => fallingDue(ctx, after))
    for (const { id } of page) {
      try {
        if (await inTransaction(env, systemActor, (ctx) => note(ctx, id))) done.noted++
      } catch (error) {
        done.failed++
        env.logger.error({ err: error, registrationId: id }, 'nobody could be reminded of an answer')
      }
    }
    after = page.at(-1)
    if (page.length < pageSize) return done
  }
}

type Due = { id: string; dueAt: string }

function fallingDue({ tx, now }: Ctx, after: Due | undefined): Promise<Due[]> {
  return tx.query<Due>(
    `SELECT id, answer_due_at::text AS "dueAt" FROM registration
     WHERE status IN ('inReview', 'informationNeeded') AND answer_due_at <= $1 AND due_told_for IS DISTINCT FROM answer_due_at
       AND ($2::timestamptz IS NULL OR (answer_due_at, id) > ($2::timestamptz, $3::uuid))
     ORDER BY answer_due_at, id LIMIT ${pageSize}`,
    [new Date(now.getTime() + aheadMs), after?.dueAt ?? null, after?.id ?? null],
  )
}

/** What was answered between the list and the lock is left alone, and so is what was due before this was looked after. */
async function note(ctx: Ctx, id: string): Promise<boolean> {
  const row = await lockRegistration(ctx.tx, id)
  const isOwed = row.status === 'inReview' || row.status === 'informationNeeded'
  if (!isOwed || !row.answerDueAt) return false
  const marked = await ctx.tx.query(
    `UPDATE registration SET due_told_for = answer_due_at WHERE id = $1 AND due_told_for IS DISTINCT FROM answer_due_at RETURNING id`,
    [id],
  )
  if (marked.length === 0) return false
  const owes = row.status === 'inReview' ? 'vendor' : 'partner'
  await tell(ctx, row, 'registration.answerDue', { owes, dueAt: row.answerDueAt })
  return true
}
