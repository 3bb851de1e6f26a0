import type { WorkQueue } from '@parley/contract/home'
import type { z } from 'zod'
import { assertRole } from '../abilities.ts'
import { questionsOf } from '../accounts/identity/read-question.ts'
import type { Ctx } from '../context.ts'
import { headlinesOf } from '../decisions/headlines.ts'
import { latestDuties } from '../duties/duty-rows.ts'
import { peopleOf, toDutySummary } from '../duties/duty-view.ts'
import { readers } from './registration-abilities.ts'
import { type RegistrationRow, readRegistrations } from './registration-rows.ts'
import { toSummary } from './registration-view.ts'

type Queue = z.infer<typeof WorkQueue>

const mostShown = 200

/** What waits for the vendor, by time left, and what waits for partners. */
export async function readQueue(ctx: Ctx): Promise<Queue> {
  assertRole(ctx.actor, readers, 'see the work queue')
  const waiting = (status: string) =>
    readRegistrations(ctx.tx, `WHERE r.status = $1 ORDER BY r.answer_due_at, r.id LIMIT ${mostShown}`, [status])
  const forUs = await waiting('inReview')
  const forPartner = await waiting('informationNeeded')
  const items = await toItems(ctx, forUs, 'Decide this registration')
  const waitingForPartner = await toItems(ctx, forPartner, 'The partner’s answer')
  const lateCount = items.filter((item) => item.late).length
  return { items, lateCount, waitingForPartner, asOf: ctx.now.toISOString() }
}

async function toItems(ctx: Ctx, rows: RegistrationRow[], what: string): Promise<Queue['items']> {
  const headlines = await headlinesOf(
    ctx,
    rows.map((row) => row.decisionId),
  )
  const questions = await questionsOf(
    ctx,
    rows.map((row) => row.id),
  )
  const duties = await latestDuties(
    ctx.tx,
    rows.map((row) => row.id),
  )
  const people = await peopleOf(ctx, [...duties.values()])
  return rows.map((row) => {
    const duty = duties.get(row.id)
    const dueAt = row.answerDueAt ?? row.submittedAt
    const why = questions.get(row.id) ?? headlines.get(row.decisionId)!
    return {
      registration: toSummary(ctx, row),
      what,
      dueAt: dueAt.toISOString(),
      late: dueAt <= ctx.now,
      why,
      duty: duty && duty.closedAt === null ? toDutySummary(ctx, duty, people) : null,
    }
  })
}
