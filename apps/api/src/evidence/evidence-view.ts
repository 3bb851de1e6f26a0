import type { Evidence, EvidenceKind, EvidenceShows } from '@parley/contract/evidence'
import type { Ctx } from '../context.ts'
import { ownOnly } from '../transaction.ts'

export type EvidenceRow = {
  id: string
  registrationId: string | null
  name: string
  kind: EvidenceKind
  bytes: number
  about: string
  shows: EvidenceShows
  shownOn: string | null
  withWhom: string | null
  attachedByName: string
  attachedAt: Date
  withdrawnByName: string | null
  withdrawnAt: Date | null
}

/** Everything but the content. */
const columns = `e.id, e.registration_id AS "registrationId", e.name, e.kind, e.bytes, e.about, e.shows, e.shown_on AS "shownOn", e.with_whom AS "withWhom", e.attached_by_name AS "attachedByName",
  e.attached_at AS "attachedAt", e.withdrawn_by_name AS "withdrawnByName", e.withdrawn_at AS "withdrawnAt"`

/** Oldest first. Another partner's isn't there: said here, and by row-level security beneath. */
export const readEvidence = (
  { tx }: Ctx,
  of: 'id' | 'registration_id' | 'conflict_id',
  value: string,
): Promise<EvidenceRow[]> =>
  tx.query<EvidenceRow>(
    `SELECT ${columns} FROM evidence e WHERE e.${of} = $1 AND ${ownOnly('e.partner_id', 2)} ORDER BY e.seq`,
    [value, tx.partnerId],
  )

export const toEvidence = ({ registrationId: _, ...row }: EvidenceRow): Evidence => ({
  ...row,
  attachedAt: row.attachedAt.toISOString(),
  withdrawnAt: row.withdrawnAt?.toISOString() ?? null,
})
