import type { PartnerRegistration, RegisterDeal, RegistrationStatus } from '@parley/contract/registrations'
import type { Random } from '../../fuzz/rules-random.ts'
import { type AccountOfSeason, families, type PartnerOfSeason } from '../cast.ts'
import { dayMs, type Season, seasonBegins } from '../season.ts'
import { reviewRegistration } from './decide-in-person.ts'
import { lookAfterProtection } from './protect.ts'

export type Registered = {
  id: string
  partner: PartnerOfSeason
  account: AccountOfSeason
  family: string
  amountMinor: number
}

/** Registrations over the whole season, each by some partner for some account; what follows depends on the answer. */
export function planRegistrations(season: Season): void {
  const random = season.random('registrations')
  const wholeMs = season.ends.getTime() - seasonBegins.getTime()
  for (let number = 0; number < season.options.registrations; number++) {
    // More at the beginning, so that there is time for what follows.
    const part = random.fraction() ** 1.4
    season.plan(new Date(seasonBegins.getTime() + 60_000 + part * (wholeMs - dayMs)), () => register(season))
  }
}

async function register(season: Season): Promise<void> {
  const random = season.random('registrations')
  const partner = random.pick(season.cast.partners)
  const account = season.anAccount(random)
  const family = random.pick(families)
  const body = form(season, random, account, family)
  const registration = await season.partner(partner).registers(body)
  season.count('registrations', registration.decision.outcome.type)
  const registered = { id: registration.summary.id, partner, account, family, amountMinor: body.deal.amountMinor }
  follow(season, registered, registration)
}

/** What becomes of a registration from its present answer on. */
export function follow(
  season: Season,
  registered: Registered,
  { summary, can }: Pick<PartnerRegistration, 'summary' | 'can'>,
): void {
  const random = season.random('what follows')
  const status: RegistrationStatus = summary.status
  if (status === 'approved' || status === 'teaming') lookAfterProtection(season, registered, summary.protection!)
  if (status === 'inReview') {
    // Now and then the vendor is late, or never answers.
    const days = random.chance(0.75) ? random.whole(0, 2) : random.whole(5, 25)
    if (random.chance(0.95)) season.inDays(days, random, () => reviewRegistration(season, registered))
  }
  if (status !== 'informationNeeded') return
  if (can.answer.ok && random.chance(0.75)) season.inDays(random.whole(1, 9), random, () => answer(season, registered))
  // Whoever doesn't answer can register nothing new before long: it lets go of it.
  season.inDays(random.whole(10, 30), random, () => letGo(season, registered))
}

async function letGo(season: Season, { id, partner }: Registered): Promise<void> {
  const { summary } = await season.partner(partner).opens(id)
  if (summary.status !== 'informationNeeded') return
  const done = await season.tries('withdrawals', () =>
    season.partner(partner).withdraws(id, 'We never heard of it again.'),
  )
  if (done) season.count('withdrawals', 'without an answer')
}

async function answer(season: Season, registered: Registered): Promise<void> {
  const kind = season.random('what follows').pick(['new', 'new', 'renewal'] as const)
  const body = { answer: 'Here is what was missing.', deal: { ...sound(season), kind } }
  const answered = await season.tries('answers', () => season.partner(registered.partner).answers(registered.id, body))
  if (!answered) return
  season.count('answers', answered.decision.outcome.type)
  follow(season, registered, answered)
}

const description =
  'They want to replace what they have in fourteen sites before the lease ends; the head of IT decides together with purchasing in the spring.'

const dayIn = (season: Season, days: number) => new Date(season.now.getTime() + days * dayMs).toISOString().slice(0, 10)

export const sound = (season: Season) => ({
  description,
  contactName: 'Dana Whitfield',
  contactEmail: 'dana.whitfield@customer.example',
  meetingsHeld: 2,
  expectedCloseOn: dayIn(season, 80),
})

function form(season: Season, random: Random, account: AccountOfSeason, family: string): RegisterDeal {
  return {
    account: {
      name: spelling(random, account.name),
      country: account.country,
      ...(account.domain !== null && random.chance(0.5) ? { domain: account.domain } : {}),
    },
    productFamily: family,
    deal: {
      ...sound(season),
      kind: random.chance(0.85) ? 'new' : random.pick(['expansion', 'renewal'] as const),
      scope: random.chance(0.98) ? 'opportunity' : 'account',
      role: random.chance(0.8) ? 'resale' : random.pick(['referral', 'managed', 'services'] as const),
      amountMinor: random.chance(0.06) ? random.whole(50, 90) * 1_000_000 : random.whole(800_000, 40_000_000),
      expectedCloseOn: dayIn(season, random.whole(5, 200)),
      meetingsHeld: random.chance(0.93) ? random.whole(1, 6) : 0,
      tender: random.chance(0.95) ? 'none' : random.pick(['planned', 'published'] as const),
      registeredWithCompetitor: random.chance(0.01),
      customerChoice: random.chance(0.75) ? 'open' : random.pick(['thisPartner', 'anotherPartner'] as const),
      ...(random.chance(0.05) ? { description: 'They want a new backup.' } : {}),
    },
  }
}

/** As people type a company's name: mostly as it is, sometimes shouted, or without its legal form. */
function spelling(random: Random, name: string): string {
  if (random.chance(0.75)) return name
  return random.pick([
    name.toUpperCase(),
    name.toLowerCase(),
    name.replace(/,? (Inc|Corp|Ltd|LLC|GmbH|AG|S\.A)\.?$/i, ''),
    `${name} `,
  ])
}
