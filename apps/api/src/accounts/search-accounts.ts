import type { AccountSummary } from '@parley/contract/accounts'
import { searchedWords } from '@parley/identity/known-as'
import { normalizeName } from '@parley/identity/normalize-name'
import { assertRole } from '../abilities.ts'
import type { Ctx } from '../context.ts'
import { Conditions, decodeCursor, encodeCursor } from '../page.ts'
import { accountReaders } from './account-abilities.ts'
import { type AccountRow, accountColumns, readLeads, toAccountSummary } from './account-view.ts'
import { foundByOf } from './found-by.ts'
import { findAccount } from './identity/find-account.ts'

type Query = {
  cursor?: string | undefined
  limit: number
  q?: string | undefined
  designation?: AccountSummary['designation'] | undefined
  led?: 'yes' | 'no' | undefined
  country?: string | undefined
}
type Found = AccountRow & { rank: number }

/** What is typed is looked up in at most so many names: whoever finds more types another letter. */
const mostNames = 1000

const isLed = `EXISTS (SELECT FROM protection x WHERE x.account_id = a.id AND x.kind = 'exclusive' AND x.during @> $?::timestamptz)`
const byName = 'a.normalized_name COLLATE "C"'

/**
 * Accounts as one types: by the beginnings of words of a name, an alias, a domain or a tax id. Those whose whole name begins
 * so come first, then the others, each in the order of their names. Where no word fits, those that the matcher thinks likely.
 */
export async function searchAccounts(
  ctx: Ctx,
  query: Query,
): Promise<{ items: AccountSummary[]; nextCursor: string | null }> {
  assertRole(ctx.actor, accountReaders, 'read accounts')
  const typed = (query.q ?? '').trim()
  const words = searchedWords(typed)
  // One letter finds half of all accounts: the list stays as it is until there are two.
  const rows = words.join('').length < 2 ? await listAll(ctx, query) : await search(ctx, query, typed, words)
  const page = rows.slice(0, query.limit)
  const ids = page.map((row) => row.id)
  const leads = await readLeads(ctx, ids)
  const foundBy = words.join('').length < 2 ? new Map<string, string>() : await foundByOf(ctx, page, words)
  const last = page.at(-1)
  return {
    items: page.map((row) => toAccountSummary(row, leads, foundBy.get(row.id))),
    nextCursor:
      rows.length > query.limit && last
        ? encodeCursor({ sort: 'name', key: `${last.rank} ${last.normalizedName}`, id: last.id })
        : null,
  }
}

async function search(ctx: Ctx, query: Query, typed: string, words: readonly string[]): Promise<Found[]> {
  const after = query.cursor ? readCursor(query.cursor) : null
  const name = normalizeName(typed)
  const whole = name === '' ? [] : await listed(ctx, query, 0, after, (where) => beginsWith(where, name))
  const missing = query.limit + 1 - whole.length
  const others =
    missing === 0
      ? []
      : await listed(ctx, { ...query, limit: missing - 1 }, 1, after, (where) => {
          where.add(named(query), tsqueryOf(words), ...(isFew(query) ? [] : [query.country?.toLowerCase(), mostNames]))
          if (name !== '') where.add(`NOT (${byName} >= $? AND ${byName} < $?)`, name, `${name}~`)
        })
  const found = [...whole, ...others]
  return found.length > 0 || after ? found : likely(ctx, query, typed)
}

/** `~` comes after every letter and digit that a normalised name has. */
function beginsWith(where: Conditions, name: string): void {
  where.add(`${byName} >= $? AND ${byName} < $?`, name, `${name}~`)
}

/** House, named and led accounts are few: each of them is looked at. Of all the others, the names are. */
const isFew = ({ designation, led }: Query) => led === 'yes' || designation === 'house' || designation === 'named'
const named = (query: Query) =>
  isFew(query)
    ? 'EXISTS (SELECT FROM account_name n WHERE n.account_id = a.id AND n.words @@ $?::tsquery)'
    : 'a.id IN (SELECT accounts_named($?::tsquery, $?, $?))'

/** `acm:* & den:*`, or the words in one: "blue rock" finds Bluerock, and "DE 123" the tax id DE123456. */
function tsqueryOf(words: readonly string[]): string {
  const each = words.map((word) => `${word}:*`).join(' & ')
  return words.length === 1 ? each : `(${each}) | ${words.join('')}:*`
}

const listAll = (ctx: Ctx, query: Query) => {
  const after = query.cursor ? readCursor(query.cursor) : null
  return listed(ctx, query, 0, after, () => {})
}

type After = { rank: number; name: string; id: string } | null

function readCursor(cursor: string): NonNullable<After> {
  const { key, id } = decodeCursor(cursor, 'name')
  return { rank: key.startsWith('0 ') ? 0 : 1, name: key.slice(2), id }
}

/** One more than a page of accounts that fit, after the cursor, in the order of their names. */
async function listed(
  ctx: Ctx,
  query: Query,
  rank: number,
  after: After,
  narrow: (where: Conditions) => void,
): Promise<Found[]> {
  if (after && after.rank > rank) return []
  const where = filtersOf(ctx, query)
  narrow(where)
  if (after?.rank === rank) where.add(`(${byName}, a.id) > ($?, $?::uuid)`, after.name, after.id)
  const rows = await ctx.tx.query<AccountRow>(
    `SELECT ${accountColumns} FROM account a ${where} ORDER BY ${byName}, a.id LIMIT ${query.limit + 1}`,
    where.params,
  )
  return rows.map((row) => ({ ...row, rank }))
}

function filtersOf(ctx: Ctx, { designation, led, country }: Query): Conditions {
  const where = new Conditions()
  where.add('a.merged_into IS NULL')
  if (designation) where.add('a.designation = $?', designation)
  if (country) where.add('a.country = $?', country.toUpperCase())
  if (led === 'no') where.add(`NOT ${isLed}`, ctx.now)
  if (led === 'yes')
    where.add(
      `a.id IN (SELECT x.account_id FROM protection x WHERE x.kind = 'exclusive' AND x.during @> $?::timestamptz)`,
      ctx.now,
    )
  return where
}

/** With a typing error no word fits: the matcher knows names by their sound and by their parts. */
async function likely(ctx: Ctx, query: Query, typed: string): Promise<Found[]> {
  const { candidates } = await findAccount(ctx, { name: typed, domain: typed, country: query.country }, { by: 'staff' })
  const order = candidates.map(({ accountId }) => accountId)
  const where = filtersOf(ctx, query)
  where.add('a.id = ANY($?)', order)
  const rows = await ctx.tx.query<AccountRow>(`SELECT ${accountColumns} FROM account a ${where}`, where.params)
  return rows
    .toSorted((one, other) => order.indexOf(one.id) - order.indexOf(other.id))
    .slice(0, query.limit)
    .map((row) => ({ ...row, rank: 1 }))
}
