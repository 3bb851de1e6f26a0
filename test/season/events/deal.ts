import type { StaffDeal } from '@parley/contract/deals'
import type { BodyOf } from '@parley/contract/route'
import { partnerClaims, staffDeals } from '@parley/contract/routes/deals'
import type { Random } from '../../fuzz/rules-random.ts'
import type { Season } from '../season.ts'
import { fileClaims, lateClaim } from './claim.ts'
import { contractLives } from './contract.ts'
import { decidePaper } from './paper.ts'
import type { Registered } from './register.ts'

export type SeasonDeal = { id: string; registered: Registered; amountMinor: number }

/** A registration is won: the deal is entered, claimed, put on somebody's paper, and closed before long. */
export async function dealIsWon(season: Season, registered: Registered, accountId: string): Promise<void> {
  const random = season.random('deals')
  const isClaimedFirst = random.chance(0.15)
  if (isClaimedFirst) await claimOwn(season, registered)
  const deal = isClaimedFirst
    ? await openDealOf(season, accountId, registered.family)
    : await enter(season, random, registered, accountId)
  if (!deal) return
  if (!isClaimedFirst && random.chance(0.9)) await claimOwn(season, registered)
  const of = { id: deal.summary.id, registered, amountMinor: deal.summary.amountMinor }
  await fileClaims(season, of)
  if (random.chance(0.05)) await changeAmount(season, of)
  await decidePaper(season, of)
  closeBeforeLong(season, of)
}

export function closeBeforeLong(season: Season, deal: SeasonDeal): void {
  const random = season.random('deals')
  season.inDays(random.whole(1, 6), random, () => close(season, deal))
}

async function enter(season: Season, random: Random, registered: Registered, accountId: string): Promise<StaffDeal> {
  const { family, amountMinor } = registered
  const sold = Math.max(1, amountMinor + random.whole(-9_999, 99_999))
  const deal = await season.staff('manager').does(staffDeals.create, {
    body: {
      ...{ accountId, kind: 'new', productFamilies: [family], amountMinor: sold },
      ...(random.chance(0.85) ? { marginMinor: Math.floor((sold * random.whole(8, 60)) / 100) } : {}),
      ...(random.chance(0.8) ? { termMonths: random.pick([3, 6, 12, 12, 24, 36]) } : {}),
    },
  })
  season.count('deals', 'entered')
  return deal
}

async function claimOwn(season: Season, { id, partner }: Registered): Promise<void> {
  const claim = await season.tries('claims', () =>
    season.partner(partner).does(partnerClaims.make, { body: { registrationId: id, role: 'sourced' } }),
  )
  if (claim) season.count('claims', 'sourced, by its partner')
}

/** The deal that the partner's claim found or made. */
async function openDealOf(season: Season, accountId: string, family: string): Promise<StaffDeal | null> {
  const [row] = await season.sql<{ id: string }>(
    `SELECT d.id FROM parley.deal d WHERE d.account_id = $1 AND $2 = ANY(d.product_families) AND d.stage = 'open'
     ORDER BY d.created_at DESC, d.id LIMIT 1`,
    [accountId, family],
  )
  if (!row) return null
  season.count('deals', 'begun by a claim')
  return season.staff('manager').does(staffDeals.get, { params: { id: row.id } })
}

async function changeAmount(season: Season, { id, amountMinor }: SeasonDeal): Promise<void> {
  const { version } = await season.staff('manager').does(staffDeals.get, { params: { id } })
  const changed = await season.tries('deals', () =>
    season.staff('manager').does(staffDeals.edit, {
      params: { id },
      body: { amountMinor: amountMinor + 123_457, marginMinor: null },
      ifMatch: version,
    }),
  )
  if (changed) season.count('deals', 'changed')
}

async function close(season: Season, deal: SeasonDeal): Promise<void> {
  const random = season.random('deals')
  const manager = season.staff('manager')
  const { id, registered } = deal
  const open = await manager.does(staffDeals.get, { params: { id } })
  if (open.summary.stage !== 'open') return
  season.count('exposure', open.exposure!.state)
  const result = random.chance(0.93) ? 'won' : 'lost'
  const closedBy = random.pick(['vendor', 'vendor', 'partner', 'both'] as const)
  const closer = closedBy === 'vendor' ? {} : { closerPartnerId: registered.partner.id }
  const won = { closedBy, ...closer, invoicedOn: season.today }
  const body: BodyOf<typeof staffDeals.close> = { result, ...(result === 'won' ? won : {}) }
  const closed = await season.tries('deals', () =>
    manager.does(staffDeals.close, { params: { id }, body, ifMatch: open.version }),
  )
  if (!closed) return
  season.count('deals', result)
  if (result === 'lost') return
  contractLives(season, deal)
  if (random.chance(0.08)) season.inDays(random.whole(5, 90), random, () => lateClaim(season, deal))
}
