import { z } from 'zod'
import * as attest from '../attestations.ts'
import { pageOf, pageQuery } from '../page.ts'
import { route } from '../route.ts'
import { id } from '../text.ts'
import { byId } from './common.ts'

const p = { audience: 'partner', tag: "Partner: the customer's word" } as const
const s = { audience: 'staff', tag: "Staff: the customer's word" } as const
const makes = { method: 'post', status: 201, creates: true } as const

/** Anybody may ask; a no is an answer. The same as a page: `/represents/{token}`. */
export const publicAttestations = {
  verify: route({
    audience: 'public',
    tag: 'Attestations',
    id: 'verifyAttestation',
    method: 'get',
    path: '/attestations',
    summary: 'Does this partner represent the vendor at this customer, now? Yes or no, and why',
    query: z.object({ token: z.string().max(4000) }),
    response: attest.AttestationAnswer,
    status: 200,
  }),
}

export const partnerAttestations = {
  leads: route({
    ...p,
    id: 'listOwnLeads',
    method: 'get',
    path: '/partner/leads',
    summary: 'Where you represent the vendor now',
    response: z.object({ items: z.array(attest.OwnLead) }),
    status: 200,
  }),
  make: route({
    ...p,
    ...makes,
    id: 'makeAttestation',
    path: '/partner/attestations',
    summary: 'Make a link for a customer that you lead: signed, expiring, revocable',
    body: attest.MakeAttestation,
    response: attest.AttestationDetail,
  }),
  list: route({
    ...p,
    id: 'listAttestations',
    method: 'get',
    path: '/partner/attestations',
    summary: 'Your links, newest first',
    query: z.object(pageQuery),
    response: pageOf(attest.Attestation),
    status: 200,
  }),
  get: route({
    ...p,
    id: 'getAttestation',
    method: 'get',
    path: '/partner/attestations/{id}',
    summary: 'One link with its QR code',
    params: byId,
    response: attest.AttestationDetail,
    status: 200,
  }),
  revoke: route({
    ...p,
    ...makes,
    id: 'revokeAttestation',
    path: '/partner/attestations/{id}/revocation',
    summary: 'Revoke a link: from now on it says no',
    params: byId,
    response: attest.AttestationDetail,
  }),
}

export const staffAttestations = {
  make: route({
    ...s,
    ...makes,
    id: 'makeAttestationFor',
    path: '/staff/attestations',
    summary: 'Make a link for a partner that leads an account',
    body: attest.MakeAttestationFor,
    response: attest.AttestationDetail,
  }),
  list: route({
    ...s,
    id: 'listAllAttestations',
    method: 'get',
    path: '/staff/attestations',
    summary: 'Links that say who represents you, newest first',
    query: z.object({ ...pageQuery, accountId: id.optional(), partnerId: id.optional() }),
    response: pageOf(attest.Attestation),
    status: 200,
  }),
  get: route({
    ...s,
    id: 'getAnyAttestation',
    method: 'get',
    path: '/staff/attestations/{id}',
    summary: 'One link with its QR code',
    params: byId,
    response: attest.AttestationDetail,
    status: 200,
  }),
  revoke: route({
    ...s,
    ...makes,
    id: 'revokeAnyAttestation',
    path: '/staff/attestations/{id}/revocation',
    summary: 'Revoke a partner’s link: from now on it says no',
    params: byId,
    response: attest.AttestationDetail,
  }),
  keys: route({
    ...s,
    id: 'listAttestationKeys',
    method: 'get',
    path: '/staff/attestation-keys',
    summary: 'The keys that sign attestations',
    response: z.object({ items: z.array(attest.AttestationKey) }),
    status: 200,
  }),
  renewKey: route({
    ...s,
    ...makes,
    id: 'renewAttestationKey',
    path: '/staff/attestation-keys',
    summary: 'Sign with a new key from now on; what the one before has signed stays valid',
    response: z.object({ items: z.array(attest.AttestationKey) }),
  }),
}
