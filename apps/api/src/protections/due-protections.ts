import { compile } from '@parley/rules/compile/closures'
import type { Ctx } from '../context.ts'
import { pointOf } from '../policies/decision-point.ts'
import { policyInForce } from '../policies/policy-in-force.ts'
import { type ProtectionRow, readRegistrations, statusAt } from '../registrations/registration-rows.ts'
import { dayOf } from '../vendor-days.ts'
import { type ActivitySoFar, protectionFacts } from './protection-facts.ts'

/** One page of the protections that haven't ended, and those of them that something is to be done about. */
export type DuePage = { seen: number; due: string[]; last: string | null }

/**
 * Asks the policy about a page of protections at once, by the compiled evaluator, in two queries: most go on as they are. Each that
 * doesn't is looked after, and decided again, in a transaction of its own.
 */
export async function dueProtections(ctx: Ctx, after: string | null, pageSize: number): Promise<DuePage> {
  const rows = await readRegistrations(
    ctx.tx,
    `WHERE x.ended_because IS NULL AND x.registration_id IS NOT NULL AND ($1::uuid IS NULL OR r.id > $1) ORDER BY r.id LIMIT ${pageSize}`,
    [after],
  )
  const activities = await readActivities(
    ctx,
    rows.map(({ id }) => id),
  )
  const { policy } = await policyInForce(ctx.tx, 'protection', ctx.now)
  const { decide } = compile(pointOf('protection'), policy)
  const due = rows.filter((row) => {
    if (statusAt(row, ctx.now) === 'expired') return true
    const decision = decide(protectionFacts(ctx, row, row.protection!, activities.get(row.id), 'sweep'))
    if (decision.status !== 'decided') return false
    return decision.outcome.type !== 'keep' || isAnnouncedDayHere(ctx, row.protection!)
  })
  return { seen: rows.length, due: due.map(({ id }) => id), last: rows.at(-1)?.id ?? null }
}

/** Whether the day on which a lapse was announced is here, or past. */
export function isAnnouncedDayHere({ now, vendor }: Ctx, { lapseOn }: ProtectionRow): boolean {
  return lapseOn !== null && lapseOn <= dayOf(now, vendor.timeZone)
}

async function readActivities(ctx: Ctx, ids: readonly string[]): Promise<Map<string, ActivitySoFar>> {
  const rows = await ctx.tx.query<ActivitySoFar & { id: string }>(
    `SELECT a.registration_id AS id, max(a.logged_at) AS latest,
       count(*) FILTER (WHERE a.logged_at >= coalesce(x.extended_at, x.granted_at))::int AS "sinceExtension"
     FROM activity a JOIN protection x ON x.registration_id = a.registration_id
     WHERE a.registration_id = ANY($1) GROUP BY a.registration_id`,
    [ids],
  )
  return new Map(rows.map((row) => [row.id, row]))
}
