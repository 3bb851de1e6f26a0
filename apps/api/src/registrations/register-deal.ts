import type { PartnerRegistration, RegisterDeal } from '@parley/contract/registrations'
import type { MatchedAccount } from '../accounts/identity/matched-account.ts'
import { joinConflict, keepAccountQuestion } from '../accounts/identity/open-questions.ts'
import type { Ctx } from '../context.ts'
import { decideByPolicy } from '../decisions/decide-by-policy.ts'
import { type DutyRow, openDutyOf } from '../duties/duty-rows.ts'
import { keepDuty } from '../duties/keep-duty.ts'
import { recordRegistration } from './record-registration.ts'
import { type Effects, effectsOf } from './registration-effects.ts'
import { gatherFacts } from './registration-facts.ts'
import type { RegistrationRow } from './registration-rows.ts'
import { toPartnerRegistration } from './registration-view.ts'

/** Registers a deal and decides it at once, by the policy in force. A refusal is recorded like any other answer. */
export async function registerDeal(ctx: Ctx, input: RegisterDeal): Promise<PartnerRegistration> {
  const gathered = await gatherFacts(ctx, input, true)
  const id = ctx.newId()
  const partnerId = ctx.actor.partnerId!
  const subject = { subjectId: id, partnerId, supersedes: null }
  const decided = await decideByPolicy(ctx, 'registration', gathered.inForce, gathered.facts, subject)
  const effects = effectsOf(ctx, decided.row, decided.policy)
  const row = newRow(ctx, id, input, gathered.account!, decided.row.id, effects, String(gathered.facts['partner.tier']))
  const { informationRequestId } = recordRegistration(ctx, row, decided.row, effects, input.draftId)
  const duty = row.status === 'inReview' ? await owe(ctx, row) : null
  keepAccountQuestion(ctx, id, gathered.account!)
  if (gathered.overlaps || gathered.facts['account.inDirectPipeline'] === true)
    joinConflict(ctx, id, gathered.account!.relatives)
  const asked = {
    id: informationRequestId!,
    question: effects.question!,
    askedAt: ctx.now,
    dueAt: effects.answerDueAt!,
  }
  const informationRequests = informationRequestId
    ? [{ ...asked, askedByName: ctx.vendor.name, answer: null, answeredAt: null, answeredByName: null }]
    : []
  const made = { row, decisions: [decided.row], informationRequests, activities: [], duty, isBeingMade: true as const }
  return toPartnerRegistration(ctx, made)
}

/** What the vendor owes from now on is due when the earlier of two promises is. */
async function owe(ctx: Ctx, row: RegistrationRow): Promise<DutyRow | null> {
  row.answerDueAt = await keepDuty(ctx, row)
  ctx.tx.write('UPDATE registration SET answer_due_at = $2 WHERE id = $1', [row.id, row.answerDueAt], 'note_due')
  return openDutyOf(ctx.tx, row.id)
}

function newRow(
  { now, actor, newReference }: Ctx,
  id: string,
  { account, deal, productFamily }: RegisterDeal,
  matched: MatchedAccount,
  decisionId: string,
  { status, answerDueAt, protection }: Effects,
  partnerTier: string,
): RegistrationRow {
  const terms = {
    lapseOn: null,
    lapseAnnouncedAt: null,
    expiryReminderDaysSent: null,
    extensionsUsed: 0,
    extendedAt: null,
  }
  return {
    ...deal,
    id,
    reference: newReference(),
    partnerId: actor.partnerId!,
    partnerName: '',
    partnerTier,
    accountId: matched.id!,
    accountMatch: matched.match,
    accountMatchReason: matched.reason,
    accountName: account.name,
    accountDomain: matched.domain,
    accountCountry: account.country,
    accountCity: account.city ?? null,
    productFamily,
    contactName: deal.contactName ?? null,
    contactEmail: deal.contactEmail ?? null,
    status,
    decisionId,
    protectionDecisionId: null,
    answerDueAt,
    submittedBy: actor.userId,
    submittedByName: actor.name,
    submittedAt: now,
    closedAt: null,
    closedByName: null,
    closeNote: null,
    version: 1,
    protection: protection && { ...terms, ...protection, grantedAt: now, endedBecause: null },
  }
}
