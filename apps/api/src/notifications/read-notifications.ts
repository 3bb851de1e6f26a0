import type { MarkRead, Notification, NotificationKind } from '@parley/contract/notifications'
import { readKept } from '@parley/rules/kept-text'
import type { z } from 'zod'
import type { Ctx } from '../context.ts'
import { Conditions, decodeCursor, toPage } from '../page.ts'

type Query = { cursor?: string | undefined; limit: number; unread?: 'true' | undefined }
type Row = {
  id: string
  kind: NotificationKind
  title: string
  lines: string[]
  path: string
  createdAt: Date
  readAt: Date | null
  key: string
}

const sort = 'newest'

/** A person's own notices, newest first. Whose they are is said here and by row-level security beneath. */
export async function listNotifications(
  ctx: Ctx,
  query: Query,
): Promise<{ items: Notification[]; nextCursor: string | null; unread: number }> {
  const where = new Conditions()
  where.add('n.user_id = $?', ctx.actor.userId)
  if (query.unread) where.add('n.read_at IS NULL')
  if (query.cursor) {
    // Of one instant the later one stands first; its number stays inside, because it would count everybody's.
    const { key, id } = decodeCursor(query.cursor, sort)
    where.add(
      '(n.created_at, n.seq) < ($?::timestamptz, (SELECT c.seq FROM notification c WHERE c.user_id = n.user_id AND c.id = $?))',
      key,
      id,
    )
  }
  const rows = await ctx.tx.query<Row>(
    `SELECT n.id, n.kind, n.title, n.lines, n.path, n.created_at AS "createdAt", n.read_at AS "readAt", n.created_at::text AS key
     FROM notification n ${where} ORDER BY n.created_at DESC, n.seq DESC LIMIT ${query.limit + 1}`,
    where.params,
  )
  const { page, nextCursor } = toPage(rows, query.limit, sort, ({ key }) => key)
  const items = page.map(({ id, kind, title, lines, path, createdAt, readAt }) => ({
    ...{ id, kind, path },
    title: readKept(title, ctx.locale),
    lines: lines.map((line) => readKept(line, ctx.locale)),
    createdAt: createdAt.toISOString(),
    readAt: readAt?.toISOString() ?? null,
  }))
  return { items, nextCursor, ...(await countUnread(ctx)) }
}

export async function countUnread({ tx, actor }: Ctx): Promise<{ unread: number }> {
  const [row] = await tx.query<{ unread: number }>(
    'SELECT count(*)::int AS unread FROM notification WHERE user_id = $1 AND read_at IS NULL',
    [actor.userId],
    'count_unread',
  )
  return { unread: row!.unread }
}

/** Marks these, or all, as read. Somebody else's ids change nothing, as those of none. */
export async function markRead(ctx: Ctx, which: z.infer<typeof MarkRead>): Promise<{ unread: number }> {
  await ctx.tx.query(
    'UPDATE notification SET read_at = $2 WHERE user_id = $1 AND read_at IS NULL AND ($3::uuid[] IS NULL OR id = ANY($3))',
    [ctx.actor.userId, ctx.now, 'ids' in which ? which.ids : null],
  )
  return countUnread(ctx)
}
