import type { Attestation, AttestationDetail, AttestationState } from '@parley/contract/attestations'
import { encodeQR } from 'qr'
import { able, allOf, roleAbility, unable } from '../abilities.ts'
import { familyName } from '../accounts/account-view.ts'
import type { Ctx } from '../context.ts'
import { keepers } from '../designations/designation-abilities.ts'
import { lastDayBefore } from '../vendor-days.ts'
import { type AttestationRow, leadsNow, readAttestation } from './attestation-rows.ts'

export const linkOf = ({ publicUrl }: Pick<Ctx, 'publicUrl'>, token: string) => `${publicUrl}/represents/${token}`

/** What it says now. One that stopped being true for one of its product families says no for all of them. */
export async function stateOf({ tx, now }: Ctx, row: AttestationRow): Promise<AttestationState> {
  const leads = await leadsNow(tx, row, now)
  if (row.revokedAt !== null) return 'revoked'
  if (row.expiresAt <= now) return 'expired'
  return leads.length === row.productFamilies.length ? 'valid' : 'notLeading'
}

export function canRevoke({ actor, now }: Ctx, { revokedAt, expiresAt }: AttestationRow) {
  const own =
    revokedAt !== null ? unable('It is revoked already.') : expiresAt <= now ? unable('It has expired.') : able
  return actor.audience === 'partner' ? own : allOf(roleAbility(actor, keepers, 'revoke it'), own)
}

export async function toAttestation(ctx: Ctx, row: AttestationRow): Promise<Attestation> {
  const isPartner = ctx.actor.audience === 'partner'
  const by = (who: 'partner' | 'vendor', name: string) => (isPartner && who === 'vendor' ? ctx.vendor.name : name)
  return {
    id: row.id,
    accountName: row.accountName,
    productFamilies: row.productFamilies.map((id) => ({ id, name: familyName(ctx, id) })),
    partnerName: isPartner ? null : row.partnerName,
    madeAt: row.madeAt.toISOString(),
    madeBy: isPartner === (row.madeBy === 'partner') ? 'you' : row.madeBy,
    madeByName: by(row.madeBy, row.madeByName),
    expiresAt: row.expiresAt.toISOString(),
    lastDay: lastDayBefore(row.expiresAt, ctx.vendor.timeZone),
    revokedAt: row.revokedAt?.toISOString() ?? null,
    revokedByName: row.revokedBy && by(row.revokedBy, row.revokedByName!),
    state: await stateOf(ctx, row),
    link: linkOf(ctx, row.token),
    can: { revoke: canRevoke(ctx, row) },
  }
}

export async function toAttestationDetail(ctx: Ctx, id: string): Promise<AttestationDetail> {
  const row = await readAttestation(ctx.tx, id)
  const link = linkOf(ctx, row.token)
  return {
    ...(await toAttestation(ctx, row)),
    token: row.token,
    qrSvg: encodeQR(link, 'svg', { ecc: 'low', border: 4 }),
  }
}
