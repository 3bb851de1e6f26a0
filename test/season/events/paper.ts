import { staffDeals } from '@parley/contract/routes/deals'
import type { Season } from '../season.ts'
import type { SeasonDeal } from './deal.ts'

const usual = {
  route: 'oneTier',
  resaleAgreed: true,
  managedServiceAgreed: true,
  freeCreditMinor: 1_000_000_000,
  prepays: false,
  servesRegion: true,
  coTerm: false,
  publicContract: 'none',
  termsDiffer: false,
  wantsPaper: 'any',
  frameworkWith: 'none',
  contractPaper: 'none',
  channelOnly: false,
  creditHold: false,
} as const

const inPerson = {
  paper: 'vendor',
  earns: 'commission',
  reason: 'Legal has read both contracts and prefers ours.',
  wording: 'The contract is with us, as legal advised.',
} as const

/** Whose contract it is, by the policy; where that leaves it to a person, by a person. */
export async function decidePaper(season: Season, { id, registered }: SeasonDeal): Promise<void> {
  const random = season.random('paper')
  const manager = season.staff('manager')
  const role = random.pick(['resale', 'resale', 'referral', 'referral', 'referral', 'managed'] as const)
  const less = random.chance(0.1) ? { termsDiffer: true } : random.chance(0.2) ? { wantsPaper: 'vendor' as const } : {}
  const route = random.chance(0.15) ? { route: 'twoTier' as const } : {}
  const body = { partnerId: registered.partner.id, role, ...usual, ...less, ...route }
  const asked = await season.tries('paper', () => manager.does(staffDeals.decidePaper, { params: { id }, body }))
  if (!asked) return
  season.count('paper', asked.paperDecision!.outcome.type)
  if (asked.paper) return
  await manager.does(staffDeals.decidePaper, { params: { id }, body: { ...body, inPerson } })
  season.count('paper', 'vendor, by a person')
}
