import { staff } from '@parley/contract/routes/staff'
import type { Env } from '../context.ts'
import { type Http, mount } from '../http/mount.ts'
import { listDecisions } from './list-decisions.ts'
import { readDecision } from './read-decision.ts'
import { rerunDecision } from './rerun-decision.ts'

export function staffDecisionRoutes(app: Http, env: Env): void {
  mount(app, env, staff.listDecisions, (ctx, { query }) => listDecisions(ctx, query))
  mount(app, env, staff.getDecision, (ctx, { params }) => readDecision(ctx, params))
  mount(app, env, staff.rerunDecision, (ctx, { params }) => rerunDecision(ctx, params))
}
