import { settingsOf } from '@parley/rules/cases'
import { compile } from '@parley/rules/compile/closures'
import { shareOf } from '@parley/rules/derived/arithmetic'
import type { Facts } from '@parley/rules/point'
import { allocate } from '@parley/rules/points/commission/allocate'
import { commission } from '@parley/rules/points/commission/point'
import type { Policy } from '@parley/rules/policy'
import { claimOf } from '@parley/rules/together'
import { type Checked, each, type Invariants } from './invariant.ts'
import { askedBy, commissionPolicies, earns, leftOf, type Settlement, settlementsOf, sumOf } from './settlements.ts'

/** What holds of every division of a pool. */
export const sharesHold: Invariants = {
  'shares add up to the pool, or to all that was asked for, to the last minor unit': async ({ season }) =>
    each(await settlementsOf(season), (settlement) => {
      const { parts, totalMinor, deal } = settlement
      const sum = parts.reduce((all, { amountMinor }) => all + amountMinor, 0)
      const asked = sumOf(parts.map((part) => askedBy(part, leftOf(settlement))))
      const due = asked < leftOf(settlement) ? asked : leftOf(settlement)
      if (sum !== totalMinor || BigInt(sum) !== due) return `${deal}: parts of ${sum}, ${totalMinor} said, ${due} due`
      const odd = parts.find(
        ({ lines, amountMinor }) => lines.reduce((all, line) => all + line.amountMinor, 0) !== amountMinor,
      )
      return odd && `${deal}: the steps of a share don't add up to its ${odd.amountMinor}`
    }),

  'a pool is what its version of the policy says, and shares are never above it': async ({ season }) => {
    const policies = await commissionPolicies(season)
    return each(await settlementsOf(season), ({ deal, poolVersion, poolMinor, beforeMinor, totalMinor, parts }) => {
      const net = parts
        .map(({ forecast }) => forecast.facts['deal.netAmountMinor'])
        .find((known) => known !== undefined)
      const { poolRateBps, poolMinor: most } = settingsOf(commission, policies.get(poolVersion)!)
      const pool = Math.min(shareOf(Number(poolRateBps), Number(net ?? 0)), Number(most))
      if (parts.some(earns) && poolMinor !== pool) return `${deal}: a pool of ${poolMinor} instead of ${pool}`
      return (
        beforeMinor + totalMinor > Math.max(poolMinor, beforeMinor) && `${deal}: more than the pool of ${poolMinor}`
      )
    })
  },

  'what a deal has cost is never above the largest pool by which it was settled': async ({ season }) =>
    each(
      await season.sql<{ deal: string; cost: number; pool: number }>(
        `SELECT d.reference AS deal, coalesce((SELECT sum(e.amount_minor) FROM parley.ledger_entry e
             JOIN parley.claim c ON c.id = e.claim_id WHERE c.deal_id = d.id AND e.account = 'expense'), 0)::float8 AS cost,
           (SELECT max(s.pool_minor) FROM parley.settlement s WHERE s.deal_id = d.id)::float8 AS pool
         FROM parley.deal d WHERE EXISTS (SELECT FROM parley.settlement s WHERE s.deal_id = d.id)`,
      ),
      ({ deal, cost, pool }) => cost > pool && `${deal} cost ${cost} of a pool of ${pool}`,
    ),

  'no share is below a promised floor that fits into the pool': async ({ season }) =>
    each(
      (await settlementsOf(season)).flatMap((settlement) => settlement.parts.map((part) => ({ settlement, part }))),
      ({ settlement, part }) => {
        const floor = floorOf(part, settlement)
        if (BigInt(part.amountMinor) >= floor || !floorsFit(settlement)) return null
        return `${settlement.deal}: ${part.amountMinor} is below the floor of ${floor}`
      },
    ),

  'help of the vendor’s never lowered a share: without it, each would have been the same': async ({ season }) => {
    const policies = await commissionPolicies(season)
    const all = await settlementsOf(season)
    const helped = all.filter(({ parts }) =>
      parts.some(({ forecast }) => (forecast.facts['claim.vendorHelp'] ?? 'none') !== 'none'),
    )
    return sameWithoutHelp(helped, policies)
  },
}

function floorOf(part: Settlement['parts'][number], settlement: Settlement): bigint {
  if (!earns(part) || part.paidAs === 'margin') return 0n
  const floor = BigInt(Number(part.forecast.params.floorMinor ?? 0))
  const asked = askedBy(part, leftOf(settlement))
  return floor < asked ? floor : asked
}

function floorsFit(settlement: Settlement): boolean {
  const margins = settlement.parts.filter((part) => part.paidAs === 'margin')
  const promised = sumOf(settlement.parts.map((part) => floorOf(part, settlement)))
  return promised + sumOf(margins.map((part) => askedBy(part, leftOf(settlement)))) <= leftOf(settlement)
}

function sameWithoutHelp(settlements: readonly Settlement[], policies: ReadonlyMap<number, Policy>): Checked {
  return each(settlements, (settlement) => {
    const claims = settlement.parts
      .filter(({ forecast }) => forecast.outcome !== 'informationNeeded')
      .map(({ claimId, version, forecast }) => {
        const policy = policies.get(version)!
        const facts: Facts = { ...forecast.facts, 'claim.vendorHelp': 'none' }
        return claimOf(commission, policy, claimId, facts, compile(commission, policy).decide(facts))
      })
    const settings = settingsOf(commission, policies.get(settlement.poolVersion)!)
    const most = Number(leftOf(settlement))
    const divided = allocate({ ...settings, poolMinor: Math.min(Number(settings.poolMinor), most) }, claims)
    if (divided.result === 'informationNeeded') return `${settlement.deal}: not known without help`
    const lower = settlement.parts.find(
      ({ claimId, amountMinor }) => amountMinor < (divided.parts[claimId]?.amountMinor ?? 0),
    )
    return lower && `${settlement.deal}: ${lower.amountMinor}, and without help it would have been more`
  })
}
