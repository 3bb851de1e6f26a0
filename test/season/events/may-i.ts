import { engagementVerbs, type StaffEngagement } from '@parley/contract/engagements'
import { partnerEngagements, staffEngagements } from '@parley/contract/routes/engagements'
import { type AccountOfSeason, families } from '../cast.ts'
import { dayMs, type Season, seasonBegins } from '../season.ts'

const verbs = Object.keys(engagementVerbs) as (keyof typeof engagementVerbs)[]

/** Before they act, sellers of the vendor and of partners ask; consents are answered or not, some act in spite of the answer. */
export function planQuestions(season: Season): void {
  const random = season.random('questions')
  const wholeMs = season.ends.getTime() - seasonBegins.getTime()
  for (let number = 0; number < season.options.registrations * 0.4; number++) {
    const at = new Date(seasonBegins.getTime() + random.whole(60_000, wholeMs - dayMs))
    season.plan(at, () => (random.chance(0.6) ? askAsVendor(season) : askAsPartner(season)))
  }
}

const said = (account: AccountOfSeason, productFamily: string | null) => ({
  company: account.name,
  country: account.country,
  ...(productFamily === null ? {} : { productFamily }),
})

async function askAsVendor(season: Season): Promise<void> {
  const random = season.random('questions')
  const account = season.anAccount(random)
  const rep = season.staff(random.pick(['sales', 'otherSales'] as const))
  const family = random.chance(0.9) ? random.pick(families) : null
  const engagement = await rep.does(staffEngagements.ask, {
    body: {
      ...said(account, family),
      accountId: account.id,
      verb: random.pick(verbs),
      askedForBy: random.pick(['nobody', 'nobody', 'customer'] as const),
      shareClaimed: random.chance(0.1),
      note: 'They asked for a price by Friday.',
    },
  })
  season.count('questions of the vendor', engagement.outcome.type)
  if (engagement.recordedAsHelp) season.count('help', 'given')
  if (engagement.consent?.state === 'waiting' && random.chance(0.7))
    season.inDays(random.whole(0, 3), random, () => answerConsent(season, engagement.id))
  if (engagement.outcome.favour < 1 && random.chance(0.15))
    season.inDays(random.whole(0, 2), random, () => actAnyway(season, engagement))
}

/** Whoever is asked answers: the partner that leads, or a channel manager. */
async function answerConsent(season: Season, id: string): Promise<void> {
  const random = season.random('questions')
  const [row] = await season.sql<{ partnerId: string; askedOf: string }>(
    `SELECT e.partner_id AS "partnerId", c.asked_of AS "askedOf" FROM parley.engagement e
     JOIN parley.consent c ON c.engagement_id = e.id WHERE e.id = $1 AND c.state = 'waiting'`,
    [id],
  )
  if (!row) return
  const answer = random.chance(0.6) ? ('given' as const) : ('refused' as const)
  const body = { answer, reason: 'We talked about it with their head of IT.' }
  const params = { id }
  const lead = season.cast.partners.find((each) => each.id === row.partnerId)
  const done = await season.tries('consents', async () => {
    if (row.askedOf === 'lead' && lead) {
      const who = season.partner(lead)
      const { version } = await who.does(partnerEngagements.get, { params })
      return who.does(partnerEngagements.answer, { params, body, ifMatch: version })
    }
    const manager = season.staff('manager')
    const { version } = await manager.does(staffEngagements.get, { params })
    return manager.does(staffEngagements.answer, { params, body, ifMatch: version })
  })
  if (done) season.count('consents', answer)
}

async function actAnyway(season: Season, { id }: StaffEngagement): Promise<void> {
  const random = season.random('questions')
  const params = { id }
  const rep = season.staff('sales')
  const { version } = await rep.does(staffEngagements.get, { params })
  const body = { doneOn: season.today, reason: 'The customer called on a Sunday and would not wait.' }
  const deed = await season.tries('deeds', () =>
    rep.does(staffEngagements.recordDeed, { params, body, ifMatch: version }),
  )
  if (!deed) return
  season.count('deeds', 'recorded')
  if (!random.chance(0.5)) return
  const approved = await season.tries('deeds', () =>
    season.staff('otherManager').does(staffEngagements.approveDeed, { params, ifMatch: deed.version }),
  )
  if (approved) season.count('deeds', 'approved')
}

async function askAsPartner(season: Season): Promise<void> {
  const random = season.random('questions')
  const partner = random.pick(season.cast.partners)
  const engagement = await season.partner(partner).does(partnerEngagements.ask, {
    body: {
      ...said(season.anAccount(random), random.chance(0.9) ? random.pick(families) : null),
      verb: random.pick(['contact', 'quote', 'redirect', 'assist'] as const),
    },
  })
  season.count('questions of partners', engagement.outcome.type)
  if (engagement.consent?.state === 'waiting' && random.chance(0.7))
    season.inDays(random.whole(0, 3), random, () => answerConsent(season, engagement.id))
}
