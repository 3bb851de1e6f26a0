import type { EditClaim, FileClaim, MakeClaim, PartnerClaim, StaffClaim } from '@parley/contract/claims'
import type { StaffDeal } from '@parley/contract/deals'
import type { z } from 'zod'
import { assertRole } from '../abilities.ts'
import { nameForPartner } from '../accounts/name-for-partner.ts'
import { recordEvent } from '../audit/record-event.ts'
import { settleClaims } from '../commissions/settle-claims.ts'
import type { Ctx } from '../context.ts'
import { leaveMessage } from '../outbox/leave-message.ts'
import { decodeCursor, toPage } from '../page.ts'
import { policyInForce } from '../policies/policy-in-force.ts'
import { dayOf } from '../vendor-days.ts'
import { toClaims, toStaffClaims } from './claim-view.ts'
import { assertVersion, dealKeepers, refusedAt } from './deal-abilities.ts'
import { type ClaimRow, dealIdOf, lockDeal, readClaimRow, readClaims, readDealRow } from './deal-rows.ts'
import { onlyGiven } from './keep-deal.ts'
import { readDeal } from './read-deal.ts'
import { cannotClaim, findDeal, tieByHand } from './tie-claims.ts'

/**
 * A partner claims a share by a registration of its own. It learns what is its own of the deal, and nothing else: not even whether the
 * claim stands on one, which the staff decides where the partner never led there.
 */
export async function makeClaim(ctx: Ctx, input: z.output<typeof MakeClaim>): Promise<PartnerClaim> {
  const found = await findDeal(ctx, input.registrationId)
  if (!found) throw refusedAt('/registrationId', 'There is no such registration of yours.')
  const id = await insertClaim(ctx, { ...input, ...found, partnerId: ctx.actor.partnerId! })
  return (await toClaims(ctx, [await readClaimRow(ctx.tx, id)]))[0]!
}

/**
 * The staff enters a claim for a partner, or ties to the deal what that partner has claimed by the same registration. On a deal that
 * was won, all is settled again with it.
 */
export async function fileClaim(
  ctx: Ctx,
  { id: dealId, ...input }: z.output<typeof FileClaim> & { id: string },
): Promise<StaffDeal> {
  assertRole(ctx.actor, dealKeepers, 'enter claims')
  const deal = await lockDeal(ctx.tx, dealId)
  const productFamily = input.productFamily ?? deal.productFamilies[0]!
  if (!deal.productFamilies.includes(productFamily))
    throw refusedAt(
      '/productFamily',
      'The deal isn’t about this product family.',
      `Choose of ${deal.productFamilies.join(', ')}.`,
    )
  const [partner] = await ctx.tx.query<{ id: string }>('SELECT id FROM partner WHERE id = $1', [input.partnerId])
  if (!partner) throw refusedAt('/partnerId', 'There is no such partner.')
  if (input.registrationId) await promiseOf(ctx, input.partnerId, input.registrationId, productFamily)
  const tied = await tieByHand(ctx, deal, input)
  const accountName = await nameForPartner(ctx.tx, input.partnerId, deal.accountId, input.registrationId)
  if (tied) await keepTied(ctx, await readClaimRow(ctx.tx, tied), input)
  else await insertClaim(ctx, { ...input, dealId, productFamily, accountName })
  if (deal.stage === 'won') await settleClaims(ctx, deal)
  return readDeal(ctx, dealId)
}

/** What its partner said of it stays, where the staff says nothing. */
async function keepTied(ctx: Ctx, claim: ClaimRow, { note, ...said }: z.output<typeof FileClaim>): Promise<void> {
  await assertEvidence(ctx, claim.partnerId, said.evidenceId ?? null)
  await keepKnown(ctx, {
    ...claim,
    ...onlyGiven(said),
    note: note || claim.note,
    evidenceId: said.evidenceId ?? claim.evidenceId,
  })
  const subject = { kind: 'claim', id: claim.id, name: `${claim.accountName}, ${claim.reference}` }
  await recordEvent(ctx, { action: 'claim.changed', subject, partnerId: claim.partnerId, details: { tied: true } })
}

type NewClaim = Partial<z.output<typeof EditClaim>> & {
  dealId: string | null
  partnerId: string
  accountName: string
  productFamily: string
  role: ClaimRow['role']
  registrationId?: string | null | undefined
  evidenceId?: string | null | undefined
}

