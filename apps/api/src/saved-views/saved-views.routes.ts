import { savedViews } from '@parley/contract/routes/saved-views'
import type { Env } from '../context.ts'
import { type Http, mount } from '../http/mount.ts'
import { changeView, forgetView, listViews, saveView } from './keep-views.ts'

/** Filters that the vendor's people keep under a name. */
export function savedViewRoutes(app: Http, env: Env): void {
  mount(app, env, savedViews.list, (ctx, { query }) => listViews(ctx, query))
  mount(app, env, savedViews.save, (ctx, { body }) => saveView(ctx, body))
  mount(app, env, savedViews.change, (ctx, { params, body, ifMatch }) =>
    changeView(ctx, { ...params, ...body, ifMatch }),
  )
  mount(app, env, savedViews.forget, (ctx, { params }) => forgetView(ctx, params))
}
