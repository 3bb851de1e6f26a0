import type { CustomerPayment } from '@parley/contract/deals'
import type { Ctx } from '../context.ts'
import type { Tx } from '../transaction.ts'

/** All that came in on a deal, in minor units, whatever went back since. */
export async function readGross(tx: Tx, dealId: string): Promise<number> {
  const [row] = await tx.query<{ gross: number }>(
    `SELECT coalesce(sum(y.amount_minor), 0)::bigint AS gross FROM customer_payment y WHERE y.deal_id = $1 AND y.amount_minor > 0`,
    [dealId],
  )
  return row!.gross
}

/** All of a deal's payments in the order in which they were noted. */
export async function readPayments(tx: Tx, dealId: string): Promise<CustomerPayment[]> {
  const rows = await tx.query<Omit<CustomerPayment, 'notedAt'> & { notedAt: Date }>(
    `SELECT y.id, y.paid_on AS "paidOn", y.amount_minor AS "amountMinor", y.external_id AS "externalId", y.noted_at AS "notedAt",
       y.noted_by_name AS "notedByName"
     FROM customer_payment y WHERE y.deal_id = $1 ORDER BY y.seq`,
    [dealId],
  )
  return rows.map((row) => ({ ...row, notedAt: row.notedAt.toISOString() }))
}

/** The latest payment that came in; null before the first. */
export async function latestPayment(tx: Tx, dealId: string): Promise<{ id: string; paidOn: string } | null> {
  const [row] = await tx.query<{ id: string; paidOn: string }>(
    `SELECT y.id, y.paid_on AS "paidOn" FROM customer_payment y WHERE y.deal_id = $1 AND y.amount_minor > 0 ORDER BY y.seq DESC LIMIT 1`,
    [dealId],
  )
  return row ?? null
}

type Payment = { paidOn: string; amountMinor: number; externalId?: string | null }

/** Keeps a payment, or below zero what went back. */
export const keepPayment = (
  { tx, newId, now, actor }: Ctx,
  dealId: string,
  { paidOn, amountMinor, externalId = null }: Payment,
): Promise<unknown> =>
  tx.query(
    `INSERT INTO customer_payment (id, deal_id, paid_on, amount_minor, external_id, noted_at, noted_by_name)
     VALUES ($1, $2, $3, $4, $5, $6, $7)`,
    [newId(), dealId, paidOn, amountMinor, externalId, now, actor.name],
  )