async function insertClaim(ctx: Ctx, claim: NewClaim): Promise<string> {
  const { registrationId = null, evidenceId = null } = claim
  const promisedAt = await promiseOf(ctx, claim.partnerId, registrationId, claim.productFamily)
  await assertEvidence(ctx, claim.partnerId, evidenceId)
  const { version } = await policyInForce(ctx.tx, 'commission', promisedAt)
  const id = ctx.newId()
  const reference = ctx.newReference().replace('R-', 'C-')
  const made = await ctx.tx.query(
    `INSERT INTO claim (id, reference, deal_id, partner_id, account_name, product_family, role, base_minor, registration_id, evidence_id,
       note, activities, work_accepted, customer_confirmed, wrote_specification, vendor_help, duties_done, for_own_use,
       promised_version, promised_at, filed_on, filed_at, filed_by_name)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23)
     ON CONFLICT DO NOTHING RETURNING id`,
    [
      ...[id, reference, claim.dealId, claim.partnerId, claim.accountName, claim.productFamily, claim.role],
      ...[claim.baseMinor ?? null, registrationId, evidenceId, claim.note ?? '', claim.activities ?? 0],
      ...[claim.workAccepted ?? null, claim.customerConfirmed ?? 'none', claim.wroteSpecification ?? false],
      ...[claim.vendorHelp ?? 'none', claim.dutiesDone ?? null, claim.forOwnUse ?? false, version, promisedAt],
      ...[dayOf(ctx.now, ctx.vendor.timeZone), ctx.now, ctx.actor.name],
    ],
  )
  if (made.length === 0) throw await cannotClaim(ctx, claim)
  const subject = { kind: 'claim', id, name: `${claim.accountName}, ${reference}` }
  await recordEvent(ctx, { action: 'claim.filed', subject, partnerId: claim.partnerId, details: { role: claim.role } })
  const by = ctx.actor.partnerId === null ? 'staff' : 'partner'
  await leaveMessage(ctx, { topic: 'claim.filed', subjectId: id, partnerId: claim.partnerId, payload: { by } })
  return id
}

/** The instant of the promise: when the registration was protected, or now. */
async function promiseOf(ctx: Ctx, partnerId: string, registrationId: string | null, family: string): Promise<Date> {
  if (registrationId === null) return ctx.now
  const [row] = await ctx.tx.query<{ family: string; grantedAt: Date | null }>(
    `SELECT r.product_family AS family, x.granted_at AS "grantedAt" FROM registration r
       LEFT JOIN protection x ON x.registration_id = r.id WHERE r.id = $1 AND r.partner_id = $2`,
    [registrationId, partnerId],
  )
  if (!row) throw refusedAt('/registrationId', 'This partner has no such registration.')
  if (row.family !== family)
    throw refusedAt('/registrationId', 'The registration is for another product family than the claim.')
  return row.grantedAt ?? ctx.now
}

async function assertEvidence({ tx }: Ctx, partnerId: string, evidenceId: string | null): Promise<void> {
  if (evidenceId === null) return
  const found = await tx.query('SELECT 1 FROM evidence WHERE id = $1 AND partner_id = $2', [evidenceId, partnerId])
  if (found.length === 0) throw refusedAt('/evidenceId', 'This partner has shown no such file.')
}

type Edit = z.output<typeof EditClaim> & { id: string; ifMatch: number }

/** Says what is known of a claim. On a deal that was won, all is settled again by it. */
export async function editClaim(ctx: Ctx, { id, ifMatch, ...changes }: Edit): Promise<StaffClaim> {
  assertRole(ctx.actor, dealKeepers, 'change claims')
  const dealId = dealIdOf(await readClaimRow(ctx.tx, id))
  const deal = await lockDeal(ctx.tx, dealId)
  const claim = await readClaimRow(ctx.tx, id)
  assertVersion(claim, ifMatch)
  const given = onlyGiven(changes)
  await keepKnown(ctx, { ...claim, ...given })
  const subject = { kind: 'claim', id, name: `${claim.accountName}, ${claim.reference}` }
  await recordEvent(ctx, { action: 'claim.changed', subject, partnerId: claim.partnerId, details: given })
  if (deal.stage === 'won') await settleClaims(ctx, deal)
  return (await toStaffClaims(ctx, await readDealRow(ctx.tx, dealId), [await readClaimRow(ctx.tx, id)]))[0]!
}

const keepKnown = ({ tx }: Ctx, next: ClaimRow) =>
  tx.query(
    `UPDATE claim SET base_minor = $2, note = $3, activities = $4, work_accepted = $5, customer_confirmed = $6, wrote_specification = $7,
       vendor_help = $8, duties_done = $9, for_own_use = $10, evidence_id = $11, version = version + 1 WHERE id = $1`,
    [
      ...[next.id, next.baseMinor, next.note, next.activities, next.workAccepted, next.customerConfirmed],
      ...[next.wroteSpecification, next.vendorHelp, next.dutiesDone, next.forOwnUse, next.evidenceId],
    ],
  )

type List = { cursor?: string | undefined; limit: number; registrationId?: string | undefined }

/** One's own claims, newest first. */
export async function listClaims(ctx: Ctx, { cursor, limit, registrationId }: List) {
  const from = cursor ? decodeCursor(cursor, 'newest') : null
  const rows = await readClaims(
    ctx.tx,
    `WHERE ($1::uuid IS NULL OR (c.filed_at, c.id) < ($2::timestamptz, $1::uuid)) AND ($3::uuid IS NULL OR c.registration_id = $3)
     ORDER BY c.filed_at DESC, c.id DESC LIMIT ${limit + 1}`,
    [from?.id ?? null, from?.key ?? null, registrationId ?? null],
  )
  const { page, nextCursor } = toPage(rows, limit, 'newest', (row) => row.filedAt.toISOString())
  return { items: await toClaims(ctx, page), nextCursor }
}
