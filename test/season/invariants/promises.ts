import { settingsOf } from '@parley/rules/cases'
import { compile } from '@parley/rules/compile/closures'
import { allocate } from '@parley/rules/points/commission/allocate'
import { commission } from '@parley/rules/points/commission/point'
import type { Policy } from '@parley/rules/policy'
import { claimOf } from '@parley/rules/together'
import { each, type Invariants } from './invariant.ts'
import { commissionPolicies, type PartOfSettlement, settlementsOf } from './settlements.ts'

/** How good a version is for a claim alone: what it is told, then what it gets. */
function worth({ claimId, forecast: { facts } }: PartOfSettlement, policy: Policy): readonly [number, number] {
  const decision = compile(commission, policy).decide(facts)
  if (decision.status !== 'decided') return [0, 0]
  const { type } = decision.outcome as { type: keyof typeof commission.outcomes }
  const divided = allocate(settingsOf(commission, policy), [claimOf(commission, policy, claimId, facts, decision)])
  return [commission.outcomes[type].favour, divided.result === 'informationNeeded' ? 0 : divided.totalMinor]
}

/** What holds of what partners were promised. */
export const promisesHold: Invariants = {
  'no claim was settled by a version of the rules that is worse for it than the one that it was promised': async ({
    season,
  }) => {
    const policies = await commissionPolicies(season)
    const parts = (await settlementsOf(season)).flatMap(({ deal, parts }) => parts.map((part) => ({ deal, part })))
    return each(parts, ({ deal, part }) => {
      if (part.version === part.promisedVersion) return null
      const [promised, settled] = [part.promisedVersion, part.version].map((version) =>
        worth(part, policies.get(version)!),
      )
      const isWorse = settled![0] < promised![0] || (settled![0] === promised![0] && settled![1] < promised![1])
      return (
        isWorse && `${deal}: by version ${part.version}, and version ${part.promisedVersion} would have been better`
      )
    })
  },
}
