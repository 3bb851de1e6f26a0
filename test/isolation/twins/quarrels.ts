import { accounts } from '@parley/contract/routes/accounts'
import { partnerConflicts, staffConflicts } from '@parley/contract/routes/conflicts'
import { partnerEvidence } from '@parley/contract/routes/evidence'
import type { Company } from '../../support/market.ts'
import { aNote, large, type Situation } from './situation.ts'
import type { TwinWorld } from './twin-world.ts'

type Met = { mine: string; theirs: string }

const strong = ['paidProofOfConcept', 'demo', 'specification', 'recommendation'] as const
const weak = ['meeting', 'other'] as const
type Shows = (typeof strong | typeof weak)[number]

/** Both register it, and only a person can give so large a deal: there is a case. */
function bothRegister(w: TwinWorld, company: Company): Met {
  const met = { mine: '', theirs: '' }
  const isFirst = w.random.chance(0.5)
  w.apart(isFirst ? 'asks' : 'begins', async () => {
    met.theirs = (await w.rivals[0].someone.registers(w.deal(company, 'rival', large))).summary.id
  })
  w.alike(isFirst ? 'begins' : 'asks', async () => {
    met.mine = await w.registers(w.deal(company, 'listener', large))
  })
  return met
}

async function caseOf(w: TwinWorld, { mine }: Met): Promise<string> {
  const manager = w.program.as('manager')
  const accountId = (await manager.inspects(mine)).matchedAccount.id
  const { items } = await manager.does(accounts.listConflicts, { query: { accountId, limit: 100 } })
  if (!items[0]) throw new Error(`World ${w.number} has no case.`)
  return items[0].id
}

/** A file that shows something; `varied` says what the rival's own are about. */
function aFile(w: TwinWorld, shows: Shows, of: 'listener' | 'rival') {
  const random = of === 'rival' ? w.varied : w.random
  const about = of === 'rival' ? aNote(w) : `What shows the ${shows}`
  const day = random.pick(['2026-10-12', '2026-10-20', '2026-10-28'])
  return {
    ...{ name: `${shows} ${random.whole(1, 999)}.txt`, about, shows, base64: Buffer.from(about).toString('base64') },
    ...(shows === 'other' ? {} : { shownOn: day }),
    ...(shows === 'meeting' ? { withWhom: random.pick(['Dana Whitfield', 'Philippa Nightjar']) } : {}),
  }
}

/** Whoever is to win shows much, the other little; how much exactly is the rival's own. */
function bothShow(w: TwinWorld, met: Met, winner: 'listener' | 'rival'): void {
  w.apart('asks', async () => {
    const shown = winner === 'rival' ? [...strong, ...w.varied.some(weak, 0, 2)] : w.varied.some(weak, 0, 2)
    for (const shows of shown)
      await w.rivals[0].someone.does(partnerEvidence.attach, {
        params: { id: met.theirs },
        body: aFile(w, shows, 'rival'),
      })
  })
  w.alike('asks', async () => {
    for (const shows of winner === 'listener' ? strong : w.random.some(weak, 0, 2))
      await w.hears(partnerEvidence.attach, { params: { id: met.mine }, body: aFile(w, shows, 'listener') })
  })
}

/** What nobody knows of a claim, and the policy asks for, is said of each. */
async function sayWhatIsMissing(w: TwinWorld, id: string): Promise<void> {
  const manager = w.program.as('manager')
  let open = await manager.does(staffConflicts.get, { params: { id } })
  for (const { id: claimId, weighed } of open.claims)
    for (const { fact } of weighed.missing)
      open = await manager.does(staffConflicts.say, {
        params: { id, claimId },
        body: { fact, value: false, reason: `We asked the customer. ${aNote(w)}` },
        ifMatch: open.version,
      })
}

const words = {
  wordingForLead: 'You have shown more of the work with the customer.',
  wordingForOthers: 'We looked at all of it; you don’t lead this account now.',
}

async function awards(w: TwinWorld, met: Met, result: 'listener' | 'rival' | 'sideBySide' | 'share'): Promise<void> {
  const id = await caseOf(w, met)
  const open = await w.desk.judge.does(staffConflicts.get, { params: { id } })
  const claimOf = (registrationId: string) =>
    open.claims.find(({ registrations }) => registrations.some((each) => each.id === registrationId))!.id
  const [mine, theirs] = [claimOf(met.mine), claimOf(met.theirs)]
  const shares = [
    { claimId: mine, shareBps: 6_000 },
    { claimId: theirs, shareBps: 4_000 },
  ]
  const body = {
    sideBySide: { result: 'sideBySide' as const },
    share: { result: 'share' as const, shares },
    listener: { result: 'lead' as const, leadClaimId: mine },
    rival: { result: 'lead' as const, leadClaimId: theirs },
  }[result]
  await w.desk.judge.does(staffConflicts.award, {
    params: { id },
    body: { ...body, ...words, reason: `We asked both, and the customer. ${aNote(w)}` },
    ifMatch: open.version,
  })
}

