import { partnerEngagements } from '@parley/contract/routes/engagements'
import { staffRenewals } from '@parley/contract/routes/renewals'
import { describe, expect, it } from 'vitest'
import { commission } from '../support/commission.ts'
import { ofNobody } from '../support/of-nobody.ts'
import { world } from '../support/world.ts'

const w = await world()
const sales = commission(w)
const manager = w.as('manager')

const alderSells = (name: string) => sales.resells(name, 'alder')
async function vendorSells(name: string, more: object = {}): Promise<void> {
  const accountId = await w.has.account({ name, ...more })
  await w.has.holding({ accountId, productFamily: 'backup', incumbentPartnerId: null, since: '2026-11-02' })
}
const notes = (id: string, kind: 'warning' | 'ended' | 'letter', more: object = {}) =>
  manager.does(staffRenewals.note, {
    params: { id },
    body: { kind, note: 'On record since this autumn.', happenedOn: w.now().toISOString().slice(0, 10), ...more },
  })

const held = { conductHoldReason: 'Under review.' }
const listed = (designation: 'house' | 'named') => ({ designation })
await alderSells('Whimbrel Wool')
const leaving = await alderSells('Dunlin Dairies')
const ended = await alderSells('Plover Ports')
const houses = await alderSells('Curlew Cranberry')
await vendorSells('Godwit Grain')
await vendorSells('Knot Knitwear', held)
await vendorSells('Avocet Alloys', listed('house'))
await w.sql(`UPDATE parley.account SET designation = 'house' WHERE name = 'Curlew Cranberry'`)

type Asks = Partial<Parameters<typeof partnerEngagements.ask.body.parse>[0] & object>

/** All that Brightwater reads of one question: its answer, and the same opened again. Names and ids are taken out. */
async function reads(company: string, asks: Asks = {}) {
  const rival = w.as('brightwater')
  const answer = await rival.sends(partnerEngagements.ask, {
    body: { company, country: 'US', verb: 'quote', productFamily: 'backup', ...asks } as never,
  })
  const { id } = answer.json as { id: string }
  const again = await rival.sends(partnerEngagements.get, { params: { id } })
  const text = ofNobody(`${answer.status} ${answer.text} ${again.text}`, company)
  const { outcome } = answer.json as { outcome: { type: string } }
  return { outcome: outcome.type, text }
}
const factsOf = ({ text }: { text: string }) => [...text.matchAll(/"fact":"([^"]+)"/g)].map(([, fact]) => fact)

describe('CF-7: May I? doesn’t tell whether the latest sale was another partner’s or the vendor’s', () => {
  it('a renewal that isn’t open: every fact, reason and way out is the same', async () => {
    const ofRival = await reads('Whimbrel Wool')
    expect(ofRival.outcome).toBe('forbid')
    expect(ofRival).toEqual(await reads('Godwit Grain'))
    expect(factsOf(ofRival)).toContain('account.customerOfFamily')
    expect(factsOf(ofRival)).not.toContain('account.latestSaleDirect')
  })

  it('another kind of deal: as an account of the vendor’s that is under review', async () => {
    const ofRival = await reads('Whimbrel Wool', { dealKind: 'new' })
    expect(ofRival.outcome).toBe('forbid')
    expect(ofRival).toEqual(await reads('Knot Knitwear', { dealKind: 'new' }))
    expect(ofRival.text).toContain('"kind":"unsaid"')
  })

  it.each(['you', 'change'] as const)('who says that the customer wrote (%s) reads what it said', async (said) => {
    const ofRival = await reads('Whimbrel Wool', { customerWrote: said })
    expect(ofRival.outcome).toBe('forbid')
    expect(ofRival).toEqual(await reads('Knot Knitwear', { customerWrote: said }))
    expect(ofRival.text).not.toContain('Nothing in writing')
    expect(ofRival.text).not.toMatch(/latest sale of/)
  })

  it('nor does it at a house account', async () => {
    for (const customerWrote of ['none', 'you'] as const)
      expect(await reads('Curlew Cranberry', { customerWrote })).toEqual(
        await reads('Avocet Alloys', { customerWrote }),
      )
  })

  it('what the incumbent itself reads is its own: how its incumbency stands, and the duties', async () => {
    const answer = await w.as('alder').sends(partnerEngagements.ask, {
      body: { company: 'Whimbrel Wool', country: 'US', verb: 'quote', productFamily: 'backup' },
    })
    expect(factsOf(answer)).toEqual(
      expect.arrayContaining(['account.incumbencyEnded', 'account.daysSinceOwnReport', 'customer.writtenWish']),
    )
  })
})

describe('CF-7: May I? doesn’t tell what becomes of another’s incumbency', () => {
  it('neither that its customer leaves it, nor that the vendor has ended it: both read alike', async () => {
    w.travelTo('2027-10-04')
    await notes(ended, 'warning')
    w.travelTo('2027-10-20')
    await notes(ended, 'ended')
    await notes(leaving, 'letter', { signerName: 'Greta Lund, managing director' })
    for (const asks of [{}, { dealKind: 'new' }, { customerWrote: 'you' }, { verb: 'contact' }] as const) {
      const left = await reads('Dunlin Dairies', asks)
      expect(left.outcome).toBe('permit')
      expect(left).toEqual(await reads('Plover Ports', asks))
      expect(factsOf(left)).not.toContain('account.incumbencyEnded')
      expect(left.text).not.toMatch(/leave its present partner/)
    }
  })

  it('no word of the customer that it didn’t bring', async () => {
    const { text } = await reads('Dunlin Dairies')
    expect(text).toMatch(/This account is open/)
    expect(text).not.toMatch(/its wish in writing/)
  })

  it('where another reason refuses as well, the words are those of a renewal that isn’t open', async () => {
    await notes(houses, 'warning')
    w.travelTo('2027-10-28')
    await notes(houses, 'ended')
    expect(await reads('Curlew Cranberry')).toEqual(await reads('Avocet Alloys'))
  })
})
