import { RegistrationStatus, type RegistrationSummary } from '@parley/contract/registrations'
import { assertRole } from '../abilities.ts'
import { AppError } from '../app-error.ts'
import type { Ctx } from '../context.ts'
import { Conditions, containing, decodeCursor, toPage } from '../page.ts'
import { readers } from './registration-abilities.ts'
import { fromRegistrations, readRegistrations } from './registration-rows.ts'
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

/** What is sorted by, its type, and whether the greatest comes first. */
const sorts: Record<Sort, { key: (now: () => string) => string; type: string; descending: boolean }> = {
  newest: { key: () => 'r.submitted_at', type: 'timestamptz', descending: true },
  closing: { key: () => 'r.expected_close_on', type: 'date', descending: false },
  ending: {
    key: (now) => `CASE WHEN upper(x.during) > ${now()} THEN upper(x.during) ELSE 'infinity' END`,
    type: 'timestamptz',
    descending: false,
  },
  amount: { key: () => 'r.amount_minor', type: 'bigint', descending: true },
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
  const where = new Conditions()
  const now = () => `${where.param(ctx.now)}::timestamptz`
  const { key, type, descending } = sorts[query.sort]
  const sortKey = key(now)
  if (query.status)
    where.add(`registration_status(r.status, upper(x.during), ${now()}) = ANY($?)`, statusesIn(query.status))
  if (query.productFamily) where.add('r.product_family = $?', query.productFamily)
  if (query.partnerId) where.add('r.partner_id = $?', query.partnerId)
  if (query.accountId) where.add('r.account_id = $?', query.accountId)
  if (query.q) where.add('r.account_name ILIKE $? OR r.reference ILIKE $?', containing(query.q), containing(query.q))
  if (query.cursor) {
    const cursor = decodeCursor(query.cursor, query.sort)
    where.add(`(${sortKey}, r.id) ${descending ? '<' : '>'} ($?::${type}, $?::uuid)`, cursor.key, cursor.id)
  }
  const direction = descending ? 'DESC' : 'ASC'
  const keys = await ctx.tx.query<{ id: string; key: string }>(
    `SELECT r.id, (${sortKey})::text AS key ${fromRegistrations} ${where}
     ORDER BY ${sortKey} ${direction}, r.id ${direction} LIMIT ${query.limit + 1}`,
    where.params,
  )
  const { page, nextCursor } = toPage(keys, query.limit, query.sort, (row) => row.key)
  const rows = await readRegistrations(ctx.tx, 'WHERE r.id = ANY($1)', [page.map((row) => row.id)])
  const byId = new Map(rows.map((row) => [row.id, row]))
  return { items: page.map(({ id }) => toSummary(ctx, byId.get(id)!)), nextCursor }
}

function statusesIn(text: string): RegistrationStatus[] {
  return text.split(',').map((each) => {
    const parsed = RegistrationStatus.safeParse(each.trim())
    if (parsed.success) return parsed.data
    const detail = `“${each.trim()}” isn’t a status. Use ${RegistrationStatus.options.join(', ')}.`
    throw new AppError('refused', detail, [{ pointer: '/status', detail }])
  })
}
