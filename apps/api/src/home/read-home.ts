import type { PartnerHome } from '@parley/contract/home'
import type { z } from 'zod'
import type { Ctx } from '../context.ts'
import { readCard } from '../decisions/decision-card.ts'
import { type DecisionRow, decisionColumns } from '../decisions/decision-rows.ts'
import { listDrafts } from '../registrations/keep-draft.ts'
import { type RegistrationRow, readRegistrations } from '../registrations/registration-rows.ts'
import { toSummary } from '../registrations/registration-view.ts'
import { seenRenewal } from '../renewals/contract-rows.ts'
import { ownOnly } from '../transaction.ts'
import { addDays, dayOf, startOfDay } from '../vendor-days.ts'

/** How far ahead "soon" looks, and how much of each list the first screen shows. */
const soonDays = 30
const mostShown = 8

const protectedNow = `r.status IN ('approved','teaming') AND upper(x.during) > $1::timestamptz`
const needsPartner = `r.status = 'informationNeeded' OR (${protectedNow} AND x.lapse_on IS NOT NULL)`

/** A partner's first screen: what needs it, what ends soon, what was decided. */
export async function readHome(ctx: Ctx): Promise<z.infer<typeof PartnerHome>> {
  const { tx, now, vendor } = ctx
  const soon = startOfDay(addDays(dayOf(now, vendor.timeZone), soonDays + 1), vendor.timeZone)
  const needing = await readRegistrations(
    tx,
    `WHERE ${needsPartner} ORDER BY coalesce(r.answer_due_at, x.lapse_on::timestamptz), r.id LIMIT ${mostShown}`,
    [now],
  )
  const ending = await readRegistrations(
    tx,
    `WHERE ${protectedNow} AND upper(x.during) <= $2 ORDER BY upper(x.during), r.id LIMIT ${mostShown}`,
    [now, soon],
  )
  const { items } = await listDrafts(ctx)
  return {
    needsYou: needing.map((row) => toSummary(ctx, row)),
    endsSoon: ending.map((row) => toSummary(ctx, row)),
    decidedLately: await readDecidedLately(ctx),
    drafts: items.slice(0, mostShown).map(({ id, title, updatedAt }) => ({ id, title, updatedAt })),
    counts: await readCounts(ctx),
  }
}

async function readDecidedLately(ctx: Ctx): Promise<z.infer<typeof PartnerHome>['decidedLately']> {
  const decisions = await ctx.tx.query<DecisionRow>(
    `SELECT ${decisionColumns} FROM decision d JOIN registration r ON r.decision_id = d.id
     WHERE ${ownOnly('r.partner_id', 1)} ORDER BY d.decided_at DESC, d.id DESC LIMIT ${mostShown}`,
    [ctx.tx.partnerId],
  )
  const rows = await readRegistrations(ctx.tx, 'WHERE r.id = ANY($1)', [decisions.map((each) => each.subjectId)])
  const byId = new Map<string, RegistrationRow>(rows.map((row) => [row.id, row]))
  const lately = []
  for (const decision of decisions) {
    const { outcome, headline, decidedAt } = await readCard(ctx, decision)
    const registration = toSummary(ctx, byId.get(decision.subjectId)!)
    lately.push({ registration, outcomeTitle: outcome.title, favour: outcome.favour, decidedAt, headline })
  }
  return lately
}

async function readCounts({ tx, now }: Ctx): Promise<z.infer<typeof PartnerHome>['counts']> {
  const [counts] = await tx.query<z.infer<typeof PartnerHome>['counts']>(
    `SELECT count(*) FILTER (WHERE ${protectedNow})::int AS protected,
       count(*) FILTER (WHERE r.status = 'inReview')::int AS "inReview",
       count(*) FILTER (WHERE ${needsPartner})::int AS "needsYou",
       (SELECT count(*)::int FROM contract c WHERE ${seenRenewal('c', 2)} IS NULL AND ${ownOnly('c.partner_id', 2)}) AS "toRenew"
     FROM registration r LEFT JOIN protection x ON x.registration_id = r.id WHERE ${ownOnly('r.partner_id', 2)}`,
    [now, tx.partnerId],
  )
  return counts!
}
