import { lookAfterConflicts } from '@parley/api/jobs/look-after-conflicts'
import { sweepProtections } from '@parley/api/jobs/sweep-protections'
import { accounts } from '@parley/contract/routes/accounts'
import { partnerEngagements, staffEngagements } from '@parley/contract/routes/engagements'
import { beforeAll, describe, expect, it } from 'vitest'
import { conflictsIn } from '../support/conflicts.ts'
import { openWorld, type World } from '../support/open-world.ts'
import type { PersonName } from '../support/program.ts'
import { world } from '../support/world.ts'

const w = await world()
const c = conflictsIn(w)
const manager = w.as('manager')

const asks = (who: PersonName, company: string, verb: 'contact' | 'quote' = 'quote', at: World = w) =>
  at.as(who).does(partnerEngagements.ask, { body: { company, verb, productFamily: 'backup', country: 'US' } })
const casesOf = async (accountId: string) =>
  (await manager.does(accounts.listConflicts, { query: { accountId } })).items
const accountOf = async (registrationId: string) => (await manager.inspects(registrationId)).matchedAccount.id
const looks = (at: World = w) => lookAfterConflicts(at.env)

describe('CF-1: whoever makes an offer without a registration has an interest', () => {
  let [registrationId, accountId, caseId] = ['', '', '']
  beforeAll(async () => {
    accountId = await w.has.account({ name: 'Larchwood Textiles' })
    expect((await asks('brightwater', 'Larchwood Textiles')).outcome.type).toBe('permit')
  })

  it('alone it meets nobody', async () => {
    expect(await looks()).toMatchObject({ joined: 0, failed: 0 })
    expect(await casesOf(accountId)).toEqual([])
  })

  it('beside another partner’s registration a case opens by itself, with both in it', async () => {
    registrationId = (await w.as('alder').registers(c.at('Larchwood Textiles'))).summary.id
    expect(await accountOf(registrationId)).toBe(accountId)
    expect(await looks()).toMatchObject({ joined: 1, failed: 0 })
    const [opened] = await casesOf(accountId)
    caseId = opened!.id
    expect(opened).toMatchObject({
      openedBecause: 'engagement',
      interests: [{ partnerName: 'Alder Ridge Systems' }],
      acting: [{ name: 'Brightwater Technology', words: 'Asked to send a quote' }],
    })
    expect(await looks()).toMatchObject({ joined: 0 })
    expect(await casesOf(accountId)).toHaveLength(1)
  })

  it('the console says what each rests on: who hasn’t registered can’t lead, and isn’t weighed', async () => {
    const found = await c.opens(caseId)
    const acting = c.claimNamed(found, 'Brightwater')
    expect(acting).toMatchObject({ registrations: [], isWithdrawn: false, canLead: false })
    expect(acting.acting).toMatchObject([{ words: 'Asked to send a quote', byName: 'Bea Okoye' }])
    expect(acting.weighed).toMatchObject({ outcome: 'exclude' })
    expect(c.claimNamed(found, 'Alder')).toMatchObject({ canLead: true, acting: [] })
    expect(found.timeline.map(({ text }) => text)).toContain(
      'Brightwater Technology asked to act without a registration: send a quote',
    )
  })

  it('a question gives nobody the lead: the policy leaves it to a person, who can’t give it to whoever hasn’t registered', async () => {
    await c.says(caseId, 'claim.sourced', true)
    for (const shows of ['recommendation', 'paidProofOfConcept'] as const) await c.shows('alder', registrationId, shows)
    const decided = await c.decides(caseId)
    expect(decided).toMatchObject({ state: 'person' })
    expect(decided.headline).toMatch(/A person decides.*not everybody who acts there has registered/)
    expect((await w.as('alder').opens(registrationId)).summary.status).toBe('inReview')
    const other = await c.anotherManager('Lotte Winter')
    await expect(c.awards(caseId, other, { leadClaimId: c.claimNamed(decided, 'Brightwater').id })).toBeRefused(
      'refused',
      /hasn’t registered.*can lead once it has/,
    )
    await c.awards(caseId, other, { leadClaimId: c.claimNamed(decided, 'Alder').id })
    expect((await w.as('alder').opens(registrationId)).summary.status).toBe('approved')
  })

  it('what was decided stays so: asking again opens no case anew', async () => {
    await asks('brightwater', 'Larchwood Textiles')
    expect(await looks()).toMatchObject({ joined: 0 })
    expect(await casesOf(accountId)).toMatchObject([{ closedBecause: 'awarded' }])
  })
})

