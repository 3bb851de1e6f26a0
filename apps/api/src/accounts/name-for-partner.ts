import type { Tx } from '../transaction.ts'

/**
 * The name by which a partner reads an account where somebody of the vendor acts for it: as in this registration of its own, else its own
 * latest one, else the vendor's, else the domain. The record itself may bear what a rival typed.
 */
export async function nameForPartner(
  tx: Tx,
  partnerId: string,
  accountId: string,
  registrationId: string | null = null,
): Promise<string> {
  const [row] = await tx.query<{ name: string }>(
    `SELECT coalesce((SELECT r.account_name FROM registration r WHERE r.id = $3 AND r.partner_id = $1), account_name_for($1, $2)) AS name`,
    [partnerId, accountId, registrationId],
  )
  return row!.name
}
