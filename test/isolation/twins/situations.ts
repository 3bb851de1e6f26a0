import { partnerClaims, staffDeals } from '@parley/contract/routes/deals'
import { partnerEngagements } from '@parley/contract/routes/engagements'
import { partner } from '@parley/contract/routes/partner'
import { aLetterNamesARival, aLetterNamesTheListener } from './letters.ts'
import { aPersonAwards, aTeamIsProposed, thePolicyAwards } from './quarrels.ts'
import { aContractEnds, anotherHasSold, rivalsSell } from './renewals.ts'
import { aPartIsTheListeners } from './shares.ts'
import { about, aNote, large, type Situation, vendorAsks } from './situation.ts'
import type { TwinWorld } from './twin-world.ts'

/** A rival leads the account for which the listener registers, asks, and asks again. */
const aRivalLeads: Situation = (w) => {
  const [company] = w.companies
  const [rival] = w.rivals
  w.apart('begins', async () => {
    const { summary } = await rival.someone.registers(w.deal(company, 'rival'))
    if (summary.status !== 'approved') throw new Error(`A rival's ${company.name} is ${summary.status}.`)
    for (let times = w.varied.whole(1, 3); times > 0; times--)
      await rival.someone.logsActivity(summary.id, { kind: 'demo', note: aNote(w), happenedOn: '2026-11-02' })
  })
  w.alike('begins', async () => {
    await w.hears(partner.precheck, { body: w.deal(company) })
    await w.registers(w.deal(company))
    for (const verb of ['quote', 'contact', 'redirect'] as const)
      await w.hears(partnerEngagements.ask, { body: { ...about(company), verb } })
  })
  w.alike('asks', () => w.hears(partner.precheck, { body: w.deal(company) }))
}

/** The listener leads; a rival registers for it in vain, and looks as often as it likes. */
const aRivalTries: Situation = (w) => {
  const [, company] = w.companies
  const [rival, other] = w.rivals
  w.apart('asks', async () => {
    for (let times = w.varied.whole(0, 2); times > 0; times--) await rival.someone.prechecks(w.deal(company, 'rival'))
    await rival.someone.registers(w.deal(company, 'rival'))
    await other.someone.does(partnerEngagements.ask, { body: { ...about(company), verb: 'quote', note: aNote(w) } })
  })
}

/** Both want what only a person can give: neither is told of the other. */
const bothWait: Situation = (w) => {
  const [, , company] = w.companies
  const [rival] = w.rivals
  const isFirst = w.random.chance(0.5)
  w.apart(isFirst ? 'begins' : 'asks', () => rival.someone.registers(w.deal(company, 'rival', large)))
  let id = ''
  w.alike(isFirst ? 'asks' : 'begins', async () => {
    id = await w.registers(w.deal(company, 'listener', large))
  })
  const outcome = w.random.pick(['reject', 'approveAsTeaming'] as const)
  w.alike('sells', async () => {
    const days = outcome === 'reject' ? {} : { protectionDays: 60 }
    const said = { wording: 'We talked it over with your seller.', reason: 'Both are good, and one was earlier.' }
    await w.program.as('manager').overrides(id, { outcome, ...days, ...said })
  })
}

/** Rivals do much or little at companies that the listener never hears of. */
const elsewhere: Situation = (w) => {
  const [rival, other] = w.rivals
  const draw = () => w.varied.pick(w.elsewhere)
  for (const phase of ['begins', 'statements'] as const)
    w.apart(phase, async () => {
      for (let times = w.varied.pick([0, 0, 1, 2]); times > 0; times--) {
        const who = w.varied.pick([rival, other]).someone
        const { summary } = await who.registers(w.deal(draw(), 'rival', w.varied.pick([large, [1_000_000, 9_000_000]])))
        if (summary.status === 'approved' && w.varied.chance(0.5)) await who.withdraws(summary.id, aNote(w))
      }
      if (w.varied.chance(0.5)) await rival.someone.does(partner.createDraft, { body: { form: { note: aNote(w) } } })
      if (w.varied.chance(0.3)) await vendorAsks(w, draw(), { verb: 'quote', note: aNote(w) })
    })
}

/** The vendor asks whether it may act at an account of the listener's, which answers; and at others' as often as it likes. */
const theVendorAsks: Situation = (w) => {
  const [company, led] = w.companies
  const answer = w.random.pick(['given', 'refused', null] as const)
  w.apart('asks', async () => {
    for (let times = w.varied.whole(0, 2); times > 0; times--)
      await vendorAsks(w, company, { verb: 'redirect', note: aNote(w) })
  })
  w.alike('asks', async () => {
    for (const verb of ['redirect', 'quote'] as const) await vendorAsks(w, led, { verb, note: 'They called us.' })
    const { json } = await w.hears(partnerEngagements.list, { query: { show: 'waiting' } })
    const [waiting] = (json as { items: { id: string }[] }).items
    if (!waiting || answer === null) return
    const params = { id: waiting.id }
    const { version } = (await w.hears(partnerEngagements.get, { params })).json as { version: number }
    await w.hears(partnerEngagements.answer, { params, body: { answer, reason: 'They told us.' }, ifMatch: version })
  })
}

