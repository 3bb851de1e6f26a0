import type { DecisionSummary } from '@parley/contract/decisions'
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

export type ListedDecision = DecisionRow & {
  partnerName: string | null
  reference: string | null
  accountName: string | null
  supersededBy: string | null
}

export const listedDecisions = `SELECT ${decisionColumns}, p.name AS "partnerName", r.reference, r.account_name AS "accountName",
  (SELECT s.id FROM decision s WHERE s.supersedes = d.id) AS "supersededBy"
  FROM decision d LEFT JOIN partner p ON p.id = d.partner_id LEFT JOIN registration r ON r.id = d.subject_id`

export function toDecisionSummary(row: ListedDecision): DecisionSummary {
  const { title, favour } = outcomeOf(pointOf(row.point), row)
  const byPerson = row.policyVersion === null
  return {
    id: row.id,
    point: row.point,
    subjectId: row.subjectId,
    subjectTitle: row.reference ? `${row.accountName}, ${row.reference}` : row.subjectId,
    partnerName: row.partnerName,
    outcomeType: row.outcome,
    outcomeTitle: title,
    favour,
    because: [...row.because],
    policyVersion: row.policyVersion,
    decidedAt: row.decidedAt.toISOString(),
    decidedBy: byPerson ? 'person' : 'policy',
    decidedByName: byPerson ? row.actorName : null,
  }
}
