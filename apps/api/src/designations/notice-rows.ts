import type { LeadNotice } from '@parley/contract/lead-notices'
import { notFound } from '../app-error.ts'
import { ownOnly, type Tx } from '../transaction.ts'

/** What the present lead is told of a letter. It names nobody else. */
export type NoticeRow = {
  id: string
  partnerId: string | null
  accountName: string
  productFamily: string
  registrationId: string | null
  receivedOn: string
  lastDay: string | null
  renewsOn: string | null
  state: LeadNotice['state']
  toldAt: Date
  endedAt: Date | null
  rescindingLetterId: string | null
  rescissionIsGenuine: boolean | null
  version: number
}

const columns = `n.id, n.partner_id AS "partnerId", n.account_name AS "accountName", n.product_family AS "productFamily",
  n.registration_id AS "registrationId", n.received_on AS "receivedOn", n.last_day AS "lastDay", n.state,
  n.told_at AS "toldAt", n.ended_at AS "endedAt", n.rescinding_letter_id AS "rescindingLetterId",
  r.is_genuine AS "rescissionIsGenuine", n.version`

/** When the contract ends is told to whoever sold it, and to the staff: a lead by registration would read when another partner's runs out. */
const renewsOn = (
  own: number,
) => `CASE WHEN $${own}::uuid IS NULL OR n.registration_id IS NULL OR EXISTS (SELECT FROM contract c
  WHERE c.partner_id = n.partner_id AND c.product_family = n.product_family AND n.renews_on - c.ends_on IN (0, 1)) THEN n.renews_on END AS "renewsOn"`

/** Reads notices with `tail` over n; in a partner's transaction its own only. */
export const readNotices = (tx: Tx, tail: string, params: readonly unknown[]): Promise<NoticeRow[]> =>
  tx.query<NoticeRow>(
    `SELECT ${columns}, ${renewsOn(params.length + 1)} FROM (SELECT * FROM lead_notice x WHERE ${ownOnly('x.partner_id', params.length + 1)}) n
     LEFT JOIN customer_letter r ON r.id = n.rescinding_letter_id ${tail}`,
    [...params, tx.partnerId],
  )

export async function readNotice(tx: Tx, id: string): Promise<NoticeRow> {
  const [row] = await readNotices(tx, 'WHERE n.id = $1', [id])
  if (!row) throw notFound('notice')
  return row
}

export async function lockNotice(tx: Tx, id: string): Promise<NoticeRow> {
  await tx.query(`SELECT 1 FROM lead_notice n WHERE n.id = $1 AND ${ownOnly('n.partner_id', 2)} FOR UPDATE`, [
    id,
    tx.partnerId,
  ])
  return readNotice(tx, id)
}
