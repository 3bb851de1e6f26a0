import type { Conflict } from '@parley/contract/accounts'
import { assertRole } from '../../abilities.ts'
import type { Ctx } from '../../context.ts'
import { Conditions, decodeCursor, toPage } from '../../page.ts'
import { accountReaders } from '../account-abilities.ts'
import { readKept } from '../account-view.ts'
import { type ConflictRow, concerns, readConflicts, toConflicts } from './read-conflicts.ts'

type Query = {
  cursor?: string | undefined
  limit: number
  state?: 'open' | 'closed' | undefined
  accountId?: string | undefined
}

const keyOf = ({ closedAt, openedAt }: ConflictRow) => `${closedAt === null ? 1 : 0} ${openedAt.toISOString()}`

/** Partners that want the same account family: open cases first, of each kind the newest first. */
export async function listConflicts(
  ctx: Ctx,
  { cursor, limit, state, accountId }: Query,
): Promise<{ items: Conflict[]; nextCursor: string | null }> {
  assertRole(ctx.actor, accountReaders, 'see conflicts')
  const where = new Conditions()
  if (state) where.add(state === 'open' ? 'c.closed_at IS NULL' : 'c.closed_at IS NOT NULL')
  if (accountId) where.add(concerns(where.param((await readKept(ctx, accountId)).row.id)))
  if (cursor) {
    const { key, id } = decodeCursor(cursor, 'conflicts')
    const [open, openedAt] = key.split(' ')
    where.add(
      '((c.closed_at IS NULL)::int, c.opened_at, c.id) < ($?::int, $?::timestamptz, $?::uuid)',
      open,
      openedAt,
      id,
    )
  }
  const rows = await readConflicts(
    ctx,
    `${where} ORDER BY (c.closed_at IS NULL)::int DESC, c.opened_at DESC, c.id DESC LIMIT ${limit + 1}`,
    where.params,
  )
  const { page, nextCursor } = toPage(rows, limit, 'conflicts', keyOf)
  return { items: await toConflicts(ctx, page), nextCursor }
}