describe('CF-1: which steps count, and for how long, is the policy’s', () => {
  it('a mere contact is no interest by the default policy, and neither is what was forbidden', async () => {
    const accountId = await w.has.account({ name: 'Pinnace Optics', designation: 'open' })
    await asks('brightwater', 'Pinnace Optics', 'contact')
    const { summary } = await w.as('alder').registers(c.at('Pinnace Optics', { deal: { amountMinor: 4_000_000 } }))
    expect(summary.status).toBe('approved')
    expect((await asks('corvane', 'Pinnace Optics')).outcome.type).toBe('forbid')
    expect(await looks()).toMatchObject({ joined: 0 })
    expect(await casesOf(accountId)).toEqual([])
  })

  it('two that only asked meet as well; when the days of the first are over, the case closes', async () => {
    const accountId = await w.has.account({ name: 'Tern Island Ferries' })
    await asks('brightwater', 'Tern Island Ferries')
    w.travelDays(3)
    await asks('corvane', 'Tern Island Ferries')
    expect((await looks()).joined).toBe(2)
    expect(await casesOf(accountId)).toMatchObject([{ interests: [], acting: [{}, {}], closedAt: null }])
    w.travelDays(26)
    await sweepProtections(w.env)
    expect(await casesOf(accountId)).toMatchObject([{ closedAt: null }])
    w.travelDays(3)
    await sweepProtections(w.env)
    expect(await looks()).toMatchObject({ joined: 0, failed: 0 })
    expect(await casesOf(accountId)).toMatchObject([{ closedBecause: 'oneInterestLeft' }])
  })

  it('whoever registers after asking is in it by the registration, and out of it by withdrawing that', async () => {
    const accountId = await w.has.account({ name: 'Gannet Foods' })
    await asks('brightwater', 'Gannet Foods')
    await w.as('alder').registers(c.at('Gannet Foods'))
    await looks()
    w.travelDays(1)
    const own = await w.as('brightwater').registers(c.at('Gannet Foods'))
    expect(await casesOf(accountId)).toMatchObject([{ interests: [{}, {}], acting: [] }])
    await w.as('brightwater').withdraws(own.summary.id)
    expect(await casesOf(accountId)).toMatchObject([{ closedBecause: 'oneInterestLeft' }])
    expect(await looks()).toMatchObject({ joined: 0 })
  })
})

describe('CF-1: the vendor’s own people have an interest by what they do', () => {
  it('a quote in spite of the answer opens a case with whoever leads; whoever asked is a party to it', async () => {
    const accountId = await w.has.account({ name: 'Cobnut Foundry' })
    const { summary } = await w.as('alder').registers(c.at('Cobnut Foundry', { deal: { amountMinor: 4_000_000 } }))
    expect(summary.status).toBe('approved')
    const asked = await w.as('sales').does(staffEngagements.ask, {
      body: { company: 'Cobnut Foundry', accountId, verb: 'quote', productFamily: 'backup' },
    })
    expect(asked.outcome.type).toBe('forbid')
    expect((await looks()).joined).toBe(0)
    await w.as('sales').does(staffEngagements.recordDeed, {
      params: { id: asked.id },
      body: { doneOn: w.now().toISOString().slice(0, 10), reason: 'Their board met the same evening.' },
      ifMatch: asked.version,
    })
    expect((await looks()).joined).toBe(1)
    const [opened] = await casesOf(accountId)
    expect(opened).toMatchObject({
      interests: [{ protected: true }],
      acting: [{ words: 'Asked to send a quote, and did it in spite of the answer' }],
    })
    const found = await c.opens(opened!.id)
    expect(c.claimNamed(found, 'own sales team')).toMatchObject({ canLead: false, by: 'direct' })
    expect((await w.as('alder').opens(summary.id)).summary).toMatchObject({ status: 'approved' })
  })
})

describe('CF-7: neither side learns of it', async () => {
  const plain = (text: string) =>
    text
      .replaceAll(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, '<id>')
      .replaceAll(/R-[A-Z0-9-]+/g, '<reference>')
  const whatIsRead = async (isContested: boolean) => {
    const at = await openWorld()
    const own = conflictsIn(at)
    await at.has.account({ name: 'Halcyon Freight' })
    for (const who of ['alder', 'brightwater'] as const) await at.as(who).cookie()
    // What a process reads once, such as policies, it reads before.
    await asks('brightwater', 'Another Company Ltd', 'contact', at)
    const told: string[] = []
    const { summary } = await at.as('alder').registers(own.at('Halcyon Freight'))
    if (isContested) await asks('corvane', 'Halcyon Freight', 'quote', at)
    await looks(at)
    at.travelDays(1)
    const before = at.env.roundTrips.count
    const asked = await asks('brightwater', 'Halcyon Freight', 'quote', at)
    told.push(plain(JSON.stringify(asked)), String(at.env.roundTrips.count - before))
    await looks(at)
    told.push(plain(JSON.stringify(await at.as('alder').opens(summary.id))))
    told.push(plain(JSON.stringify(await own.claim('alder', summary.id))))
    told.push(plain(JSON.stringify(await at.as('alder').seesHome())))
    const cases = await at.sql<{ n: number }>('SELECT count(*)::int AS n FROM parley.conflict_engagement')
    await at.close()
    return { told, acting: cases[0]!.n }
  }
  const one = await whatIsRead(true)
  const other = await whatIsRead(false)

  it('the same bytes and the same work, whether others act there or not', () => {
    expect([one.acting, other.acting]).toEqual([2, 1])
    expect(one.told).toEqual(other.told)
  })
})
