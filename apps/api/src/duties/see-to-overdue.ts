import type { Ctx } from '../context.ts'
import { type RegistrationRow, readRegistration } from '../registrations/registration-rows.ts'
import { readDuties } from './duty-rows.ts'
import { escalateDuty, protects, whatFollows } from './escalate-duty.ts'

/**
 * Before a person gives the lead to a registration, its account locked: whoever was to hear before it, and is owed a protection for
 * the time being that the job hasn't come by to grant, is granted it now. Its own overdue duty ends with the decision itself.
 */
export async function seeToOverdue(ctx: Ctx, { id, accountId, productFamily }: RegistrationRow): Promise<void> {
  const overdue = await readDuties(
    ctx.tx,
    `JOIN registration r ON r.id = d.registration_id
     WHERE d.closed_at IS NULL AND d.due_at < $3 AND r.account_id = $1 AND r.product_family = $2 ORDER BY d.due_at, d.opened_at, d.id`,
    [accountId, productFamily, ctx.now],
  )
  for (const duty of overdue) {
    const registration = await readRegistration(ctx.tx, duty.registrationId)
    if (!protects(await whatFollows(ctx, registration, duty))) continue
    if (duty.registrationId === id) return
    await escalateDuty(ctx, registration, duty)
  }
}
