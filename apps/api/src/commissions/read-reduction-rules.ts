import type { ReductionRules } from '@parley/contract/claims'
import { assertRole } from '../abilities.ts'
import type { Ctx } from '../context.ts'
import { dealReaders } from '../deals/deal-abilities.ts'
import { dealIdOf, readClaimRow, readDealRow } from '../deals/deal-rows.ts'
import { pointOf } from '../policies/decision-point.ts'
import { loadPolicy } from '../policies/policy-in-force.ts'
import { whatWouldLower } from './settle-claims.ts'

/** The rules and settings of a claim's version: a reduction names one of these. With what each takes by what is known now. */
export async function readReductionRules(ctx: Ctx, claimId: string): Promise<ReductionRules> {
  assertRole(ctx.actor, dealReaders, 'read deals')
  const claim = await readClaimRow(ctx.tx, claimId)
  const deal = await readDealRow(ctx.tx, dealIdOf(claim))
  const version = claim.settledVersion ?? claim.promisedVersion
  const policy = await loadPolicy(ctx.tx, 'commission', version)
  const now =
    deal.stage === 'won' ? (await whatWouldLower(ctx, deal)).find((each) => each.claimId === claimId) : undefined
  const taken = now?.ground.rule ?? now?.ground.setting
  const lowersMinor = (rule: string) => (now && rule === taken ? now.lowersMinor : null)
  const settings = Object.keys(pointOf('commission').settings ?? {})
  return {
    policyVersion: version,
    currency: deal.currency,
    rules: [
      ...policy.rules.map(({ id, title, why, source }) => ({
        rule: id,
        title,
        why,
        source,
        lowersMinor: lowersMinor(id),
      })),
      ...settings.flatMap((id) => {
        const title = policy.parameters[id]?.title
        return title ? [{ rule: id, title, why: null, source: null, lowersMinor: lowersMinor(id) }] : []
      }),
    ],
  }
}
