import { partner } from '@parley/contract/routes/partner'
import { policies } from '@parley/contract/routes/policies'
import { policyJsonSchema } from '@parley/rules/policy-json-schema'
import type { Env } from '../context.ts'
import { type Http, mount } from '../http/mount.ts'
import { activatePolicy, rollBackPolicy } from './activate-policy.ts'
import { backtestPolicy } from './backtest-policy.ts'
import { cancelActivation } from './cancel-activation.ts'
import { checkPolicy } from './check-policy.ts'
import { pointOf } from './decision-point.ts'
import { deletePolicyDraft } from './delete-policy-draft.ts'
import { listPolicyBooks } from './list-policy-books.ts'
import { readPolicyDraft } from './read-policy-draft.ts'
import { readPolicyHistory } from './read-policy-history.ts'
import { readPolicyVersion } from './read-policy-version.ts'
import { readRulesOfEngagement } from './read-rules-of-engagement.ts'
import { approvePolicy, declinePolicy } from './review-policy.ts'
import { savePolicyDraft } from './save-policy-draft.ts'
import { startPolicyDraft } from './start-policy-draft.ts'
import { submitPolicyDraft } from './submit-policy-draft.ts'

/** Two texts of 1 MiB each, with room for escapes. */
const twoTexts = { mostBodyBytes: 2_621_440 }

export function staffPolicyRoutes(app: Http, env: Env): void {
  mount(app, env, policies.books, (ctx) => listPolicyBooks(ctx))
  mount(app, env, policies.schema, async (_ctx, { params }) => policyJsonSchema(pointOf(params.point)))
  mount(app, env, policies.history, (ctx, { params }) => readPolicyHistory(ctx, params))
  mount(app, env, policies.version, (ctx, { params }) => readPolicyVersion(ctx, params))
  mount(app, env, policies.check, (ctx, { params, body }) => checkPolicy(ctx, { ...params, ...body }), twoTexts)
  mount(app, env, policies.backtest, (ctx, { params, body }) => backtestPolicy(ctx, { ...params, ...body }), twoTexts)
  mount(app, env, policies.startDraft, (ctx, { params, body }) => startPolicyDraft(ctx, { ...params, ...body }))
  mount(app, env, policies.getDraft, (ctx, { params }) => readPolicyDraft(ctx, params))
  mount(
    app,
    env,
    policies.saveDraft,
    (ctx, { params, body, ifMatch }) => savePolicyDraft(ctx, { ...params, ...body, ifMatch }),
    twoTexts,
  )
  mount(app, env, policies.deleteDraft, (ctx, { params }) => deletePolicyDraft(ctx, params))
  mount(app, env, policies.submit, (ctx, { params, body, ifMatch }) =>
    submitPolicyDraft(ctx, { ...params, ...body, ifMatch }),
  )
  mount(app, env, policies.approve, (ctx, { params, body }) => approvePolicy(ctx, { ...params, ...body }))
  mount(app, env, policies.decline, (ctx, { params, body }) => declinePolicy(ctx, { ...params, ...body }))
  mount(app, env, policies.activate, (ctx, { params, body }) => activatePolicy(ctx, { ...params, ...body }))
  mount(app, env, policies.cancel, (ctx, { params, body }) => cancelActivation(ctx, { ...params, ...body }))
  mount(app, env, policies.rollBack, (ctx, { params, body }) => rollBackPolicy(ctx, { ...params, ...body }))
}

export function partnerPolicyRoutes(app: Http, env: Env): void {
  mount(app, env, partner.rules, (ctx, { params }) => readRulesOfEngagement(ctx, params))
}
