import { dispatch } from '@parley/api/outbox/dispatch'
import { partnerClaims, staffDeals } from '@parley/contract/routes/deals'
import { notifications } from '@parley/contract/routes/notifications'
import { partnerStatements } from '@parley/contract/routes/statements'
import { beforeAll, describe, expect, it } from 'vitest'
import { claimOf, commission } from '../support/commission.ts'
import { aDeal } from '../support/factories.ts'
import { type PartnerName, partners } from '../support/program.ts'
import { world } from '../support/world.ts'

const w = await world()
const sales = commission(w)

const registers = async (who: PartnerName, name: string, deal: Parameters<typeof aDeal>[0] = {}) =>
  (await w.as(who).registers(aDeal({ ...deal, account: { name } }))).summary
const makes = (who: PartnerName, registrationId: string, role: 'influenced' | 'sourced' | 'implemented') =>
  w.as(who).does(partnerClaims.make, { body: { registrationId, role, note: 'We showed them the product.' } })
const dealOf = async (claimId: string) => {
  const [row] = await w.sql<{ id: string | null }>('SELECT deal_id AS id FROM parley.claim WHERE id = $1', [claimId])
  return row!.id
}

/** All that somebody can read of what it earns. */
async function reads(who: PartnerName): Promise<string> {
  await dispatch(w.env)
  const someone = w.as(who)
  const list = await someone.sends(partnerClaims.list, { query: {} })
  const texts = [list.text]
  for (const { id } of (list.json as { items: { id: string }[] }).items)
    texts.push((await someone.sends(partnerClaims.get, { params: { id } })).text)
  texts.push((await someone.sends(partnerClaims.earnings, {})).text)
  texts.push((await someone.sends(partnerStatements.list, { query: {} })).text)
  texts.push((await someone.sends(notifications.list, { query: {} })).text)
  return texts.join('\n')
}

/** Brightwater leads the account and brings the deal; whoever registers after it is refused. */
async function ledByBrightwater(name: string) {
  const led = await registers('brightwater', name, { deal: { amountMinor: 4_321_700 } })
  const refused = await registers('alder', name)
  expect([led.status, refused.status]).toEqual(['approved', 'rejected'])
  const dealId = (await dealOf((await makes('brightwater', led.id, 'sourced')).id))!
  return { dealId, refused: refused.id }
}

async function isWon(dealId: string): Promise<void> {
  await sales.paper(dealId, 'brightwater', { role: 'resale' })
  await sales.wins(dealId, { closedBy: 'partner', closerPartnerId: partners.brightwater.id })
}

