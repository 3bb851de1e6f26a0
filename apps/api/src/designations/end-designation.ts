import type { Ctx } from '../context.ts'
import type { DesignationRow } from './letter-rows.ts'

/**
 * Ends what was in effect: its protection ends now, and nobody leads by it any more. One that rests on a registration as well goes on to
 * the end that it has of its own, where the letter ends before its time.
 */
export async function endDesignation(
  { tx, now }: Ctx,
  { id }: Pick<DesignationRow, 'id'>,
  because: NonNullable<DesignationRow['endedBecause']>,
): Promise<void> {
  await tx.query(
    `UPDATE designation SET state = 'ended', ended_at = $2, ended_because = $3, version = version + 1 WHERE id = $1 AND state = 'inEffect'`,
    [id, now, because],
  )
  await tx.query(
    `UPDATE protection SET during = tstzrange(lower(during), greatest(lower(during), least(upper(during), $2))), ended_because = $3
     WHERE designation_id = $1 AND registration_id IS NULL AND ended_because IS NULL AND NOT isempty(during)`,
    [id, now, because === 'expired' ? 'expired' : because === 'replaced' ? 'designated' : 'overridden'],
  )
  if (because === 'overridden')
    await tx.query(
      `UPDATE protection SET during = tstzrange(lower(during), least(upper(during), greatest(own_until, $2))), own_until = NULL, designation_id = NULL
       WHERE designation_id = $1 AND registration_id IS NOT NULL AND ended_because IS NULL AND own_until IS NOT NULL AND NOT isempty(during)`,
      [id, now],
    )
}
