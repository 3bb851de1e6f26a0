import type { BodyOf } from '@parley/contract/route'
import { staffDeals } from '@parley/contract/routes/deals'
import type { Random } from '../../fuzz/rules-random.ts'
import type { Season } from '../season.ts'
import type { SeasonDeal } from './deal.ts'

type NewClaim = BodyOf<typeof staffDeals.fileClaim>
const roles = ['influenced', 'implemented', 'assisted', 'resold', 'closed', 'sourced', 'renewed'] as const

/** What others claim of the deal, and what the staff knows of it; some of it only later. */
export async function fileClaims(season: Season, deal: SeasonDeal): Promise<void> {
  const random = season.random('claims')
  for (let count = random.pick([0, 1, 1, 2, 2, 3]); count > 0; count--) await fileOne(season, deal, random)
}

export const lateClaim = (season: Season, deal: SeasonDeal) => fileOne(season, deal, season.random('claims'))

async function fileOne(season: Season, deal: SeasonDeal, random: Random): Promise<void> {
  const partner = season.anotherPartner(random, random.chance(0.8) ? deal.registered.partner.id : '')
  const role = random.pick(roles)
  const filed = await season.tries('claims', () =>
    season.staff('manager').does(staffDeals.fileClaim, {
      params: { id: deal.id },
      body: { partnerId: partner.id, role, ...known(random, deal) },
    }),
  )
  if (!filed) return
  season.count('claims', role)
  const claim = filed.claims.find((each) => each.partner.id === partner.id && each.role === role)!
  if (claim.workAccepted === null || claim.customerConfirmed === 'none')
    if (random.chance(0.7)) season.inDays(random.whole(2, 45), random, () => showMore(season, deal, claim.id, random))
}

function known(random: Random, { amountMinor }: SeasonDeal): Omit<NewClaim, 'partnerId' | 'role'> {
  return {
    activities: random.whole(0, 6),
    ...(random.chance(0.6) ? { workAccepted: random.chance(0.8) } : {}),
    customerConfirmed: random.pick(['none', 'email', 'call'] as const),
    wroteSpecification: random.chance(0.2),
    vendorHelp: random.pick(['none', 'none', 'askedFor', 'unasked'] as const),
    dutiesDone: random.chance(0.8),
    forOwnUse: random.chance(0.02),
    ...(random.chance(0.3) ? { baseMinor: random.whole(0, amountMinor) } : {}),
  }
}

/** The proof is complete, or the work accepted: what waited for that is settled anew. */
async function showMore(season: Season, { id }: SeasonDeal, claimId: string, random: Random): Promise<void> {
  const manager = season.staff('manager')
  const { claims } = await manager.does(staffDeals.get, { params: { id } })
  const claim = claims.find((each) => each.id === claimId)!
  const body = { workAccepted: true, customerConfirmed: 'email' as const, activities: random.whole(2, 6) }
  const changed = await season.tries('claims', () =>
    manager.does(staffDeals.editClaim, { params: { id: claimId }, body, ifMatch: claim.version }),
  )
  if (changed) season.count('claims', 'shown more')
}
