/**
 * What happened, for whatever leaves the process later: e-mail, webhooks, reminders. Written in the transaction in which
 * it happened; a reader may meet a message twice and tells by its id.
 */
export type OutboxMessage = {
  topic:
    | 'registration.decided'
    | 'registration.overridden'
    | 'registration.informationRequested'
    | 'registration.answered'
    | 'registration.withdrawn'
    | 'registration.closed'
    | 'registration.answerDue'
    | 'protection.extended'
    | 'protection.extensionRefused'
    | 'protection.reminded'
    | 'protection.lapsed'
    | 'protection.expired'
    | 'duty.taken'
    | 'duty.escalated'
    | 'duty.met'
    | 'duty.missed'
    | 'renewal.noted'
    | 'engagement.asked'
    | 'engagement.done'
    | 'engagement.approved'
    | 'consent.answered'
    | 'consent.due'
    | 'consent.lapsed'
    | 'help.asked'
    | 'conflict.toDecide'
    | 'conflict.due'
    | 'conflict.awarded'
    | 'appeal.filed'
    | 'appeal.due'
    | 'appeal.silent'
    | 'appeal.answered'
    | 'teaming.offered'
    | 'teaming.proposed'
    | 'teaming.settled'
    | 'protection.redesignated'
    | 'letter.brought'
    | 'letter.decided'
    | 'letter.takenBack'
    | 'letter.expired'
    | 'lead.told'
    | 'lead.settled'
    | 'claim.filed'
    | 'claim.decided'
    | 'claim.declined'
    | 'claim.reduced'
    | 'claim.takenBack'
    | 'deal.changed'
    | 'statement.made'
    | 'statement.paid'
    | 'dispute.opened'
    | 'dispute.due'
    | 'dispute.answered'
  subjectId: string
  /** Null where it concerns no partner. */
  partnerId: string | null
  payload: Record<string, unknown>
}

/** An INSERT for one message; its five parameters start at `$<first>`, and `outboxParams` gives them. */
export const insertMessage = (first: number) =>
  `INSERT INTO outbox (topic, subject_id, partner_id, payload, created_at) VALUES (${[0, 1, 2, 3, 4].map((at) => `$${first + at}`).join(', ')})`

export function outboxParams({ topic, subjectId, partnerId, payload }: OutboxMessage, now: Date): unknown[] {
  return [topic, subjectId, partnerId, JSON.stringify(payload), now]
}