describe('CF-7: a refused partner that claims a share reads nothing of its rival’s deal', () => {
  let dealId = ''
  let refused = ''
  let claimId = ''
  beforeAll(async () => {
    ;({ dealId, refused } = await ledByBrightwater('Lapwing Labs'))
  })

  it('its claim is taken, and stands on no deal', async () => {
    const claim = await makes('alder', refused, 'influenced')
    claimId = claim.id
    expect(claim).toMatchObject({ state: 'open', accountName: 'Lapwing Labs', decision: null })
    expect(await dealOf(claimId)).toBeNull()
    await expect(makes('alder', refused, 'influenced')).toBeRefused('conflict', /claimed already/)
  })

  it('nothing that it reads changes when the deal is won, paid and settled', async () => {
    const before = await reads('alder')
    await isWon(dealId)
    await sales.untilOwed(dealId)
    expect(await reads('alder')).toBe(before)
    expect(before).not.toMatch(/43,217|4321700/)
  })

  it('nor when it claims afterwards, and finance settles again', async () => {
    const late = await makes('alder', refused, 'implemented')
    expect(late).toMatchObject({ state: 'open', decision: null })
    const before = await reads('alder')
    await sales.settles(dealId)
    expect(await reads('alder')).toBe(before)
  })

  it('the staff hears of it, sees on the deal what waits to be tied, and what came of its registration', async () => {
    const { items } = await w.as('manager').does(notifications.list, { query: {} })
    expect(JSON.stringify(items)).toMatch(/Alder Ridge Systems claims a share: Influenced\..*isn’t tied to a deal/)
    expect((await sales.reads(dealId)).untied).toMatchObject([
      {
        partner: { name: 'Alder Ridge Systems' },
        role: 'influenced',
        registration: { id: refused, status: 'rejected' },
      },
      { role: 'implemented' },
    ])
  })

  it('no fact of it can be changed and nothing decided before that', async () => {
    const sent = { params: { id: claimId }, body: { activities: 3 }, ifMatch: 1 }
    await expect(w.as('manager').does(staffDeals.editClaim, sent)).toBeRefused('conflict', /isn’t tied to a deal/)
  })

  it('tied by the staff, it’s decided with the others; while it earns nothing, it reads no amount', async () => {
    const deal = await sales.claims(dealId, 'alder', 'influenced', { registrationId: refused, activities: 0 })
    expect(deal.untied.map(({ role }) => role)).toEqual(['implemented'])
    expect(claimOf(deal, 'alder')).toMatchObject({ id: claimId, note: 'We showed them the product.', state: 'waits' })
    const { text, json } = await w.as('alder').sends(partnerClaims.get, { params: { id: claimId } })
    expect(text).not.toMatch(/43,217|4321700/)
    const { decision } = json as { decision: { facts: { fact: string }[] } }
    const told = decision.facts.map(({ fact }) => fact)
    expect(told).toContain('claim.role')
    for (const fact of ['claim.baseMinor', 'deal.netAmountMinor', 'deal.paper']) expect(told).not.toContain(fact)
  })

  it('once the staff confirms its part, it’s paid by it, and reads that part alone', async () => {
    const { version } = claimOf(await sales.reads(dealId), 'alder')
    await w.as('manager').does(staffDeals.editClaim, {
      params: { id: claimId },
      body: { activities: 4, customerConfirmed: 'email', baseMinor: 1_000_000 },
      ifMatch: version,
    })
    const claim = await w.as('alder').does(partnerClaims.get, { params: { id: claimId } })
    expect(claim).toMatchObject({ state: 'payable', payableMinor: 30_000, steps: [{ text: '3% of $10,000' }] })
    expect(JSON.stringify(claim)).not.toMatch(/43,217|4321700/)
  })

  it('a claim stays with its deal, and no partner’s hand ties one', async () => {
    await expect(w.sql('UPDATE parley.claim SET deal_id = NULL WHERE id = $1', [claimId])).rejects.toThrow(
      /stays with its deal/,
    )
  })
})

describe('CF-7: who comes to lead claims of its own deal', () => {
  const large = { deal: { amountMinor: 60_000_000 } }

  const leads = (id: string) =>
    w.as('manager').overrides(id, {
      ...{ outcome: 'approveAsTeaming', protectionDays: 60 },
      ...{ wording: 'We talked it over with your seller.', reason: 'They do another part of the work there.' },
    })

  it('claimed while a person decides, it stands on a deal from the approval on', async () => {
    const asked = await registers('alder', 'Plover Instruments', large)
    expect(asked.status).toBe('inReview')
    const deal = await sales.deal('Plover Instruments', { accountId: await accountOf(asked.id) })
    const claim = await makes('alder', asked.id, 'sourced')
    expect(await dealOf(claim.id)).toBeNull()
    await leads(asked.id)
    expect(await dealOf(claim.id)).toBe(deal.summary.id)
    expect((await sales.reads(deal.summary.id)).untied).toEqual([])
  })

  it('what a rival had won before it registered is no deal of its', async () => {
    const { dealId } = await ledByBrightwater('Dunlin Foods')
    await isWon(dealId)
    w.travelDays(5)
    const later = await registers('corvane', 'Dunlin Foods')
    await leads(later.id)
    const claim = await makes('corvane', later.id, 'sourced')
    expect(await dealOf(claim.id)).not.toBe(dealId)
    expect(await dealOf(claim.id)).not.toBeNull()
  })

  it('whose protection was over when a rival’s deal was entered waits for the staff', async () => {
    const early = await registers('alder', 'Curlew Rail')
    await w.as('alder').withdraws(early.id, 'They have put it off.')
    const next = await registers('brightwater', 'Curlew Rail')
    const dealId = await dealOf((await makes('brightwater', next.id, 'sourced')).id)
    const claim = await makes('alder', early.id, 'influenced')
    expect(await dealOf(claim.id)).toBeNull()
    expect((await sales.reads(dealId!)).untied).toMatchObject([{ id: claim.id }])
  })

  async function accountOf(registrationId: string): Promise<string> {
    const [row] = await w.sql<{ id: string }>('SELECT account_id AS id FROM parley.registration WHERE id = $1', [
      registrationId,
    ])
    return row!.id
  }
})
