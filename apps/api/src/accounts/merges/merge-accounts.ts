import type { Merge, MergeAccounts } from '@parley/contract/accounts'
import type { z } from 'zod'
import { assertAble, assertRole } from '../../abilities.ts'
import { AppError } from '../../app-error.ts'
import { recordEvent } from '../../audit/record-event.ts'
import type { Ctx } from '../../context.ts'
import { accountMergers, canMergePair, isItself } from '../account-abilities.ts'
import { readKept } from '../account-view.ts'
import { readDifference } from '../duplicates/differences.ts'
import { absorb } from './absorb.ts'
import { lockPair } from './lock-pair.ts'
import { readMerges, toMerge } from './merge-view.ts'

/** Makes two records one. Both ids go on working, and nobody loses a protection by it. */
export async function mergeAccounts(
  ctx: Ctx,
  { keptId, absorbedId, reason }: z.infer<typeof MergeAccounts>,
): Promise<Merge> {
  assertRole(ctx.actor, accountMergers, 'merge accounts')
  if (keptId === absorbedId) {
    const detail = 'Choose two records; this is one and the same.'
    throw new AppError('refused', detail, [{ pointer: '/absorbedId', detail }])
  }
  const { kept, absorbed } = await lockPair(ctx, keptId, absorbedId)
  for (const each of [kept, absorbed]) {
    if (each.mergedInto !== null) assertAble(isItself(each, (await readKept(ctx, each.id)).row.name))
  }
  assertAble(canMergePair(ctx, await readDifference(ctx, keptId, absorbedId)))
  const id = await absorb(ctx, kept, absorbed, { reason, aliasKind: 'merged', source: 'Merge' })
  const subject = { kind: 'account', id: kept.id, name: kept.name }
  await recordEvent(ctx, { action: 'account.merged', subject, details: { absorbed: absorbed.name, reason } })
  const [merge] = await readMerges(ctx, 'WHERE m.id = $1', [id])
  return toMerge(ctx, merge!)
}
