import type { EvidenceShows } from '@parley/contract/evidence'
import type { Ctx } from '../context.ts'
import type { CaseRow, ClaimRow } from './case-rows.ts'

/** Something dated that was shown for a claim: a file that says what it shows, or a logged activity. */
export type Shown = { shows: EvidenceShows; shownOn: string | null; withWhom: string | null }

type Row = Shown & { registrationId: string | null }

/** By claim, what was shown and not withdrawn, in no order that matters. A logged meeting has a day, and who logged it with whom. */
export async function readShown(ctx: Ctx, row: CaseRow, claims: readonly ClaimRow[]): Promise<Map<string, Shown[]>> {
  const registrationIds = claims.flatMap(({ registrations }) => registrations.map(({ id }) => id))
  const rows = await shownFor(ctx, registrationIds, row.id)
  return new Map(
    claims.map((claim) => {
      const own = new Set(claim.registrations.map(({ id }) => id))
      const shown = rows.filter(({ registrationId }) =>
        registrationId === null ? claim.partnerId === null : own.has(registrationId),
      )
      return [claim.id, shown]
    }),
  )
}

/** What was shown for these registrations, also by a letter that the customer says is its own, and, where one is given, for the vendor's own claim in a case. */
export function shownFor({ tx }: Ctx, registrationIds: readonly string[], conflictId: string | null): Promise<Row[]> {
  return tx.query<Row>(
    `SELECT e.shows, e.shown_on AS "shownOn", e.with_whom AS "withWhom", e.registration_id AS "registrationId" FROM evidence e
     WHERE e.withdrawn_at IS NULL AND (e.registration_id = ANY($1) OR e.conflict_id = $2)
     UNION ALL
     SELECT a.kind, a.happened_on, a.note, a.registration_id FROM activity a WHERE a.registration_id = ANY($1) AND a.kind IN ('meeting','demo')
     UNION ALL
     SELECT 'nomination', l.signed_on, NULL, r.id FROM registration r JOIN designation n ON n.partner_id = r.partner_id
       AND n.account_id = r.account_id AND n.product_family = r.product_family AND n.state IN ('deciding','waiting','inEffect')
     JOIN customer_letter l ON l.id = n.letter_id AND l.is_genuine WHERE r.id = ANY($1)`,
    [registrationIds, conflictId],
  )
}
