import type { Ctx } from '../context.ts'
import { type DecisionRow, decisionParams, insertDecision } from '../decisions/decision-rows.ts'
import { insertMessage, outboxParams } from '../outbox/outbox-message.ts'
import type { Effects } from './registration-effects.ts'
import type { RegistrationRow } from './registration-rows.ts'

const columns = `id, reference, partner_id, account_id, account_match, account_match_reason, account_name, account_domain,
  account_country, account_city, product_family, kind, scope, role, amount_minor, expected_close_on, description, contact_name,
  contact_email, meetings_held, tender, registered_with_competitor, customer_choice, status, decision_id, answer_due_at,
  submitted_by, submitted_by_name, submitted_at`

const numbered = (first: number, count: number) => Array.from({ length: count }, (_, at) => `$${first + at}`).join(', ')

/** Everything that a registration leaves behind, in one statement: each shape of effects has its own. */
const statements = {
  plain: statement(false, false),
  protected: statement(true, false),
  asked: statement(false, true),
}

function statement(protection: boolean, question: boolean): string {
  const parts = [
    `decided AS (${insertDecision(1)})`,
    `registered AS (INSERT INTO registration (${columns}) VALUES (${numbered(19, 29)}))`,
    `told AS (${insertMessage(48)})`,
    'emptied AS (DELETE FROM registration_draft WHERE id = $53 AND partner_id = $21 AND user_id = $45)',
  ]
  if (protection)
    parts.push(`granted AS (INSERT INTO protection (registration_id, partner_id, account_id, product_family, kind, granted_at, during)
      VALUES ($19, $21, $22, $29, $54, $47, tstzrange($47, $55)))`)
  if (question)
    parts.push(`asked AS (INSERT INTO information_request (id, registration_id, partner_id, question, asked_by_name, asked_at, due_at)
      VALUES ($54, $19, $21, $55, $56, $47, $57))`)
  return `WITH ${parts.join(',\n')} SELECT`
}

export function recordRegistration(
  ctx: Ctx,
  row: RegistrationRow,
  decision: DecisionRow,
  effects: Effects,
  draftId: string | undefined,
): { informationRequestId: string | null } {
  const message = {
    topic: 'registration.decided' as const,
    subjectId: row.id,
    partnerId: row.partnerId,
    payload: { decisionId: decision.id, outcome: decision.outcome, status: row.status },
  }
  const base = [
    ...decisionParams(decision),
    ...registrationParams(row),
    ...outboxParams(message, ctx.now),
    draftId ?? null,
  ]
  ctx.tx.decided(decision)
  if (effects.protection) {
    const { kind, until } = effects.protection
    ctx.tx.write(statements.protected, [...base, kind, until], 'record_protected')
  } else if (effects.question) {
    const informationRequestId = ctx.newId()
    const asked = [informationRequestId, effects.question, ctx.vendor.name, effects.answerDueAt]
    ctx.tx.write(statements.asked, [...base, ...asked], 'record_asked')
    return { informationRequestId }
  } else {
    ctx.tx.write(statements.plain, base, 'record_plain')
  }
  return { informationRequestId: null }
}

function registrationParams(row: RegistrationRow): unknown[] {
  return [
    row.id,
    row.reference,
    row.partnerId,
    row.accountId,
    row.accountMatch,
    row.accountMatchReason,
    row.accountName,
    row.accountDomain,
    row.accountCountry,
    row.accountCity,
    row.productFamily,
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
    row.status,
    row.decisionId,
    row.answerDueAt,
    row.submittedBy,
    row.submittedByName,
    row.submittedAt,
  ]
}
