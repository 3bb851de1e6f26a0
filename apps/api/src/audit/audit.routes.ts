import { audit } from '@parley/contract/routes/audit'
import type { Env } from '../context.ts'
import { type Http, mount } from '../http/mount.ts'
import { listEvents } from './list-events.ts'
import { readCheck } from './read-check.ts'

export function auditRoutes(app: Http, env: Env): void {
  mount(app, env, audit.events, (ctx, { query }) => listEvents(ctx, query))
  mount(app, env, audit.check, readCheck)
}
