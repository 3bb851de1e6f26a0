import type { Designation } from '@parley/contract/accounts'
import { type AccountRow, accountColumns, provenanceOf } from '../accounts/account-view.ts'
import { searchAccounts } from '../accounts/search-accounts.ts'
import { recordEvent } from '../audit/record-event.ts'
import type { Ctx } from '../context.ts'
import type { Ask, Download } from '../http/mount-download.ts'
import { dayOf } from '../vendor-days.ts'
import { csvLine } from './csv/harmless.ts'
import { assertImporter } from './import-abilities.ts'
import { cellOf } from './understand/lists.ts'

type Query = {
  q?: string | undefined
  designation?: Designation | undefined
  led?: 'yes' | 'no' | undefined
  country?: string | undefined
  separator: 'comma' | 'semicolon'
}
type Row = AccountRow & { aliases: string[]; hosts: string[]; parentName: string | null }

const atATime = 1000

/** Named so that an import guesses each of them. */
const columns: Record<string, (row: Row) => string | null> = {
  Name: (row) => row.name,
  Domains: ({ host, hosts }) => (host === null ? hosts : [host, ...hosts]).join(' | '),
  Country: (row) => row.country,
  City: (row) => row.city,
  'Tax id': (row) => row.taxId,
  Designation: (row) => row.designation,
  Parent: (row) => row.parentName,
  'Parent id': (row) => row.parentId,
  'Other names': (row) => cellOf(row.aliases),
  Source: provenanceOf,
  Id: (row) => row.id,
}

/** All accounts, or those that a search shows, page by page as the file is read. */
export async function exportAccounts(ask: Ask, { separator, ...query }: Query): Promise<Download> {
  const sign = separator === 'semicolon' ? ';' : ','
  const today = await ask(async (ctx) => {
    assertImporter(ctx)
    await recordEvent(ctx, { action: 'export.made', details: { what: 'accounts', ...onlyGiven(query) } })
    return dayOf(ctx.now, ctx.vendor.timeZone)
  })
  async function* lines() {
    yield `\ufeff${csvLine(Object.keys(columns), sign)}`
    for (let cursor: string | undefined; ; ) {
      const { rows, nextCursor } = await ask((ctx) => readPage(ctx, { ...query, limit: atATime, cursor }))
      yield rows
        .map((row) =>
          csvLine(
            Object.values(columns).map((cell) => cell(row) ?? ''),
            sign,
          ),
        )
        .join('')
      if (nextCursor === null) return
      cursor = nextCursor
    }
  }
  return { fileName: `Accounts ${today}.csv`, pieces: lines() }
}

/** What the export was narrowed to. */
const onlyGiven = (query: Omit<Query, 'separator'>) =>
  Object.fromEntries(Object.entries(query).filter(([, value]) => value !== undefined)) as typeof query

async function readPage(
  ctx: Ctx,
  query: Omit<Query, 'separator'> & { limit: number; cursor: string | undefined },
): Promise<{ rows: Row[]; nextCursor: string | null }> {
  const { items, nextCursor } = await searchAccounts(ctx, query)
  const rows = await ctx.tx.query<Row>(
    `SELECT ${accountColumns}, p.name AS "parentName",
       ARRAY(SELECT l.name FROM account_alias l WHERE l.account_id = a.id ORDER BY l.added_at, l.id) AS aliases,
       ARRAY(SELECT d.host FROM account_domain d WHERE d.account_id = a.id ORDER BY d.added_at, d.id) AS hosts
     FROM unnest($1::uuid[]) WITH ORDINALITY AS listed(id, place) JOIN account a ON a.id = listed.id
     LEFT JOIN account p ON p.id = a.parent_id ORDER BY listed.place`,
    [items.map(({ id }) => id)],
  )
  return { rows, nextCursor }
}
