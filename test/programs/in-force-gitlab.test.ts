import { partnerEngagements, staffEngagements } from '@parley/contract/routes/engagements'
import { partnerRenewals, staffRenewals } from '@parley/contract/routes/renewals'
import { describe, expect, it } from 'vitest'
import { commission } from '../support/commission.ts'
import { aDeal } from '../support/factories.ts'
import { letters } from '../support/letters.ts'
import { because } from '../support/matchers.ts'
import { partners } from '../support/program.ts'
import { putInForce } from '../support/program-in-force.ts'
import { world } from '../support/world.ts'

// P01: one opportunity, ninety days, an incumbent that leads its renewals while it does its duties.
const w = await world()
const sales = commission(w)
const word = letters(w)
const manager = w.as('manager')
await putInForce(w, 'gitlab', ['request'])
const at = (name: string, deal: object = {}) =>
  aDeal({ account: { name }, deal: { expectedCloseOn: '2027-06-15', ...deal } })
const asksToQuote = (company: string) =>
  w.as('sales').does(staffEngagements.ask, {
    body: { company, verb: 'quote', productFamily: 'backup', dealKind: 'renewal' },
  })

w.travelTo('2026-11-06T16:00:00.000Z')
const friday = await w.as('alder').registers(at('Fjordline Logistics', { amountMinor: 90_000_000 }))
w.travelTo('2026-11-11T16:00:00.000Z')
const contacted = await manager.asks(friday.summary.id, 'Which of their sites is it for?')
await putInForce(w, 'gitlab', ['registration', 'protection', 'paper', 'engagement', 'designation'])
const first = await w.as('alder').registers(at('Larchmont Laboratories'))

describe('P01 GitLab, in force: registrations', () => {
  it('P01-06: submitted on a Friday, the first contact on the next Wednesday is a day late; nothing else follows', () => {
    expect(friday.duty!.decision).toMatchObject({
      outcome: { type: 'serviceLevel', params: { acknowledgeOn: '2026-11-10', answerOn: '2026-11-11' } },
    })
    expect(contacted.duty!.decision.outcome).toMatchObject({ type: 'answeredLate', params: { dueOn: '2026-11-10' } })
    expect(contacted.summary.protection).toBeNull()
  })

  it('P01-01: nobody has finished the foundation training: not eligible', async () => {
    await w.sql('UPDATE parley.partner SET trained_people = 0 WHERE id = $1', [partners.corvane.id])
    const refused = await w.as('corvane').registers(at('Birchwood Banking'))
    expect(await manager.inspects(refused.summary.id)).toBeDecided('reject', because('foundations-training-missing'))
  })

  it('P01-04: an account instead of an opportunity: not allowed', async () => {
    const refused = await w.as('alder').registers(at('Cedarville Ceramics', { scope: 'account' }))
    expect(await manager.inspects(refused.summary.id)).toBeDecided('reject', because('account-registered'))
  })

  it('P01-02: a second partner on the same opportunity isn’t approved, and is told of the co-sell rate', async () => {
    const second = await w.as('brightwater').registers(at('Larchmont Laboratories'))
    expect(await manager.inspects(second.summary.id)).toBeDecided('reject', because('engaged-with-another-reseller'))
    expect(JSON.stringify(second)).toMatch(/co-sell/i)
    expect(JSON.stringify(second)).not.toMatch(/Alder|Ada Linden/)
  })

  it('P01-05: ninety days from the approval, and thirty more by the standard extension, once', async () => {
    // Approved on November 11.
    expect(first.summary.protection).toMatchObject({ lastDay: '2027-02-09' })
    w.travelTo('2026-12-01')
    const extended = await w.as('alder').asksForExtension(first.summary.id, 'Their security review takes longer.')
    expect(extended.protectionDecision).toMatchObject({ outcome: { type: 'extend', params: { extensionDays: 30 } } })
    expect(extended.summary.protection).toMatchObject({ lastDay: '2027-03-11' })
    const again = await w.as('alder').asksForExtension(first.summary.id, 'And longer still.')
    expect(again.protectionDecision).toMatchObject({ outcome: { type: 'refuse' } })
  })
})

describe('P01 GitLab, in force: renewals, incumbency and paper', () => {
  const sells = async (name: string, more: object = {}) => {
    const { summary } = await sales.deal(name)
    await sales.claims(summary.id, 'alder', 'resold')
    const decided = await sales.paper(summary.id, 'alder', { role: 'resale', ...more })
    await sales.wins(summary.id)
    const { items } = await manager.does(staffRenewals.list, { query: {} })
    return { decided, id: items.find(({ deal }) => deal.id === summary.id)!.id }
  }
  let contract = ''
  const reports = (kind: 'report' | 'review', happenedOn: string) =>
    w.as('alder').does(partnerRenewals.report, {
      params: { id: contract },
      body: { kind, note: 'Went through it with their platform team.', happenedOn },
    })

  it('a resale is on the partner’s paper, and on two tiers on the distributor’s', async () => {
    const own = await sells('Alderbrook Apparel')
    contract = own.id
    expect(own.decided.paper).toMatchObject({ paper: 'partner', earns: 'margin' })
    expect((await sells('Maplewood Media', { route: 'twoTier' })).decided.paper).toMatchObject({ paper: 'distributor' })
  })

  it('P01-07: the incumbent does its duties, so a direct quote of the renewal is blocked', async () => {
    await reports('review', '2026-12-01')
    const asked = await asksToQuote('Alderbrook Apparel')
    expect(asked).toBeDecided('forbid', because('incumbent-leads-the-renewal'))
    expect(asked.lead).toMatchObject({ kind: 'partner', partnerName: 'Alder Ridge Systems' })
  })

  it('a quarter without an update, and the vendor may quote; with the next one it may not', async () => {
    w.travelTo('2027-03-10')
    expect(await asksToQuote('Alderbrook Apparel')).toBeDecided('permitAndTell', because('duties-not-done'))
    await reports('report', '2027-03-09')
    expect(await asksToQuote('Alderbrook Apparel')).toBeDecided('forbid', because('incumbent-leads-the-renewal'))
  })

  it('P01-09: another partner bids without a letter: the customer’s word is asked for', async () => {
    const bid = await w.as('brightwater').registers(at('Alderbrook Apparel', { kind: 'renewal' }))
    expect(await manager.inspects(bid.summary.id)).toBeDecided(
      'askForInformation',
      because('renewal-without-customers-word'),
    )
    expect(JSON.stringify(bid)).not.toMatch(/Alder Ridge|Ada Linden/)
  })

  it('P01-08: an authorized customer’s e-mail names another partner: the incumbency moves', async () => {
    const { id } = await word.brings('brightwater', 'Alderbrook Apparel', { form: 'email' })
    const checked = await word.checks(id)
    expect(checked.designations[0]!.state).toBe('inEffect')
    const [account] = await w.sql<{ id: string }>(
      `SELECT d.account_id AS id FROM parley.contract c JOIN parley.deal d ON d.id = c.deal_id WHERE c.id = $1`,
      [contract],
    )
    expect(await word.represents(account!.id)).toMatchObject({ name: 'Brightwater Technology' })
    const own = await w.as('brightwater').does(partnerEngagements.ask, {
      body: { company: 'Alderbrook Apparel', verb: 'quote', productFamily: 'backup', dealKind: 'renewal' },
    })
    expect(own.lead).toMatchObject({ kind: 'you' })
  })
})
