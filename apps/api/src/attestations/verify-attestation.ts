import type { AttestationAnswer } from '@parley/contract/attestations'
import { formatDay } from '@parley/rules/format'
import { compactVerify, decodeProtectedHeader, importJWK } from 'jose'
import { familyName } from '../accounts/account-view.ts'
import type { Ctx } from '../context.ts'
import { lastDayBefore } from '../vendor-days.ts'
import { type AttestationRow, readAttestations } from './attestation-rows.ts'
import { stateOf } from './attestation-view.ts'
import { algorithm, type PublicKey, publicKey, publicKeys } from './signing-keys.ts'

/** Stands for a record that isn't there, so that looking for it costs the same. */
const nobodysId = '00000000-0000-4000-8000-000000000000'

/**
 * Does this partner represent the vendor at this customer, now? Forged, altered and unknown ones get one answer by one way: a
 * signature is checked, a record looked for, and who leads asked, whatever came before.
 */
export async function verifyAttestation(ctx: Ctx, token: string): Promise<AttestationAnswer> {
  const jti = await signedId(ctx, token)
  const row = await recordOf(ctx, jti ?? nobodysId)
  const state = await stateOf(ctx, row ?? nobodys(ctx))
  // The signature holds for some other spellings of the same bytes; the link that was made is one text.
  if (jti === null || row === null || row.token !== token) return notOurs(ctx)
  return {
    isValid: state === 'valid',
    because: state,
    sentence: sentenceOf(ctx, row, state),
    vendorName: ctx.vendor.name,
    partnerName: row.partnerName,
    accountName: row.accountName,
    productFamilies: row.productFamilies.map((id) => familyName(ctx, id)),
    validUntil: row.expiresAt.toISOString(),
    checkedAt: ctx.now.toISOString(),
  }
}

/** The id in it, where one of our keys has signed it. */
async function signedId(ctx: Ctx, token: string): Promise<string | null> {
  const kid = kidOf(token)
  const key = (kid === null ? null : await publicKey(ctx, kid)) ?? (await publicKeys(ctx))[0]
  if (!key) return null
  const payload = await verified(token, key)
  return payload !== null && key.kid === kid && typeof payload.jti === 'string' ? payload.jti : null
}

function kidOf(token: string): string | null {
  try {
    const { alg, kid } = decodeProtectedHeader(token)
    return alg === algorithm && typeof kid === 'string' && kid.length < 100 && !kid.includes('\0') ? kid : null
  } catch {
    return null
  }
}

async function verified(token: string, key: PublicKey): Promise<{ jti?: unknown } | null> {
  try {
    const { payload } = await compactVerify(token, await importJWK(key, algorithm), { algorithms: [algorithm] })
    return JSON.parse(new TextDecoder().decode(payload))
  } catch {
    return null
  }
}

async function recordOf({ tx }: Ctx, id: string): Promise<AttestationRow | null> {
  const [row] = await readAttestations(tx, 'WHERE a.id = $1', [/^[0-9a-f-]{36}$/.test(id) ? id : nobodysId])
  return row ?? null
}

const nobodys = ({ now, productFamilies }: Ctx): AttestationRow => ({
  ...{ id: nobodysId, partnerId: nobodysId, partnerName: '', accountId: nobodysId, accountName: '', token: '' },
  ...{ productFamilies: [productFamilies[0]!.id], madeBy: 'vendor', madeByName: '', madeAt: now, expiresAt: now },
  ...{ revokedAt: null, revokedBy: null, revokedByName: null },
})

function notOurs({ vendor, now }: Ctx): AttestationAnswer {
  return {
    ...{ isValid: false, because: 'notOurs', vendorName: vendor.name, partnerName: null, accountName: null },
    ...{ productFamilies: [], validUntil: null, checkedAt: now.toISOString() },
    sentence: `${vendor.name} hasn’t made this link, or it was changed on the way.`,
  }
}

function sentenceOf(
  { vendor, locale }: Ctx,
  row: AttestationRow,
  state: Exclude<AttestationAnswer['because'], 'notOurs'>,
) {
  const lastDay = formatDay(lastDayBefore(row.expiresAt, vendor.timeZone), locale)
  switch (state) {
    case 'valid':
      return `${row.partnerName} represents ${vendor.name} at ${row.accountName}.`
    case 'revoked':
      return 'This link was revoked. It doesn’t count any more.'
    case 'expired':
      return `This link was valid until ${lastDay}. Ask ${row.partnerName} for a new one.`
    case 'notLeading':
      return `${row.partnerName} doesn’t represent ${vendor.name} at ${row.accountName} any more.`
  }
}
