import type { DecisionSummary } from '@parley/contract/decisions'
import { type EngagementVerb, engagementVerbs } from '@parley/contract/engagements'
import type { Role } from '@parley/contract/session'
import { pointOf } from '../policies/decision-point.ts'
import { outcomeOf } from './decision-card.ts'
import { type DecisionRow, decisionColumns } from './decision-rows.ts'

/** Those who make the policies read what came of them. */
export const decisionReaders: readonly Role[] = [
  'sales',
  'channelManager',
  'operator',
  'policyEditor',
  'policyApprover',
]

/** Finance reads what money was decided on: whose contract it is, what is earned, what is taken back. */
export const moneyPoints = ['paper', 'commission', 'clawback']

export type ListedDecision = DecisionRow & {
  partnerName: string | null
  reference: string | null
  verb: EngagementVerb | null
  accountName: string | null
  /** A claim, a deal or a dispute, with its reference; a party of a conflict; whom a customer’s letter names. */
  earning: string | null
  supersededBy: string | null
}

export const listedDecisions = `SELECT ${decisionColumns}, p.name AS "partnerName", r.reference, coalesce(r.account_name, e.account_name) AS "accountName", e.verb, o.title AS earning,
  (SELECT s.id FROM decision s WHERE s.supersedes = d.id) AS "supersededBy"
  FROM decision d LEFT JOIN partner p ON p.id = d.partner_id LEFT JOIN registration r ON r.id = d.subject_id
  LEFT JOIN engagement e ON e.id = d.subject_id
  LEFT JOIN LATERAL (SELECT c.account_name || ', ' || c.reference AS title FROM claim c WHERE c.id = d.subject_id
    UNION ALL SELECT c.account_name || ', ' || c.reference || ', once it is paid' FROM settlement_part s JOIN claim c ON c.id = s.claim_id
      WHERE s.id = d.subject_id
    UNION ALL SELECT c.account_name || ', ' || c.reference || ', for a payment' FROM payment_release y JOIN claim c ON c.id = y.claim_id
      WHERE y.id = d.subject_id
    UNION ALL SELECT a.name || ', ' || x.reference FROM deal x JOIN account a ON a.id = x.account_id WHERE x.id = d.subject_id
    UNION ALL SELECT c.account_name || ', ' || c.reference || ', disputed' FROM dispute q JOIN statement_line l ON l.id = q.line_id
      JOIN claim c ON c.id = l.claim_id WHERE q.id = d.subject_id
    UNION ALL SELECT a.name || ', who leads: ' || coalesce(h.name, 'our own sales team') FROM conflict_claim k JOIN conflict f ON f.id = k.conflict_id
      JOIN account a ON a.id = f.account_id LEFT JOIN partner h ON h.id = k.partner_id WHERE k.id = d.subject_id
    UNION ALL SELECT coalesce(a.name, g.account_name) || ', whom it names: ' || n.name FROM designation g JOIN partner n ON n.id = g.partner_id
      LEFT JOIN account a ON a.id = g.account_id WHERE g.id = d.subject_id)
    o ON d.point IN ('commission', 'clawback', 'paper', 'conflict', 'designation')`

function titleOf({ reference, verb, accountName, earning, subjectId }: ListedDecision): string {
  if (reference) return `${accountName}, ${reference}`
  if (earning) return earning
  return verb ? `${accountName}: ${engagementVerbs[verb]}` : subjectId
}

export function toDecisionSummary(row: ListedDecision): DecisionSummary {
  const { title, favour } = outcomeOf(pointOf(row.point), row)
  const byPerson = row.policyVersion === null
  return {
    id: row.id,
    point: row.point,
    subjectId: row.subjectId,
    subjectTitle: titleOf(row),
    partnerName: row.partnerName,
    outcomeType: row.outcome,
    outcomeTitle: title,
    favour,
    because: [...row.because],
    policyVersion: row.policyVersion,
    decidedAt: row.decidedAt.toISOString(),
    decidedBy: byPerson ? 'person' : 'policy',
    decidedByName: byPerson ? row.actorName : null,
    overrideReason: byPerson ? row.overrideReason : null,
  }
}
