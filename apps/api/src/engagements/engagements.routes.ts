import { partnerEngagements, staffEngagements } from '@parley/contract/routes/engagements'
import type { Env } from '../context.ts'
import { type Http, mount } from '../http/mount.ts'
import { RateLimit } from '../http/rate-limit.ts'
import { answerAsPartner, answerAsStaff } from './answer-consent.ts'
import { askAsPartner, askAsStaff } from './ask-engagement.ts'
import { askHelp, listAllHelp, listHelp } from './ask-help.ts'
import { markCallList } from './mark-call-list.ts'
import {
  countEngagements,
  listAllEngagements,
  listEngagements,
  readPartnerEngagement,
  readStaffEngagement,
} from './read-engagement.ts'
import { approveDeed, recordDeed } from './record-deed.ts'

export function partnerEngagementRoutes(app: Http, env: Env): void {
  const p = partnerEngagements
  mount(app, env, p.ask, (ctx, { body }) => askAsPartner(ctx, body), {
    // As pre-checks: enough for sixty people at work, too little to go through a register of companies.
    limit: new RateLimit(() => env.clock(), { most: 1_200, windowMs: 3_600_000 }),
    steady: true,
  })
  mount(app, env, p.list, (ctx, { query }) => listEngagements(ctx, query))
  mount(app, env, p.get, (ctx, { params }) => readPartnerEngagement(ctx, params))
  mount(app, env, p.answer, (ctx, { params, body, ifMatch }) => answerAsPartner(ctx, { ...params, ...body, ifMatch }))
  mount(app, env, p.askHelp, (ctx, { params, body }) => askHelp(ctx, { ...params, ...body }))
  mount(app, env, p.listHelp, (ctx, { query }) => listHelp(ctx, query))
}

export function staffEngagementRoutes(app: Http, env: Env): void {
  const s = staffEngagements
  mount(app, env, s.ask, (ctx, { body }) => askAsStaff(ctx, body))
  mount(app, env, s.list, (ctx, { query }) => listAllEngagements(ctx, query))
  mount(app, env, s.counts, (ctx, { query }) => countEngagements(ctx, query))
  mount(app, env, s.get, (ctx, { params }) => readStaffEngagement(ctx, params))
  mount(app, env, s.answer, (ctx, { params, body, ifMatch }) => answerAsStaff(ctx, { ...params, ...body, ifMatch }))
  mount(app, env, s.recordDeed, (ctx, { params, body, ifMatch }) => recordDeed(ctx, { ...params, ...body, ifMatch }))
  mount(app, env, s.approveDeed, (ctx, { params, ifMatch }) => approveDeed(ctx, { ...params, ifMatch }))
  mount(app, env, s.listHelp, (ctx, { query }) => listAllHelp(ctx, query))
  mount(app, env, s.markList, (ctx, { body }) => markCallList(ctx, body), { mostBodyBytes: 2_000_000 })
}
