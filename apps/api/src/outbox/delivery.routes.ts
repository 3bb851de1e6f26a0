import { delivery } from '@parley/contract/routes/delivery'
import type { Env } from '../context.ts'
import { type Http, mount } from '../http/mount.ts'
import { readDeliveryState, retryEmail, retryMessage } from './delivery-state.ts'

export function deliveryRoutes(app: Http, env: Env): void {
  const isMailSet = env.mail !== undefined
  mount(app, env, delivery.state, (ctx) => readDeliveryState(ctx, isMailSet))
  mount(app, env, delivery.retryEmail, (ctx, { params }) => retryEmail(ctx, params.id, isMailSet))
  mount(app, env, delivery.retryMessage, (ctx, { params }) => retryMessage(ctx, params.id, isMailSet))
}
