import { evidenceLimits } from '@parley/contract/evidence'
import { partnerConflicts, staffConflicts } from '@parley/contract/routes/conflicts'
import type { Ctx, Env } from '../context.ts'
import { type Http, mount } from '../http/mount.ts'
import { answerAppeal } from './answer-appeal.ts'
import { attachToCase } from './attach-to-case.ts'
import { awardInPerson } from './award-in-person.ts'
import { readConflictCase } from './case-view.ts'
import { decideNow } from './decide-case.ts'
import { fileAppeal } from './file-appeal.ts'
import { readOwnClaim } from './own-claim.ts'
import { sayFact } from './said-facts.ts'
import { offerTeaming, withdrawOffer } from './teaming-offers.ts'
import { answerTeaming, listOwnTeamings, listTeamings, proposeTeaming } from './teamings.ts'

export function staffConflictRoutes(app: Http, env: Env): void {
  const s = staffConflicts
  /** A change, and the case as it is then. */
  const then =
    <Input extends { id: string }>(change: (ctx: Ctx, input: Input) => Promise<void>) =>
    async (ctx: Ctx, input: Input) => {
      await change(ctx, input)
      return readConflictCase(ctx, { id: input.id })
    }
  mount(app, env, s.get, (ctx, { params }) => readConflictCase(ctx, params))
  mount(app, env, s.say, (ctx, { params, body, ifMatch }) => then(sayFact)(ctx, { ...params, ...body, ifMatch }))
  mount(app, env, s.attach, (ctx, { params, body }) => then(attachToCase)(ctx, { ...params, ...body }), {
    mostBodyBytes: Math.ceil(evidenceLimits.bytes / 3) * 4 + 4096,
  })
  mount(app, env, s.decide, (ctx, { params, ifMatch }) => then(decideNow)(ctx, { ...params, ifMatch }))
  mount(app, env, s.award, (ctx, { params, body, ifMatch }) =>
    then(awardInPerson)(ctx, { ...params, ...body, ifMatch }),
  )
  mount(app, env, s.answerAppeal, (ctx, { params, body, ifMatch }) =>
    then(answerAppeal)(ctx, { ...params, ...body, ifMatch }),
  )
  mount(app, env, s.proposeTeaming, (ctx, { body }) => proposeTeaming(ctx, body))
  mount(app, env, s.listTeamings, (ctx, { query }) => listTeamings(ctx, query))
}

export function partnerConflictRoutes(app: Http, env: Env): void {
  const p = partnerConflicts
  mount(app, env, p.claim, (ctx, { params }) => readOwnClaim(ctx, params))
  mount(app, env, p.appeal, (ctx, { params, body }) => fileAppeal(ctx, { ...params, ...body }))
  mount(app, env, p.offerTeaming, (ctx, { params, body }) => offerTeaming(ctx, { ...params, ...body }))
  mount(app, env, p.withdrawTeamingOffer, (ctx, { params }) => withdrawOffer(ctx, params))
  mount(app, env, p.listTeamings, (ctx) => listOwnTeamings(ctx))
  mount(app, env, p.answerTeaming, (ctx, { params, body }) => answerTeaming(ctx, { ...params, ...body }))
}
