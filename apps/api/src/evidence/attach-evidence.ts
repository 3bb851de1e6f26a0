import { createHash } from 'node:crypto'
import type { Ability } from '@parley/contract/ability'
import { type AttachEvidence, type Evidence, evidenceLimits } from '@parley/contract/evidence'
import type { z } from 'zod'
import { able, assertAble, unable } from '../abilities.ts'
import { AppError } from '../app-error.ts'
import type { Ctx } from '../context.ts'
import { lockRegistration } from '../registrations/registration-rows.ts'
import { assertKind } from './assert-kind.ts'
import { type EvidenceRow, readEvidence, toEvidence } from './evidence-view.ts'

/** Keeps a file with a registration of one's own, whatever stands with it: proof may come after the decision. */
export async function attachEvidence(
  ctx: Ctx,
  registrationId: string,
  { name, about, base64 }: z.output<typeof AttachEvidence>,
): Promise<Evidence> {
  const { partnerId } = await lockRegistration(ctx.tx, registrationId)
  const content = Buffer.from(base64, 'base64')
  if (content.length > evidenceLimits.bytes) {
    const detail = 'Attach a file of at most 5 MB.'
    throw new AppError('tooLarge', detail, [{ pointer: '/base64', detail }])
  }
  const kind = await assertKind(name, content)
  const sha256 = createHash('sha256').update(content).digest('hex')
  const known = await readEvidence(ctx, 'registration_id', registrationId)
  assertAble(canAttach(known))
  const [same] = await ctx.tx.query<{ id: string }>(
    'SELECT id FROM evidence WHERE registration_id = $1 AND sha256 = $2 AND withdrawn_at IS NULL',
    [registrationId, sha256],
  )
  if (same) return toEvidence(known.find(({ id }) => id === same.id)!)
  const id = ctx.newId()
  await ctx.tx.query(
    `INSERT INTO evidence (id, partner_id, registration_id, name, kind, bytes, sha256, about, content, attached_by_name, attached_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
    [id, partnerId, registrationId, name, kind, content.length, sha256, about, content, ctx.actor.name, ctx.now],
  )
  return toEvidence((await readEvidence(ctx, 'id', id))[0]!)
}

export function canAttach(known: readonly EvidenceRow[]): Ability {
  return known.length < evidenceLimits.ofRegistration
    ? able
    : unable(`A registration has room for ${evidenceLimits.ofRegistration} files. Put several pages into one PDF.`)
}
