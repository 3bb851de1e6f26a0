import type { Ctx } from '../context.ts'
import { type DecisionRow, decisionColumns } from '../decisions/decision-rows.ts'

/** What persons decided of these claims, the latest of each. */
export async function readPersonsAnswers({ tx }: Ctx, claimIds: readonly string[]): Promise<Map<string, DecisionRow>> {
  const rows = await tx.query<DecisionRow>(
    `SELECT DISTINCT ON (d.subject_id) ${decisionColumns} FROM decision d
     WHERE d.subject_id = ANY($1) AND d.point = 'commission' AND d.policy_version IS NULL ORDER BY d.subject_id, d.seq DESC`,
    [claimIds],
  )
  return new Map(rows.map((row) => [row.subjectId, row]))
}
