import type { AccountDetail, AddAlias } from '@parley/contract/accounts'
import { profileParty } from '@parley/identity/party'
import type { z } from 'zod'
import { assertRole } from '../abilities.ts'
import { AppError, notFound } from '../app-error.ts'
import { recordEvent } from '../audit/record-event.ts'
import type { Ctx } from '../context.ts'
import { accountEditors } from './account-abilities.ts'
import { suspectDuplicates } from './duplicates/suspect-duplicates.ts'
import { lockAccount } from './edit-account.ts'
import { keepNames } from './identity/keep-names.ts'
import { readAccount } from './read-account.ts'

type Alias = z.infer<typeof AddAlias>

/** Adds a name by which an account is found from now on. */
export async function addAlias(ctx: Ctx, { id, ...alias }: Alias & { id: string }): Promise<AccountDetail> {
  assertRole(ctx.actor, accountEditors, 'change accounts')
  const row = await lockAccount(ctx, id)
  const refused = (detail: string) => new AppError('refused', detail, [{ pointer: '/name', detail }])
  if (profileParty({ name: alias.name }).name.squashed === '') throw refused('Write a name with letters or digits.')
  if (alias.name === row.name) throw refused('This is its name already.')
  if (!(await insertAlias(ctx, id, alias))) throw refused('It is known by this name already.')
  const details = { name: alias.name, kind: alias.kind }
  await recordEvent(ctx, { action: 'account.nameAdded', subject: { kind: 'account', id, name: row.name }, details })
  await changed(ctx, id)
  return readAccount(ctx, { id })
}

export async function removeAlias(ctx: Ctx, { id, aliasId }: { id: string; aliasId: string }): Promise<null> {
  assertRole(ctx.actor, accountEditors, 'change accounts')
  const row = await lockAccount(ctx, id)
  const [gone] = await ctx.tx.query<{ name: string }>(
    'DELETE FROM account_alias WHERE id = $2 AND account_id = $1 RETURNING name',
    [id, aliasId],
  )
  if (!gone) throw notFound('alias')
  const subject = { kind: 'account', id, name: row.name }
  await recordEvent(ctx, { action: 'account.nameRemoved', subject, details: { name: gone.name } })
  await changed(ctx, id)
  return null
}

/** Whether it is new; one that is there already stays as it is. The caller keeps the names. */
export async function insertAlias(
  { tx, actor, now, newId }: Ctx,
  accountId: string,
  { name, kind, source }: Alias,
): Promise<boolean> {
  const added = await tx.query(
    `INSERT INTO account_alias (id, account_id, name, kind, source, added_by_name, added_at) VALUES ($1, $2, $3, $4, $5, $6, $7)
     ON CONFLICT (account_id, name) DO NOTHING RETURNING id`,
    [newId(), accountId, name, kind, source, actor.name, now],
  )
  return added.length > 0
}

/** After a change of what an account is known by. */
export async function changed(ctx: Ctx, id: string): Promise<void> {
  await ctx.tx.query('UPDATE account SET version = version + 1 WHERE id = $1', [id])
  await keepNames(ctx, [id])
  await suspectDuplicates(ctx, id)
}
