import type { UntiedClaim } from '@parley/contract/deals'
import { AppError } from '../app-error.ts'
import type { Ctx } from '../context.ts'
import { ownOnly } from '../transaction.ts'
import type { ClaimRow, DealRow } from './deal-rows.ts'
import { assertCurrency } from './keep-deal.ts'

export type Found = { dealId: string | null; accountName: string; productFamily: string }

/**
 * The deal of a registration, found or made behind its partner's back. None where it was never protected, or not while this deal was
 * to be won: to claim a share of it would be to read a rival's. Undefined where there is no such registration of the actor's.
 */
export async function findDeal(ctx: Ctx, registrationId: string): Promise<Found | undefined> {
  const currency = await assertCurrency(ctx, undefined)
  const reference = ctx.newReference().replace('R-', 'D-')
  const [found] = await ctx.tx.query<Found>(
    `SELECT deal_id AS "dealId", account_name AS "accountName", product_family AS "productFamily"
     FROM deal_for_claim($1, $2, $3, $4, $5, $6)`,
    [registrationId, ctx.newId(), reference, currency, ctx.now, ctx.actor.name],
  )
  return found
}

/** The registration is protected now: what its partner claimed before by it stands on the deal from now on. */
export async function tieProtected(ctx: Ctx, registrationId: string): Promise<void> {
  const waiting = await ctx.tx.query(
    `SELECT 1 FROM claim c WHERE c.registration_id = $1 AND c.deal_id IS NULL AND c.declined_at IS NULL AND ${ownOnly('c.partner_id', 2)} LIMIT 1`,
    [registrationId, ctx.tx.partnerId],
  )
  if (waiting.length === 0) return
  const found = await findDeal(ctx, registrationId)
  if (!found?.dealId) return
  await ctx.tx.query(
    `UPDATE claim c SET deal_id = $2, version = version + 1 WHERE c.registration_id = $1 AND c.deal_id IS NULL AND c.declined_at IS NULL AND ${ownOnly('c.partner_id', 3)}
       AND NOT EXISTS (SELECT FROM claim o WHERE o.deal_id = $2 AND o.partner_id = c.partner_id AND o.role = c.role)`,
    [registrationId, found.dealId, ctx.tx.partnerId],
  )
}

type Filed = { partnerId: string; role: ClaimRow['role']; registrationId?: string | null | undefined }

/** The staff enters what a partner has claimed by itself: that claim is tied to the deal, and no second one made. Null where there is none. */
export async function tieByHand({ tx }: Ctx, deal: DealRow, filed: Filed): Promise<string | null> {
  const { partnerId, role, registrationId } = filed
  if (!registrationId) return null
  const [claim] = await tx.query<{ id: string; isTwice: boolean }>(
    `SELECT c.id, EXISTS (SELECT FROM claim o WHERE o.deal_id = $4 AND o.partner_id = c.partner_id AND o.role = c.role) AS "isTwice"
     FROM claim c WHERE c.registration_id = $1 AND c.role = $2 AND c.partner_id = $3 AND c.deal_id IS NULL AND c.declined_at IS NULL FOR UPDATE`,
    [registrationId, role, partnerId, deal.id],
  )
  if (!claim) return null
  if (claim.isTwice) throw claimedAlready()
  await tx.query('UPDATE claim SET deal_id = $2 WHERE id = $1', [claim.id, deal.id])
  return claim.id
}

export const claimedAlready = () =>
  new AppError('conflict', 'This share is claimed already: there is one claim to each role in a deal.')

/** Why this share can't be claimed again: it's claimed already, or its claim wasn't taken up. */
export async function cannotClaim(
  { tx }: Ctx,
  { partnerId, role, registrationId, dealId }: Filed & { dealId: string | null },
) {
  const [declined] = await tx.query<{ reference: string }>(
    `SELECT c.reference FROM claim c WHERE c.registration_id = $1 AND c.role = $2 AND c.partner_id = $3 AND c.declined_at IS NOT NULL
       AND $4::uuid IS NULL LIMIT 1`,
    [registrationId ?? null, role, partnerId, dealId],
  )
  if (!declined) return claimedAlready()
  return new AppError(
    'conflict',
    `${declined.reference} claimed this share, and wasn’t taken up. Whoever looks after you can enter it anew, if you have more to show.`,
  )
}

/** Claims at the deal's customer and for what it's about that stand on no deal: its reader says whether they belong to this one. */
export async function readUntied(ctx: Ctx, { accountId, productFamilies, stage }: DealRow): Promise<UntiedClaim[]> {
  if (stage === 'lost') return []
  type Row = Omit<UntiedClaim, 'partner' | 'productFamily' | 'registration'> & {
    partnerId: string
    partnerName: string
    family: string
    registrationId: string
    registrationReference: string
    status: UntiedClaim['registration']['status']
  }
  const rows = await ctx.tx.query<Row>(
    `SELECT c.id, c.reference, c.role, c.note, c.version, c.filed_on AS "filedOn", p.id AS "partnerId", p.name AS "partnerName", c.product_family AS family,
       r.id AS "registrationId", r.reference AS "registrationReference", registration_status(r.status, upper(x.during), $3) AS status
     FROM claim c JOIN partner p ON p.id = c.partner_id JOIN registration r ON r.id = c.registration_id
       LEFT JOIN protection x ON x.registration_id = r.id
     WHERE c.deal_id IS NULL AND c.declined_at IS NULL AND r.account_id IN (SELECT account_family($1)) AND c.product_family = ANY($2) ORDER BY c.seq`,
    [accountId, productFamilies, ctx.now],
  )
  return rows.map(({ partnerId, partnerName, family, registrationId, registrationReference, status, ...row }) => ({
    ...row,
    partner: { id: partnerId, name: partnerName },
    productFamily: { id: family, name: ctx.productFamilies.find(({ id }) => id === family)?.name ?? family },
    registration: { id: registrationId, reference: registrationReference, status },
  }))
}
