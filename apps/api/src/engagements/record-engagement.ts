import type { AskEngagement } from '@parley/contract/engagements'
import { nameForPartner } from '../accounts/name-for-partner.ts'
import type { Ctx } from '../context.ts'
import { type DecisionRow, decisionParams, insertDecision } from '../decisions/decision-rows.ts'
import { insertMessage, type OutboxMessage, outboxParams } from '../outbox/outbox-message.ts'
import { addDays, startOfDay } from '../vendor-days.ts'
import type { Gathered } from './engagement-facts.ts'
import type { Company } from './which-company.ts'

type Recorded = {
  id: string
  /** Who may read it besides the staff. */
  partnerId: string | null
  company: Company
  gathered: Gathered
  input: AskEngagement
  decision: DecisionRow
}

/** Everything that a question leaves behind, and what follows from its answer. */
export async function recordEngagement(ctx: Ctx, recorded: Recorded): Promise<void> {
  const { tx } = ctx
  const { id, partnerId, company, gathered, input, decision } = recorded
  await tx.query(insertDecision(1), decisionParams(decision), 'record_decision')
  tx.decided(decision)
  const isVendor = ctx.actor.partnerId === null
  // The lead reads the name by which it registered the account, or knows it; by another it might learn who else wrote it.
  const accountName =
    partnerId !== null && isVendor
      ? (gathered.leadAccountName ?? (await nameForPartner(tx, partnerId, company.accountId!)))
      : company.accountName
  await tx.query(
    `INSERT INTO engagement (id, partner_id, asked_by, verb, purpose, note, typed, account_id, account_name, product_family, any_family,
       outcome, decision_id, actor_id, actor_name, asked_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)`,
    [
      id,
      partnerId,
      isVendor ? 'vendor' : 'partner',
      input.verb,
      input.purpose,
      input.note ?? null,
      input.company,
      company.accountId,
      accountName,
      gathered.productFamily,
      input.productFamily === undefined,
      decision.outcome,
      decision.id,
      ctx.actor.userId,
      ctx.actor.name,
      ctx.now,
    ],
    'record_engagement',
  )
  await tx.query('SELECT keep_engagement_lead($1)', [id], 'keep_engagement_lead')
  await follow(ctx, recorded)
  const isForSomebody = (isVendor && partnerId !== null) || decision.outcome === 'consentRequired'
  if (!isForSomebody && decision.params.sendTo !== 'matching') return
  const payload = { decisionId: decision.id, outcome: decision.outcome }
  await tellOf(ctx, { topic: 'engagement.asked', subjectId: id, partnerId, payload })
}

async function follow(ctx: Ctx, { id, partnerId, company, gathered, decision }: Recorded): Promise<void> {
  const { outcome, params } = decision
  if (outcome === 'consentRequired') await askConsent(ctx, id, partnerId, decision)
  if (ctx.actor.partnerId !== null) return
  if (outcome === 'forbid' && params.sendTo === 'matching')
    await ctx.tx.query(
      'INSERT INTO matching_request (engagement_id, account_id, account_name, product_family, asked_at) VALUES ($1, $2, $3, $4, $5)',
      [id, company.accountId, company.accountName, gathered.productFamily, ctx.now],
    )
  if (params.recordedAs === 'help')
    await ctx.tx.query(
      `UPDATE help_request SET engagement_id = $1, helped_at = $2 WHERE engagement_id IS NULL AND partner_id = $3 AND product_family = $4
         AND account_id IN (SELECT merged_accounts($5))`,
      [id, ctx.now, gathered.leadPartnerId, gathered.productFamily, company.accountId],
    )
}

/** Until the end of the day that the policy names. Where it asks a lead that isn't a partner, the vendor answers for itself. */
async function askConsent(ctx: Ctx, id: string, partnerId: string | null, { params }: DecisionRow): Promise<void> {
  const { answerBy } = params
  const dueAt = typeof answerBy === 'string' ? startOfDay(addDays(answerBy, 1), ctx.vendor.timeZone) : null
  const ofLead = params.from === 'lead' && ctx.actor.partnerId === null && partnerId !== null
  await ctx.tx.query(
    'INSERT INTO consent (engagement_id, partner_id, asked_of, asked_at, due_at) VALUES ($1, $2, $3, $4, $5)',
    [id, partnerId, ofLead ? 'lead' : 'vendor', ctx.now, dueAt],
  )
}

export async function tellOf({ tx, now }: Ctx, message: OutboxMessage): Promise<void> {
  await tx.query(insertMessage(1), outboxParams(message, now))
}
