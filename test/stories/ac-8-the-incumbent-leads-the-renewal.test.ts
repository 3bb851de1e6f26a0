import { dispatch } from '@parley/api/outbox/dispatch'
import { partnerEngagements, staffEngagements } from '@parley/contract/routes/engagements'
import { notifications } from '@parley/contract/routes/notifications'
import { partnerRenewals, staffRenewals } from '@parley/contract/routes/renewals'
import { describe, expect, it } from 'vitest'
import { claimOf, commission } from '../support/commission.ts'
import { letters } from '../support/letters.ts'
import { because } from '../support/matchers.ts'
import type { PersonName } from '../support/program.ts'
import { world } from '../support/world.ts'

const w = await world()
const sales = commission(w)
const manager = w.as('manager')
const alder = w.as('alder')

const sells = (name: string) => sales.resells(name, 'alder')
const opens = (id: string) => alder.does(partnerRenewals.get, { params: { id } })
const inspects = (id: string) => manager.does(staffRenewals.get, { params: { id } })
const reports = (id: string, kind: 'report' | 'review', happenedOn: string, who: PersonName = 'alder') =>
  w.as(who).does(partnerRenewals.report, {
    params: { id },
    body: { kind, note: 'Went through their plans for the coming year with the head of IT.', happenedOn },
  })
const notes = (id: string, kind: 'warning' | 'ended' | 'letter', more: object = {}) =>
  manager.does(staffRenewals.note, {
    params: { id },
    body: {
      kind,
      note: 'We have heard nothing of this customer since spring.',
      happenedOn: w.now().toISOString().slice(0, 10),
      ...more,
    },
  })
const asksToQuote = (company: string, more: object = {}) =>
  w.as('sales').does(staffEngagements.ask, {
    body: { company, verb: 'quote', productFamily: 'backup', dealKind: 'renewal', ...more },
  })
const rivalAsks = (company: string, more: object = {}) =>
  w.as('brightwater').does(partnerEngagements.ask, {
    body: { company, verb: 'quote', productFamily: 'backup', dealKind: 'renewal', ...more },
  })
const news = async (who: PersonName) => {
  await dispatch(w.env)
  return (await w.as(who).does(notifications.list, { query: {} })).items
}

const curlew = await sells('Curlew Cranberry')
const plover = await sells('Plover Ports')
const dunlin = await sells('Dunlin Dairies')
const whimbrel = await sells('Whimbrel Wool')

describe('AC-8: a won deal gives a contract with a term, and whoever made the sale leads its renewal', () => {
  it('the console has it by its end: paper, partner, who leads, and that a direct quote is a no, and why', async () => {
    const seen = await inspects(curlew)
    expect(seen).toMatchObject({
      accountName: 'Curlew Cranberry',
      partner: { name: 'Alder Ridge Systems' },
      paper: 'partner',
      startsOn: '2026-11-02',
      endsOn: '2027-11-01',
      daysLeft: 364,
      lead: 'partner',
      leadName: 'Alder Ridge Systems',
      renewalDeal: null,
    })
    expect(seen).toBeDecided('forbid', because('going-around-the-incumbent'))
  })

  it('the partner has its own, and nobody else’s', async () => {
    const { items } = await alder.does(partnerRenewals.list, { query: {} })
    expect(items.map(({ accountName }) => accountName).toSorted()).toEqual([
      'Curlew Cranberry',
      'Dunlin Dairies',
      'Plover Ports',
      'Whimbrel Wool',
    ])
    expect(items[0]).toMatchObject({ lead: 'you', daysLeft: 364, renewed: false })
    expect((await w.as('brightwater').does(partnerRenewals.list, { query: {} })).items).toEqual([])
    await expect(w.as('brightwater').does(partnerRenewals.get, { params: { id: curlew } })).toBeRefused('notFound')
    await expect(reports(curlew, 'report', '2026-11-02', 'brightwater')).toBeRefused('notFound')
  })

  it('a direct quote of ours is a no, and so is a rival’s; whatever they say that the customer wrote', async () => {
    expect(await asksToQuote('Curlew Cranberry')).toBeDecided('forbid', because('going-around-the-incumbent'))
    expect(await asksToQuote('Curlew Cranberry', { customerWrote: 'change' })).toBeDecided('forbid')
    expect(await asksToQuote('Curlew Cranberry', { verb: 'takeDirect' })).toBeDecided('forbid')
    const rival = await rivalAsks('Curlew Cranberry', { customerWrote: 'you' })
    expect(rival).toBeDecided('forbid', [])
    expect(JSON.stringify(rival)).not.toMatch(/Alder|Ada Linden/)
  })
})

