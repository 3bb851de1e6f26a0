import { accounts } from '@parley/contract/routes/accounts'
import { partnerEngagements, staffEngagements } from '@parley/contract/routes/engagements'
import { partner } from '@parley/contract/routes/partner'
import { describe, expect, it } from 'vitest'
import { commission } from '../support/commission.ts'
import { aDeal } from '../support/factories.ts'
import { partners } from '../support/program.ts'
import { world } from '../support/world.ts'

const w = await world()
const { alder, brightwater } = { alder: w.as('alder'), brightwater: w.as('brightwater') }
const manager = w.as('manager')
const earnings = commission(w)

const id = await w.has.account({ name: 'Tamarind Freight Lines', domain: 'tamarind-freight.com' })
await w.has.holding({
  accountId: id,
  productFamily: 'analytics',
  incumbentPartnerId: partners.corvane.id,
  since: '2025-05-01',
})
await w.has.directOpportunity({
  accountId: id,
  productFamily: 'network-security',
  ownerName: 'Theo Brandt',
  lastContactOn: '2026-10-20',
})
await alder.registers(aDeal({ account: { name: 'Linnet Dental Group' } }))
const registered = await alder.registers(aDeal({ account: { name: 'Tamarind Freight Lines' } }))
w.travelDays(1)
const large = await brightwater.registers(
  aDeal({
    account: { name: 'TAMARIND FREIGHT LINES' },
    productFamily: 'network-security',
    deal: { amountMinor: 80_000_000 },
  }),
)
w.travelDays(1)
const asked = await w.as('sales').does(staffEngagements.ask, {
  body: {
    company: 'Tamarind Freight Lines',
    accountId: id,
    verb: 'redirect',
    productFamily: 'backup',
    note: 'Security first.',
  },
})
const { summary: deal } = await earnings.deal('', { accountId: id })
await earnings.claims(deal.id, 'alder', 'sourced', { registrationId: registered.summary.id })

const look = () => manager.does(accounts.lookAtAccount, { params: { id } })
const timeline = (query: object = {}) => manager.does(accounts.accountTimeline, { params: { id }, query })
const ofAlder = (query: object = {}, of = registered.summary.id) =>
  alder.does(partner.customerTimeline, { params: { id: of }, query })
const familyOf = async (name: string) => (await look()).families.find((each) => each.productFamily.name === name)!