/** Whoever doesn't lead appeals; somebody else answers, in time or never. */
function appeals(w: TwinWorld, met: Met, appellant: 'listener' | 'rival'): void {
  const grounds = 'We showed the design to their board in May and have the minutes of it.'
  const ending = w.random.pick(['upheld', 'notUpheld', 'silence'] as const)
  const params = () => ({ id: met[appellant === 'rival' ? 'theirs' : 'mine'] })
  if (appellant === 'listener')
    w.alike('isPaid', () => w.hears(partnerConflicts.appeal, { params: params(), body: { grounds } }))
  else
    w.apart('isPaid', async () => {
      // One that changes nothing for the lead is as good as none.
      if (ending === 'upheld' || w.varied.chance(0.6))
        await w.rivals[0].someone.does(partnerConflicts.appeal, {
          params: params(),
          body: { grounds: `${grounds} ${aNote(w)}` },
        })
    })
  if (ending !== 'silence') w.alike('answers', () => answers(w, met, ending === 'upheld'))
}

async function answers(w: TwinWorld, met: Met, isUpheld: boolean): Promise<void> {
  const id = await caseOf(w, met)
  const open = await w.desk.other.does(staffConflicts.get, { params: { id } })
  const appeal = open.claims.flatMap((claim) => claim.appeal ?? [])[0]
  if (!appeal) return
  await w.desk.other.does(staffConflicts.answerAppeal, {
    params: { id, appealId: appeal.id },
    body: {
      isUpheld,
      wording: isUpheld ? 'The minutes show what you say.' : 'The minutes are of another project.',
      wordingForOthers: 'On an appeal we looked at it again; you don’t lead this account any more.',
      reason: `We asked for the minutes. ${aNote(w)}`,
    },
    ifMatch: open.version,
  })
}

/** Two claim one account: the policy weighs what both have shown, and whoever doesn't lead may appeal. */
export const thePolicyAwards: Situation = (w) => {
  const met = bothRegister(w, w.companies[4])
  const winner = w.random.pick(['listener', 'rival'] as const)
  bothShow(w, met, winner)
  w.alike('asks', () => w.hears(partnerConflicts.claim, { params: { id: met.mine } }))
  // It is decided by the clock, in the night after.
  w.alike('sells', async () => sayWhatIsMissing(w, await caseOf(w, met)))
  w.alike('isPaid', () => w.hears(partnerConflicts.claim, { params: { id: met.mine } }))
  if (w.random.chance(0.7)) appeals(w, met, winner === 'rival' ? 'listener' : 'rival')
}

/** Two claim one account, and a person decides; some appeal. */
export const aPersonAwards: Situation = (w) => {
  const met = bothRegister(w, w.companies[4])
  const result = w.random.pick(['listener', 'rival', 'sideBySide', 'share'] as const)
  w.alike('sells', () => awards(w, met, result))
  w.alike('isPaid', () => w.hears(partnerConflicts.claim, { params: { id: met.mine } }))
  if (result === 'listener') appeals(w, met, 'rival')
  if (result === 'rival') appeals(w, met, 'listener')
  if (result === 'share') oneAnswers(w)
}

/** A teaming is proposed; what the other one is called is told when both have confirmed, which doesn't happen here. */
export const aTeamIsProposed: Situation = (w) => {
  const met = bothRegister(w, w.companies[5])
  const isOffered = w.random.chance(0.5)
  w.apart('asks', async () => {
    // Whether a rival would team is its own, as long as what is proposed isn't what it offers: that would be its yes.
    if (w.varied.chance(0.5))
      await w.rivals[0].someone.does(partnerConflicts.offerTeaming, {
        params: { id: met.theirs },
        body: { role: 'implemented', leastShareBps: w.varied.whole(3_500, 9_000), note: aNote(w) },
      })
  })
  w.alike('asks', async () => {
    const body = { role: 'resold', leastShareBps: 5_000, note: 'We would rather do it together.' } as const
    if (isOffered) await w.hears(partnerConflicts.offerTeaming, { params: { id: met.mine }, body })
    await w.hears(partnerConflicts.claim, { params: { id: met.mine } })
  })
  w.alike('sells', () =>
    w.program.as('manager').does(staffConflicts.proposeTeaming, {
      body: {
        members: [
          { registrationId: met.mine, role: 'resold', shareBps: 7_000 },
          { registrationId: met.theirs, role: w.varied.pick(['implemented', 'influenced'] as const), shareBps: 3_000 },
        ],
      },
    }),
  )
  oneAnswers(w)
}

/** Of two who are asked to team, one confirms or declines, or both wait. */
function oneAnswers(w: TwinWorld): void {
  const listener = w.random.pick(['confirm', 'decline', null] as const)
  const rival =
    listener === 'confirm' ? w.random.pick(['decline', null] as const) : w.varied.pick([null, null] as const)
  w.apart('isPaid', async () => {
    if (rival === null) return
    const { items } = await w.rivals[0].someone.does(partnerConflicts.listTeamings, {})
    const waiting = items.find(({ can, accountName }) => can.answer.ok && isOf(w, accountName))
    if (waiting)
      await w.rivals[0].someone.does(partnerConflicts.answerTeaming, {
        params: { id: waiting.id },
        body: { answer: rival },
      })
  })
  w.alike('isPaid', async () => {
    const { json } = await w.hears(partnerConflicts.listTeamings, {})
    const { items } = json as { items: { id: string; can: { answer: { ok: boolean } } }[] }
    const waiting = items.find(({ can }) => can.answer.ok)
    if (waiting && listener !== null)
      await w.hears(partnerConflicts.answerTeaming, { params: { id: waiting.id }, body: { answer: listener } })
  })
}

const isOf = (w: TwinWorld, accountName: string) => w.companies.some(({ name }) => accountName.startsWith(name))
