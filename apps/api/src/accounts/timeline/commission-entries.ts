import type { AboutRecord } from '@parley/contract/account-timeline'
import { formatMoney } from '@parley/rules/format'
import type { Ctx } from '../../context.ts'
import { ownOnly } from '../../transaction.ts'
import { type Entry, own, type Source } from './entry.ts'

type Of = { id: string; claimId: string; dealId: string; partnerName: string; productFamily: string }
const columns = `c.id AS "claimId", c.deal_id AS "dealId", p.name AS "partnerName", c.product_family AS "productFamily"`
const shared = ({ id, partnerName, productFamily }: Of) => ({
  ...{ id, kind: 'commission' as const, partnerName, productFamily },
})
type AboutClaim = { claimId: string; dealId: string | null; registrationId?: string | null }
/** A partner reads its claim, the staff the deal with all of them; of one that is tied to none, the registration. */
export const toClaim = ({ actor }: Ctx, { claimId, dealId, registrationId }: AboutClaim): AboutRecord => {
  if (actor.audience === 'partner') return { kind: 'claim', id: claimId }
  return dealId === null ? { kind: 'registration', id: registrationId! } : { kind: 'deal', id: dealId }
}
const money = ({ locale }: Ctx, amountMinor: number, currency: string) => formatMoney(amountMinor, { locale, currency })

type Part = Of & {
  amountMinor: number
  before: number | null
  isReleased: boolean
  wasReleased: boolean | null
  currency: string
  settledAt: Date
}

/** What a claim came to, each time that it came to something else. */
export const settlementEntries: Source = async (ctx, { claimIds }) => {
  const rows = await ctx.tx.query<Part>(
    `SELECT s.id, ${columns}, s.amount_minor AS "amountMinor", s.is_released AS "isReleased", d.decided_at AS "settledAt",
       lag(s.amount_minor) OVER w AS before, lag(s.is_released) OVER w AS "wasReleased",
       coalesce((SELECT e.currency FROM ledger_entry e WHERE e.claim_id = c.id LIMIT 1), $3) AS currency
     FROM settlement_part s JOIN claim c ON c.id = s.claim_id JOIN partner p ON p.id = s.partner_id JOIN decision d ON d.id = s.decision_id
     WHERE s.claim_id = ANY($1) AND ${ownOnly('s.partner_id', 2)} WINDOW w AS (PARTITION BY s.claim_id ORDER BY s.seq)`,
    [claimIds, ctx.tx.partnerId, ctx.vendor.currency],
  )
  return rows
    .filter(({ amountMinor, before, isReleased, wasReleased }) => amountMinor !== before || isReleased !== wasReleased)
    .map((row): Entry => {
      const amount = money(ctx, row.amountMinor, row.currency)
      const text = row.isReleased ? `Earned ${amount}, to be paid` : `Earns ${amount}, once nothing is waited for`
      const none = 'Earns nothing by the policy'
      return {
        ...shared(row),
        ...{
          at: row.settledAt,
          order: 5,
          step: 'settled',
          text: row.amountMinor === 0 ? none : text,
          by: 'The policy',
        },
        about: toClaim(ctx, row),
      }
    })
}

type Line = Of & {
  statementId: string
  reference: string
  amountMinor: number
  currency: string
  madeAt: Date
  paidAt: Date | null
}

