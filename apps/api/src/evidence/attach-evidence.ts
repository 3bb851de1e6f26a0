import { createHash } from 'node:crypto'
import type { Ability } from '@parley/contract/ability'
import { type AttachEvidence, type Evidence, evidenceLimits } from '@parley/contract/evidence'
import type { z } from 'zod'
import { able, assertAble, unable } from '../abilities.ts'
import { AppError } from '../app-error.ts'
import { recordEvent } from '../audit/record-event.ts'
import type { Ctx } from '../context.ts'
import { lockRegistration } from '../registrations/registration-rows.ts'
import { dayOf } from '../vendor-days.ts'
import { assertKind } from './assert-kind.ts'
import { type EvidenceRow, readEvidence, toEvidence } from './evidence-view.ts'

type File = z.input<typeof AttachEvidence>
/** Whose it is: a partner's with its registration, or the vendor's own at a case; `at` is what people call that. */
type Of =
  | { partnerId: string; registrationId: string; conflictId: null; at: string }
  | { partnerId: null; registrationId: null; conflictId: string; at: string }

/** Keeps a file with a registration of one's own, whatever stands with it: proof may come after the decision. */
export async function attachEvidence(ctx: Ctx, registrationId: string, file: File): Promise<Evidence> {
  const { partnerId, accountName, reference } = await lockRegistration(ctx.tx, registrationId)
  const at = `${accountName}, ${reference}`
  return keepEvidence(ctx, { partnerId, registrationId, conflictId: null, at }, file)
}

/** Keeps a file; attached twice it is there once. Where it stands is locked before. */
export async function keepEvidence(ctx: Ctx, of: Of, file: File): Promise<Evidence> {
  const { name, about, base64, shows = 'other', shownOn, withWhom } = file
  const content = Buffer.from(base64, 'base64')
  if (content.length > evidenceLimits.bytes) {
    const detail = 'Attach a file of at most 5 MB.'
    throw new AppError('tooLarge', detail, [{ pointer: '/base64', detail }])
  }
  assertDated(ctx, file)
  const kind = await assertKind(name, content)
  const sha256 = createHash('sha256').update(content).digest('hex')
  const [column, whose] =
    of.conflictId === null
      ? (['registration_id', of.registrationId] as const)
      : (['conflict_id', of.conflictId] as const)
  const known = await readEvidence(ctx, column, whose)
  assertAble(canAttach(known))
  const [same] = await ctx.tx.query<{ id: string }>(
    `SELECT id FROM evidence WHERE ${column} = $1 AND sha256 = $2 AND withdrawn_at IS NULL`,
    [whose, sha256],
  )
  if (same) return toEvidence(known.find(({ id }) => id === same.id)!)
  const id = ctx.newId()
  await ctx.tx.query(
    `INSERT INTO evidence (id, partner_id, registration_id, conflict_id, name, kind, bytes, sha256, about, content, attached_by_name,
       attached_at, shows, shown_on, with_whom) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)`,
    [
      ...[id, of.partnerId, of.registrationId, of.conflictId, name, kind, content.length, sha256, about, content],
      ...[ctx.actor.name, ctx.now, shows, shownOn ?? null, withWhom ?? null],
    ],
  )
  const subject = { kind: of.conflictId === null ? 'registration' : 'conflict', id: whose, name: of.at }
  const details = { file: name, shows, shownOn: shownOn ?? null }
  await recordEvent(ctx, { action: 'evidence.attached', subject, partnerId: of.partnerId, details })
  return toEvidence((await readEvidence(ctx, 'id', id))[0]!)
}

/** What shows something counts by its day, which has come; a meeting by whom it was with, too. */
function assertDated(ctx: Ctx, { shows = 'other', shownOn, withWhom }: File): void {
  if (shows !== 'other' && shownOn === undefined) throw refusedAt('/shownOn', 'Say on which day that was.')
  if (shownOn !== undefined && shownOn > dayOf(ctx.now, ctx.vendor.timeZone))
    throw refusedAt('/shownOn', 'Give the day of what it shows: today or before.')
  if (shows === 'meeting' && withWhom === undefined) throw refusedAt('/withWhom', 'Say whom you met.')
}

const refusedAt = (pointer: string, detail: string) => new AppError('refused', detail, [{ pointer, detail }])

export function canAttach(known: readonly EvidenceRow[]): Ability {
  return known.length < evidenceLimits.ofRegistration
    ? able
    : unable(`A registration has room for ${evidenceLimits.ofRegistration} files. Put several pages into one PDF.`)
}
