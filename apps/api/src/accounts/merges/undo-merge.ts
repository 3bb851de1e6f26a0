import type { Merge } from '@parley/contract/accounts'
import { assertAble, assertRole } from '../../abilities.ts'
import { AppError, notFound } from '../../app-error.ts'
import { recordEvent } from '../../audit/record-event.ts'
import type { Ctx } from '../../context.ts'
import { accountMergers } from '../account-abilities.ts'
import { isAbove } from '../account-parent.ts'
import type { AccountRow } from '../account-view.ts'
import { keepNames } from '../identity/keep-names.ts'
import { giveBackNames, giveBackRecords, giveBackSayings, giveBackTaken, reopenQuestions } from './give-back.ts'
import { lockPair } from './lock-pair.ts'
import { canUndo, type MergeRow, readMerges, toMerge } from './merge-view.ts'
import { partCases } from './part-cases.ts'

/** Makes them two again: what the merge moved and still stands there goes back; what came after stays. */
export async function undoMerge(ctx: Ctx, { id, reason }: { id: string; reason: string }): Promise<Merge> {
  assertRole(ctx.actor, accountMergers, 'undo a merge')
  const found = await readMerge(ctx, id)
  const { kept, absorbed } = await lockPair(ctx, found.keptId, found.absorbedId)
  const merge = await readMerge(ctx, id)
  assertAble(canUndo(ctx, merge))
  await ctx.tx.query('UPDATE account SET merged_into = NULL, version = version + 1 WHERE id = $1', [absorbed.id])
  await giveBackTaken(ctx, kept, merge.moved)
  await giveBackRecords(ctx, kept.id, absorbed.id, merge.moved)
  await assertTrees(ctx, kept, absorbed)
  await giveBackNames(ctx, kept.id, absorbed.id, merge.moved)
  await giveBackSayings(ctx, merge.moved)
  await reopenQuestions(ctx, kept.id, merge.moved)
  await partCases(ctx, kept.id, absorbed.id, merge.moved)
  await ctx.tx.query(
    'UPDATE account_merge SET undone_because = $2, undone_by_name = $3, undone_at = $4 WHERE id = $1',
    [id, reason, ctx.actor.name, ctx.now],
  )
  await keepNames(ctx, [kept.id, absorbed.id])
  const subject = { kind: 'account', id: kept.id, name: kept.name }
  await recordEvent(ctx, { action: 'account.mergeUndone', subject, details: { parted: absorbed.name, reason } })
  return toMerge(ctx, await readMerge(ctx, id))
}

async function readMerge(ctx: Ctx, id: string): Promise<MergeRow> {
  const [merge] = await readMerges(ctx, 'WHERE m.id = $1', [id])
  if (!merge) throw notFound('merge')
  return merge
}

/** The family may have been given another shape since, in which the old place would be above itself. */
async function assertTrees(ctx: Ctx, ...accounts: AccountRow[]): Promise<void> {
  for (const { id, name } of accounts) {
    if (!(await isAbove(ctx, id, id))) continue
    throw new AppError(
      'conflict',
      `The family has changed since: ${name} would be above itself. Change its parents first.`,
    )
  }
}
