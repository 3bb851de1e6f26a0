import type { NearRule } from '@parley/rules/decision'
import type { Facts, FactValue } from '@parley/rules/point'
import type { Tx } from '../transaction.ts'

/** A decision as it is recorded, and never changed. `outcome` is an outcome of the point, or `informationNeeded`. */
export type DecisionRow = {
  id: string
  point: string
  subjectId: string
  partnerId: string | null
  outcome: string
  params: Record<string, FactValue>
  because: readonly string[]
  fired: readonly string[]
  nearly: readonly NearRule[]
  missing: readonly string[]
  facts: Facts
  policyVersion: number | null
  /** Since when that version was in force; null for a person's decision. */
  policyActiveFrom: Date | null
  decidedAt: Date
  actorId: string
  actorName: string
  supersedes: string | null
  overrideReason: string | null
  overrideWording: string | null
}

export const decisionColumns = `d.id, d.point, d.subject_id AS "subjectId", d.partner_id AS "partnerId", d.outcome, d.params,
  d.because, d.fired, d.nearly, d.missing, d.facts, d.policy_version AS "policyVersion",
  (SELECT a.active_from FROM policy_start a WHERE a.point = d.point AND a.version = d.policy_version
     AND a.active_from <= d.decided_at ORDER BY a.active_from DESC, a.seq DESC LIMIT 1) AS "policyActiveFrom",
  d.decided_at AS "decidedAt", d.actor_id AS "actorId", d.actor_name AS "actorName", d.supersedes,
  d.override_reason AS "overrideReason", d.override_wording AS "overrideWording"`

/** All decisions about these subjects, oldest first. */
export function readDecisionsOf(tx: Tx, subjectIds: readonly string[]): Promise<DecisionRow[]> {
  return tx.query<DecisionRow>(
    `SELECT ${decisionColumns} FROM decision d WHERE d.subject_id = ANY($1) ORDER BY d.seq`,
    [subjectIds],
  )
}

/** A CTE that records one decision; its parameters start at `$<first>`, and `decisionParams` gives them. */
export const insertDecision = (
  first: number,
) => `INSERT INTO decision (id, point, subject_id, partner_id, outcome, params,
  because, fired, nearly, missing, facts, policy_version, decided_at, actor_id, actor_name, supersedes, override_reason, override_wording)
  VALUES (${Array.from({ length: 18 }, (_, at) => `$${first + at}`).join(', ')})`

export function decisionParams(row: DecisionRow): unknown[] {
  return [
    row.id,
    row.point,
    row.subjectId,
    row.partnerId,
    row.outcome,
    JSON.stringify(row.params),
    row.because,
    row.fired,
    JSON.stringify(row.nearly),
    row.missing,
    JSON.stringify(row.facts),
    row.policyVersion,
    row.decidedAt,
    row.actorId,
    row.actorName,
    row.supersedes,
    row.overrideReason,
    row.overrideWording,
  ]
}
