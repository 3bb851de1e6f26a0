import { dispatch } from '@parley/api/outbox/dispatch'
import { audit } from '@parley/contract/routes/audit'
import { partnerClaims, staffDeals } from '@parley/contract/routes/deals'
import { notifications } from '@parley/contract/routes/notifications'
import { beforeAll, describe, expect, it } from 'vitest'
import { commission } from '../support/commission.ts'
import { aDeal } from '../support/factories.ts'
import type { PartnerName } from '../support/program.ts'
import { world } from '../support/world.ts'

const w = await world()
const sales = commission(w)
const because = 'You had no meeting there that we know of.'

const registers = async (who: PartnerName, name: string, deal: Parameters<typeof aDeal>[0] = {}) =>
  (await w.as(who).registers(aDeal({ ...deal, account: { name } }))).summary
const makes = (who: PartnerName, registrationId: string) =>
  w.as(who).does(partnerClaims.make, { body: { registrationId, role: 'influenced', note: 'We showed it.' } })
const declines = (id: string, version = 1, who: 'manager' | 'finance' = 'manager') =>
  w.as(who).does(staffDeals.declineClaim, { params: { id }, body: { because }, ifMatch: version })
const dealOf = async (claimId: string) => {
  const [row] = await w.sql<{ id: string | null }>('SELECT deal_id AS id FROM parley.claim WHERE id = $1', [claimId])
  return row!.id
}
const latestNotice = async (who: PartnerName) => {
  await dispatch(w.env)
  return (await w.as(who).does(notifications.list, { query: {} })).items[0]!
}

describe('CF-7: the staff declines a claim that stands on no deal', () => {
  let dealId = ''
  let refused = ''
  let claimId = ''
  beforeAll(async () => {
    const led = await registers('brightwater', 'Lapwing Labs')
    refused = (await registers('alder', 'Lapwing Labs')).id
    dealId = (await dealOf((await makes('brightwater', led.id)).id))!
    claimId = (await makes('alder', refused)).id
  })

  it('not who only settles, and not by what was changed meanwhile', async () => {
    await expect(declines(claimId, 1, 'finance')).toBeRefused('notAllowed')
    await expect(declines(claimId, 2)).toBeRefused('stale')
  })

  it('as the deal’s page shows it, with a reason: the deal asks for it no more', async () => {
    const [untied] = (await sales.reads(dealId)).untied
    expect(await declines(untied!.id, untied!.version)).toMatchObject({ id: claimId, because })
    expect((await sales.reads(dealId)).untied).toEqual([])
    await expect(declines(claimId, 2)).toBeRefused('conflict', /declined already/)
  })

  it('its partner reads that, and why, and that it earns nothing', async () => {
    const claim = await w.as('alder').does(partnerClaims.get, { params: { id: claimId } })
    expect(claim).toMatchObject({ state: 'declined', declined: { because }, amountMinor: null, decision: null })
    expect((await w.as('alder').does(partnerClaims.earnings, {})).openClaims).toBe(0)
    await expect(makes('alder', refused)).toBeRefused('conflict', /wasn’t taken up/)
  })

  it('is told it in the words that whoever has no rival and no deal there is told', async () => {
    const asked = await registers('corvane', 'Plover Instruments', { deal: { amountMinor: 60_000_000 } })
    await declines((await makes('corvane', asked.id)).id)
    const [beside, alone] = [await latestNotice('alder'), await latestNotice('corvane')]
    expect(beside.title).toBe('Not taken up: Lapwing Labs')
    expect(JSON.stringify(beside)).not.toMatch(/Brightwater|deal/i)
    expect(JSON.stringify(beside)).toContain(because)
    const worded = ({ lines }: typeof beside) => lines
    expect(worded(beside)).toEqual(worded(alone))
  })

  it('stands in the audit trail with its reason', async () => {
    const { items } = await w.as('operator').does(audit.events, { query: {} })
    const event = items.find(({ action }) => action === 'claim.declined')
    expect(JSON.stringify(event)).toContain(because)
  })

  it('no hand ties it: the staff that enters the share makes a claim of its own', async () => {
    await sales.claims(dealId, 'alder', 'influenced', { registrationId: refused })
    expect(await dealOf(claimId)).toBeNull()
    await expect(w.sql('UPDATE parley.claim SET deal_id = $2 WHERE id = $1', [claimId, dealId])).rejects.toThrow(
      /declined/,
    )
  })

  it('nor does an approval that comes later, by which its partner claims anew', async () => {
    const asked = await registers('alder', 'Dunlin Foods', { deal: { amountMinor: 60_000_000 } })
    const claim = await makes('alder', asked.id)
    await declines(claim.id)
    await w.as('manager').overrides(asked.id, {
      ...{ outcome: 'approveAsTeaming', protectionDays: 60 },
      ...{ wording: 'We talked it over with your seller.', reason: 'They do another part of the work there.' },
    })
    expect(await dealOf(claim.id)).toBeNull()
    expect(await dealOf((await makes('alder', asked.id)).id)).not.toBeNull()
  })

  it('what stands on a deal isn’t declined', async () => {
    const [own] = (await w.as('brightwater').does(partnerClaims.list, { query: {} })).items
    await expect(declines(own!.id, own!.version)).toBeRefused('conflict', /stands on a deal/)
  })
})
