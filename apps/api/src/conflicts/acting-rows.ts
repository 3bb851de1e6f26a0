import { type EngagementVerb, engagementVerbs } from '@parley/contract/engagements'
import type { Ctx } from '../context.ts'

/** A step at the account that somebody asked about without having registered: what its claim rests on, as long as it counts. */
export type ActingRow = {
  id: string
  /** Null is the vendor's own people. */
  partnerId: string | null
  partnerName: string | null
  verb: EngagementVerb
  outcome: string
  askedAt: Date
  actorId: string
  actorName: string
  /** The day on which it was done in spite of the answer. */
  doneOn: string | null
  dealKind: string | null
  countsUntil: Date
}

/** By case, the oldest first; one that a registration of the same partner has taken the place of is left out. */
export async function readActing({ tx }: Ctx, caseIds: readonly string[]): Promise<Map<string, ActingRow[]>> {
  const rows = await tx.query<ActingRow & { caseId: string }>(
    `SELECT n.conflict_id AS "caseId", e.id, n.partner_id AS "partnerId", p.name AS "partnerName", e.verb, e.outcome, e.asked_at AS "askedAt", e.actor_id AS "actorId",
       e.actor_name AS "actorName", x.done_on AS "doneOn", d.facts->>'deal.kind' AS "dealKind", n.counts_until AS "countsUntil"
     FROM conflict_engagement n JOIN engagement e ON e.id = n.engagement_id JOIN decision d ON d.id = e.decision_id
       LEFT JOIN engagement_deed x ON x.engagement_id = e.id LEFT JOIN partner p ON p.id = n.partner_id
     WHERE n.conflict_id = ANY($1) AND NOT EXISTS (SELECT FROM conflict_interest i JOIN registration r ON r.id = i.registration_id
       WHERE i.conflict_id = n.conflict_id AND i.partner_id = n.partner_id AND r.submitted_at >= e.asked_at)
     ORDER BY e.asked_at, e.id`,
    [caseIds],
  )
  return Map.groupBy(rows, ({ caseId }) => caseId)
}

/** What was asked, as in "May I …?", and whether it was done in spite of a no. */
export const actingWords = ({ verb, doneOn }: Pick<ActingRow, 'verb' | 'doneOn'>): string =>
  `Asked to ${engagementVerbs[verb]}${doneOn === null ? '' : ', and did it in spite of the answer'}`
