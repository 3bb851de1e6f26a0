import type { EngagementVerb } from '@parley/contract/engagements'
import { settingsOf } from '@parley/rules/cases'
import { conflict as point } from '@parley/rules/points/conflict/point'
import type { Ctx } from '../context.ts'
import { policyInForce } from '../policies/policy-in-force.ts'
import { addDays, dayOf, endAfterDays, startOfDay } from '../vendor-days.ts'

/** The steps of a sale that each word of the policy means. Help is none: it is the lead's. */
const verbsThatCount: Record<string, readonly EngagementVerb[]> = {
  offers: ['quote', 'discount', 'takeDirect'],
  salesSteps: ['contact', 'quote', 'discount', 'redirect', 'takeDirect'],
}

type Counting = { days: number; verbs: readonly EngagementVerb[]; since: Date }

/** Which engagements the policy in force takes for an interest; null where it takes none. */
async function countingNow(ctx: Ctx): Promise<Counting | null> {
  const { policy } = await policyInForce(ctx.tx, 'conflict', ctx.now)
  const { engagementDays: days, engagementsThatCount = 'offers' } = settingsOf(point, policy)
  const verbs = verbsThatCount[String(engagementsThatCount)]
  if (typeof days !== 'number' || !verbs) return null
  const { timeZone } = ctx.vendor
  return { days, verbs, since: startOfDay(addDays(dayOf(ctx.now, timeZone), -days), timeZone) }
}

export type Meeting = { engagementId: string; accountId: string; askedAt: Date }

/**
 * Whoever acts at an account without a registration, and meets another party's interest: the oldest first, of one account's family,
 * or everywhere. Looked for by a job and not when somebody asks, so that no answer takes longer because somebody else is there.
 */
export async function actingThatMeet(ctx: Ctx, accountId: string | null): Promise<Meeting[]> {
  const counting = await countingNow(ctx)
  if (!counting) return []
  return ctx.tx.query<Meeting>(
    `SELECT engagement_id AS "engagementId", account_id AS "accountId", asked_at AS "askedAt" FROM engagements_that_meet($1, $2, $3, $4)`,
    [counting.verbs, counting.since, accountId, ctx.now],
  )
}

/** Puts it into the case of those it meets, which is opened where there is none. Null where it meets nobody any more. */
export async function joinCase(ctx: Ctx, meeting: Meeting, because: 'engagement' | 'merge'): Promise<string | null> {
  const counting = await countingNow(ctx)
  if (!counting) return null
  const countsUntil = endAfterDays(meeting.askedAt, counting.days, ctx.vendor.timeZone)
  const params = [meeting.engagementId, because, countsUntil, counting.verbs, counting.since, ctx.newId(), ctx.now]
  const [row] = await ctx.tx.query<{ id: string | null }>(
    'SELECT join_engagement($1, $2, $3, $4, $5, $6, $7) AS id',
    params,
  )
  return row!.id
}
