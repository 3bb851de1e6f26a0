import type { AttestationDetail, MakeAttestation, MakeAttestationFor } from '@parley/contract/attestations'
import { SignJWT } from 'jose'
import { assertAble, assertRole } from '../abilities.ts'
import { familyName, readKept } from '../accounts/account-view.ts'
import { AppError, notFound } from '../app-error.ts'
import { recordEvent } from '../audit/record-event.ts'
import type { Ctx } from '../context.ts'
import { keepers } from '../designations/designation-abilities.ts'
import { ownOnly } from '../transaction.ts'
import { endAfterDays } from '../vendor-days.ts'
import { type AttestationRow, leadsNow, readAttestation } from './attestation-rows.ts'
import { canRevoke, toAttestationDetail } from './attestation-view.ts'
import { algorithm, type KeyBox, signingKey } from './signing-keys.ts'

type Whom = Pick<AttestationRow, 'partnerId' | 'partnerName' | 'accountId' | 'accountName' | 'productFamilies'> & {
  registrationId: string | null
}

/** A partner states for a customer that it leads that it represents the vendor there. Nothing else about anybody is in it. */
export async function makeAsPartner(ctx: Ctx, box: KeyBox, input: MakeAttestation): Promise<AttestationDetail> {
  const own = await ownAccount(ctx, input)
  const whom = { ...own, partnerId: ctx.actor.partnerId!, productFamilies: input.productFamilies }
  return make(ctx, box, whom, input.days)
}

/** Somebody of the vendor makes one for the partner that leads. */
export async function makeAsStaff(ctx: Ctx, box: KeyBox, input: MakeAttestationFor): Promise<AttestationDetail> {
  assertRole(ctx.actor, keepers, 'make links for partners')
  const { row: account } = await readKept(ctx, input.accountId)
  const [partner] = await ctx.tx.query<{ name: string; accountName: string; registrationId: string | null }>(
    `SELECT p.name, account_name_for(p.id, $2) AS "accountName", (SELECT r.id FROM registration r WHERE r.partner_id = p.id
       AND r.account_id IN (SELECT merged_accounts($2)) AND r.product_family = ANY ($3) AND r.status IN ('approved','won')
       ORDER BY r.submitted_at DESC LIMIT 1) AS "registrationId" FROM partner p WHERE p.id = $1`,
    [input.partnerId, account.id, input.productFamilies],
  )
  if (!partner) throw refusedAt('/partnerId', 'There is no such partner.')
  const { partnerId, productFamilies, days } = input
  const { name: partnerName, ...named } = partner
  return make(ctx, box, { partnerId, accountId: account.id, partnerName, ...named, productFamilies }, days)
}

/** The account of a registration or a letter of its own. */
async function ownAccount({ tx }: Ctx, { registrationId, letterId }: MakeAttestation) {
  const [table, id] = registrationId === undefined ? ['customer_letter', letterId] : ['registration', registrationId]
  const [row] = await tx.query<{ accountId: string | null; accountName: string; partnerName: string }>(
    `SELECT r.account_id AS "accountId", r.account_name AS "accountName", p.name AS "partnerName" FROM ${table} r
     JOIN partner p ON p.id = r.partner_id WHERE r.id = $1 AND ${ownOnly('r.partner_id', 2)}`,
    [id, tx.partnerId],
  )
  if (!row) throw notFound(registrationId === undefined ? 'letter' : 'registration')
  if (row.accountId === null)
    throw refusedAt('/letterId', 'We don’t know yet which company wrote this letter. Wait until it is in effect.')
  return { ...row, accountId: row.accountId, registrationId: registrationId ?? null }
}

async function make(ctx: Ctx, box: KeyBox, whom: Whom, days: number): Promise<AttestationDetail> {
  const { tx, now, actor, vendor } = ctx
  await assertLeads(ctx, whom)
  const id = ctx.newId()
  const expiresAt = endAfterDays(now, days, vendor.timeZone)
  const { kid, token } = await sign(ctx, box, whom, id, expiresAt)
  await tx.query(
    `INSERT INTO attestation (id, partner_id, account_id, account_name, product_families, kid, token, made_by, made_by_name, made_at, expires_at,
       registration_id) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
    [
      ...[id, whom.partnerId, whom.accountId, whom.accountName, whom.productFamilies, kid, token],
      ...[actor.audience === 'partner' ? 'partner' : 'vendor', actor.name, now, expiresAt],
      whom.registrationId,
    ],
  )
  const subject = { kind: 'attestation', id, name: whom.accountName }
  await recordEvent(ctx, { action: 'attestation.made', subject, partnerId: whom.partnerId, details: { days } })
  return toAttestationDetail(ctx, id)
}

/** In every family that it speaks of, or it isn't made: half a truth on a link would be read as the whole. */
async function assertLeads(ctx: Ctx, whom: Whom): Promise<void> {
  const led = new Set((await leadsNow(ctx.tx, whom, ctx.now)).map(({ family }) => family))
  const missing = whom.productFamilies.find((id) => !led.has(id))
  if (missing === undefined) return
  const who = ctx.actor.audience === 'partner' ? 'You don’t' : `${whom.partnerName} doesn’t`
  const detail = `${who} lead ${whom.accountName} for ${familyName(ctx, missing)} now.`
  throw refusedAt(
    `/productFamilies/${whom.productFamilies.indexOf(missing)}`,
    detail,
    'Leave it out, or register it first.',
  )
}

async function sign(ctx: Ctx, box: KeyBox, whom: Whom, jti: string, expiresAt: Date) {
  const { kid, key } = await signingKey(ctx, box)
  const claims = {
    partner: whom.partnerName,
    account: whom.accountName,
    productFamilies: whom.productFamilies.map((id) => familyName(ctx, id)),
    vendor: ctx.vendor.name,
  }
  const token = await new SignJWT(claims)
    .setProtectedHeader({ alg: algorithm, typ: 'JWT', kid })
    .setIssuer(ctx.publicUrl)
    .setIssuedAt(Math.floor(ctx.now.getTime() / 1000))
    .setExpirationTime(Math.floor(expiresAt.getTime() / 1000))
    .setJti(jti)
    .sign(key)
  return { kid, token }
}

const refusedAt = (pointer: string, detail: string, mend?: string) =>
  new AppError('refused', detail, [{ pointer, detail, ...(mend ? { mend } : {}) }])

/** From now on the link says no. A partner revokes its own, the vendor anybody's. */
export async function revokeAttestation(ctx: Ctx, id: string): Promise<AttestationDetail> {
  const { tx, actor, now } = ctx
  if (actor.audience !== 'partner') assertRole(actor, keepers, 'revoke links of partners')
  await tx.query(`SELECT 1 FROM attestation WHERE id = $1 AND ${ownOnly('partner_id', 2)} FOR UPDATE`, [
    id,
    tx.partnerId,
  ])
  const row = await readAttestation(tx, id)
  assertAble(canRevoke(ctx, row))
  await tx.query('UPDATE attestation SET revoked_at = $2, revoked_by = $3, revoked_by_name = $4 WHERE id = $1', [
    ...[id, now, actor.audience === 'partner' ? 'partner' : 'vendor', actor.name],
  ])
  const subject = { kind: 'attestation', id, name: row.accountName }
  await recordEvent(ctx, { action: 'attestation.revoked', subject, partnerId: row.partnerId })
  return toAttestationDetail(ctx, id)
}
