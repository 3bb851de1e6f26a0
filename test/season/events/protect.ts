import type { Protection } from '@parley/contract/registrations'
import { partnerEngagements } from '@parley/contract/routes/engagements'
import { partnerEvidence } from '@parley/contract/routes/evidence'
import type { Season } from '../season.ts'
import { dealIsWon } from './deal.ts'
import type { Registered } from './register.ts'

const kinds = ['meeting', 'demo', 'proposal', 'call'] as const

/** What a partner does with a protection: works on it or doesn't, shows it, asks for help or more time, lets go, wins or loses. */
export function lookAfterProtection(season: Season, registered: Registered, protection: Protection): void {
  const random = season.random('protections')
  const days = Math.max(2, protection.daysLeft)
  const isActive = random.chance(0.75)
  if (isActive)
    for (let day = random.whole(2, 25); day < days; day += random.whole(15, 40))
      season.inDays(day, random, () => logActivity(season, registered))
  if (random.chance(0.12)) season.inDays(random.whole(1, days), random, () => attach(season, registered))
  if (random.chance(0.12)) season.inDays(random.whole(1, days), random, () => askHelp(season, registered))
  if (random.chance(0.25)) season.inDays(Math.max(1, days - 10), random, () => extend(season, registered))
  if (random.chance(0.12)) season.inDays(random.whole(1, days), random, () => grantAgain(season, registered))
  const ending = random.fraction()
  if (ending < 0.05) season.inDays(random.whole(1, days), random, () => withdraw(season, registered))
  else if (ending < 0.6)
    season.inDays(random.whole(2, Math.min(days, random.pick([20, 90]))), random, () => close(season, registered))
}

async function logActivity(season: Season, { id, partner }: Registered): Promise<void> {
  const kind = season.random('protections').pick(kinds)
  const body = { kind, note: 'Met their project lead; they want an offer.', happenedOn: season.today }
  const done = await season.tries('activities', () => season.partner(partner).logsActivity(id, body))
  if (done) season.count('activities', kind)
}

async function attach(season: Season, { id, partner }: Registered): Promise<void> {
  const shows = season
    .random('protections')
    .pick(['meeting', 'demo', 'proofOfConcept', 'nomination', 'specification'] as const)
  const base64 = Buffer.from('They agreed.').toString('base64')
  const body = {
    name: 'Minutes.txt',
    about: 'Their meeting',
    shows,
    shownOn: season.today,
    withWhom: 'Dana Whitfield',
    base64,
  }
  const done = await season.tries('evidence', () =>
    season.partner(partner).does(partnerEvidence.attach, { params: { id }, body }),
  )
  if (done) season.count('evidence', 'attached')
}

async function askHelp(season: Season, { id, partner }: Registered): Promise<void> {
  const done = await season.tries('help', () =>
    season.partner(partner).does(partnerEngagements.askHelp, {
      params: { id },
      body: { wish: 'An engineer for the second demo, please.' },
    }),
  )
  if (done) season.count('help', 'asked for')
}

async function extend(season: Season, { id, partner }: Registered): Promise<void> {
  const done = await season.tries('extensions', () =>
    season.partner(partner).asksForExtension(id, 'The budget was approved; they sign after the audit in spring.'),
  )
  if (done) season.count('extensions', done.protectionDecision?.outcome.type ?? 'none')
}

/** A manager gives it other days: what it was before stays on record, and ends here. */
async function grantAgain(season: Season, { id }: Registered): Promise<void> {
  const protectionDays = season.random('protections').whole(3, 60)
  const said = {
    wording: 'As agreed with your seller on the phone.',
    reason: 'The customer decides earlier than planned.',
  }
  const done = await season.tries('granted again', () =>
    season.staff('manager').overrides(id, { outcome: 'approve', protectionDays, ...said }),
  )
  if (done) season.count('granted again', 'approve')
}

async function withdraw(season: Season, { id, partner }: Registered): Promise<void> {
  const done = await season.tries('withdrawals', () =>
    season.partner(partner).withdraws(id, 'The project was put off.'),
  )
  if (done) season.count('withdrawals', 'withdrawn')
}

async function close(season: Season, registered: Registered): Promise<void> {
  const random = season.random('protections')
  const result = random.chance(0.75) ? 'won' : 'lost'
  const done = await season.tries('closings', () => season.staff('sales').closes(registered.id, result))
  if (!done) return
  season.count('closings', result)
  if (result === 'won') await dealIsWon(season, registered, done.matchedAccount.id)
}
