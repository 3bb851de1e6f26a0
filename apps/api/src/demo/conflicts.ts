import type { EvidenceShows } from '@parley/contract/evidence'
import { awardInPerson } from '../conflicts/award-in-person.ts'
import { readConflictCase } from '../conflicts/case-view.ts'
import { decideNow } from '../conflicts/decide-case.ts'
import { fileAppeal } from '../conflicts/file-appeal.ts'
import { sayFact } from '../conflicts/said-facts.ts'
import { offerTeaming } from '../conflicts/teaming-offers.ts'
import { answerTeaming, proposeTeaming } from '../conflicts/teamings.ts'
import { askAsPartner } from '../engagements/ask-engagement.ts'
import { attachEvidence } from '../evidence/attach-evidence.ts'
import { lookAfterConflicts } from '../jobs/look-after-conflicts.ts'
import { addDays, dayOf } from '../vendor-days.ts'
import { cast, type Partner, staff } from './cast.ts'
import type { Deals, Registered } from './deals.ts'
import { type KnownAccount, type Organisation, organisationOf } from './market.ts'
import type { Stage } from './stage.ts'

type Scenes = { stage: Stage; deals: Deals; organisations: readonly Organisation[] }

/** Several who claim one account: decided by evidence, left to a person, under appeal, and agreed to work together. */
export function cueConflicts(scenes: Scenes): void {
  evidenceDecides(scenes)
  closeOnes(scenes)
  appealed(scenes)
  teamed(scenes)
  acting(scenes)
}

/** Lakeshore asked whether it may quote, and may; then Delmar registered. Neither knows of the other. */
function acting(scenes: Scenes): void {
  const { stage } = scenes
  const { lakeshore, delmar } = cast
  const company = organisationOf(scenes.organisations, 'graco').name
  at(stage, -3, 9, () =>
    stage.as(lakeshore.people[0]!, lakeshore.id, (ctx) =>
      askAsPartner(ctx, {
        ...{ company, verb: 'quote', purpose: 'sale', productFamily: 'backup', country: 'US' },
        ...{ askedForBy: 'customer', customerWrote: 'none', shareClaimed: false },
      }),
    ),
  )
  meet(scenes, 'graco', -2, [delmar])
  at(stage, -1, 16, async () => {
    await lookAfterConflicts(stage.env)
  })
}

/** Brightwater has a trial and a letter to show, Lakeshore one meeting: after two days the policy decides by itself. */
function evidenceDecides(scenes: Scenes): void {
  const { stage } = scenes
  const met = meet(scenes, 'clorox', -17, [cast.brightwater, cast.lakeshore])
  at(stage, -15, 11, async () => {
    await show(stage, met[0]!, 'paidProofOfConcept', 'Trial in Oakland, signed off and paid.')
    await show(stage, met[0]!, 'recommendation', 'Letter of their head of infrastructure.')
    await show(stage, met[0]!, 'demo', 'What we showed the operations team.')
    await show(stage, met[1]!, 'meeting', 'Minutes of our first meeting.')
  })
  at(stage, -15, 15, () => sayOfAll(stage, met, 'claim.sourced', false, 'They called us both after the trade fair.'))
  at(stage, -13, 9, async () => {
    await lookAfterConflicts(stage.env)
  })
}

/** Two with the same to show: a person who hasn't judged either decides, and hasn't yet. */
function closeOnes(scenes: Scenes): void {
  const { stage } = scenes
  const met = meet(scenes, 'unifirst', -2, [cast.alderFinch, cast.delmar])
  at(stage, -1, 12, async () => {
    await show(stage, met[0]!, 'proofOfConcept', 'Report of the trial in Wilmington.')
    await show(stage, met[1]!, 'proofOfConcept', 'Report of the trial in the Boston branch.')
  })
  at(stage, -1, 11, async () => {
    const { person, partner, id } = met[0]!.now!
    await stage.as(person, partner.id, (ctx) =>
      offerTeaming(ctx, { id, role: 'resold', leastShareBps: 5_500, note: 'We hold their framework contract.' }),
    )
  })
  at(stage, -1, 13, () => sayOfAll(stage, met, 'claim.sourced', false, 'Neither brought it; they asked for offers.'))
  at(stage, -1, 14, () => changed(stage, met, staff.manager, (ctx, of) => decideNow(ctx, of)))
}

