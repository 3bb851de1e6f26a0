import { type ClaimRole, claimRoles } from '@parley/contract/claims'
import { ownOnly } from '../../transaction.ts'
import { toClaim } from './commission-entries.ts'
import { type Entry, most, own, type Source } from './entry.ts'

/** In the order in which they come at one instant. */
const words: Record<string, string> = {
  'deal.entered': 'was entered',
  'deal.changed': 'was changed',
  'deal.paperDecided': ': the policy said whose contract it is',
  'deal.closed': 'was closed',
  'deal.paymentNoted': ': the customer has paid',
  'deal.eventNoted': ': something happened to the contract',
}
const steps = Object.keys(words)
const results: Record<string, string> = { won: 'was won', lost: 'was lost' }
const happenings: Record<string, string> = {
  refunded: ': the customer got money back',
  cancelled: ': the contract was cancelled',
  reduced: ': the contract shrank',
  unpaid: ': the customer doesn’t pay',
  overpaid: ': too much was paid',
  movedToOther: ': the contract went to another partner',
}

type Row = {
  id: string
  dealId: string
  reference: string
  productFamilies: string[]
  action: string
  details: Record<string, unknown>
  actorName: string
  happenedAt: Date
}

/** What happened to the vendor's deals; partners know their own claims instead. */
export const dealEntries: Source = async ({ tx }, { accountIds }) => {
  if (accountIds.length === 0) return []
  const rows = await tx.query<Row>(
    `SELECT e.id, d.id AS "dealId", d.reference, d.product_families AS "productFamilies", e.action, e.details,
       e.actor_name AS "actorName", e.happened_at AS "happenedAt"
     FROM deal d JOIN audit_event e ON e.subject_kind = 'deal' AND e.subject_id = d.id::text
     WHERE d.account_id = ANY($1) ORDER BY e.happened_at DESC LIMIT ${most}`,
    [accountIds],
  )
  return rows.flatMap(({ id, dealId, reference, productFamilies, action, details, actorName, happenedAt }): Entry[] => {
    const said = results[String(details.result)] ?? happenings[String(details.event)] ?? words[action]
    if (said === undefined) return []
    return [
      {
        ...{
          at: happenedAt,
          order: 3 + steps.indexOf(action),
          id,
          step: action,
          kind: 'deal',
          by: actorName,
          partnerName: null,
        },
        text: said.startsWith(':') ? `${reference}${said}` : `${reference} ${said}`,
        productFamily: productFamilies.length === 1 ? productFamilies[0]! : null,
        about: { kind: 'deal', id: dealId },
      },
    ]
  })
}

type Claim = {
  id: string
  dealId: string | null
  registrationId: string | null
  role: ClaimRole
  partnerName: string
  productFamily: string
  filedAt: Date
  filedByName: string
}

/** Claims to a share of a deal, as they were filed. A partner's may be filed for it by the vendor. */
export const claimEntries: Source = async (ctx, { claimIds }) => {
  const rows = await ctx.tx.query<Claim>(
    `SELECT c.id, c.deal_id AS "dealId", c.registration_id AS "registrationId", c.role, p.name AS "partnerName", c.product_family AS "productFamily", c.filed_at AS "filedAt", c.filed_by_name AS "filedByName"
     FROM claim c JOIN partner p ON p.id = c.partner_id WHERE c.id = ANY($1) AND ${ownOnly('c.partner_id', 2)}`,
    [claimIds, ctx.tx.partnerId],
  )
  return rows.map(({ id, dealId, registrationId, role, partnerName, productFamily, filedAt, filedByName }) => ({
    ...{ at: filedAt, order: 4, id, step: 'filed', kind: 'deal' as const, partnerName, productFamily },
    text: `Claimed a share: ${lower(claimRoles[role])}`,
    // Of the vendor's people a partner doesn't read the names; which of both it was, the claim doesn't say.
    by: ctx.actor.audience === 'partner' && filedByName !== ctx.actor.name ? '' : own(ctx, filedByName),
    about: toClaim(ctx, { claimId: id, dealId, registrationId }),
  }))
}

const lower = (text: string) => text.charAt(0).toLowerCase() + text.slice(1)
