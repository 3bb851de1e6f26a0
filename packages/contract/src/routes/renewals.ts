import { z } from 'zod'
import { StaffDeal } from '../deals.ts'
import { pageOf, pageQuery } from '../page.ts'
import * as r from '../renewals.ts'
import { route } from '../route.ts'
import { byId } from './common.ts'

const p = { audience: 'partner', tag: 'Partner: renewals' } as const
const s = { audience: 'staff', tag: 'Staff: renewals' } as const

const query = z.object({
  ...pageQuery,
  show: z
    .enum(['due', 'renewed'])
    .default('due')
    .describe('What is still to renew, soonest first; or what was renewed.'),
})

/** A partner's own contracts, and what it does for their renewal. */
export const partnerRenewals = {
  list: route({
    ...p,
    id: 'listRenewals',
    method: 'get',
    path: '/partner/renewals',
    summary: 'Your customers’ contracts by their end, and who leads their renewal',
    query,
    response: pageOf(r.PartnerRenewal),
    status: 200,
  }),
  get: route({
    ...p,
    id: 'getRenewal',
    method: 'get',
    path: '/partner/renewals/{id}',
    summary: 'One contract, and whether you may quote its renewal',
    params: byId,
    response: r.PartnerRenewal,
    status: 200,
  }),
  report: route({
    ...p,
    id: 'reportOnCustomer',
    method: 'post',
    path: '/partner/renewals/{id}/acts',
    summary: 'Report on the customer, or on the review of its renewal',
    params: byId,
    body: r.ReportOnCustomer,
    response: r.PartnerRenewal,
    status: 201,
    creates: true,
  }),
}

/** All contracts, and what becomes of them. */
export const staffRenewals = {
  list: route({
    ...s,
    id: 'listAllRenewals',
    method: 'get',
    path: '/staff/renewals',
    summary: 'Contracts by their end, who leads their renewal, and why',
    query,
    response: pageOf(r.StaffRenewal),
    status: 200,
  }),
  get: route({
    ...s,
    id: 'getAnyRenewal',
    method: 'get',
    path: '/staff/renewals/{id}',
    summary: 'One contract, with what its incumbent did',
    params: byId,
    response: r.StaffRenewal,
    status: 200,
  }),
  note: route({
    ...s,
    id: 'noteIncumbency',
    method: 'post',
    path: '/staff/renewals/{id}/acts',
    summary: 'Warn the incumbent, end its incumbency, or note the customer’s letter; it is told',
    params: byId,
    body: r.NoteIncumbency,
    response: r.StaffRenewal,
    status: 201,
    creates: true,
  }),
  makeDeal: route({
    ...s,
    id: 'makeRenewalDeal',
    method: 'post',
    path: '/staff/renewals/{id}/deal',
    summary: 'Make the deal that renews it, with the incumbent’s claim',
    params: byId,
    body: r.MakeRenewal,
    response: StaffDeal,
    status: 201,
    creates: true,
  }),
}
