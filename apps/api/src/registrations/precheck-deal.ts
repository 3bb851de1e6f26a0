import type { PrecheckAnswer } from '@parley/contract/home'
import type { Precheck } from '@parley/contract/registrations'
import { mattersToPartners } from '@parley/rules/partner-view'
import { registration as point } from '@parley/rules/points/registration/point'
import type { z } from 'zod'
import type { Ctx } from '../context.ts'
import { decideByPolicy } from '../decisions/decide-by-policy.ts'
import { readerOf, toCard } from '../decisions/decision-card.ts'
import { gatherFacts } from './registration-facts.ts'

/**
 * How this form would be decided as far as it is typed, by the way that a submission takes. Writes nothing. While the published
 * rules need more, it asks for that alone, so that no order of typing tells what the vendor knows of the account.
 */
export async function precheckDeal(ctx: Ctx, form: Precheck): Promise<z.infer<typeof PrecheckAnswer>> {
  const { facts, inForce } = await gatherFacts(ctx, form, false)
  const subject = { subjectId: ctx.newId(), partnerId: ctx.actor.partnerId!, supersedes: null }
  const { row, policy } = await decideByPolicy(ctx, 'registration', inForce, facts, subject)
  const mattering = new Set(mattersToPartners(point, policy, facts))
  const asked = Object.entries(point.facts).filter(([, fact]) => fact.knownTo === 'partner' && 'question' in fact)
  return {
    card: toCard(row, policy, readerOf(ctx), 'live'),
    matters: asked.map(([name]) => name).filter((name) => mattering.has(name)),
  }
}
