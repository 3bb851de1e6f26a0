import { searchedWords } from '@parley/identity/known-as'
import type { Ctx } from '../context.ts'
import type { AccountRow } from './account-view.ts'

type Row = { id: string; names: string[] }

/**
 * The alias, domain or tax id by which a search found each account, where its name doesn't show it: in that order, the
 * first in which every word that was typed has its beginning.
 */
export async function foundByOf(
  { tx }: Ctx,
  rows: readonly AccountRow[],
  words: readonly string[],
): Promise<Map<string, string>> {
  const unclear = rows.filter((row) => !fits(row.name, words))
  if (unclear.length === 0) return new Map()
  const known = await tx.query<Row>(
    `SELECT a.id, ARRAY(SELECT l.name FROM account_alias l WHERE l.account_id = a.id ORDER BY l.added_at, l.id)
       || ARRAY(SELECT d.host FROM account_domain d WHERE d.account_id = a.id ORDER BY d.added_at, d.id) AS names
     FROM account a WHERE a.id = ANY($1)`,
    [unclear.map((row) => row.id)],
  )
  const names = new Map(known.map((row) => [row.id, row.names]))
  const entries = unclear.map((row): [string, string | undefined] => {
    const all = [row.host, ...(names.get(row.id) ?? []), row.taxId].filter((each) => each !== null)
    return [row.id, all.find((each) => fits(each, words))]
  })
  return new Map(entries.filter((entry): entry is [string, string] => entry[1] !== undefined))
}

function fits(name: string, words: readonly string[]): boolean {
  const theirs = searchedWords(name)
  if (theirs.join('').startsWith(words.join(''))) return true
  return words.every((word) => theirs.some((each) => each.startsWith(word)))
}
