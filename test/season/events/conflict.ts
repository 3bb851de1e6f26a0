import type { ConflictCase } from '@parley/contract/conflicts'
import { accounts } from '@parley/contract/routes/accounts'
import { partnerConflicts, staffConflicts } from '@parley/contract/routes/conflicts'
import type { Random } from '../../fuzz/rules-random.ts'
import type { PartnerOfSeason } from '../cast.ts'
import { dayMs, type Season, seasonBegins } from '../season.ts'

/** Twice a week a channel manager looks at the cases that came up, and has them decided; whoever doesn't lead may appeal. */
export function planConflicts(season: Season): void {
  const random = season.random('conflicts')
  const known = new Set<string>()
  for (let at = seasonBegins.getTime() + 3_600_000; at < season.ends.getTime(); at += 3.5 * dayMs)
    season.plan(new Date(at), () => lookAtCases(season, random, known))
}

async function lookAtCases(season: Season, random: Random, known: Set<string>): Promise<void> {
  const { items } = await season.staff('manager').does(accounts.listConflicts, { query: { state: 'open', limit: 100 } })
  for (const { id } of items) {
    if (known.has(id)) continue
    known.add(id)
    season.count('conflicts', 'opened')
    season.inDays(random.whole(1, 12), random, () => decide(season, id))
  }
}

const reads = (season: Season, id: string) => season.staff('manager').does(staffConflicts.get, { params: { id } })

/** By the policy where a margin is clear; else by a person who is no party to it. */
async function decide(season: Season, id: string): Promise<void> {
  const random = season.random('conflicts')
  await sayWhatIsMissing(season, await reads(season, id))
  const open = await reads(season, id)
  if (open.can.decide.ok) {
    const decided = await season.tries('conflicts', () =>
      season.staff('manager').does(staffConflicts.decide, { params: { id }, ifMatch: open.version }),
    )
    if (decided) season.count('conflicts', `policy: ${decided.state}`)
  }
  const after = await reads(season, id)
  if (after.state === 'person') season.inDays(random.whole(0, 3), random, () => award(season, id))
  else follow(season, after)
}

/** What nobody knows of a claim, and the policy asks for, is said by a manager. */
async function sayWhatIsMissing(season: Season, open: ConflictCase): Promise<void> {
  const random = season.random('conflicts')
  if (!open.can.say.ok) return
  for (const { id: claimId, weighed } of open.claims)
    for (const { fact } of weighed.missing) {
      const sayable = open.sayable.find((each) => each.fact === fact)
      if (!sayable) continue
      const value = {
        yesNo: () => random.chance(0.5),
        choice: () => random.pick(sayable.values).value,
        count: () => random.whole(0, 4),
        date: () => season.today,
      }[sayable.kind]()
      const { version } = await reads(season, open.id)
      const said = await season.tries('conflicts', () =>
        season.staff('manager').does(staffConflicts.say, {
          params: { id: open.id, claimId },
          body: { fact, value, reason: 'Their head of purchasing told us so.' },
          ifMatch: version,
        }),
      )
      if (said) season.count('conflicts', 'fact said')
    }
}

async function award(season: Season, id: string): Promise<void> {
  const random = season.random('conflicts')
  const open = await reads(season, id)
  const ofPartners = open.claims.filter(({ by, isWithdrawn }) => by === 'partner' && !isWithdrawn)
  if (ofPartners.length === 0) return
  const words = {
    wordingForLead: 'You have shown more of the work with the customer.',
    wordingForOthers: 'Another partner has shown more of the work with the customer.',
    reason: 'The letters and minutes leave little doubt.',
  }
  const body =
    ofPartners.length > 1 && random.chance(0.2)
      ? { result: 'sideBySide' as const, ...words }
      : { result: 'lead' as const, leadClaimId: random.pick(ofPartners).id, ...words }
  const awarded = await season.tries('conflicts', () =>
    season.staff('otherManager').does(staffConflicts.award, { params: { id }, body, ifMatch: open.version }),
  )
  if (!awarded) return
  season.count('conflicts', `person: ${body.result}`)
  follow(season, awarded)
}

/** Of those who don't lead some appeal within the window. */
function follow(season: Season, { id, claims }: ConflictCase): void {
  const random = season.random('conflicts')
  for (const { outcome, name, registrations } of claims) {
    const partner = season.cast.partners.find((each) => each.name === name)
    const [first] = registrations
    if (outcome?.outcome !== 'doesNotLead' || !partner || !first || !random.chance(0.4)) continue
    season.inDays(random.whole(1, 12), random, () => appeal(season, id, partner, first.id))
  }
}

async function appeal(season: Season, caseId: string, partner: PartnerOfSeason, registrationId: string): Promise<void> {
  const random = season.random('conflicts')
  const filed = await season.tries('appeals', () =>
    season.partner(partner).does(partnerConflicts.appeal, {
      params: { id: registrationId },
      body: { grounds: 'We showed the design to their board in May and have the minutes of it.' },
    }),
  )
  if (!filed) return
  season.count('appeals', 'filed')
  if (random.chance(0.8)) season.inDays(random.whole(1, 6), random, () => answer(season, caseId))
}

/** Somebody answers who didn't decide: one of the two managers can. */
async function answer(season: Season, caseId: string): Promise<void> {
  const random = season.random('conflicts')
  for (const name of ['manager', 'otherManager'] as const) {
    const open = await reads(season, caseId)
    const claim = open.claims.find((each) => each.appeal !== null && each.appeal.answeredAt === null)
    if (!claim) return
    const isUpheld = random.chance(0.4)
    const body = {
      isUpheld,
      wording: isUpheld ? 'The minutes show what you say.' : 'The minutes are of another project.',
      ...(isUpheld ? { wordingForOthers: 'On appeal another partner was found to have shown more.' } : {}),
      reason: 'We asked the customer for its own minutes.',
    }
    const done = await season.tries('appeals', () =>
      season.staff(name).does(staffConflicts.answerAppeal, {
        params: { id: caseId, appealId: claim.appeal!.id },
        body,
        ifMatch: open.version,
      }),
    )
    if (done) return season.count('appeals', isUpheld ? 'upheld' : 'not upheld')
  }
}
