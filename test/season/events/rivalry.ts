import { partnerEvidence } from '@parley/contract/routes/evidence'
import { aDeal } from '../../support/factories.ts'
import { type AccountOfSeason, families, type PartnerOfSeason } from '../cast.ts'
import { dayMs, type Season, seasonBegins } from '../season.ts'
import { sound } from './register.ts'

const shown = ['meeting', 'demo', 'proofOfConcept', 'paidProofOfConcept', 'specification', 'recommendation'] as const

/** Now and then several partners want one large deal within a day: a case comes of it, and each shows what it has. */
export function planRivalries(season: Season): void {
  const random = season.random('rivalries')
  const wholeMs = season.ends.getTime() - seasonBegins.getTime()
  for (let number = 0; number < season.options.registrations * 0.04; number++)
    season.plan(new Date(seasonBegins.getTime() + random.whole(60_000, wholeMs - 30 * dayMs)), async () => {
      const account = random.pick(season.cast.accounts.filter(({ designation }) => designation === 'open'))
      const family = random.pick(families)
      for (const partner of random.some(season.cast.partners, 2, 3))
        season.plan(new Date(season.now.getTime() + random.whole(60_000, dayMs)), () =>
          wants(season, partner, account, family),
        )
    })
}

async function wants(season: Season, partner: PartnerOfSeason, account: AccountOfSeason, family: string) {
  const random = season.random('rivalries')
  const { name, country } = account
  const amountMinor = random.whole(50, 90) * 1_000_000
  const body = aDeal({
    account: { name, country },
    productFamily: family,
    deal: { ...sound(season), amountMinor },
  })
  const { summary, decision } = await season.partner(partner).registers(body)
  season.count('rivals', decision.outcome.type)
  if (summary.status === 'inReview')
    for (const shows of random.some(shown, 0, 4)) await attach(season, partner, summary.id, shows)
}

const lastWeek = ({ now }: Season) => new Date(now.getTime() - 7 * dayMs).toISOString().slice(0, 10)

async function attach(season: Season, partner: PartnerOfSeason, id: string, shows: (typeof shown)[number]) {
  const base64 = Buffer.from(`${partner.name} ${shows}`).toString('base64')
  const withWhom = shows === 'meeting' ? { withWhom: 'Dana Whitfield' } : {}
  const body = {
    name: `${shows}.txt`,
    about: 'What we did there',
    shows,
    shownOn: lastWeek(season),
    ...withWhom,
    base64,
  }
  const done = await season.tries('evidence', () =>
    season.partner(partner).does(partnerEvidence.attach, { params: { id }, body }),
  )
  if (done) season.count('evidence', 'of rivals')
}
