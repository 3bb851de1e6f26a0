import type { PublishedAccount } from '@parley/contract/accounts'
import { searchedWords } from '@parley/identity/known-as'
import type { Ctx } from '../context.ts'
import { decodeCursor, toPage } from '../page.ts'

type Query = {
  cursor?: string | undefined
  limit: number
  q?: string | undefined
  designation?: 'named' | 'house' | undefined
}
type Row = PublishedAccount & { sortName: string; id: string }

/** House and named accounts, as the vendor publishes them: by the beginnings of words of these names, and nothing else. */
export async function publishedAccounts(
  { tx }: Ctx,
  { cursor, limit, q = '', designation }: Query,
): Promise<{ items: PublishedAccount[]; nextCursor: string | null }> {
  const after = cursor ? decodeCursor(cursor, 'published') : null
  const rows = await tx.query<Row>(
    `SELECT name, country, designation, since, sort_name AS "sortName", place AS id FROM published_accounts($1, $2, $3, $4, $5)`,
    [searchedWords(q), designation ?? null, after?.key ?? null, after?.id ?? null, limit + 1],
  )
  const { page, nextCursor } = toPage(rows, limit, 'published', (row) => row.sortName)
  return { items: page.map(({ sortName: _, id: __, ...row }) => row), nextCursor }
}
