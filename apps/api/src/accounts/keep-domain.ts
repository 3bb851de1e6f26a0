import type { AccountDetail, AddDomain } from '@parley/contract/accounts'
import type { z } from 'zod'
import { assertRole } from '../abilities.ts'
import { AppError, notFound } from '../app-error.ts'
import { recordEvent } from '../audit/record-event.ts'
import type { Ctx } from '../context.ts'
import { accountEditors } from './account-abilities.ts'
import { ownPlace } from './account-form.ts'
import { lockAccount } from './edit-account.ts'
import { changed } from './keep-alias.ts'
import { readAccount } from './read-account.ts'

/** Adds a further domain by which an account is found from now on. */
export async function addDomain(
  ctx: Ctx,
  { id, domain: typed, source }: z.infer<typeof AddDomain> & { id: string },
): Promise<AccountDetail> {
  assertRole(ctx.actor, accountEditors, 'change accounts')
  const row = await lockAccount(ctx, id)
  const { host, domain } = ownPlace(typed)
  const refused = (detail: string) => new AppError('refused', detail, [{ pointer: '/domain', detail }])
  if (host === row.host) throw refused('This is its domain already.')
  const added = await ctx.tx.query(
    `INSERT INTO account_domain (id, account_id, host, domain, source, added_by_name, added_at) VALUES ($1, $2, $3, $4, $5, $6, $7)
     ON CONFLICT (account_id, host) DO NOTHING RETURNING id`,
    [ctx.newId(), id, host, domain, source, ctx.actor.name, ctx.now],
  )
  if (added.length === 0) throw refused('It is known by this domain already.')
  const subject = { kind: 'account', id, name: row.name }
  await recordEvent(ctx, { action: 'account.domainAdded', subject, details: { domain: host } })
  await changed(ctx, id)
  return readAccount(ctx, { id })
}

export async function removeDomain(ctx: Ctx, { id, domainId }: { id: string; domainId: string }): Promise<null> {
  assertRole(ctx.actor, accountEditors, 'change accounts')
  const row = await lockAccount(ctx, id)
  const [gone] = await ctx.tx.query<{ host: string }>(
    'DELETE FROM account_domain WHERE id = $2 AND account_id = $1 RETURNING host',
    [id, domainId],
  )
  if (!gone) throw notFound('domain')
  const subject = { kind: 'account', id, name: row.name }
  await recordEvent(ctx, { action: 'account.domainRemoved', subject, details: { domain: gone.host } })
  await changed(ctx, id)
  return null
}
