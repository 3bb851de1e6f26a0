import { z } from 'zod'
import { AttachEvidence, Evidence, EvidenceList } from '../evidence.ts'
import { route } from '../route.ts'
import { byId } from './common.ts'

const p = { audience: 'partner', tag: 'Partner: registrations' } as const
const s = { audience: 'staff', tag: 'Staff: registrations' } as const
const asFile = { response: z.string(), status: 200, download: 'application/octet-stream' } as const

/** Files that a partner shows for its registration. */
export const partnerEvidence = {
  list: route({
    ...p,
    id: 'listEvidence',
    method: 'get',
    path: '/partner/registrations/{id}/evidence',
    summary: 'What you have shown for a registration',
    params: byId,
    response: EvidenceList,
    status: 200,
  }),
  attach: route({
    ...p,
    id: 'attachEvidence',
    method: 'post',
    path: '/partner/registrations/{id}/evidence',
    summary: 'Attach a file of at most 5 MB: PDF, picture, Office document, text, table or e-mail',
    params: byId,
    body: AttachEvidence,
    response: Evidence,
    status: 201,
    creates: true,
  }),
  withdraw: route({
    ...p,
    id: 'withdrawEvidence',
    method: 'delete',
    path: '/partner/evidence/{id}',
    summary: 'Withdraw a file: its content is deleted, that it was there stays on record',
    params: byId,
    response: Evidence,
    status: 200,
  }),
  open: route({
    ...p,
    ...asFile,
    id: 'openEvidence',
    method: 'get',
    path: '/partner/evidence/{id}/file',
    summary: 'The file, to be saved',
    params: byId,
  }),
}

export const staffEvidence = {
  list: route({
    ...s,
    id: 'listEvidenceOf',
    method: 'get',
    path: '/staff/registrations/{id}/evidence',
    summary: 'What a partner has shown for a registration',
    params: byId,
    response: EvidenceList,
    status: 200,
  }),
  open: route({
    ...s,
    ...asFile,
    id: 'openEvidenceOf',
    method: 'get',
    path: '/staff/evidence/{id}/file',
    summary: 'The file, to be saved',
    params: byId,
  }),
}
