import { formatDay } from '@parley/rules/format'
import { ownOnly } from '../../transaction.ts'
import { addDays, startOfDay } from '../../vendor-days.ts'
import { type Entry, own, type Source } from './entry.ts'

type Contract = {
  id: string
  partnerName: string | null
  productFamily: string
  startsOn: string
  endsOn: string
  madeAt: Date
  isRenewed: boolean
}

/** Contracts that came of won deals, and their last day while nobody has renewed them. */
export const contractEntries: Source = async (ctx, { contractIds }) => {
  const rows = await ctx.tx.query<Contract>(
    `SELECT c.id, p.name AS "partnerName", c.product_family AS "productFamily", c.starts_on AS "startsOn", c.ends_on AS "endsOn",
       c.made_at AS "madeAt", c.renewed_by IS NOT NULL AS "isRenewed"
     FROM contract c LEFT JOIN partner p ON p.id = c.partner_id WHERE c.id = ANY($1) AND ${ownOnly('c.partner_id', 2)}`,
    [contractIds, ctx.tx.partnerId],
  )
  return rows.flatMap(({ id, partnerName, productFamily, startsOn, endsOn, madeAt, isRenewed }) => {
    const shared = {
      ...{ id, kind: 'deal' as const, partnerName, productFamily, by: '' },
      about: { kind: 'renewal' as const, id },
    }
    const day = (each: string) => formatDay(each, ctx.locale)
    const made: Entry = {
      ...{ ...shared, at: madeAt, order: 10, step: 'made' },
      text: `A contract runs from ${day(startsOn)} to ${day(endsOn)}`,
    }
    if (isRenewed) return [made]
    const end = startOfDay(addDays(endsOn, 1), ctx.vendor.timeZone)
    const text = end > ctx.now ? `The contract ends after ${day(endsOn)}` : 'The contract ended'
    return [made, { ...shared, at: end, order: 11, step: 'ends', text }]
  })
}

type Act = {
  id: string
  contractId: string
  partnerName: string
  productFamily: string
  kind: string
  note: string
  actedBy: 'partner' | 'vendor'
  actedByName: string
  actedAt: Date
}

const words: Record<string, string> = {
  report: 'Reported on the customer',
  review: 'Reviewed the renewal',
  warning: 'Was warned that its duties aren’t done',
  ended: 'No longer leads by its sale',
  letter: 'The customer leaves it, by a letter',
}

/** What an incumbent does for its customer, and what becomes of its incumbency. */
export const contractActEntries: Source = async (ctx, { contractIds }) => {
  const rows = await ctx.tx.query<Act>(
    `SELECT a.id, a.contract_id AS "contractId", p.name AS "partnerName", c.product_family AS "productFamily", a.kind, a.note,
       a.acted_by AS "actedBy", a.acted_by_name AS "actedByName", a.acted_at AS "actedAt"
     FROM contract_act a JOIN contract c ON c.id = a.contract_id JOIN partner p ON p.id = a.partner_id
     WHERE a.contract_id = ANY($1) AND ${ownOnly('a.partner_id', 2)}`,
    [contractIds, ctx.tx.partnerId],
  )
  return rows.map(({ id, contractId, partnerName, productFamily, kind, note, actedBy, actedByName, actedAt }) => ({
    ...{ at: actedAt, order: 12, id, step: 'act', kind: 'deal' as const, partnerName, productFamily },
    text: `${words[kind] ?? kind}: ${note}`,
    by: actedBy === 'vendor' && ctx.actor.audience === 'partner' ? ctx.vendor.name : own(ctx, actedByName),
    about: { kind: 'renewal' as const, id: contractId },
  }))
}