describe('the staff see an account in one look', () => {
  it('who leads for what, until when, and why, with the decision behind it', async () => {
    const { lead } = await familyOf('Backup')
    expect(lead).toMatchObject({
      kind: 'partner',
      partner: { name: 'Alder Ridge Systems' },
      lastDay: registered.summary.protection!.lastDay,
      daysLeft: registered.summary.protection!.daysLeft - 2,
      registrationId: registered.summary.id,
    })
    expect(lead.why.length).toBeGreaterThan(20)
    const decision = await manager.looksUp(lead.decisionId!)
    expect(decision.card.headline).toBe(lead.why)
  })

  it('whoever made the latest sale leads without a registration, and what runs there is said', async () => {
    expect(await familyOf('Analytics')).toMatchObject({
      lead: { kind: 'partner', partner: { name: 'Corvane IT' }, lastDay: null, decisionId: null },
      contract: { through: 'Corvane IT', since: '2025-05-01' },
      interested: [],
    })
  })

  it('who else wants it: partners with a live registration, and our own people', async () => {
    expect(await familyOf('Network Security')).toMatchObject({
      lead: { kind: 'nobody', why: 'The first registration that the policy approves will lead.' },
      interested: [
        { name: 'Brightwater Technology', what: 'Registered, in review', registrationId: large.summary.id },
        { name: 'Theo Brandt', what: 'Our own sales team, last spoke with them on October 20, 2026' },
      ],
    })
  })

  it('which deals are open', async () => {
    expect((await familyOf('Backup')).openDeals).toMatchObject([{ id: deal.id, reference: deal.reference }])
  })

  it('what is owed and by whom, the shortest time first', async () => {
    const { owed } = await look()
    expect(owed.map(({ who, what }) => `${who}: ${what}`)).toEqual([
      'Northwind Systems: A decision on what Brightwater Technology registered',
      'Alder Ridge Systems: Consent: may Sal Pereira change their plan?',
      `Northwind Systems: Whose contract ${deal.reference} will be`,
    ])
    expect(owed[0]).toMatchObject({ owes: 'vendor', about: { kind: 'registration', id: large.summary.id } })
    expect(owed[1]).toMatchObject({ owes: 'partner', late: false, about: { kind: 'engagement', id: asked.id } })
  })

  it('once the time is over it is late, and stays where it was', async () => {
    const twin = await w.has.account({ name: 'Oxbow Printing Works' })
    const review = aDeal({ account: { name: 'Oxbow Printing Works' }, deal: { amountMinor: 80_000_000 } })
    await brightwater.registers(review)
    const late = async () => (await manager.does(accounts.lookAtAccount, { params: { id: twin } })).owed[0]!.late
    expect(await late()).toBe(false)
    w.travelDays(12)
    expect(await late()).toBe(true)
  })

  it('for those who may read accounts, and no one else', async () => {
    await expect(w.as('editor').does(accounts.lookAtAccount, { params: { id } })).toBeRefused('notAllowed')
    await expect(w.as('finance').does(accounts.accountTimeline, { params: { id }, query: {} })).toBeRefused(
      'notAllowed',
    )
    expect((await alder.sends(accounts.lookAtAccount, { params: { id } })).status).toBe(403)
  })
})

