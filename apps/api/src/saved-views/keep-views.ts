import type { ChangeView, SavedView, SaveView, ViewList } from '@parley/contract/saved-views'
import type { z } from 'zod'
import { able, assertAble, unable } from '../abilities.ts'
import { AppError, notFound } from '../app-error.ts'
import type { Ctx } from '../context.ts'
import { assertUnchanged } from '../registrations/registration-record.ts'

type Row = Omit<SavedView, 'savedAt' | 'isOwn' | 'can'> & { savedAt: Date; ownerId: string }

/** So many of one person's and one list: more than anybody finds again. */
const mostOwn = 100

const read = ({ tx }: Ctx, tail: string, params: readonly unknown[]) =>
  tx.query<Row>(
    `SELECT v.id, v.list, v.name, v.filters, v.is_shared AS "isShared", v.owner_id AS "ownerId", v.owner_name AS "ownerName",
       v.saved_at AS "savedAt", v.version FROM saved_view v ${tail}`,
    params,
  )

function toView({ actor }: Ctx, { savedAt, ownerId, ...row }: Row): SavedView {
  const isOwn = ownerId === actor.userId
  const change = isOwn ? able : unable(`${row.ownerName} keeps this view. Save one of your own.`)
  return { ...row, isOwn, savedAt: savedAt.toISOString(), can: { change } }
}

/** Own ones first, each kind by name. */
export async function listViews(ctx: Ctx, { list }: { list: ViewList }): Promise<{ items: SavedView[] }> {
  const rows = await read(
    ctx,
    `WHERE v.list = $1 AND (v.owner_id = $2 OR v.is_shared) ORDER BY v.owner_id <> $2, lower(v.name), v.id LIMIT 500`,
    [list, ctx.actor.userId],
  )
  return { items: rows.map((row) => toView(ctx, row)) }
}

export async function saveView(ctx: Ctx, view: z.output<typeof SaveView>): Promise<SavedView> {
  const { tx, actor, now } = ctx
  const { list, name, filters, isShared } = view
  const id = ctx.newId()
  const made = await tx.query(
    `INSERT INTO saved_view (id, list, name, filters, is_shared, owner_id, owner_name, saved_at)
     SELECT $1, $2, $3, $4, $5, $6, $7, $8 WHERE (SELECT count(*) FROM saved_view v WHERE v.owner_id = $6 AND v.list = $2) < ${mostOwn}
     ON CONFLICT DO NOTHING RETURNING id`,
    [id, list, name, JSON.stringify(filters), isShared, actor.userId, actor.name, now],
  )
  if (made.length === 0) throw await notKept(ctx, list, name)
  return readView(ctx, id)
}

async function notKept(ctx: Ctx, list: ViewList, name: string): Promise<AppError> {
  const known = await read(ctx, 'WHERE v.list = $1 AND v.owner_id = $2 AND lower(v.name) = lower($3)', [
    list,
    ctx.actor.userId,
    name,
  ])
  if (known.length > 0) return nameTaken()
  return new AppError('conflict', `You keep ${mostOwn} views of this list. Take one away first.`)
}

const nameTaken = () => {
  const detail = 'You have a view of this name. Choose another name, or change that view.'
  return new AppError('refused', detail, [{ pointer: '/name', detail }])
}

type Change = z.output<typeof ChangeView> & { id: string; ifMatch: number }

export async function changeView(ctx: Ctx, { id, ifMatch, name, filters, isShared }: Change): Promise<SavedView> {
  await ctx.tx.query('SELECT FROM saved_view WHERE id = $1 AND owner_id = $2 FOR UPDATE', [id, ctx.actor.userId])
  const view = await readView(ctx, id)
  assertAble(view.can.change)
  assertUnchanged(view, ifMatch)
  const taken = await read(ctx, 'WHERE v.list = $1 AND v.owner_id = $2 AND lower(v.name) = lower($3) AND v.id <> $4', [
    view.list,
    ctx.actor.userId,
    name,
    id,
  ])
  if (taken.length > 0) throw nameTaken()
  await ctx.tx.query(
    `UPDATE saved_view SET name = $2, filters = $3, is_shared = $4, saved_at = $5, version = version + 1
     WHERE id = $1 AND owner_id = $6`,
    [id, name, JSON.stringify(filters), isShared, ctx.now, ctx.actor.userId],
  )
  return readView(ctx, id)
}

export async function forgetView(ctx: Ctx, { id }: { id: string }): Promise<null> {
  assertAble((await readView(ctx, id)).can.change)
  await ctx.tx.query('DELETE FROM saved_view WHERE id = $1 AND owner_id = $2', [id, ctx.actor.userId])
  return null
}

/** One view that this reader may use. Somebody else's that isn't shared isn't there. */
async function readView(ctx: Ctx, id: string): Promise<SavedView> {
  const [row] = await read(ctx, `WHERE v.id = $1 AND (v.owner_id = $2 OR v.is_shared)`, [id, ctx.actor.userId])
  if (!row) throw notFound('view')
  return toView(ctx, row)
}
