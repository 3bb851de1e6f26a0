import type { AccountDetail, EditAccount } from '@parley/contract/accounts'
import type { z } from 'zod'
import { assertAble, assertRole } from '../abilities.ts'
import { notFound } from '../app-error.ts'
import { recordEvent } from '../audit/record-event.ts'
import type { Ctx } from '../context.ts'
import { assertUnchanged } from '../registrations/registration-record.ts'
import { accountEditors, isItself } from './account-abilities.ts'
import { columnsOf, type FormColumns } from './account-form.ts'
import { assertParent } from './account-parent.ts'
import { type AccountRow, readAccounts, readKept } from './account-view.ts'
import { suspectDuplicates } from './duplicates/suspect-duplicates.ts'
import { keepNames } from './identity/keep-names.ts'
import { insertAlias } from './keep-alias.ts'
import { bringTogether, whoIsThere } from './merges/bring-together.ts'
import { readAccount } from './read-account.ts'

type Input = z.infer<typeof EditAccount> & { id: string; ifMatch: number }

/** Changes an account. A changed name goes on finding it, as a former name, unless it is to be forgotten. */
export async function editAccount(
  ctx: Ctx,
  { id, ifMatch, forgetOldName = false, ...form }: Input,
): Promise<AccountDetail> {
  assertRole(ctx.actor, accountEditors, 'change accounts')
  const before = await lockAccount(ctx, id)
  assertUnchanged(before, ifMatch)
  const row = columnsOf(ctx, form, before)
  const moves = row.parentId !== before.parentId
  if (moves || row.relation !== before.relation) await assertParent(ctx, id, form)
  const wereThere = moves ? await whoIsThere(ctx, id) : null
  await update(ctx, id, row)
  if (row.designation !== before.designation) {
    const details = { from: before.designation, to: row.designation }
    await recordEvent(ctx, { action: 'account.designated', subject: { kind: 'account', id, name: row.name }, details })
  }
  await recordChanges(ctx, before, row)
  if (row.name !== before.name) await rename(ctx, before, row.name, forgetOldName)
  await keepNames(ctx, [id])
  await suspectDuplicates(ctx, id)
  if (wereThere) await bringTogether(ctx, id, wereThere, null)
  return readAccount(ctx, { id })
}

/** What it says of itself now; who designates it is an event of its own, which the account's timeline tells. */
async function recordChanges(ctx: Ctx, before: AccountRow, row: FormColumns): Promise<void> {
  const compared = ['name', 'city', 'country', 'taxId', 'parentId', 'relation'] as const
  const changed = new Set<string>(compared.filter((name) => row[name] !== before[name]))
  if (row.host !== before.host || row.domain !== before.domain) changed.add('domain')
  if (changed.size === 0) return
  const parent = row.parentId === null ? undefined : (await readAccounts(ctx, [row.parentId])).get(row.parentId)
  const now = (name: string, value: string | null | undefined) => (changed.has(name) ? (value ?? 'none') : null)
  const details = {
    ...{ name: now('name', row.name), domain: now('domain', row.host), city: now('city', row.city) },
    ...{ country: now('country', row.country), taxId: now('taxId', row.taxId) },
    ...{ parent: now('parentId', parent?.name), relation: now('relation', row.relation) },
  }
  await recordEvent(ctx, {
    action: 'account.changed',
    subject: { kind: 'account', id: before.id, name: before.name },
    details,
  })
}

/** Holds an account for a change. One that was merged isn't changed any more. */
export async function lockAccount(ctx: Ctx, id: string): Promise<AccountRow> {
  await ctx.tx.query('SELECT FROM account WHERE id = $1 FOR UPDATE', [id])
  const row = (await readAccounts(ctx, [id])).get(id)
  if (!row) throw notFound('account')
  if (row.mergedInto !== null) assertAble(isItself(row, (await readKept(ctx, id)).row.name))
  return row
}

async function update({ tx }: Ctx, id: string, row: FormColumns): Promise<void> {
  await tx.query(
    `UPDATE account SET named_by_vendor = named_by_vendor OR name <> $2, name = $2, normalized_name = $3, host = $4, domain = $5,
       country = $6, city = $7, tax_id = $8, designation = $9, designated_on = $10, parent_id = $11, relation_to_parent = $12,
       version = version + 1 WHERE id = $1`,
    [
      id,
      row.name,
      row.normalizedName,
      row.host,
      row.domain,
      row.country,
      row.city,
      row.taxId,
      row.designation,
      row.designatedOn,
      row.parentId,
      row.relation,
    ],
  )
}

/** The new name is its name now, and no alias any longer. */
async function rename(ctx: Ctx, before: AccountRow, name: string, forget: boolean): Promise<void> {
  await ctx.tx.query('DELETE FROM account_alias WHERE account_id = $1 AND name = $2', [before.id, name])
  if (!forget) await insertAlias(ctx, before.id, { name: before.name, kind: 'former', source: 'Renamed' })
}
