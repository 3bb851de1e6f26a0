import type { ClaimOutcome } from '@parley/contract/conflicts'
import type { Awarded } from '@parley/rules/points/conflict/award'
import type { Ctx } from '../context.ts'

export type AwardRow = {
  id: string
  madeBy: 'policy' | 'person' | 'appeal'
  result: Awarded['result']
  awarded: Partial<Awarded> & Record<string, unknown>
  policyVersion: number
  reason: string | null
  actorId: string
  actorName: string
  decidedAt: Date
}

/** All awards of a case, the newest first. */
export function readAwards({ tx }: Ctx, conflictId: string): Promise<AwardRow[]> {
  return tx.query<AwardRow>(
    `SELECT w.id, w.made_by AS "madeBy", w.result, w.awarded, w.policy_version AS "policyVersion", w.reason, w.actor_id AS "actorId",
       w.actor_name AS "actorName", w.decided_at AS "decidedAt" FROM conflict_award w WHERE w.conflict_id = $1 ORDER BY w.seq DESC`,
    [conflictId],
  )
}

/** What an award means for one claim; a partner reads its own. */
export type OutcomeRow = {
  id: string
  awardId: string
  claimId: string
  partnerId: string | null
  registrationId: string | null
  outcome: ClaimOutcome
  shareBps: number | null
  wording: string
  byPerson: boolean
  decisionId: string | null
  appealUntil: Date | null
  decidedAt: Date
}

const outcomeColumns = `o.id, o.award_id AS "awardId", o.claim_id AS "claimId", o.partner_id AS "partnerId", o.registration_id AS "registrationId",
  o.outcome, o.share_bps AS "shareBps", o.wording, o.by_person AS "byPerson", o.decision_id AS "decisionId", o.appeal_until AS "appealUntil",
  o.decided_at AS "decidedAt"`

/** The newest outcome of each claim, by the claim's id. */
export async function readOutcomes({ tx }: Ctx, claimIds: readonly string[]): Promise<Map<string, OutcomeRow>> {
  const rows = await tx.query<OutcomeRow>(
    `SELECT DISTINCT ON (o.claim_id) ${outcomeColumns} FROM conflict_outcome o WHERE o.claim_id = ANY($1) ORDER BY o.claim_id, o.seq DESC`,
    [claimIds],
  )
  return new Map(rows.map((row) => [row.claimId, row]))
}

/** The newest outcome of the claim to which a registration belongs; the whole claim has one outcome. */
export async function readOutcomeOf({ tx }: Ctx, registrationId: string): Promise<OutcomeRow | null> {
  const [row] = await tx.query<OutcomeRow>(
    `SELECT ${outcomeColumns} FROM conflict_outcome o WHERE o.registration_id = $1 ORDER BY o.seq DESC LIMIT 1`,
    [registrationId],
  )
  return row ?? null
}

export type AppealRow = {
  id: string
  claimId: string
  partnerId: string
  outcomeId: string
  grounds: string
  filedBy: string
  filedByName: string
  filedAt: Date
  dueAt: Date | null
  silentSince: Date | null
  isUpheld: boolean | null
  wording: string | null
  /** For the staff alone. */
  reason: string | null
  answeredBy: string | null
  answeredByName: string | null
  answeredAt: Date | null
}

/** Appeals of these claims, the oldest first; in a partner's transaction its own. */
export function readAppeals({ tx }: Ctx, claimIds: readonly string[]): Promise<AppealRow[]> {
  return tx.query<AppealRow>(
    `SELECT l.id, l.claim_id AS "claimId", l.partner_id AS "partnerId", l.outcome_id AS "outcomeId", l.grounds, l.filed_by AS "filedBy",
       l.filed_by_name AS "filedByName", l.filed_at AS "filedAt", l.due_at AS "dueAt", l.silent_since AS "silentSince",
       l.is_upheld AS "isUpheld", l.wording, l.reason, l.answered_by AS "answeredBy", l.answered_by_name AS "answeredByName", l.answered_at AS "answeredAt"
     FROM appeal l WHERE l.claim_id = ANY($1) ORDER BY l.filed_at, l.id`,
    [claimIds],
  )
}

/** Those who have judged in a case: said something of a claim, or decided one of its registrations in person. */
export async function readJudges({ tx }: Ctx, conflictId: string): Promise<string[]> {
  const rows = await tx.query<{ id: string }>(
    `SELECT DISTINCT f.said_by AS id FROM conflict_fact f JOIN conflict_claim k ON k.id = f.claim_id WHERE k.conflict_id = $1
     UNION SELECT d.actor_id FROM conflict_interest i JOIN decision d ON d.subject_id = i.registration_id
       WHERE i.conflict_id = $1 AND d.point = 'registration' AND d.policy_version IS NULL AND d.actor_id <> 'system'`,
    [conflictId],
  )
  return rows.map(({ id }) => id)
}
