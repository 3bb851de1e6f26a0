import { partnerClaims, staffDeals } from '@parley/contract/routes/deals'
import { decideClaim } from '../commissions/decide-claim.ts'
import { noteEvent } from '../commissions/note-event.ts'
import { readEarnings } from '../commissions/read-earnings.ts'
import { readReductionRules } from '../commissions/read-reduction-rules.ts'
import { reduceShare } from '../commissions/reduce-share.ts'
import type { Env } from '../context.ts'
import { type Http, mount } from '../http/mount.ts'
import { closeDeal, settleAgain } from './close-deal.ts'
import { decidePaper } from './decide-paper.ts'
import { declineClaim } from './decline-claim.ts'
import { importDeals } from './import-deals.ts'
import { importPayments } from './import-payments.ts'
import { editClaim, fileClaim, listClaims, makeClaim } from './keep-claim.ts'
import { createDeal, editDeal } from './keep-deal.ts'
import { notePayment } from './note-payment.ts'
import { listDeals, readDeal } from './read-deal.ts'
import { readOwnClaim } from './read-own-claim.ts'

export function partnerClaimRoutes(app: Http, env: Env): void {
  mount(app, env, partnerClaims.list, (ctx, { query }) => listClaims(ctx, query))
  mount(app, env, partnerClaims.make, (ctx, { body }) => makeClaim(ctx, body))
  mount(app, env, partnerClaims.get, (ctx, { params }) => readOwnClaim(ctx, params.id))
  mount(app, env, partnerClaims.earnings, readEarnings)
}

export function staffDealRoutes(app: Http, env: Env): void {
  mount(app, env, staffDeals.list, (ctx, { query }) => listDeals(ctx, query))
  mount(app, env, staffDeals.create, (ctx, { body }) => createDeal(ctx, body))
  mount(app, env, staffDeals.importCsv, (ctx, { body }) => importDeals(ctx, body))
  mount(app, env, staffDeals.get, (ctx, { params }) => readDeal(ctx, params.id))
  mount(app, env, staffDeals.edit, (ctx, { params, body, ifMatch }) => editDeal(ctx, { ...params, ...body, ifMatch }))
  mount(app, env, staffDeals.fileClaim, (ctx, { params, body }) => fileClaim(ctx, { ...params, ...body }))
  mount(app, env, staffDeals.editClaim, (ctx, { params, body, ifMatch }) =>
    editClaim(ctx, { ...params, ...body, ifMatch }),
  )
  mount(app, env, staffDeals.decidePaper, (ctx, { params, body }) => decidePaper(ctx, { ...params, ...body }))
  mount(app, env, staffDeals.close, (ctx, { params, body, ifMatch }) => closeDeal(ctx, { ...params, ...body, ifMatch }))
  mount(app, env, staffDeals.notePayment, (ctx, { params, body }) => notePayment(ctx, { ...params, ...body }))
  mount(app, env, staffDeals.importPayments, (ctx, { body }) => importPayments(ctx, body))
  mount(app, env, staffDeals.settle, (ctx, { params }) => settleAgain(ctx, params.id))
  mount(app, env, staffDeals.noteEvent, (ctx, { params, body }) => noteEvent(ctx, { ...params, ...body }))
  mount(app, env, staffDeals.decideClaim, (ctx, { params, body }) => decideClaim(ctx, { ...params, ...body }))
  mount(app, env, staffDeals.declineClaim, (ctx, { params, body, ifMatch }) =>
    declineClaim(ctx, { ...params, ...body, ifMatch }),
  )
  mount(app, env, staffDeals.reductionRules, (ctx, { params }) => readReductionRules(ctx, params.id))
  mount(app, env, staffDeals.reduce, (ctx, { params, body }) => reduceShare(ctx, { ...params, ...body }))
}