/** Dan gave it to Alder & Finch; Brightwater asks that somebody else looks at the minutes. */
function appealed(scenes: Scenes): void {
  const { stage } = scenes
  const met = meet(scenes, 'elme', -12, [cast.alderFinch, cast.brightwater])
  at(stage, -6, 15, () =>
    changed(stage, met, staff.otherManager, async (ctx, of) => {
      const { claims } = await readConflictCase(ctx, of)
      await awardInPerson(ctx, {
        ...of,
        result: 'lead',
        leadClaimId: claims.find(({ name }) => name === cast.alderFinch.name)!.id,
        wordingForLead: 'You have run their storage for two years, and they want you for this as well. You lead.',
        wordingForOthers:
          'We weighed what you have done for them; for now you don’t lead. Other product families are open to you.',
        reason: 'Alder & Finch runs their storage; their CIO asked us not to bring in a second firm.',
      })
    }),
  )
  at(stage, -3, 9, async () => {
    await show(stage, met[1]!, 'meeting', 'Minutes with their CFO, who asked us to lead.')
    const { person, partner, id } = met[1]!.now!
    await stage.as(person, partner.id, (ctx) =>
      fileAppeal(ctx, { id, grounds: 'Their CFO asked us to lead: the minutes of this week are attached.' }),
    )
  })
}

/** One sells and one implements, as both have confirmed. */
function teamed(scenes: Scenes): void {
  const { stage } = scenes
  const met = meet(scenes, 'seafoodCity', -11, [cast.brightwater, cast.lakeshore])
  let teamingId = ''
  at(stage, -9, 10, async () => {
    const members = [
      { registrationId: met[0]!.now!.id, role: 'resold' as const, shareBps: 6_500 },
      { registrationId: met[1]!.now!.id, role: 'implemented' as const, shareBps: 3_500 },
    ]
    teamingId = (await stage.as(staff.manager, null, (ctx) => proposeTeaming(ctx, { members }))).id
  })
  for (const [number, days] of [
    [0, -8],
    [1, -7],
  ] as const)
    at(stage, days, 13, async () => {
      const { person, partner } = met[number]!.now!
      await stage.as(person, partner.id, (ctx) => answerTeaming(ctx, { id: teamingId, answer: 'confirm' }))
    })
  at(stage, -6, 10, async () => {
    const decision = {
      outcome: 'approveAsTeaming' as const,
      protectionDays: 90,
      reason: 'They team; both have confirmed.',
    }
    for (const { now } of met)
      await scenes.deals.decide(now!, { ...decision, wording: 'You work on it together, as you have agreed.' })
  })
}

/** A registration that is there once its cue was played. */
type Claimant = { now?: Registered }

function meet(
  { stage, deals, organisations }: Scenes,
  name: KnownAccount,
  days: number,
  partners: readonly Partner[],
): Claimant[] {
  const organisation = organisationOf(organisations, name)
  return partners.map((partner, number) => {
    const claimant: Claimant = {}
    stage.cue(stage.at(days + number, 10 + number), async () => {
      claimant.now = await deals.register(partner, organisation, {
        amountMinor: 61_000_000 + number * 2_000_000,
        closesInDays: 130,
      })
    })
    return claimant
  })
}

function at(stage: Stage, days: number, hour: number, run: () => Promise<unknown>): void {
  stage.cue(stage.at(days, hour), async () => {
    await run()
  })
}

async function show(stage: Stage, { now }: Claimant, shows: EvidenceShows, about: string): Promise<void> {
  const { person, partner, id } = now!
  const withWhom = shows === 'meeting' ? { withWhom: 'Their CFO' } : {}
  await stage.as(person, partner.id, (ctx) =>
    attachEvidence(ctx, id, {
      ...{ name: `${about.split(/[,.]/)[0]}.txt`, about, shows, ...withWhom },
      shownOn: addDays(dayOf(ctx.now, ctx.vendor.timeZone), -1),
      base64: Buffer.from(`${about}\n`).toString('base64'),
    }),
  )
}

type Of = { id: string; ifMatch: number }

async function changed(
  stage: Stage,
  [first]: readonly Claimant[],
  person: typeof staff.manager,
  change: (ctx: Parameters<typeof decideNow>[0], of: Of) => Promise<void>,
): Promise<void> {
  const of = await caseOf(stage, first!)
  await stage.as(person, null, (ctx) => change(ctx, of))
}

async function sayOfAll(
  stage: Stage,
  met: readonly Claimant[],
  fact: string,
  value: boolean,
  reason: string,
): Promise<void> {
  const { id } = await caseOf(stage, met[0]!)
  const { claims } = await stage.as(staff.manager, null, (ctx) => readConflictCase(ctx, { id }))
  for (const { id: claimId } of claims)
    await changed(stage, met, staff.manager, (ctx, of) => sayFact(ctx, { ...of, claimId, fact, value, reason }))
}

async function caseOf(stage: Stage, { now }: Claimant): Promise<Of> {
  const [row] = await stage.asSystem(({ tx }) =>
    tx.query<Of>(
      `SELECT c.id, c.version AS "ifMatch" FROM conflict c JOIN conflict_interest i ON i.conflict_id = c.id
       WHERE i.registration_id = $1 ORDER BY c.opened_at DESC LIMIT 1`,
      [now!.id],
    ),
  )
  if (!row) throw new Error(`Nobody else claims the account of ${now!.id}.`)
  return row
}
