import type { OverrideDecision, StaffRegistration } from '@parley/contract/registrations'
import { formatDay } from '@parley/rules/format'
import type { z } from 'zod'
import { assertAble, assertRole } from '../abilities.ts'
import { AppError } from '../app-error.ts'
import { recordEvent } from '../audit/record-event.ts'
import type { Ctx } from '../context.ts'
import { outcomeOf } from '../decisions/decision-card.ts'
import type { DecisionRow } from '../decisions/decision-rows.ts'
import { seeToOverdue } from '../duties/see-to-overdue.ts'
import { pointOf } from '../policies/decision-point.ts'
import { lastDayBefore } from '../vendor-days.ts'
import { applyDecision } from './change-registration.ts'
import { readStaffRegistration } from './read-registration.ts'
import { canDecide, deciders } from './registration-abilities.ts'
import { effectsOf } from './registration-effects.ts'
import { type Gathered, gatherFactsAgain } from './registration-facts.ts'
import { assertUnchanged } from './registration-record.ts'
import { lockRegistration, type RegistrationRow } from './registration-rows.ts'

type Input = z.infer<typeof OverrideDecision> & { id: string; ifMatch: number }

/** A person decides in the policy's place: a new decision with name and reason, which supersedes the present one. */
export async function overrideDecision(ctx: Ctx, input: Input): Promise<StaffRegistration> {
  assertRole(ctx.actor, deciders, 'decide in the policy’s place')
  const params = paramsOf(input)
  const row = await lockRegistration(ctx.tx, input.id)
  assertUnchanged(row, input.ifMatch)
  assertAble(canDecide(ctx, row))
  if (input.outcome === 'reject' && row.status === 'rejected') {
    throw new AppError(
      'conflict',
      'This registration isn’t approved already. You can approve it, or leave it as it is.',
    )
  }
  if (input.outcome !== 'reject') await seeToOverdue(ctx, row)
  const gathered = await gatherFactsAgain(ctx, row)
  if (input.outcome === 'approve') await assertNobodyLeads(ctx, row, gathered)
  const decision = overriding(ctx, row, input, params, gathered)
  await applyDecision(ctx, row, decision, effectsOf(ctx, decision, null))
  const subject = { kind: 'registration', id: row.id, name: `${row.accountName}, ${row.reference}` }
  const outcome = outcomeOf(pointOf('registration'), input).title
  const details = { outcome, reason: input.reason }
  await recordEvent(ctx, { action: 'decision.overridden', subject, partnerId: row.partnerId, details })
  return readStaffRegistration(ctx, { id: input.id })
}

function paramsOf({ outcome, protectionDays }: Input): DecisionRow['params'] {
  if (outcome === 'reject') return {}
  if (protectionDays !== undefined) return { protectionDays }
  const detail = 'Say for how many days it is protected.'
  throw new AppError('refused', detail, [{ pointer: '/protectionDays', detail }])
}

/** Staff may know who leads; a partner never reads this. */
async function assertNobodyLeads(ctx: Ctx, row: RegistrationRow, { protectedUntil }: Gathered<unknown>): Promise<void> {
  if (!protectedUntil) return
  const [lead] = await ctx.tx.query<{ partnerName: string; reference: string; interim: boolean }>(
    `SELECT p.name AS "partnerName", r.reference, x.interim FROM protection x JOIN partner p ON p.id = x.partner_id
       JOIN registration r ON r.id = x.registration_id
     WHERE x.account_id = $1 AND x.product_family = $2 AND x.kind = 'exclusive' AND upper(x.during) > $3 AND x.partner_id <> $4`,
    [row.accountId, row.productFamily, ctx.now, row.partnerId],
  )
  if (lead!.interim)
    throw new AppError(
      'conflict',
      `${lead!.partnerName} is protected here for the time being, because our answer to ${lead!.reference} is late. Decide that one first, or approve as teaming.`,
    )
  const until = formatDay(lastDayBefore(protectedUntil, ctx.vendor.timeZone), ctx.locale)
  throw new AppError(
    'conflict',
    `${lead!.partnerName} leads this account for this product family until ${until} (${lead!.reference}). Approve as teaming, or end that protection first.`,
  )
}

function overriding(
  ctx: Ctx,
  row: RegistrationRow,
  input: Input,
  params: DecisionRow['params'],
  { facts }: Gathered<unknown>,
): DecisionRow {
  return {
    id: ctx.newId(),
    point: 'registration',
    subjectId: row.id,
    partnerId: row.partnerId,
    outcome: input.outcome,
    params,
    because: [],
    fired: [],
    nearly: [],
    missing: [],
    facts,
    policyVersion: null,
    policyActiveFrom: null,
    decidedAt: ctx.now,
    actorId: ctx.actor.userId,
    actorName: ctx.actor.name,
    supersedes: row.decisionId,
    overrideReason: input.reason,
    overrideWording: input.wording,
  }
}
