import { partnerWebhooks, vendorWebhooks } from '@parley/contract/routes/webhooks'
import type { Env } from '../context.ts'
import { type Http, mount } from '../http/mount.ts'
import { listDeliveries, readDelivery } from './delivery-record.ts'
import { listPartnerStates } from './partner-states.ts'
import { replayDelivery, replayFailed } from './replay.ts'
import {
  changeEndpoint,
  createEndpoint,
  listEndpoints,
  readEndpoint,
  removeEndpoint,
  rotateSecret,
} from './save-endpoint.ts'
import { secretBox } from './secret-box.ts'
import { sendTest } from './send-test.ts'

export const partnerWebhookRoutes = (app: Http, env: Env): void => mountFor(app, env, partnerWebhooks)

export function staffWebhookRoutes(app: Http, env: Env): void {
  mountFor(app, env, vendorWebhooks)
  mount(app, env, vendorWebhooks.ofPartners, (ctx, { query }) => listPartnerStates(ctx, query))
}

function mountFor(app: Http, env: Env, routes: typeof partnerWebhooks | typeof vendorWebhooks): void {
  const box = secretBox(env)
  const once = { toldOnce: 'secret' }
  mount(app, env, routes.list, (ctx) => listEndpoints(ctx))
  mount(app, env, routes.create, (ctx, { body }) => createEndpoint(ctx, env.network, box, body), once)
  mount(app, env, routes.get, (ctx, { params }) => readEndpoint(ctx, params.id))
  mount(app, env, routes.change, (ctx, { params, body, ifMatch }) =>
    changeEndpoint(ctx, env.network, { ...params, ...body, ifMatch }),
  )
  mount(app, env, routes.remove, (ctx, { params }) => removeEndpoint(ctx, params.id))
  mount(app, env, routes.rotate, (ctx, { params }) => rotateSecret(ctx, box, params.id), once)
  mount(app, env, routes.test, (ctx, { params }) => sendTest(ctx, params.id))
  mount(app, env, routes.deliveries, (ctx, { params, query }) => listDeliveries(ctx, params.id, query))
  mount(app, env, routes.delivery, (ctx, { params }) => readDelivery(ctx, params.id, params.deliveryId))
  mount(app, env, routes.replay, (ctx, { params }) => replayDelivery(ctx, params.id, params.deliveryId))
  mount(app, env, routes.replayFailed, (ctx, { params, body }) => replayFailed(ctx, params.id, body.since))
}
