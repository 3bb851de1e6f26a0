import { RegistrationStatus, type RegistrationSummary } from '@parley/contract/registrations'
import { assertRole } from '../abilities.ts'
import { AppError } from '../app-error.ts'
import type { Ctx } from '../context.ts'
import { containing, decodeCursor, toPage } from '../page.ts'
import { readers } from './registration-abilities.ts'
import { readRegistrations } from './registration-rows.ts'
import { toSummary } from './registration-view.ts'

type Sort = 'newest' | 'closing' | 'ending' | 'amount'
type Query = {
  cursor?: string | undefined
  limit: number
  status?: string | undefined
  productFamily?: string | undefined
  q?: string | undefined
  sort: Sort
  partnerId?: string | undefined
  accountId?: string | undefined
}

export async function listAllRegistrations(ctx: Ctx, query: Query) {
  assertRole(ctx.actor, readers, 'read registrations')
  return listRegistrations(ctx, query)
}

/** A page of registrations: of a partner's own, beneath which row-level security stands, or of all for staff. */
export async function listRegistrations(
  ctx: Ctx,
  query: Query,
): Promise<{ items: RegistrationSummary[]; nextCursor: string | null }> {
  const cursor = query.cursor ? decodeCursor(query.cursor, query.sort) : null
  const keys = await ctx.tx.query<{ id: string; key: string }>(
    'SELECT id, key FROM registration_page($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)',
    [
      query.status ? statusesIn(query.status) : null,
      query.productFamily ?? null,
      ctx.actor.partnerId ?? query.partnerId ?? null,
      query.accountId ?? null,
      query.q ? containing(query.q) : null,
      query.sort,
      cursor?.key ?? null,
      cursor?.id ?? null,
      query.limit + 1,
      ctx.now,
    ],
    'registration_page',
  )
  const { page, nextCursor } = toPage(keys, query.limit, query.sort, (row) => row.key)
  const rows = await readRegistrations(ctx.tx, 'WHERE r.id = ANY($1)', [page.map((row) => row.id)])
  const byId = new Map(rows.map((row) => [row.id, row]))
  return { items: page.flatMap(({ id }) => byId.get(id) ?? []).map((row) => toSummary(ctx, row)), nextCursor }
}

function statusesIn(text: string): RegistrationStatus[] {
  return text.split(',').map((each) => {
    const parsed = RegistrationStatus.safeParse(each.trim())
    if (parsed.success) return parsed.data
    const detail = `“${each.trim()}” isn’t a status. Use ${RegistrationStatus.options.join(', ')}.`
    throw new AppError('refused', detail, [{ pointer: '/status', detail }])
  })
}