describe('AC-8: it leads while it does its duties', () => {
  it('without a review of the renewal a channel manager looks first; with report and review it may quote at once', async () => {
    w.travelTo('2027-10-04')
    const before = await opens(curlew)
    expect(before).toBeDecided('consentRequired', [])
    expect(before).toMatchObject({ reviewHeldOn: null, daysLeft: 28, can: { review: { ok: true } } })
    await reports(curlew, 'report', '2027-10-01')
    const reviewed = await reports(curlew, 'review', '2027-10-04')
    expect(reviewed.decision.outcome.type).toBe('permit')
    expect(reviewed).toMatchObject({
      lastReportOn: '2027-10-04',
      reviewHeldOn: '2027-10-04',
      can: { review: { ok: false, reason: 'The review of this renewal is on record.' } },
    })
    expect(reviewed.acts.map(({ kind, byName }) => [kind, byName])).toEqual([
      ['report', 'You'],
      ['review', 'You'],
    ])
    const own = await alder.does(partnerEngagements.ask, {
      body: { company: 'Curlew Cranberry', verb: 'quote', productFamily: 'backup' },
    })
    expect(own.outcome.type).toBe('permit')
    expect((await inspects(curlew)).acts).toHaveLength(2)
  })

  it('nothing is reported before it has happened, nor a review twice', async () => {
    await expect(reports(curlew, 'report', '2027-12-01')).toBeRefused('refused', /day that has come/)
    await expect(reports(curlew, 'review', '2027-10-04')).toBeRefused('conflict', /on record/)
  })

  it('an incumbent that does them can’t be warned; one that doesn’t is warned first, and then no longer leads', async () => {
    await expect(notes(curlew, 'warning')).toBeRefused('conflict', /does its duties/)
    await expect(notes(plover, 'ended')).toBeRefused('conflict', /Warn the incumbent first/)
    expect((await notes(plover, 'warning')).acts).toHaveLength(1)
    const told = (await news('alderAdmin')).find(({ path }) => path === `/renewals/${plover}`)!
    expect(told.title).toBe('A warning about your customer: Plover Ports')
    expect(await asksToQuote('Plover Ports')).toBeDecided('forbid')
    w.travelTo('2027-10-20')
    await expect(
      w.as('sales').does(staffRenewals.note, {
        params: { id: plover },
        body: { kind: 'ended', note: 'It is over now.', happenedOn: '2027-10-20' },
      }),
    ).toBeRefused('notAllowed')
    const before = w.now().toISOString()
    const accountId = (await inspects(plover)).account.id
    const word = letters(w)
    expect(await word.represents(accountId)).toMatchObject({ name: 'Alder Ridge Systems', proof: { kind: 'sale' } })
    w.travelTo('2027-10-20T16:00:00Z')
    const ended = await notes(plover, 'ended')
    expect(await word.represents(accountId)).toMatchObject({ kind: 'nobody' })
    expect(await word.represents(accountId, before)).toMatchObject({ name: 'Alder Ridge Systems' })
    expect(ended).toMatchObject({ incumbencyEndedOn: '2027-10-20', can: { end: { ok: false } } })
    expect(ended).toBeDecided('consentRequired', because('otherwise'))
    expect((await opens(plover)).incumbencyEndedOn).toBe('2027-10-20')
    expect((await asksToQuote('Plover Ports')).outcome.type).toBe('consentRequired')
  })
})

