import { possessive } from '@parley/rules/format'
import { startOfDay } from '../../vendor-days.ts'
import { concerns } from '../conflicts/read-conflicts.ts'
import { byPartner, byVendor, type Duty, type Reader } from './duty.ts'

/** Who leads, where the policy leaves it to a person. */
export const onConflicts: Reader = async (ctx, accountId) => {
  const rows = await ctx.tx.query<{ id: string; productFamily: string; openedAt: Date; dueAt: Date | null }>(
    `SELECT c.id, c.product_family AS "productFamily", c.opened_at AS "openedAt", c.person_due_at AS "dueAt" FROM conflict c
     WHERE c.closed_at IS NULL AND c.person_due_at IS NOT NULL AND (${concerns('$1')})`,
    [accountId],
  )
  return rows.map(({ id, productFamily, openedAt, dueAt }) => ({
    ...{ ...byVendor(ctx), what: 'A decision who leads, of those who claim it', productFamily, since: openedAt, dueAt },
    about: { kind: 'conflict', id },
  }))
}

export const onAppeals: Reader = async (ctx, accountId) => {
  type Row = { conflictId: string; partnerName: string; productFamily: string; filedAt: Date; dueAt: Date | null }
  const rows = await ctx.tx.query<Row>(
    `SELECT c.id AS "conflictId", p.name AS "partnerName", c.product_family AS "productFamily", a.filed_at AS "filedAt", a.due_at AS "dueAt"
     FROM appeal a JOIN conflict_claim k ON k.id = a.claim_id JOIN conflict c ON c.id = k.conflict_id JOIN partner p ON p.id = a.partner_id
     WHERE a.answered_at IS NULL AND (${concerns('$1')})`,
    [accountId],
  )
  return rows.map(({ conflictId, partnerName, productFamily, filedAt, dueAt }) => ({
    ...byVendor(ctx),
    ...{ what: `An answer to ${possessive(partnerName)} appeal`, productFamily, since: filedAt, dueAt },
    about: { kind: 'conflict', id: conflictId },
  }))
}

/** Letters whose customer nobody has asked yet, and letters that the present lead may have taken back. */
export const onLetters: Reader = async (ctx, accountId) => {
  type Unchecked = { id: string; partnerName: string | null; families: string[]; receivedAt: Date }
  const unchecked = await ctx.tx.query<Unchecked>(
    `SELECT l.id, p.name AS "partnerName", l.product_families AS families, l.received_at AS "receivedAt"
     FROM customer_letter l LEFT JOIN partner p ON p.id = l.partner_id
     WHERE l.account_id IN (SELECT merged_accounts($1)) AND l.is_genuine IS NULL ORDER BY l.received_at`,
    [accountId],
  )
  type Waiting = { letterId: string; lead: string | null; productFamily: string; checkOn: string }
  const waiting = await ctx.tx.query<Waiting>(
    `SELECT d.letter_id AS "letterId", p.name AS lead, d.product_family AS "productFamily", d.check_on AS "checkOn"
     FROM designation d JOIN designation_lead w ON w.designation_id = d.id LEFT JOIN partner p ON p.id = w.lead_partner_id
     WHERE d.account_id IN (SELECT merged_accounts($1)) AND d.state = 'waiting'`,
    [accountId],
  )
  return [
    ...unchecked.map(({ id, partnerName, families, receivedAt }): Duty => {
      const what = partnerName
        ? `Asking the customer about its letter for ${partnerName}`
        : 'Asking the customer about its letter'
      const productFamily = families.length === 1 ? families[0]! : null
      return { ...byVendor(ctx), what, productFamily, since: receivedAt, dueAt: null, about: { kind: 'letter', id } }
    }),
    ...waiting.map(({ letterId, lead, productFamily, checkOn }): Duty => {
      const what = 'A letter that takes the customer’s word back, or another leads'
      const dueAt = startOfDay(checkOn, ctx.vendor.timeZone)
      const who = lead === null ? byVendor(ctx) : byPartner(lead)
      return { ...who, what, productFamily, since: null, dueAt, about: { kind: 'letter', id: letterId } }
    }),
  ]
}
