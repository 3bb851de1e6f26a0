import { staffDuties } from '@parley/contract/routes/duties'
import type { Env } from '../context.ts'
import { type Http, mount } from '../http/mount.ts'
import { takeDuty } from './take-duty.ts'
import { keepAnswerer, keepSeat, readWhoAnswers } from './who-answers.ts'

export function staffDutyRoutes(app: Http, env: Env): void {
  mount(app, env, staffDuties.take, (ctx, { params }) => takeDuty(ctx, params))
  mount(app, env, staffDuties.whoAnswers, (ctx) => readWhoAnswers(ctx))
  mount(app, env, staffDuties.keepSeat, (ctx, { params, body, ifMatch }) =>
    keepSeat(ctx, { ...params, ...body, ifMatch }),
  )
  mount(app, env, staffDuties.keepAnswerer, (ctx, { params, body, ifMatch }) =>
    keepAnswerer(ctx, { ...params, ...body, ifMatch }),
  )
}