/** The listener asks for help, the vendor helps, and progress is logged: all of it beside rivals. */
const helpIsGiven: Situation = (w) => {
  const [, led] = w.companies
  w.alike('asks', async () => {
    const { json } = await w.hears(partner.list, { query: { q: led.name, limit: 5 } })
    const [mine] = (json as { items: { id: string }[] }).items
    if (!mine) return
    await w.hears(partnerEngagements.askHelp, { params: { id: mine.id }, body: { wish: 'An engineer, please.' } })
    await vendorAsks(w, led, { verb: 'assist' })
    await w.hears(partner.logActivity, {
      params: { id: mine.id },
      body: { kind: 'demo', note: 'The demo went well.', happenedOn: '2026-11-04' },
    })
    await w.hears(partner.extend, { params: { id: mine.id }, body: { progress: 'They decide in March.' } })
  })
}

/** A deal that the listener sourced; rivals claim of it too, within the pool, more or less. */
const aDealIsShared: Situation = (w) => {
  const [, led] = w.companies
  const amountMinor = w.random.whole(1_000_000, 30_000_000)
  const isRefunded = w.random.chance(0.5)
  const [manager, finance] = [w.program.as('manager'), w.program.as('finance')]
  let id = ''
  w.alike('sells', async () => {
    const { json } = await w.hears(partner.list, { query: { q: led.name, limit: 5 } })
    const [mine] = (json as { items: { id: string }[] }).items
    const body = { registrationId: mine!.id, role: 'sourced' as const, note: 'We found them.' }
    await w.hears(partnerClaims.make, { body })
    const { items } = await manager.does(staffDeals.list, { query: { q: led.name, stage: 'open', limit: 100 } })
    id = items[0]!.id
    const { version } = await manager.does(staffDeals.get, { params: { id } })
    await manager.does(staffDeals.edit, { params: { id }, body: { amountMinor }, ifMatch: version })
  })
  w.apart('isPaid', async () => {
    const roles = w.varied.shuffled(['implemented', 'influenced'] as const).slice(0, w.varied.whole(0, 2))
    for (const [at, role] of roles.entries())
      await manager.does(staffDeals.fileClaim, {
        params: { id },
        body: {
          ...{ partnerId: w.rivals[at % 2]!.id, role, workAccepted: true, note: aNote(w) },
          ...{ baseMinor: w.varied.whole(0, amountMinor), activities: w.varied.whole(1, 8) },
        },
      })
  })
  w.alike('isPaid', async () => {
    const paper = { route: 'oneTier', wantsPaper: 'any', frameworkWith: 'none', publicContract: 'none' } as const
    const rest = { servesRegion: true, coTerm: false, termsDiffer: false, contractPaper: 'none' } as const
    const body = {
      partnerId: w.listener.id,
      role: 'referral',
      ...paper,
      ...rest,
      channelOnly: false,
      creditHold: false,
    } as const
    const { version } = await manager.does(staffDeals.decidePaper, { params: { id }, body })
    await manager.does(staffDeals.close, {
      params: { id },
      body: { result: 'won', closedBy: 'vendor' },
      ifMatch: version,
    })
    await w.hears(partnerClaims.list, { query: {} })
    await finance.does(staffDeals.notePayment, { params: { id }, body: { paidOn: '2026-11-14' } })
  })
  if (isRefunded)
    w.alike('later', () =>
      finance.does(staffDeals.noteEvent, {
        params: { id },
        body: { event: 'refunded', cause: 'customer', amountMinor: Math.floor(amountMinor / 5) },
      }),
    )
}

/** The listener leads the second company: what others are about. */
const theListenerLeads: Situation = (w) =>
  w.alike('begins', async () => {
    await w.registers(w.deal(w.companies[1]))
  })

const drawn = [
  ...[aRivalLeads, bothWait, elsewhere, theVendorAsks, helpIsGiven, aDealIsShared, aRivalTries, aTeamIsProposed],
  aPartIsTheListeners,
  ...[aContractEnds, rivalsSell, anotherHasSold],
]
/** Each about the same company: one of them at most. */
const awards = [thePolicyAwards, aPersonAwards]
const letters = [aLetterNamesARival, aLetterNamesTheListener]

/** What is so in this world: the listener leads something, rivals are busy, and some of the rest. */
export function situate(w: TwinWorld): void {
  theListenerLeads(w)
  const all = [...drawn, w.random.pick(awards), w.random.pick(letters)]
  for (const situation of w.random.some(all, 4, 6)) situation(w)
}
