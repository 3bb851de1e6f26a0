import type { Evidence } from '@parley/contract/evidence'
import { notFound } from '../app-error.ts'
import { recordEvent } from '../audit/record-event.ts'
import type { Ctx } from '../context.ts'
import { ownOnly } from '../transaction.ts'
import { readEvidence, toEvidence } from './evidence-view.ts'

/** Deletes the content of a file; a second time changes nothing. That it was there, and who took it back, stays. */
export async function withdrawEvidence(ctx: Ctx, id: string): Promise<Evidence> {
  const { tx, actor, now } = ctx
  const taken = await tx.query<{ partnerId: string | null }>(
    `UPDATE evidence SET content = NULL, withdrawn_at = $2, withdrawn_by_name = $3
     WHERE id = $1 AND withdrawn_at IS NULL AND ${ownOnly('partner_id', 4)} RETURNING partner_id AS "partnerId"`,
    [id, now, actor.name, tx.partnerId],
  )
  const [row] = await readEvidence(ctx, 'id', id)
  if (!row) throw notFound('file')
  if (taken[0]) {
    const subject = { kind: 'evidence', id, name: row.name }
    await recordEvent(ctx, { action: 'evidence.withdrawn', subject, partnerId: taken[0].partnerId })
  }
  return toEvidence(row)
}
