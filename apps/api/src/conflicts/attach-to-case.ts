import type { AttachEvidence } from '@parley/contract/evidence'
import type { z } from 'zod'
import { assertAble } from '../abilities.ts'
import type { Ctx } from '../context.ts'
import { keepEvidence } from '../evidence/attach-evidence.ts'
import { canAttach } from './case-abilities.ts'
import { lockCase, readClaims, touchCase } from './case-rows.ts'

/** The vendor's own sales team shows what it has done, like everybody else. */
export async function attachToCase(
  ctx: Ctx,
  { id, ...file }: z.output<typeof AttachEvidence> & { id: string },
): Promise<void> {
  const row = await lockCase(ctx, id)
  assertAble(canAttach(ctx, { row, claims: await readClaims(ctx, row) }))
  await keepEvidence(ctx, { partnerId: null, registrationId: null, conflictId: id, at: row.accountName }, file)
  await touchCase(ctx, id)
}
