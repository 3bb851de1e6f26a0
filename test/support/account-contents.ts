import { type Known, namesOf, standingElsewhere } from '@parley/api/accounts/identity/keep-names'
import type { World } from './open-world.ts'

/** What stands in each table that a merge touches, but for counters, and for what is only kept as history. */
const tables = {
  account: `SELECT to_jsonb(t) - 'version' AS row FROM parley.account t`,
  account_alias: 'SELECT to_jsonb(t) AS row FROM parley.account_alias t',
  account_domain: 'SELECT to_jsonb(t) AS row FROM parley.account_domain t',
  account_name: `SELECT to_jsonb(t) - 'number' AS row FROM parley.account_name t`,
  registration: 'SELECT to_jsonb(t) AS row FROM parley.registration t',
  protection: 'SELECT to_jsonb(t) AS row FROM parley.protection t',
  holding: 'SELECT to_jsonb(t) AS row FROM parley.holding t',
  deal: 'SELECT to_jsonb(t) AS row FROM parley.deal t',
  direct_opportunity: 'SELECT to_jsonb(t) AS row FROM parley.direct_opportunity t',
  account_difference: 'SELECT to_jsonb(t) AS row FROM parley.account_difference t',
  account_pair: 'SELECT to_jsonb(t) AS row FROM parley.account_pair t',
  account_question: 'SELECT to_jsonb(t) AS row FROM parley.account_question t',
  conflict: 'SELECT to_jsonb(t) AS row FROM parley.conflict t WHERE closed_at IS NULL',
  conflict_interest: `SELECT to_jsonb(t) AS row FROM parley.conflict_interest t
    WHERE EXISTS (SELECT FROM parley.conflict c WHERE c.id = t.conflict_id AND c.closed_at IS NULL)`,
  decision: 'SELECT to_jsonb(t) AS row FROM parley.decision t',
}

/** The rows of all of these, in an order that tells nothing. */
export async function contentsOf(w: World): Promise<Record<string, unknown[]>> {
  const entries: [string, unknown[]][] = []
  for (const [table, sql] of Object.entries(tables)) {
    const rows = await w.sql<{ row: unknown }>(`SELECT row FROM (${sql}) x ORDER BY row::text`)
    entries.push([table, rows.map(({ row }) => row)])
  }
  return Object.fromEntries(entries)
}

/** Accounts whose names or keys in the database aren't those that they should be found by; empty when all are true. */
export async function untrueNames(w: World): Promise<string[]> {
  const accounts = await w.sql<Known & { merged: boolean; kept: string[]; keys: number[] }>(
    `SELECT a.id, a.name, a.host, a.country, a.city, a.tax_id AS "taxId", a.merged_into IS NOT NULL AS merged,
       ARRAY(SELECT l.name FROM parley.account_alias l WHERE l.account_id = a.id ORDER BY l.added_at, l.id) AS aliases,
       ARRAY(SELECT d.host FROM parley.account_domain d WHERE d.account_id = a.id ORDER BY d.added_at, d.id) AS hosts,
       ${standingElsewhere.replaceAll(/(FROM|JOIN) account/g, '$1 parley.account')} AS elsewhere,
       ARRAY(SELECT concat_ws('|', n.name, n.host, n.country, n.city, n.keys::text, n.asked::text, tsvector_to_array(n.words)::text)
         FROM parley.account_name n WHERE n.account_id = a.id) AS kept,
       ARRAY(SELECT k.key FROM parley.account_key k JOIN parley.account_name n ON n.number = k.account_name WHERE n.account_id = a.id) AS keys
     FROM parley.account a`,
  )
  return accounts.filter((each) => !isTrue(each)).map(({ name }) => name)
}

function isTrue(account: Known & { merged: boolean; kept: string[]; keys: number[] }): boolean {
  const names = account.merged ? [] : namesOf(account)
  const array = (values: readonly (string | number)[]) => `{${values.join(',')}}`
  const expected = names.map(({ name, host, country, city, keys, asked, words }) =>
    [name, host, country, city, array(keys), array(asked), array([...words].sort())]
      .filter((part) => part !== null)
      .join('|'),
  )
  const same = (one: readonly (string | number)[], other: readonly (string | number)[]) =>
    JSON.stringify([...one].sort()) === JSON.stringify([...other].sort())
  return (
    same(account.kept, expected) &&
    same(
      account.keys,
      names.flatMap(({ keys }) => [...new Set(keys)]),
    )
  )
}
