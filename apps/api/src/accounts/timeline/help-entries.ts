import { ownOnly } from '../../transaction.ts'
import { type Entry, own, type Source } from './entry.ts'

type Row = {
  id: string
  registrationId: string
  partnerName: string
  productFamily: string
  wish: string
  askedByName: string
  askedAt: Date
  helpedAt: Date | null
}

/** Help that a partner asked the vendor for, and when somebody helped. */
export const helpEntries: Source = async (ctx, { registrationIds }) => {
  const rows = await ctx.tx.query<Row>(
    `SELECT h.id, h.registration_id AS "registrationId", p.name AS "partnerName", h.product_family AS "productFamily", h.wish,
       h.asked_by_name AS "askedByName", h.asked_at AS "askedAt", h.helped_at AS "helpedAt"
     FROM help_request h JOIN partner p ON p.id = h.partner_id
     WHERE h.registration_id = ANY($1) AND ${ownOnly('h.partner_id', 2)}`,
    [registrationIds, ctx.tx.partnerId],
  )
  return rows.flatMap(({ id, registrationId, partnerName, productFamily, wish, askedByName, askedAt, helpedAt }) => {
    const shared = {
      ...{ id, kind: 'help' as const, partnerName, productFamily },
      about: { kind: 'registration' as const, id: registrationId },
    }
    const asked: Entry = {
      ...shared,
      ...{ at: askedAt, order: 0, step: 'asked', text: `Asked for help: ${wish}`, by: own(ctx, askedByName) },
    }
    if (!helpedAt) return [asked]
    return [asked, { ...shared, at: helpedAt, order: 1, step: 'helped', text: 'Help was given', by: ctx.vendor.name }]
  })
}
