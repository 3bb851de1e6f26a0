import type { AccountDetail, CreateAccount } from '@parley/contract/accounts'
import type { z } from 'zod'
import { assertRole } from '../abilities.ts'
import { AppError } from '../app-error.ts'
import { recordEvent } from '../audit/record-event.ts'
import type { Ctx } from '../context.ts'
import { accountEditors } from './account-abilities.ts'
import { columnsOf, type FormColumns } from './account-form.ts'
import { assertParent } from './account-parent.ts'
import { readAccounts } from './account-view.ts'
import { suspectDuplicates } from './duplicates/suspect-duplicates.ts'
import { findTwins, type Seen } from './identity/find-account.ts'
import { keepNames } from './identity/keep-names.ts'
import { readAccount } from './read-account.ts'

/** Adds an account by hand. One that may be known already is refused, unless whoever adds it has seen all that it may be. */
export async function createAccount(
  ctx: Ctx,
  { evenIfLike = [], ...form }: z.infer<typeof CreateAccount>,
): Promise<AccountDetail> {
  assertRole(ctx.actor, accountEditors, 'add accounts')
  const row = columnsOf(ctx, form, null)
  await assertParent(ctx, null, form)
  const { name, host, country, city, taxId } = row
  const { twins } = await findTwins(ctx, { name, domain: host, country, city }, { by: 'staff', alone: true, taxId })
  const unseen = twins.filter(({ accountId }) => !evenIfLike.includes(accountId))
  if (unseen.length > 0) throw await likeKnown(ctx, twins)
  const id = ctx.newId()
  await insert(ctx, id, row)
  await recordEvent(ctx, { action: 'account.created', subject: { kind: 'account', id, name } })
  await keepNames(ctx, [id])
  await suspectDuplicates(ctx, id)
  return readAccount(ctx, { id })
}

async function insert({ tx, now }: Ctx, id: string, row: FormColumns): Promise<void> {
  await tx.query(
    `INSERT INTO account (id, name, normalized_name, host, domain, country, city, tax_id, designation, designated_on, parent_id,
       relation_to_parent, source, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, 'staff', $13)`,
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
      now,
    ],
  )
}

async function likeKnown(ctx: Ctx, twins: readonly Seen[]): Promise<AppError> {
  const rows = await readAccounts(
    ctx,
    twins.map(({ accountId }) => accountId),
  )
  const alike = twins.map(({ accountId, chancePermille, relatedPermille, reasons }) => {
    const { name, domain, country, city } = rows.get(accountId)!
    return { accountId, name, domain, country, city, chancePermille, relatedPermille, reasons }
  })
  const names = alike.map(({ name }) => name).join(', ')
  return new AppError(
    'conflict',
    `It may be known already: ${names}. Use that account, or say that it is another and add it all the same.`,
    alike.map(({ name, domain, country, reasons }) => ({
      pointer: '/evenIfLike',
      detail: [name, domain, country].filter((each) => each !== null).join(', '),
      ...(reasons[0] ? { mend: `Why: ${reasons.slice(0, 3).join('; ')}.` } : {}),
    })),
    undefined,
    alike,
  )
}
