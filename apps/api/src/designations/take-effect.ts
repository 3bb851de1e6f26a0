import { designation as point } from '@parley/rules/points/designation/point'
import type { Policy } from '@parley/rules/policy'
import type { Ctx } from '../context.ts'
import type { DecisionRow } from '../decisions/decision-rows.ts'
import { insertMessage, outboxParams } from '../outbox/outbox-message.ts'
import { closeConflicts } from '../registrations/change-registration.ts'
import { endAfterDays } from '../vendor-days.ts'
import { endDesignation } from './end-designation.ts'
import type { DesignationRow } from './letter-rows.ts'

type Held = { partnerId: string; registrationId: string | null; designationId: string | null }

/**
 * The lead changes, in this one transaction: whatever protects somebody else at the account for the family ends now, and the
 * partner that the customer named is protected from now on. What anybody has earned isn't touched.
 */
export async function takeEffect(ctx: Ctx, row: DesignationRow, decision: DecisionRow, policy: Policy): Promise<void> {
  const { tx, now, vendor } = ctx
  if (row.accountId === null) throw new Error(`Designation ${row.id} takes effect at no account.`)
  const [account] = await tx.query<{ id: string }>('SELECT hold_account($1) AS id', [row.accountId])
  const until = endAfterDays(now, daysItHolds(decision, policy), vendor.timeZone)
  const held = await tx.query<Held>(
    `SELECT x.partner_id AS "partnerId", x.registration_id AS "registrationId", x.designation_id AS "designationId" FROM protection x
     WHERE x.account_id IN (SELECT merged_accounts($1)) AND x.product_family = $2 AND x.kind = 'exclusive' AND x.ended_because IS NULL
       AND upper(x.during) > $3 ORDER BY x.granted_at`,
    [account!.id, row.productFamily, now],
  )
  const own = held.find((each) => each.partnerId === row.partnerId && each.registrationId !== null)
  for (const each of held) if (each !== own) await endHeld(ctx, each)
  await tx.query(
    `UPDATE designation SET state = 'inEffect', check_on = NULL, in_effect_at = $2, holds_until = $3 WHERE id = $1`,
    [row.id, now, until],
  )
  if (own) await restOnBoth(ctx, own, row, until)
  else
    await tx.query(
      `INSERT INTO protection (designation_id, partner_id, account_id, product_family, kind, granted_at, during)
       VALUES ($1, $2, $3, $4, 'exclusive', $5, tstzrange($5, $6))`,
      [row.id, row.partnerId, account!.id, row.productFamily, now, until],
    )
}

/** The customer names whoever leads already: the protection goes on, and from now on rests on the letter as well. */
async function restOnBoth({ tx, now }: Ctx, own: Held, row: DesignationRow, until: Date): Promise<void> {
  if (own.designationId !== null)
    await tx.query(
      `UPDATE designation SET state = 'ended', ended_at = $2, ended_because = 'replaced', version = version + 1 WHERE id = $1 AND state = 'inEffect'`,
      [own.designationId, now],
    )
  await tx.query(
    `UPDATE protection SET designation_id = $2, own_until = coalesce(own_until, upper(during)), during = tstzrange(lower(during), greatest(upper(during), $3)), contested = false, lapse_on = NULL,
       lapse_announced_at = NULL WHERE registration_id = $1`,
    [own.registrationId, row.id, until],
  )
}

/** The partner that led reads on its registration that the customer named another representative, and nothing of which one. */
async function endHeld(ctx: Ctx, { partnerId, registrationId, designationId }: Held): Promise<void> {
  const { tx, now } = ctx
  if (designationId !== null) await endDesignation(ctx, { id: designationId }, 'replaced')
  if (registrationId === null) return
  await tx.query(
    `UPDATE protection SET during = tstzrange(lower(during), greatest(lower(during), least(upper(during), $2))), ended_because = 'designated', lapse_on = NULL
     WHERE registration_id = $1 AND NOT isempty(during)`,
    [registrationId, now],
  )
  await tx.query(
    `UPDATE registration SET status = 'expired', version = version + 1 WHERE id = $1 AND status IN ('approved','teaming')`,
    [registrationId],
  )
  await closeConflicts(ctx, registrationId)
  const message = { topic: 'protection.redesignated', subjectId: registrationId, partnerId, payload: {} } as const
  await tx.query(insertMessage(1), outboxParams(message, now))
}

/** As the decision says, else as the policy says wherever it does, else for as long as a letter can count. */
function daysItHolds({ params }: DecisionRow, policy: Policy): number {
  if (typeof params.holdsDays === 'number') return params.holdsDays
  const given = policy.rules.map(({ event }) => event.params.holdsDays).find((days) => days !== undefined)
  const value = typeof given === 'object' && 'parameter' in given ? policy.parameters[given.parameter]?.value : given
  return typeof value === 'number' ? value : point.outcomes.takesEffect.parameters.holdsDays.maximum
}
