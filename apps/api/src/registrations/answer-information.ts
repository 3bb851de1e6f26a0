import type { AnswerInformation, PartnerRegistration } from '@parley/contract/registrations'
import type { z } from 'zod'
import { assertAble } from '../abilities.ts'
import type { Ctx } from '../context.ts'
import { decideByPolicy } from '../decisions/decide-by-policy.ts'
import { applyDecision, tell } from './change-registration.ts'
import { readPartnerRegistration } from './read-registration.ts'
import { canAnswer } from './registration-abilities.ts'
import { effectsOf } from './registration-effects.ts'
import { gatherFactsAgain } from './registration-facts.ts'
import { assertUnchanged } from './registration-record.ts'
import { lockRegistration, type RegistrationRow } from './registration-rows.ts'

type Input = z.infer<typeof AnswerInformation> & { id: string; ifMatch: number }

/** Takes the partner's answer, with what it corrects in the deal, and decides again at once by the policy in force. */
export async function answerInformation(
  ctx: Ctx,
  { id, ifMatch, answer, deal = {} }: Input,
): Promise<PartnerRegistration> {
  const row = await lockRegistration(ctx.tx, id)
  assertUnchanged(row, ifMatch)
  assertAble(canAnswer(ctx, row))
  await ctx.tx.query(
    `UPDATE information_request SET answer = $2, answered_at = $3, answered_by_name = $4
     WHERE registration_id = $1 AND answered_at IS NULL`,
    [id, answer, ctx.now, ctx.actor.name],
  )
  const corrected = { ...row, ...withoutUndefined(deal) }
  await keepCorrections(ctx, corrected)
  await tell(ctx, row, 'registration.answered', {})
  const { facts, inForce } = await gatherFactsAgain(ctx, corrected)
  const subject = { subjectId: id, partnerId: row.partnerId, supersedes: row.decisionId }
  const decided = await decideByPolicy(ctx, 'registration', inForce, facts, subject)
  await applyDecision(ctx, corrected, decided.row, effectsOf(ctx, decided.row, decided.policy))
  return readPartnerRegistration(ctx, { id })
}

const withoutUndefined = (deal: NonNullable<Input['deal']>) =>
  Object.fromEntries(Object.entries(deal).filter(([, value]) => value !== undefined)) as Partial<Precise>
type Precise = { [Name in keyof NonNullable<Input['deal']>]-?: NonNullable<NonNullable<Input['deal']>[Name]> }

async function keepCorrections({ tx }: Ctx, row: RegistrationRow): Promise<void> {
  await tx.query(
    `UPDATE registration SET kind = $2, scope = $3, role = $4, amount_minor = $5, expected_close_on = $6, description = $7,
       contact_name = $8, contact_email = $9, meetings_held = $10, tender = $11, registered_with_competitor = $12,
       customer_choice = $13 WHERE id = $1`,
    [
      row.id,
      row.kind,
      row.scope,
      row.role,
      row.amountMinor,
      row.expectedCloseOn,
      row.description,
      row.contactName,
      row.contactEmail,
      row.meetingsHeld,
      row.tender,
      row.registeredWithCompetitor,
      row.customerChoice,
    ],
  )
}
