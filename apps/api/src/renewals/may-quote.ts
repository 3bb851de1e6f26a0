import type { DecisionCard } from '@parley/contract/decisions'
import { compile } from '@parley/rules/compile/closures'
import type { Decision } from '@parley/rules/decision'
import type { Ctx } from '../context.ts'
import { recordedEnd } from '../decisions/decide-by-policy.ts'
import { toBriefCard } from '../decisions/decision-card.ts'
import { type Gathered, gatherFacts } from '../engagements/engagement-facts.ts'
import { pointOf } from '../policies/decision-point.ts'
import { loadPolicy } from '../policies/policy-in-force.ts'

export type Renewable = { id: string; accountId: string; productFamily: string }

/** What a quote of a renewal is asked with; that the customer wrote counts where its letter is on record. */
const question = {
  verb: 'quote',
  purpose: 'sale',
  askedForBy: 'nobody',
  customerWrote: 'none',
  shareClaimed: false,
  dealKind: 'renewal',
} as const

export type MayQuote = { decision: Decision; gathered: Gathered; card: DecisionCard }

/**
 * Whether this reader may quote a renewal now, by the policy of May I?: a partner for itself, the staff for a direct quote. A look: nothing
 * is recorded, and nobody is told.
 */
export async function mayQuote(ctx: Ctx, { id, accountId, productFamily }: Renewable): Promise<MayQuote> {
  const [gathered] = await gatherFacts(ctx, { accountId, domain: null }, { ...question, productFamily })
  const { version, activeFrom } = gathered!.inForce
  const policy = await loadPolicy(ctx.tx, 'engagement', version)
  const decision = compile(pointOf('engagement'), policy).decide(gathered!.facts)
  const row = {
    ...{ id, point: 'engagement', subjectId: id, partnerId: ctx.actor.partnerId, supersedes: null },
    ...recordedEnd(decision),
    ...{ facts: gathered!.facts, policyVersion: version, policyActiveFrom: activeFrom, decidedAt: ctx.now },
    ...{ actorId: ctx.actor.userId, actorName: ctx.actor.name, overrideReason: null, overrideWording: null },
  }
  const { locale, vendor } = ctx
  const audience = ctx.actor.audience === 'partner' ? 'partner' : 'staff'
  return { decision, gathered: gathered!, card: toBriefCard(row, policy, { audience, locale, vendor }, 'live') }
}

/** Whether a partner does what an incumbent owes: by the policy, it could quote the renewal at once. */
export async function doesItsDuties(ctx: Ctx, partnerId: string, renewable: Renewable): Promise<boolean> {
  const asked: Ctx = { ...ctx, actor: { ...ctx.actor, partnerId } }
  const { decision } = await mayQuote(asked, renewable)
  return decision.status === 'decided' && ['permit', 'permitAndTell'].includes(decision.outcome.type)
}
