import type { StaffRenewal } from '@parley/contract/renewals'
import type { ResponseOf } from '@parley/contract/route'
import { partnerRenewals, staffRenewals } from '@parley/contract/routes/renewals'
import { type Season, seasonBegins } from '../season.ts'
import { closeBeforeLong } from './deal.ts'
import { decidePaper } from './paper.ts'

/** Each month: incumbents report on their customers, and what ends before long is renewed. */
export function planRenewals(season: Season): void {
  for (let month = 1; month <= season.options.months; month++)
    season.plan(new Date(Date.UTC(seasonBegins.getUTCFullYear(), seasonBegins.getUTCMonth() + month, 15, 17)), () =>
      lookAtContracts(season),
    )
}

async function lookAtContracts(season: Season): Promise<void> {
  const random = season.random('renewals')
  for (const { id, partner, account, productFamily, can } of await endingSoon(season)) {
    const incumbent = season.cast.partners.find((each) => each.id === partner?.id)
    if (incumbent && random.chance(0.4)) await report(season, incumbent, id)
    if (!can.makeDeal.ok || !incumbent || !random.chance(0.5)) continue
    const amountMinor = random.whole(1_000_000, 20_000_000)
    const deal = await season.tries('renewals', () =>
      season.staff('manager').does(staffRenewals.makeDeal, { params: { id }, body: { amountMinor, termMonths: 12 } }),
    )
    if (!deal) continue
    season.count('renewals', 'entered')
    const known = season.cast.accounts.find((each) => each.id === account.id) ?? season.anAccount(random)
    const registered = { id: '', partner: incumbent, account: known, family: productFamily.id, amountMinor }
    const of = { id: deal.summary.id, registered, amountMinor }
    await decidePaper(season, of)
    closeBeforeLong(season, of)
  }
}

type Page = ResponseOf<typeof staffRenewals.list>

/** Contracts that end within four months, or ended within two and weren't renewed. */
async function endingSoon(season: Season): Promise<StaffRenewal[]> {
  const found: StaffRenewal[] = []
  for (let cursor: string | null = null; ; ) {
    const page: Page = await season
      .staff('manager')
      .does(staffRenewals.list, { query: { limit: 100, ...(cursor === null ? {} : { cursor }) } })
    found.push(...page.items.filter(({ daysLeft }) => daysLeft > -60 && daysLeft <= 120))
    cursor = page.nextCursor
    if (cursor === null || page.items.some(({ daysLeft }) => daysLeft > 120)) return found
  }
}

async function report(season: Season, incumbent: Season['cast']['partners'][number], id: string): Promise<void> {
  const random = season.random('renewals')
  const kind = random.pick(['report', 'review'] as const)
  const body = { kind, note: 'They use it in all sites and want to stay.', happenedOn: season.today }
  const done = await season.tries('renewals', () =>
    season.partner(incumbent).does(partnerRenewals.report, { params: { id }, body }),
  )
  if (done) season.count('renewals', kind)
}