/** Statements that a claim stands on, and their payout. */
export const statementEntries: Source = async (ctx, { claimIds }) => {
  const rows = await ctx.tx.query<Line>(
    `SELECT l.id, ${columns}, s.id AS "statementId", s.reference, l.amount_minor AS "amountMinor", s.currency, s.made_at AS "madeAt",
       o.paid_at AS "paidAt"
     FROM statement_line l JOIN statement s ON s.id = l.statement_id JOIN claim c ON c.id = l.claim_id
     JOIN partner p ON p.id = l.partner_id LEFT JOIN payout o ON o.statement_id = s.id
     WHERE l.claim_id = ANY($1) AND ${ownOnly('l.partner_id', 2)}`,
    [claimIds, ctx.tx.partnerId],
  )
  return rows.flatMap((row) => {
    const amount = money(ctx, row.amountMinor, row.currency)
    const about = { kind: 'statement' as const, id: row.statementId }
    const rest = { ...shared(row), about, by: ctx.vendor.name }
    const made: Entry = {
      ...rest,
      at: row.madeAt,
      order: 6,
      step: 'made',
      text: `${amount} on statement ${row.reference}`,
    }
    if (!row.paidAt) return [made]
    const text = `${amount} paid with statement ${row.reference}`
    return [made, { ...rest, at: row.paidAt, order: 7, step: 'paid', text }]
  })
}

type Disputed = Of & {
  statementId: string
  reason: string
  openedAt: Date
  openedByName: string
  isUpheld: boolean | null
  wording: string | null
  answeredAt: Date | null
  answeredByName: string | null
}

/** Lines that a partner disputed, and the answers. */
export const disputeEntries: Source = async (ctx, { claimIds }) => {
  const rows = await ctx.tx.query<Disputed>(
    `SELECT x.id, ${columns}, l.statement_id AS "statementId", x.reason, x.opened_at AS "openedAt", x.opened_by_name AS "openedByName",
       a.is_upheld AS "isUpheld", a.wording, a.answered_at AS "answeredAt", a.answered_by_name AS "answeredByName"
     FROM dispute x JOIN statement_line l ON l.id = x.line_id JOIN claim c ON c.id = l.claim_id JOIN partner p ON p.id = x.partner_id
     LEFT JOIN dispute_answer a ON a.dispute_id = x.id WHERE l.claim_id = ANY($1) AND ${ownOnly('x.partner_id', 2)}`,
    [claimIds, ctx.tx.partnerId],
  )
  return rows.flatMap((row) => {
    const rest = { ...shared(row), about: { kind: 'statement' as const, id: row.statementId } }
    const by = own(ctx, row.openedByName)
    const opened: Entry = {
      ...rest,
      at: row.openedAt,
      order: 8,
      step: 'opened',
      text: `Disputed a line: ${row.reason}`,
      by,
    }
    if (!row.answeredAt) return [opened]
    const answeredBy = ctx.actor.audience === 'partner' ? ctx.vendor.name : (row.answeredByName ?? '')
    const text = `${row.isUpheld ? 'Dispute upheld' : 'Dispute not upheld'}: ${row.wording}`
    return [opened, { ...rest, at: row.answeredAt, order: 9, step: 'answered', text, by: answeredBy }]
  })
}

type Back = Of & { amountMinor: number; currency: string; kind: string; bookedAt: Date }

/** What was taken back or lessened, by a rule. */
export const reductionEntries: Source = async (ctx, { claimIds }) => {
  const rows = await ctx.tx.query<Back>(
    `SELECT j.id, ${columns}, -sum(e.amount_minor)::bigint AS "amountMinor", j.currency, j.kind, j.booked_at AS "bookedAt"
     FROM journal j JOIN ledger_entry e ON e.journal_id = j.id AND e.account = 'expense' JOIN claim c ON c.id = e.claim_id
     JOIN partner p ON p.id = j.partner_id
     WHERE e.claim_id = ANY($1) AND j.kind IN ('clawback','reduction') AND ${ownOnly('j.partner_id', 2)}
     GROUP BY j.id, c.id, p.name`,
    [claimIds, ctx.tx.partnerId],
  )
  return rows.map((row) => {
    const amount = money(ctx, row.amountMinor, row.currency)
    const text = row.kind === 'clawback' ? `${amount} is taken back, by a rule` : `Lessened by ${amount}, by a rule`
    return {
      ...shared(row),
      ...{
        at: row.bookedAt,
        order: 6,
        step: `${row.kind} ${row.claimId}`,
        text,
        by: 'The policy',
        about: toClaim(ctx, row),
      },
    }
  })
}