describe('the timeline of an account is read by both sides, each its own edition', () => {
  it('the staff read everybody’s part, newest first, with what lies ahead before it', async () => {
    const { items, accountName } = await timeline()
    expect(accountName).toBe('Tamarind Freight Lines')
    const instants = items.map(({ at }) => at)
    expect(instants).toEqual([...instants].sort().reverse())
    expect(items[0]).toMatchObject({ ahead: true, kind: 'protection', partnerName: 'Alder Ridge Systems' })
    expect(items.map(({ partnerName, text }) => [partnerName, text])).toEqual(
      expect.arrayContaining([
        ['Brightwater Technology', 'Registered for TAMARIND FREIGHT LINES'],
        ['Alder Ridge Systems', 'Registered for Tamarind Freight Lines'],
        [null, 'Asked to change their plan: consent needed'],
        ['Alder Ridge Systems', 'Asked for consent to change their plan, and no answer came in time'],
        [null, `${deal.reference} was entered`],
        ['Alder Ridge Systems', 'Claimed a share: sourced'],
      ]),
    )
    expect(items.find(({ text }) => text.startsWith('Asked to change'))!.by).toBe('Sal Pereira')
  })

  it('the partner reads its own part and what it was told of, and nothing of others', async () => {
    const read = await ofAlder()
    const text = JSON.stringify(read)
    expect(text).not.toMatch(/Brightwater|Corvane|Theo Brandt|Sal Pereira|TAMARIND|Network Security|Analytics|Linnet/)
    expect(text).not.toContain(deal.reference)
    expect(text).not.toContain(id)
    expect(read.kinds).toEqual(['registration', 'protection', 'engagement', 'deal'])
    expect(read.items.every(({ partnerName }) => partnerName === null)).toBe(true)
    expect(read.items.map(({ by, text: said }) => `${by}: ${said}`)).toEqual(
      expect.arrayContaining([
        'You: Registered for Tamarind Freight Lines',
        'A seller of Northwind Systems: Asked to change their plan: consent needed',
      ]),
    )
  })

  it('the other partner reads only its own', async () => {
    const read = await brightwater.does(partner.customerTimeline, { params: { id: large.summary.id }, query: {} })
    expect(read.kinds).toEqual(['registration'])
    expect(JSON.stringify(read)).not.toMatch(/Alder|Backup|consent|Sal Pereira/)
  })

  it('another partner’s registration isn’t there', async () => {
    const none = { params: { id: registered.summary.id }, query: {} }
    await expect(brightwater.does(partner.customerTimeline, none)).toBeRefused('notFound')
  })

  it('of one kind alone, page by page, each entry once', async () => {
    const whole = (await timeline()).items
    for (const kind of [undefined, 'registration'] as const) {
      const paged: unknown[] = []
      for (let cursor: string | undefined; ; ) {
        const page = await timeline({ limit: 2, ...(kind ? { kind } : {}), ...(cursor ? { cursor } : {}) })
        paged.push(...page.items)
        if (page.nextCursor === null) break
        cursor = page.nextCursor
      }
      expect(paged).toEqual(kind ? whole.filter((each) => each.kind === kind) : whole)
    }
    await expect(timeline({ cursor: 'bm90aGluZw' })).toBeRefused('refused')
  })

  it('goes on at the record that an account was merged into', async () => {
    const other = await w.has.account({ name: 'Tamarind Lines Holding' })
    await w.as('sales').does(staffEngagements.ask, {
      body: { company: 'Tamarind Lines Holding', accountId: other, verb: 'contact', productFamily: 'backup' },
    })
    await manager.does(accounts.mergeAccounts, { body: { keptId: id, absorbedId: other, reason: 'One company.' } })
    const { items } = await timeline()
    expect(items[items.findIndex(({ ahead }) => !ahead)]).toMatchObject({
      kind: 'account',
      text: 'Tamarind Lines Holding was merged into Tamarind Freight Lines: One company.',
      by: 'Mina Castell',
    })
    expect(items.filter(({ text }) => text.startsWith('Asked to contact them'))).toHaveLength(1)
    const asOther = await manager.does(accounts.accountTimeline, { params: { id: other }, query: {} })
    expect(asOther.items).toEqual(items)
    expect((await manager.does(accounts.lookAtAccount, { params: { id: other } })).accountId).toBe(id)
    expect(JSON.stringify(await ofAlder())).not.toMatch(/Holding|merged/)
  })

  it('money is there, to each what it earns', async () => {
    await earnings.paper(deal.id, 'alder')
    await earnings.wins(deal.id)
    const amount = (text: string) => /\$[\d,.]+/.exec(text)?.[0]
    const staffs = (await timeline({ kind: 'commission' })).items[0]!
    const own = (await ofAlder({ kind: 'commission' })).items[0]!
    expect(staffs).toMatchObject({ partnerName: 'Alder Ridge Systems', text: own.text })
    expect(amount(own.text)).toBeDefined()
    const { items } = await timeline({ kind: 'deal', ahead: 'no' })
    expect(items.map(({ text }) => text)).toContain(`${deal.reference} was won`)
    expect(items.every(({ ahead }) => !ahead)).toBe(true)
    const { contract, openDeals } = await familyOf('Backup')
    expect([contract, openDeals]).toMatchObject([{ dealId: deal.id, renewsOn: expect.stringMatching(/^2027-/) }, []])
  })

  it('under every name that the partner uses for a customer', async () => {
    const again = await alder.registers(
      aDeal({ account: { name: 'Tamarind Freight Lines, Inc.' }, productFamily: 'analytics' }),
    )
    await alder.does(partnerEngagements.ask, {
      body: { company: 'Tamarind Freight Lines', verb: 'quote', productFamily: 'analytics' },
    })
    const [one, other] = [await ofAlder(), await ofAlder({}, again.summary.id)]
    expect(one.items).toEqual(other.items)
    expect(one.items.filter(({ productFamilyName }) => productFamilyName === 'Analytics').length).toBeGreaterThan(2)
    expect(other.accountName).toBe('Tamarind Freight Lines, Inc.')
  })
})
