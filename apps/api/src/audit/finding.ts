/** One thing that is wrong with the records, in words. `lane` and `position` are of the link, where there is one. */
export type RecordFinding = {
  what:
    | 'recordChanged'
    | 'recordGone'
    | 'recordUnlinked'
    | 'linkChanged'
    | 'linkOutOfOrder'
    | 'linksGone'
    | 'tailCut'
    | 'historyRewritten'
    | 'checkpointForged'
    | 'guardOff'
  words: string
  kind?: string
  id?: string
  lane?: number
  position?: number
}

/** The tables whose rows never change and are linked, with what a person calls one row. */
export const recordKinds = {
  decision: 'decision',
  audit_event: 'audit event',
  settlement: 'settlement',
  conflict_fact: 'word on a claim to an account',
  conflict_award: 'award',
  conflict_outcome: 'outcome of a claim to an account',
  settlement_part: 'part of a settlement',
  journal: 'booking',
  ledger_entry: 'ledger entry',
  month_close: 'closed month',
  statement: 'statement',
  statement_line: 'line of a statement',
  payout: 'payout',
  dispute: 'dispute',
  dispute_answer: 'answer to a dispute',
  customer_payment: 'payment of a customer',
  payment_release: 'share owed by a payment',
} as const

/** A kind that nobody knows is only found in a link that somebody wrote by hand. */
export const wordOf = (kind: string) => (Object.hasOwn(recordKinds, kind) ? recordKinds[kind as 'decision'] : kind)
