import { partner } from '@parley/contract/routes/partner'
import { staff } from '@parley/contract/routes/staff'
import type { Env } from '../context.ts'
import { readHome } from '../home/read-home.ts'
import { type Http, mount } from '../http/mount.ts'
import { RateLimit } from '../http/rate-limit.ts'
import { askExtension } from '../protections/ask-extension.ts'
import { answerInformation } from './answer-information.ts'
import { askInformation } from './ask-information.ts'
import { closeRegistration } from './close-registration.ts'
import { createDraft, deleteDraft, listDrafts, readDraft, saveDraft } from './keep-draft.ts'
import { listAllRegistrations, listRegistrations } from './list-registrations.ts'
import { logActivity } from './log-activity.ts'
import { overrideDecision } from './override-decision.ts'
import { precheckDeal } from './precheck-deal.ts'
import { readQueue } from './read-queue.ts'
import { readPartnerRegistration, readStaffRegistration } from './read-registration.ts'
import { registerDeal } from './register-deal.ts'
import { settleAccount } from './settle-account.ts'
import { withdrawRegistration } from './withdraw-registration.ts'

export function partnerRegistrationRoutes(app: Http, env: Env): void {
  mount(app, env, partner.home, (ctx) => readHome(ctx))
  mount(app, env, partner.precheck, (ctx, { body }) => precheckDeal(ctx, body), {
    // Enough for sixty people who fill in forms; too little to go through a register of companies.
    limit: new RateLimit(() => env.clock(), { most: 1_200, windowMs: 3_600_000 }),
    steady: true,
  })
  mount(app, env, partner.listDrafts, (ctx) => listDrafts(ctx))
  mount(app, env, partner.createDraft, (ctx, { body }) => createDraft(ctx, body))
  mount(app, env, partner.getDraft, (ctx, { params }) => readDraft(ctx, params))
  mount(app, env, partner.saveDraft, (ctx, { params, body, ifMatch }) =>
    saveDraft(ctx, { ...params, ...body, ifMatch }),
  )
  mount(app, env, partner.deleteDraft, (ctx, { params }) => deleteDraft(ctx, params))
  mount(app, env, partner.register, (ctx, { body }) => registerDeal(ctx, body))
  mount(app, env, partner.list, (ctx, { query }) => listRegistrations(ctx, query))
  mount(app, env, partner.get, (ctx, { params }) => readPartnerRegistration(ctx, params))
  mount(app, env, partner.withdraw, (ctx, { params, body, ifMatch }) =>
    withdrawRegistration(ctx, { ...params, ...body, ifMatch }),
  )
  mount(app, env, partner.extend, (ctx, { params, body }) => askExtension(ctx, { ...params, ...body }))
  mount(app, env, partner.logActivity, (ctx, { params, body }) => logActivity(ctx, { ...params, ...body }))
  mount(app, env, partner.answer, (ctx, { params, body, ifMatch }) =>
    answerInformation(ctx, { ...params, ...body, ifMatch }),
  )
}

export function staffRegistrationRoutes(app: Http, env: Env): void {
  mount(app, env, staff.queue, (ctx) => readQueue(ctx))
  mount(app, env, staff.list, (ctx, { query }) => listAllRegistrations(ctx, query))
  mount(app, env, staff.get, (ctx, { params }) => readStaffRegistration(ctx, params))
  mount(app, env, staff.override, (ctx, { params, body, ifMatch }) =>
    overrideDecision(ctx, { ...params, ...body, ifMatch }),
  )
  mount(app, env, staff.settleAccount, (ctx, { params, body, ifMatch }) =>
    settleAccount(ctx, { ...params, ...body, ifMatch }),
  )
  mount(app, env, staff.ask, (ctx, { params, body, ifMatch }) => askInformation(ctx, { ...params, ...body, ifMatch }))
  mount(app, env, staff.close, (ctx, { params, body, ifMatch }) =>
    closeRegistration(ctx, { ...params, ...body, ifMatch }),
  )
}
