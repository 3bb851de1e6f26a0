import type { Ctx } from '../../context.ts'
import type { RegistrationRow } from '../../registrations/registration-rows.ts'
import { keepNames } from '../identity/keep-names.ts'
import { insertAlias } from '../keep-alias.ts'

/** One registration goes to another account; what else stands at the old one stays. What was typed finds the new one. */
export async function moveRegistration(ctx: Ctx, row: RegistrationRow, accountId: string): Promise<void> {
  const { tx } = ctx
  await tx.query('UPDATE registration SET account_id = $2 WHERE id = $1', [row.id, accountId])
  await tx.query(
    `UPDATE protection x SET account_id = $2, contested = x.kind = 'exclusive' AND EXISTS (SELECT FROM protection y
       WHERE y.account_id = $2 AND y.product_family = x.product_family AND y.kind = 'exclusive' AND NOT y.contested
         AND y.during && x.during)
     WHERE x.registration_id = $1`,
    [row.id, accountId],
  )
  const [account] = await tx.query<{ name: string }>('SELECT name FROM account WHERE id = $1', [accountId])
  if (account!.name !== row.accountName)
    await insertAlias(ctx, accountId, { name: row.accountName, kind: 'typed', source: row.reference })
  await keepNames(ctx, [accountId])
}
