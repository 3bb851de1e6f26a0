import { viewAs } from '@parley/contract/routes/view-as'
import type { Env } from '../context.ts'
import { type Http, mount } from '../http/mount.ts'
import { endView } from './end-view.ts'
import { listViews } from './list-views.ts'
import { startView, viewMinutes } from './start-view.ts'
import { viewCookie } from './view-of.ts'

export function viewAsRoutes(app: Http, env: Env): void {
  const cookie = (seconds: number) => ({
    cookieOf: ({ id }: Record<string, unknown>) => viewCookie(env.publicUrl, String(id), seconds),
  })
  mount(app, env, viewAs.list, (ctx, { query }) => listViews(ctx, query))
  mount(app, env, viewAs.start, (ctx, { body }) => startView(ctx, body), cookie(viewMinutes * 60))
  mount(app, env, viewAs.end, (ctx, { params }) => endView(ctx, params.id), cookie(0))
}
