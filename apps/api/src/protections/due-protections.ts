import { compile } from '@parley/rules/compile/closures'
import type { Ctx } from '../context.ts'
import { pointOf } from '../policies/decision-point.ts'
import { policyInForce } from '../policies/policy-in-force.ts'
import { type ProtectionRow, readRegistrations, statusAt } from '../registrations/registration-rows.ts'
import { dayOf } from '../vendor-days.ts'
import { protectionFacts, readSoFar } from './protection-facts.ts'

/** One page of the protections that haven't ended, and those of them that something is to be done about. */
export type DuePage = { seen: number; due: string[]; last: string | null }

/** While a customer's letter names the same partner, nothing lapses for want of activity: the customer has said who leads. */
const withoutLetter = `NOT EXISTS (SELECT FROM designation n WHERE n.id = x.designation_id AND n.state = 'inEffect')`

/**
 * Asks the policy about a page of protections at once, by the compiled evaluator, in two queries: most go on as they are. Each that
 * doesn't is looked after, and decided again, in a transaction of its own.
 */
export async function dueProtections(ctx: Ctx, after: string | null, pageSize: number): Promise<DuePage> {
  const rows = await readRegistrations(
    ctx.tx,
    `WHERE x.ended_because IS NULL AND x.registration_id IS NOT NULL AND ${withoutLetter} AND NOT x.interim AND ($1::uuid IS NULL OR r.id > $1) ORDER BY r.id LIMIT ${pageSize}`,
    [after],
  )
  const activities = await readSoFar(
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
