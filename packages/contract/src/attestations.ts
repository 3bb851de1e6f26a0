import { z } from 'zod'
import { Ability } from './ability.ts'
import { day, id, instant, productFamilyId } from './text.ts'

export const attestationStates = {
  valid: 'Valid',
  notLeading: 'No longer true',
  expired: 'Expired',
  revoked: 'Revoked',
} as const
export type AttestationState = keyof typeof attestationStates
const state = z.enum(Object.keys(attestationStates) as [AttestationState, ...AttestationState[]])

const Family = z.object({ id: z.string(), name: z.string() })
const productFamilies = z.array(productFamilyId).min(1, 'Choose at least one product family.').max(20)
/** For how long it can be valid, at most a year. */
const days = z.int('Give whole days.').min(1, 'Give at least one day.').max(366, 'Give at most 366 days.')

/** A statement that this partner represents the vendor at a customer that it leads: by a registration or a letter of its own. */
export const MakeAttestation = z
  .strictObject({ registrationId: id.optional(), letterId: id.optional(), productFamilies, days })
  .refine((body) => (body.registrationId === undefined) !== (body.letterId === undefined), {
    message: 'Say by which registration or by which letter you lead the account: one of them.',
    path: ['registrationId'],
  })
  .meta({ id: 'MakeAttestation' })
export type MakeAttestation = z.output<typeof MakeAttestation>

export const MakeAttestationFor = z
  .strictObject({ partnerId: id, accountId: id, productFamilies, days })
  .meta({ id: 'MakeAttestationFor' })
export type MakeAttestationFor = z.output<typeof MakeAttestationFor>

const attestation = {
  id,
  accountName: z.string(),
  productFamilies: z.array(Family),
  /** Staff only. */
  partnerName: z.string().nullable(),
  madeAt: instant,
  madeBy: z.enum(['you', 'partner', 'vendor']),
  madeByName: z.string(),
  expiresAt: instant,
  /** The last day for which it is valid. */
  lastDay: day,
  revokedAt: instant.nullable(),
  revokedByName: z.string().nullable(),
  state,
  /** The public page. Whoever has the link can read what it says, and nothing else. */
  link: z.url(),
  can: z.object({ revoke: Ability }),
}
export const Attestation = z.object(attestation).meta({ id: 'Attestation' })
export type Attestation = z.infer<typeof Attestation>
export const AttestationDetail = z
  .object({
    ...attestation,
    /** JWS compact (RFC 7515), ES256; its key is in /.well-known/jwks.json. */
    token: z.string(),
    /** The link as a QR code, an SVG image of its own. */
    qrSvg: z.string(),
  })
  .meta({ id: 'AttestationDetail' })
export type AttestationDetail = z.infer<typeof AttestationDetail>

/** Where this partner leads now: what it can attest. */
export const OwnLead = z
  .object({
    accountName: z.string(),
    registrationId: id.nullable(),
    letterId: id.nullable(),
    productFamilies: z.array(z.object({ id: z.string(), name: z.string(), lastDay: day.nullable() })),
  })
  .meta({ id: 'OwnLead' })
export type OwnLead = z.infer<typeof OwnLead>

/** Why the answer is what it is. Forged, altered and unknown ones are told apart by nobody. */
export const attestationAnswers = ['valid', 'notOurs', 'expired', 'revoked', 'notLeading'] as const

/** What anybody learns of an attestation. */
export const AttestationAnswer = z
  .object({
    isValid: z.boolean(),
    because: z.enum(attestationAnswers),
    sentence: z.string(),
    vendorName: z.string(),
    /** As the link itself says, once it is certain that the vendor has signed it. */
    partnerName: z.string().nullable(),
    accountName: z.string().nullable(),
    productFamilies: z.array(z.string()),
    validUntil: instant.nullable(),
    checkedAt: instant,
  })
  .meta({ id: 'AttestationAnswer' })
export type AttestationAnswer = z.infer<typeof AttestationAnswer>

/** The keys that sign attestations. Only their public halves ever leave. */
export const AttestationKey = z
  .object({
    kid: z.string(),
    madeAt: instant,
    madeByName: z.string(),
    retiredAt: instant.nullable(),
    /** Attestations that it signed and that are still valid. */
    inUse: z.int(),
  })
  .meta({ id: 'AttestationKey' })
export type AttestationKey = z.infer<typeof AttestationKey>
