import type { AccountSummary } from '@parley/contract/accounts'
import { normalizeName } from '@parley/identity/normalize-name'
import { assertRole } from '../abilities.ts'
import type { Ctx } from '../context.ts'
import { Conditions, containing, decodeCursor, toPage } from '../page.ts'
import { readers } from '../registrations/registration-abilities.ts'
import { type AccountRow, accountColumns, readLeads, toAccountSummary } from './account-view.ts'

type Query = {
  cursor?: string | undefined
  limit: number
  q?: string | undefined
  designation?: 'open' | 'named' | 'house' | undefined
  led?: 'yes' | 'no' | undefined
}

const isLed = `EXISTS (SELECT FROM protection x WHERE x.account_id = a.id AND x.kind = 'exclusive' AND x.during @> $?::timestamptz)`

/** Accounts by part of their name or domain, in the order of their names. */
export async function searchAccounts(
  ctx: Ctx,
  query: Query,
): Promise<{ items: AccountSummary[]; nextCursor: string | null }> {
  assertRole(ctx.actor, readers, 'read accounts')
  const where = new Conditions()
  if (query.q) {
    const name = containing(normalizeName(query.q) || query.q)
    where.add('a.normalized_name LIKE $? OR a.domain LIKE $?', name, containing(query.q.toLowerCase()))
  }
  if (query.designation) where.add('a.designation = $?', query.designation)
  if (query.led) where.add(query.led === 'yes' ? isLed : `NOT ${isLed}`, ctx.now)
  if (query.cursor) {
    const { key, id } = decodeCursor(query.cursor, 'name')
    where.add('(a.normalized_name, a.id) > ($?, $?::uuid)', key, id)
  }
  const rows = await ctx.tx.query<AccountRow>(
    `SELECT ${accountColumns} FROM account a ${where} ORDER BY a.normalized_name, a.id LIMIT ${query.limit + 1}`,
    where.params,
  )
  const { page, nextCursor } = toPage(rows, query.limit, 'name', (row) => row.normalizedName)
  const leads = await readLeads(
    ctx,
    page.map((row) => row.id),
  )
  return { items: page.map((row) => toAccountSummary(row, leads)), nextCursor }
}
