import type { Ctx } from '../../context.ts'
import type { AccountRow } from '../account-view.ts'
import type { Moved } from './moved.ts'

export type NamedHow = { aliasKind: 'merged' | 'typed'; source: string }

/** The kept record is known by all that the absorbed one was known by. */
export async function moveNames(
  ctx: Ctx,
  kept: AccountRow,
  absorbed: AccountRow,
  { aliasKind, source }: NamedHow,
): Promise<Pick<Moved, 'aliases' | 'domains' | 'madeAlias' | 'madeDomain'>> {
  const { tx, actor, now } = ctx
  const both = [kept.id, absorbed.id]
  const ids = async (sql: string, params: unknown[] = both) =>
    (await tx.query<{ id: string }>(sql, params)).map(({ id }) => id)
  const aliases = await ids(
    `UPDATE account_alias l SET account_id = $1 WHERE l.account_id = $2 AND l.name <> $3
       AND NOT EXISTS (SELECT FROM account_alias k WHERE k.account_id = $1 AND k.name = l.name) RETURNING id`,
    [...both, kept.name],
  )
  const domains = await ids(
    `UPDATE account_domain d SET account_id = $1 WHERE d.account_id = $2 AND d.host IS DISTINCT FROM $3
       AND NOT EXISTS (SELECT FROM account_domain k WHERE k.account_id = $1 AND k.host = d.host) RETURNING id`,
    [...both, kept.host],
  )
  const [madeAlias] =
    absorbed.name === kept.name
      ? []
      : await ids(
          `INSERT INTO account_alias (id, account_id, name, kind, source, added_by_name, added_at)
           VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (account_id, name) DO NOTHING RETURNING id`,
          [ctx.newId(), kept.id, absorbed.name, aliasKind, source, actor.name, now],
        )
  const [madeDomain] =
    absorbed.host === null || kept.host === null || absorbed.host === kept.host
      ? []
      : await ids(
          `INSERT INTO account_domain (id, account_id, host, domain, source, added_by_name, added_at)
           VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (account_id, host) DO NOTHING RETURNING id`,
          [ctx.newId(), kept.id, absorbed.host, absorbed.domain, source, actor.name, now],
        )
  return { aliases, domains, madeAlias: madeAlias ?? null, madeDomain: madeDomain ?? null }
}