describe('AC-8: unless the customer says otherwise in writing', () => {
  it('its letter is noted with who signed it; the incumbent reads it at once, and others may quote', async () => {
    await expect(notes(dunlin, 'letter')).toBeRefused('refused', /who signed/)
    const noted = await notes(dunlin, 'letter', {
      signerName: 'Greta Lund, managing director',
      note: 'We would like to buy from somebody else from November on.',
    })
    expect(noted).toMatchObject({ customerLeftOn: '2027-10-20' })
    expect(noted).toBeDecided('permitAndTell', because('customer-leaves-its-partner'))
    expect(await asksToQuote('Dunlin Dairies')).toBeDecided('permitAndTell')
    expect((await rivalAsks('Dunlin Dairies')).outcome.type).toBe('permit')
    const told = (await news('alderAdmin')).find(({ path }) => path === `/renewals/${dunlin}`)!
    expect(told.title).toBe('Your customer wrote to us: Dunlin Dairies')
    expect(told.lines.join(' ')).toMatch(/Greta Lund.*leaves its present partner.*somebody else from November/)
    expect((await opens(dunlin)).acts.at(-1)).toMatchObject({ kind: 'letter', byName: 'Northwind Systems' })
  })
})

describe('AC-8: the renewal’s deal keeps the incumbency, and pays by the policy', () => {
  it('it is made from the contract, once, with the incumbent’s claim', async () => {
    const made = await manager.does(staffRenewals.makeDeal, {
      params: { id: curlew },
      body: { amountMinor: 12_000_000, termMonths: 24 },
    })
    expect(made).toMatchObject({ kind: 'renewal', summary: { account: { name: 'Curlew Cranberry' } } })
    expect(claimOf(made, 'alder')).toMatchObject({ role: 'renewed', state: 'open' })
    expect((await inspects(curlew)).renewalDeal).toMatchObject({ id: made.summary.id, stage: 'open' })
    await expect(
      manager.does(staffRenewals.makeDeal, { params: { id: curlew }, body: { amountMinor: 1, termMonths: 1 } }),
    ).toBeRefused('conflict', /entered already/)

    await sales.paper(made.summary.id, 'alder', { role: 'resale', wantsPaper: 'vendor' })
    w.travelTo('2027-10-29')
    const won = await sales.wins(made.summary.id, { startsOn: '2027-11-02' })
    const claim = claimOf(won, 'alder')
    expect(claim.decision!.reasons.map(({ text }) => text).join(' ')).toMatch(/paid|incumbent/)
    expect(claim.amountMinor).toBeGreaterThan(0)
    const { items } = await alder.does(partnerRenewals.list, { query: {} })
    expect(items.find(({ accountName }) => accountName === 'Curlew Cranberry')).toMatchObject({
      ...{ startsOn: '2027-11-02', endsOn: '2029-11-01', lead: 'you', reviewHeldOn: null },
    })
    expect((await inspects(curlew)).renewed).toBe(true)
    await expect(reports(curlew, 'report', '2027-10-29')).toBeRefused('conflict', /was renewed/)
  })

  it('where the duties weren’t done, the same renewal earns nothing as the incumbent’s, by its rule', async () => {
    const made = await manager.does(staffRenewals.makeDeal, {
      params: { id: whimbrel },
      body: { amountMinor: 12_000_000, termMonths: 12 },
    })
    await sales.paper(made.summary.id, 'alder', { role: 'resale', wantsPaper: 'vendor' })
    const won = await sales.wins(made.summary.id)
    expect(claimOf(won, 'alder')).toMatchObject({ state: 'nothing', amountMinor: 0 })
    expect(claimOf(won, 'alder').decision).toMatchObject({ reasons: [{ rule: 'incumbent-duties-open' }] })
  })

  it('what was done for a customer isn’t changed afterwards', async () => {
    await expect(w.sql(`UPDATE parley.contract_act SET note = 'Another'`)).rejects.toThrow(/append-only/)
    await expect(w.sql(`UPDATE parley.contract SET ends_on = '2099-01-01'`)).rejects.toThrow(
      /isn't changed|append-only/,
    )
  })
})
