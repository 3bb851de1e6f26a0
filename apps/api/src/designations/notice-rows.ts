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
  n.registration_id AS "registrationId", n.received_on AS "receivedOn", n.last_day AS "lastDay", n.renews_on AS "renewsOn", n.state,
  n.told_at AS "toldAt", n.ended_at AS "endedAt", n.rescinding_letter_id AS "rescindingLetterId",
  r.is_genuine AS "rescissionIsGenuine", n.version`

/** Reads notices with `tail` over n; in a partner's transaction its own only. */
export const readNotices = (tx: Tx, tail: string, params: readonly unknown[]): Promise<NoticeRow[]> =>
  tx.query<NoticeRow>(
    `SELECT ${columns} FROM (SELECT * FROM lead_notice x WHERE ${ownOnly('x.partner_id', params.length + 1)}) n
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
