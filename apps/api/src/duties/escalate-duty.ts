import type { Ctx } from '../context.ts'
import { decideByPolicy } from '../decisions/decide-by-policy.ts'
import type { DecisionRow } from '../decisions/decision-rows.ts'
import { policyInForce } from '../policies/policy-in-force.ts'
import { tell } from '../registrations/change-registration.ts'
import type { RegistrationRow } from '../registrations/registration-rows.ts'
import { addDays, dayOf, startOfDay } from '../vendor-days.ts'
import type { DutyRow } from './duty-rows.ts'
import { isLate } from './duty-view.ts'
import { isWithManagers, record, tellDuty } from './keep-duty.ts'
import { gatherRequestFacts, type Waiting } from './request-facts.ts'

/**
 * Asks the policy what follows of a duty that is open, its account locked, and does it: somebody else has it, and the partner is
 * protected for the time being. Ends in whether anything followed.
 */
export async function escalateDuty(ctx: Ctx, registration: RegistrationRow, duty: DutyRow): Promise<boolean> {
  const row = await whatFollows(ctx, registration, duty)
  if (row.outcome !== 'escalate') return false
  await record(ctx, row)
  const until = protects(row) ? await grantInterim(ctx, registration, row) : null
  const today = dayOf(ctx.now, ctx.vendor.timeZone)
  await ctx.tx.query(
    `UPDATE duty SET held_as = $2, holder_id = duty_holder(owner_id, $2, $3), decision_id = $4,
       interim_from = coalesce($5, interim_from), interim_until = coalesce($6, interim_until) WHERE id = $1`,
    [duty.id, row.params.to, today, row.id, until?.from ?? null, until?.until ?? null],
  )
  await ctx.tx.query('UPDATE registration SET version = version + 1 WHERE id = $1', [registration.id])
  if (isLate(duty, ctx.now) && !isWithManagers(duty)) await tellDuty(ctx, duty, 'duty.missed')
  await tell(ctx, registration, 'duty.escalated', {
    ...{ decisionId: row.id, to: row.params.to, dutyId: duty.id },
    interim: until !== null,
  })
  return true
}

/**
 * What follows of an open duty, unrecorded: by the rules that were in force when it was promised, or by those of today where these
 * protect the partner and the others don't, or for longer.
 */
export async function whatFollows(ctx: Ctx, registration: Waiting, duty: DutyRow): Promise<DecisionRow> {
  const [facts] = await gatherRequestFacts(ctx, 'waiting', [{ registration, duty }])
  const subject = { subjectId: registration.id, partnerId: duty.partnerId, supersedes: duty.decisionId }
  const [then, today] = [
    await policyInForce(ctx.tx, 'request', duty.openedAt),
    await policyInForce(ctx.tx, 'request', ctx.now),
  ]
  const { row: promised } = await decideByPolicy(ctx, 'request', then, facts!, subject)
  if (today.version === then.version) return promised
  const { row: newer } = await decideByPolicy(ctx, 'request', today, facts!, subject)
  const days = (row: DecisionRow) => (protects(row) ? Number(row.params.interimProtectionDays) : 0)
  return days(newer) > days(promised) ? newer : promised
}

/** Whether the partner is protected for the time being by what follows. */
export const protects = ({ outcome, params }: DecisionRow): boolean =>
  outcome === 'escalate' && params.consequence === 'interimProtection'

/**
 * Exclusive from the moment that the policy names, or from the end of somebody else's protection after it, to the end of the last
 * day. The one constraint has the last word: where another leads, the policy doesn't get here. Granted, as the partner reads it, at the
 * named moment in either case: the window's beginning would be the instant at which a rival let go.
 */
async function grantInterim(
  ctx: Ctx,
  registration: RegistrationRow,
  { params }: DecisionRow,
): Promise<{ from: Date; until: Date }> {
  const { timeZone } = ctx.vendor
  const named = new Date(String(params.interimFrom ?? ctx.now.toISOString()))
  const lastDay = addDays(dayOf(named, timeZone), Number(params.interimProtectionDays))
  const until = startOfDay(addDays(lastDay, 1), timeZone)
  await ctx.tx.query(
    `INSERT INTO protection (registration_id, partner_id, account_id, product_family, kind, interim, granted_at, during)
     SELECT r.id, r.partner_id, r.account_id, r.product_family, 'exclusive', true, $2, tstzrange(f.from, $3)
     FROM registration r, LATERAL (SELECT greatest($2::timestamptz, (SELECT max(upper(x.during)) FROM protection x
       WHERE x.account_id = r.account_id AND x.product_family = r.product_family AND x.registration_id IS DISTINCT FROM r.id AND x.kind = 'exclusive'
         AND upper(x.during) <= $4)) AS from) f
     WHERE r.id = $1
     ON CONFLICT (registration_id) DO UPDATE SET interim = true, kind = 'exclusive', granted_at = EXCLUDED.granted_at, during = EXCLUDED.during,
       ended_because = NULL, contested = false, lapse_on = NULL, lapse_announced_at = NULL, expiry_reminder_days_sent = NULL`,
    [registration.id, named, until, ctx.now],
  )
  return { from: named, until }
}
