import { apiKeys } from '@parley/contract/routes/api-keys'
import type { Env } from '../context.ts'
import { type Http, mount } from '../http/mount.ts'
import { createKey } from './create-key.ts'
import { listKeys } from './list-keys.ts'
import { revokeKey } from './revoke-key.ts'

const toldOnce = { toldOnce: 'key' }

export function partnerKeyRoutes(app: Http, env: Env): void {
  mount(app, env, apiKeys.listOwn, (ctx) => listKeys(ctx))
  mount(app, env, apiKeys.createOwn, (ctx, { body }) => createKey(ctx, body), toldOnce)
  mount(app, env, apiKeys.revokeOwn, (ctx, { params }) => revokeKey(ctx, params.id))
}

export function staffKeyRoutes(app: Http, env: Env): void {
  mount(app, env, apiKeys.list, (ctx) => listKeys(ctx))
  mount(app, env, apiKeys.create, (ctx, { body }) => createKey(ctx, body), toldOnce)
  mount(app, env, apiKeys.revoke, (ctx, { params }) => revokeKey(ctx, params.id))
}
