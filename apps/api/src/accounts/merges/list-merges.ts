import type { Merge } from '@parley/contract/accounts'
import { assertRole } from '../../abilities.ts'
import type { Ctx } from '../../context.ts'
import { Conditions, decodeCursor, toPage } from '../../page.ts'
import { accountReaders } from '../account-abilities.ts'
import { readMerges, toMerge } from './merge-view.ts'

/** Merges, newest first, undone ones among them. */
export async function listMerges(
  ctx: Ctx,
  { cursor, limit }: { cursor?: string | undefined; limit: number },
): Promise<{ items: Merge[]; nextCursor: string | null }> {
  assertRole(ctx.actor, accountReaders, 'read accounts')
  const where = new Conditions()
  if (cursor) {
    const { key, id } = decodeCursor(cursor, 'merged')
    where.add('(m.merged_at, m.id) < ($?::timestamptz, $?::uuid)', key, id)
  }
  const rows = await readMerges(ctx, `${where} ORDER BY m.merged_at DESC, m.id DESC LIMIT ${limit + 1}`, where.params)
  const { page, nextCursor } = toPage(rows, limit, 'merged', (row) => row.mergedAt.toISOString())
  return { items: page.map((row) => toMerge(ctx, row)), nextCursor }
}
