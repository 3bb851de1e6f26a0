import type { Ctx } from '../context.ts'
import { tieProtected } from '../deals/tie-claims.ts'
import { type DecisionRow, decisionParams, insertDecision } from '../decisions/decision-rows.ts'
import { closeDuty, keepDuty } from '../duties/keep-duty.ts'
import { insertMessage, type OutboxMessage, outboxParams } from '../outbox/outbox-message.ts'
import type { Effects } from './registration-effects.ts'
import type { ProtectionRow, RegistrationRow } from './registration-rows.ts'

/** Records a new decision on a recorded registration, and what follows from it; `more` goes with what is told. The account is locked before. */
export async function applyDecision(
  ctx: Ctx,
  row: RegistrationRow,
  decision: DecisionRow,
  effects: Effects,
  more: OutboxMessage['payload'] = {},
): Promise<void> {
  const { tx, now } = ctx
  await tx.query(insertDecision(1), decisionParams(decision))
  tx.decided(decision)
  const { status, answerDueAt } = effects
  const waitsForUs = status === 'inReview'
  if (!waitsForUs) await closeDuty(ctx, row, status === 'informationNeeded' ? 'asked' : 'decided')
  const dueAt = waitsForUs ? await keepDuty(ctx, { ...row, answerDueAt }) : answerDueAt
  await tx.query(
    'UPDATE registration SET status = $2, decision_id = $3, answer_due_at = $4, version = version + 1 WHERE id = $1',
    [row.id, status, decision.id, dueAt],
  )
  if (effects.protection) {
    await grantProtection(ctx, row, effects.protection.kind, effects.protection.until)
    await tieProtected(ctx, row.id)
  } else if (row.protection && !goesOn(row.protection, status))
    await endProtection(ctx, row, row.protection.kind === 'interim' ? 'decided' : 'overridden')
  if (effects.question) {
    await askPartner(ctx, row, {
      question: effects.question,
      askedByName: ctx.vendor.name,
      dueAt: effects.answerDueAt!,
    })
  }
  const topic = decision.policyVersion === null ? 'registration.overridden' : 'registration.decided'
  await tell(ctx, row, topic, {
    decisionId: decision.id,
    outcome: decision.outcome,
    status: effects.status,
    at: now,
    ...more,
  })
  await meetOthers(ctx, row.id)
}

/** Protection for the time being ends with the decision, and not with a question. */
const goesOn = ({ kind }: ProtectionRow, status: Effects['status']) =>
  kind === 'interim' && (status === 'inReview' || status === 'informationNeeded')

/** Whoever comes to want the account joins the case with the others; where one is left, the case is closed. */
export async function meetOthers({ tx, newId, now }: Ctx, registrationId: string): Promise<void> {
  await tx.query('SELECT join_conflict($1, $2, $3)', [registrationId, newId(), now])
  await closeConflicts({ tx, now }, registrationId)
}

/** Closes the cases of a registration, or all, in which at most one partner still wants the account. */
export async function closeConflicts(
  { tx, now }: Pick<Ctx, 'tx' | 'now'>,
  registrationId: string | null,
): Promise<void> {
  await tx.query('SELECT close_conflicts($1, $2)', [registrationId, now])
}

/** One for the time being goes over into it: the window stays whole, so that nobody led in between. */
async function grantProtection(
  { tx, now }: Ctx,
  row: RegistrationRow,
  kind: NonNullable<Effects['protection']>['kind'],
  until: Date,
): Promise<void> {
  await tx.query(
    `INSERT INTO protection (registration_id, partner_id, account_id, product_family, kind, granted_at, during)
     VALUES ($1, $2, $3, $4, $5, $6, tstzrange($6, $7))
     ON CONFLICT (registration_id) DO UPDATE SET kind = $5, granted_at = $6, interim = false, own_until = NULL, ended_because = NULL, contested = false,
       during = tstzrange(CASE WHEN protection.interim AND protection.ended_because IS NULL AND protection.during @> $6::timestamptz THEN lower(protection.during) ELSE $6 END, $7),
       lapse_on = NULL, lapse_announced_at = NULL, expiry_reminder_days_sent = NULL`,
    [row.id, row.partnerId, row.accountId, row.productFamily, kind, now, until],
  )
}

/** Ends a protection now; one that has ended by itself keeps its end. Another process' clock may have granted it a moment ahead. */
export async function endProtection(
  { tx, now }: Ctx,
  row: RegistrationRow,
  because: NonNullable<ProtectionRow['endedBecause']>,
): Promise<void> {
  await tx.query(
    `UPDATE protection SET during = tstzrange(lower(during), greatest(lower(during), least(upper(during), $2))), ended_because = $3, lapse_on = NULL
     WHERE registration_id = $1 AND ended_because IS NULL AND NOT isempty(during)`,
    [row.id, now, because],
  )
}

/** What was announced doesn't come: a later lapse needs an announcement of its own. */
export async function dropAnnouncedLapse({ tx }: Ctx, row: RegistrationRow): Promise<void> {
  await tx.query('UPDATE protection SET lapse_on = NULL, lapse_announced_at = NULL WHERE registration_id = $1', [
    row.id,
  ])
}

export async function askPartner(
  ctx: Ctx,
  row: RegistrationRow,
  { question, askedByName, dueAt }: { question: string; askedByName: string; dueAt: Date },
): Promise<void> {
  await ctx.tx.query(
    `INSERT INTO information_request (id, registration_id, partner_id, question, asked_by_name, asked_at, due_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7)`,
    [ctx.newId(), row.id, row.partnerId, question, askedByName, ctx.now, dueAt],
  )
}

/** Ends a registration for good: withdrawn, won or lost. */
export async function endRegistration(
  ctx: Ctx,
  row: RegistrationRow,
  status: 'withdrawn' | 'won' | 'lost',
  note: string | undefined,
): Promise<void> {
  await ctx.tx.query(
    `UPDATE registration SET status = $2, closed_at = $3, closed_by_name = $4, close_note = $5, answer_due_at = NULL, version = version + 1
     WHERE id = $1`,
    [row.id, status, ctx.now, ctx.actor.name, note ?? null],
  )
  await closeDuty(ctx, row, 'withdrawn')
  await endProtection(ctx, row, status === 'withdrawn' ? 'withdrawn' : 'closed')
  await closeConflicts(ctx, row.id)
}

export async function tell(
  ctx: Ctx,
  row: RegistrationRow,
  topic: OutboxMessage['topic'],
  payload: OutboxMessage['payload'],
): Promise<void> {
  const message = { topic, subjectId: row.id, partnerId: row.partnerId, payload }
  await ctx.tx.query(insertMessage(1), outboxParams(message, ctx.now))
}
