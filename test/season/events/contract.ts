import type { BodyOf } from '@parley/contract/route'
import { staffDeals } from '@parley/contract/routes/deals'
import type { Random } from '../../fuzz/rules-random.ts'
import type { Season } from '../season.ts'
import type { SeasonDeal } from './deal.ts'

type Event = BodyOf<typeof staffDeals.noteEvent>

/** What happens to a contract after it was signed: it is paid, or isn't; refunded, cancelled, reduced; somebody wants to lower a share. */
export function contractLives(season: Season, deal: SeasonDeal): void {
  const random = season.random('contracts')
  if (random.chance(0.95))
    season.inDays(random.chance(0.8) ? random.whole(2, 20) : random.whole(21, 80), random, () => isPaid(season, deal))
  const events = random.pick([0, 0, 1, 1, 2])
  for (let count = 0; count < events; count++)
    season.inDays(random.whole(30, 240), random, () => happens(season, deal, true))
  if (random.chance(0.15)) season.inDays(random.whole(3, 60), random, () => lowerWithoutRule(season, deal))
}

async function isPaid(season: Season, { id }: SeasonDeal): Promise<void> {
  const done = await season.tries('payments', () =>
    season.staff('finance').does(staffDeals.notePayment, { params: { id }, body: { paidOn: season.today } }),
  )
  if (done) season.count('payments', 'noted')
}

/** What stands on a statement is paid first: then it's noted a month later. */
async function happens(season: Season, deal: SeasonDeal, again: boolean): Promise<void> {
  const random = season.random('contracts')
  const finance = season.staff('finance')
  const before = await finance.does(staffDeals.get, { params: { id: deal.id } })
  const body = anEvent(season, random, before.summary.amountMinor - before.lessenedMinor)
  const done = await season.tries('contract events', () =>
    finance.does(staffDeals.noteEvent, { params: { id: deal.id }, body }),
  )
  if (done) season.count('contract events', body.event)
  else if (again) season.inDays(random.whole(25, 40), random, () => happens(season, deal, false))
}

function anEvent(season: Season, random: Random, leftMinor: number): Event {
  const event = random.pick([
    'refunded',
    'refunded',
    'cancelled',
    'reduced',
    'unpaid',
    'overpaid',
    'movedToOther',
  ] as const)
  const cause = random.pick(['customer', 'customer', 'customer', 'partner', 'vendor', 'outside'] as const)
  const most = random.chance(0.2) ? leftMinor : Math.floor(leftMinor / 3)
  if (event === 'cancelled') return { event, cause, endedOn: season.today, replaced: random.chance(0.1) }
  if (event === 'movedToOther') return { event, cause }
  if (event === 'overpaid') return { event, cause, amountMinor: random.whole(1, 200_000) }
  return { event, cause, amountMinor: random.whole(Math.min(1, most), most) }
}

/** Somebody tries to pay less: without a rule, for help, or by a rule that doesn't say so. All of it is refused. */
async function lowerWithoutRule(season: Season, { id }: SeasonDeal): Promise<void> {
  const random = season.random('contracts')
  const finance = season.staff('finance')
  const { claims } = await finance.does(staffDeals.get, { params: { id } })
  if (claims.length === 0) return
  const claim = random.pick(claims)
  const named = random.chance(0.5) ? { rule: 'sourced', policyVersion: claim.settledVersion ?? 1 } : {}
  const because = random.pick(['forHelp', 'forClosing', 'forAnotherReason'] as const)
  const body = { amountMinor: random.whole(1, 50_000), because, ...named }
  const done = await season.tries('reductions by hand', () =>
    finance.does(staffDeals.reduce, { params: { id: claim.id }, body }),
  )
  if (done) season.count('reductions by hand', 'entered')
}
