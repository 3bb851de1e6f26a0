import { notFound } from '../app-error.ts'
import { ownOnly, type Tx } from '../transaction.ts'

export type AttestationRow = {
  id: string
  partnerId: string
  partnerName: string
  /** Where it's asked who leads: a merge, and its undo, take the registration that it was made by along. */
  accountId: string
  accountName: string
  productFamilies: string[]
  token: string
  madeBy: 'partner' | 'vendor'
  madeByName: string
  madeAt: Date
  expiresAt: Date
  revokedAt: Date | null
  revokedBy: 'partner' | 'vendor' | null
  revokedByName: string | null
}

const columns = `a.id, a.partner_id AS "partnerId", p.name AS "partnerName",
  coalesce((SELECT r.account_id FROM registration r WHERE r.id = a.registration_id), a.account_id) AS "accountId", a.account_name AS "accountName",
  a.product_families AS "productFamilies", a.token, a.made_by AS "madeBy", a.made_by_name AS "madeByName", a.made_at AS "madeAt",
  a.expires_at AS "expiresAt", a.revoked_at AS "revokedAt", a.revoked_by AS "revokedBy", a.revoked_by_name AS "revokedByName"`

/** Reads attestations with `tail` over a; in a partner's transaction its own only. */
export const readAttestations = (tx: Tx, tail: string, params: readonly unknown[]): Promise<AttestationRow[]> =>
  tx.query<AttestationRow>(
    `SELECT ${columns} FROM (SELECT * FROM attestation x WHERE ${ownOnly('x.partner_id', params.length + 1)}) a
     JOIN partner p ON p.id = a.partner_id ${tail}`,
    [...params, tx.partnerId],
  )

/** One of them. Another partner's isn't there. */
export async function readAttestation(tx: Tx, id: string): Promise<AttestationRow> {
  const [row] = await readAttestations(tx, 'WHERE a.id = $1', [id])
  if (!row) throw notFound('attestation')
  return row
}

/** In which of these product families the partner leads the account at this instant: of itself, and of nobody else. */
export async function leadsNow(
  tx: Tx,
  { partnerId, accountId, productFamilies }: Pick<AttestationRow, 'partnerId' | 'accountId' | 'productFamilies'>,
  at: Date,
): Promise<{ family: string; until: Date | null }[]> {
  const rows = await tx.query<{ family: string; leads: boolean; until: Date | null }>(
    'SELECT product_family AS family, leads, until FROM own_lead($1, $2, $3, $4)',
    [partnerId, accountId, productFamilies, at],
    'own_lead',
  )
  return rows.filter(({ leads }) => leads)
}
