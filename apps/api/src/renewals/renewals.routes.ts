import { partnerRenewals, staffRenewals } from '@parley/contract/routes/renewals'
import type { Env } from '../context.ts'
import { type Http, mount } from '../http/mount.ts'
import { makeRenewal } from './make-renewal.ts'
import { noteIncumbency, reportOnCustomer } from './note-act.ts'
import { listAllRenewals, listOwnRenewals, readAnyRenewal, readOwnRenewal } from './read-renewals.ts'

export function partnerRenewalRoutes(app: Http, env: Env): void {
  mount(app, env, partnerRenewals.list, (ctx, { query }) => listOwnRenewals(ctx, query))
  mount(app, env, partnerRenewals.get, (ctx, { params }) => readOwnRenewal(ctx, params.id))
  mount(app, env, partnerRenewals.report, (ctx, { params, body }) => reportOnCustomer(ctx, { ...params, ...body }))
}

export function staffRenewalRoutes(app: Http, env: Env): void {
  mount(app, env, staffRenewals.list, (ctx, { query }) => listAllRenewals(ctx, query))
  mount(app, env, staffRenewals.get, (ctx, { params }) => readAnyRenewal(ctx, params.id))
  mount(app, env, staffRenewals.note, (ctx, { params, body }) => noteIncumbency(ctx, { ...params, ...body }))
  mount(app, env, staffRenewals.makeDeal, (ctx, { params, body }) => makeRenewal(ctx, { ...params, ...body }))
}
