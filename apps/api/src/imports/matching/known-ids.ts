import type { UnderstoodRow } from '@parley/contract/imports'
import { keptOf } from '../../accounts/account-view.ts'
import type { Seen } from '../../accounts/identity/find-account.ts'
import type { Ctx } from '../../context.ts'

const isUuid = (text: string) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text)

/** The accounts that ids mean: ids of an earlier import's system, or Parley's own. By `externalKeyOf`. */
export async function accountsByExternalId(
  ctx: Ctx,
  ids: readonly Pick<UnderstoodRow, 'source' | 'externalId'>[],
): Promise<Map<string, string>> {
  const wanted = ids.flatMap(({ source, externalId }) =>
    externalId === null ? [] : [{ source: source ?? '', externalId }],
  )
  if (wanted.length === 0) return new Map()
  const imported = await ctx.tx.query<{ source: string; externalId: string; accountId: string }>(
    `SELECT x.source, x.external_id AS "externalId", x.account_id AS "accountId" FROM account_external_id x
     JOIN jsonb_to_recordset($1) AS w(source text, "externalId" text) ON w.source = x.source AND w."externalId" = x.external_id`,
    [JSON.stringify(wanted)],
  )
  const own = wanted
    .filter(({ externalId }) => isUuid(externalId))
    .map((each) => ({ ...each, accountId: each.externalId.toLowerCase() }))
  const known = [...own, ...imported]
  const kept = await keptOf(
    ctx,
    known.map(({ accountId }) => accountId),
  )
  return new Map(
    known.flatMap(({ source, externalId, accountId }) => {
      const id = kept.get(accountId)
      return id === undefined ? [] : [[JSON.stringify([source, externalId]), id] as const]
    }),
  )
}

/** What became of rows that said the same, in this import or an earlier one: an account, or a question that nobody has answered. */
export type SaidBefore = { accountId: string } | { candidates: Seen[] }

export async function saidBefore(ctx: Ctx, says: readonly string[]): Promise<Map<string, SaidBefore>> {
  const rows = await ctx.tx.query<{ says: string; accountId: string | null; candidates: Seen[] | null }>(
    `SELECT DISTINCT ON (says) says, account_id AS "accountId", candidates FROM account_import_row
     WHERE says = ANY($1) ORDER BY says, account_id IS NULL, import_id DESC, number`,
    [says],
  )
  const kept = await keptOf(
    ctx,
    rows.flatMap(({ accountId }) => accountId ?? []),
  )
  const answers = rows.map((row): [string, SaidBefore | undefined] => {
    if (row.accountId === null) return [row.says, { candidates: row.candidates ?? [] }]
    const accountId = kept.get(row.accountId)
    return [row.says, accountId === undefined ? undefined : { accountId }]
  })
  return new Map(answers.filter((entry): entry is [string, SaidBefore] => entry[1] !== undefined))
}

/** All names of these accounts. */
export async function namesOfAccounts({ tx }: Ctx, ids: readonly string[]): Promise<Map<string, string[]>> {
  if (ids.length === 0) return new Map()
  const rows = await tx.query<{ id: string; names: string[] }>(
    `SELECT a.id, array_append(ARRAY(SELECT l.name FROM account_alias l WHERE l.account_id = a.id), a.name) AS names
     FROM account a WHERE a.id = ANY($1)`,
    [ids],
  )
  return new Map(rows.map(({ id, names }) => [id, names]))
}
