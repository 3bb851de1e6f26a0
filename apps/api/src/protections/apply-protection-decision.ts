import type { Ctx } from '../context.ts'
import { type DecisionRow, decisionParams, insertDecision } from '../decisions/decision-rows.ts'
import type { OutboxMessage } from '../outbox/outbox-message.ts'
import { endProtection, tell } from '../registrations/change-registration.ts'
import type { ProtectionRow, RegistrationRow } from '../registrations/registration-rows.ts'
import { addDays, dayOf, lastDayBefore, startOfDay } from '../vendor-days.ts'
import { isAnnouncedDayHere } from './due-protections.ts'

/** What partners are told of. Where a person makes the answer, the decision waits for staff in their list. */
const topics: Record<string, OutboxMessage['topic'] | undefined> = {
  extend: 'protection.extended',
  refuse: 'protection.extensionRefused',
  informationNeeded: 'protection.extensionRefused',
  remind: 'protection.reminded',
  lapse: 'protection.lapsed',
}

/** Records a decision on a protection, and does what it says. Throws, and nothing is done, where that breaks what the partner was told. */
export async function applyProtectionDecision(
  ctx: Ctx,
  row: RegistrationRow,
  protection: ProtectionRow,
  decision: DecisionRow,
): Promise<void> {
  assertAsTold(ctx, protection, decision)
  await ctx.tx.query(insertDecision(1), decisionParams(decision))
  ctx.tx.decided(decision)
  const status = decision.outcome === 'lapse' ? 'lapsed' : row.status
  await ctx.tx.query(
    'UPDATE registration SET protection_decision_id = $2, status = $3, version = version + 1 WHERE id = $1',
    [row.id, decision.id, status],
  )
  if (decision.outcome === 'extend') await extend(ctx, row, protection, Number(decision.params.extensionDays))
  if (decision.outcome === 'remind') await noteReminder(ctx, row, decision)
  if (decision.outcome === 'lapse') await endProtection(ctx, row, 'lapsed')
  const topic = topics[decision.outcome]
  if (topic) await tell(ctx, row, topic, { decisionId: decision.id, ...decision.params })
}

/** Whatever a policy says, no protection lapses before the day that the partner was told: it goes on, and it is an incident. */
function assertAsTold(ctx: Ctx, protection: ProtectionRow, decision: DecisionRow): void {
  const { outcome, because, policyVersion, params } = decision
  const told = protection.lapseOn
  const whose = `Version ${policyVersion} of the policy for protection (${because.join(', ')})`
  if (outcome === 'lapse' && !isAnnouncedDayHere(ctx, protection))
    throw new Error(
      `${whose} lapses a protection ${told ? `that was announced for ${told}` : 'without an announcement'}. It goes on.`,
    )
  if (outcome === 'remind' && params.about === 'activity' && told !== null && dayAfter(ctx, params.daysLeft) < told)
    throw new Error(`${whose} moves a lapse that was announced for ${told} to an earlier day. It stays on that day.`)
}

const dayAfter = ({ now, vendor }: Ctx, days: unknown) => addDays(dayOf(now, vendor.timeZone), Number(days))

/** From the present end, so that asking early costs nothing. */
async function extend(
  { tx, now, vendor }: Ctx,
  row: RegistrationRow,
  protection: ProtectionRow,
  days: number,
): Promise<void> {
  const until = startOfDay(addDays(lastDayBefore(protection.until, vendor.timeZone), days + 1), vendor.timeZone)
  await tx.query(
    `UPDATE protection SET during = tstzrange(lower(during), $2), own_until = NULL, extensions_used = extensions_used + 1, extended_at = $3,
       expiry_reminder_days_sent = NULL WHERE registration_id = $1`,
    [row.id, until, now],
  )
}

/** A lapse comes no earlier than announced; a reminder of the end is sent once for its number of days. */
async function noteReminder(ctx: Ctx, row: RegistrationRow, { params }: DecisionRow): Promise<void> {
  const { tx, now } = ctx
  const daysLeft = Number(params.daysLeft)
  if (params.about === 'activity') {
    await tx.query('UPDATE protection SET lapse_on = $2, lapse_announced_at = $3 WHERE registration_id = $1', [
      row.id,
      dayAfter(ctx, daysLeft),
      now,
    ])
  } else if (params.about === 'expiry') {
    await tx.query('UPDATE protection SET expiry_reminder_days_sent = $2 WHERE registration_id = $1', [
      row.id,
      daysLeft,
    ])
  }
}
