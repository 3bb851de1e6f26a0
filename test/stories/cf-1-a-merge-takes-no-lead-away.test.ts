import { accounts } from '@parley/contract/routes/accounts'
import { partnerAttestations, publicAttestations, staffAttestations } from '@parley/contract/routes/attestations'
import { partnerEngagements } from '@parley/contract/routes/engagements'
import { describe, expect, it } from 'vitest'
import { aDeal } from '../support/factories.ts'
import { letters } from '../support/letters.ts'
import '../support/matchers.ts'
import { partners } from '../support/program.ts'
import { world } from '../support/world.ts'

const w = await world()
const l = letters(w)
const manager = w.as('manager')
const alder = w.as('alder')
const deal = (name: string) => aDeal({ account: { name }, deal: { expectedCloseOn: '2027-06-15' } })
const attests = (whose: { registrationId: string } | { letterId: string }) =>
  alder.does(partnerAttestations.make, { body: { ...whose, productFamilies: ['backup'], days: 30 } })
const merges = (keptId: string, absorbedId: string) =>
  manager.does(accounts.mergeAccounts, { body: { keptId, absorbedId, reason: 'One company, two records.' } })
const undoes = (id: string) =>
  manager.does(accounts.undoMerge, { params: { id }, body: { reason: 'They are two after all.' } })

/** Brightwater is protected at one record, and a day later Alder at another one of the same company. */
async function twoLeads(first: string, second: string) {
  const rival = (await w.as('brightwater').registers(deal(first))).summary
  w.travelDays(1)
  const own = (await alder.registers(deal(second))).summary
  expect([rival.status, own.status]).toEqual(['approved', 'approved'])
  return { own: own.id, at: await l.accountOf(own.id), rivals: await l.accountOf(rival.id), rivalId: rival.id }
}

/** Whatever Alder, and a customer with its link, can read of who leads there. */
async function told(name: string, attestationId: string, token: string) {
  const asked = { company: name, verb: 'quote' as const, productFamily: 'backup', country: 'US' }
  const { outcome, headline, facts, reasons } = (await alder.does(partnerEngagements.ask, { body: asked })).decision
  return {
    leads: (await alder.does(partnerAttestations.leads, {})).items,
    links: (await alder.does(partnerAttestations.list, { query: {} })).items,
    state: (await alder.does(partnerAttestations.get, { params: { id: attestationId } })).state,
    customer: await w.stranger().does(publicAttestations.verify, { query: { token } }),
    page: (await w.stranger().fetches(`/represents/${token}`)).text,
    precheck: await alder.prechecks(deal(name)),
    mayI: { outcome, headline, facts, reasons },
    registrations: await alder.lists(),
    home: await alder.seesHome(),
  }
}

describe('CF-1: a merge of two protected accounts', () => {
  for (const [kept, first, second] of [
    ['the rival’s', 'Osprey Ketch Works', 'Tamarisk Boatyard'],
    ['its own', 'Farrow Lime Kilns', 'Elderwick Masonry'],
  ] as const)
    it(`tells the later of the two nothing, nor its customer, where ${kept} record is kept; nor does its undo`, async () => {
      const { own, at, rivals } = await twoLeads(first, second)
      const { id, token } = await attests({ registrationId: own })
      const before = await told(second, id, token)
      expect(before).toMatchObject({ state: 'valid', customer: { isValid: true } })
      expect(before.leads.map(({ registrationId }) => registrationId)).toContain(own)
      const earlier = async () => [
        await w.as('brightwater').prechecks(deal(first)),
        await w.as('brightwater').does(partnerAttestations.leads, {}),
      ]
      const rivalBefore = await earlier()
      const merge = await (kept === 'its own' ? merges(at, rivals) : merges(rivals, at))
      expect(await told(second, id, token)).toEqual(before)
      expect(await earlier()).toEqual(rivalBefore)
      const meanwhile = await attests({ registrationId: own })
      expect(meanwhile.state).toBe('valid')
      await undoes(merge.id)
      const { state } = await alder.does(partnerAttestations.get, { params: { id: meanwhile.id } })
      expect(state).toBe('valid')
      await alder.does(partnerAttestations.revoke, { params: { id: meanwhile.id } })
      const after = await told(second, id, token)
      expect({ ...after, links: after.links.filter((each) => each.id !== meanwhile.id) }).toEqual(before)
    })

  it('leaves both of them the lead that they had, each for its own days, and the vendor sees both', async () => {
    const { own, at, rivals, rivalId } = await twoLeads('Pipistrelle Gardens', 'Wharfedale Nurseries')
    await merges(rivals, at)
    const [a, b] = [await manager.inspects(own), await manager.inspects(rivalId)]
    expect([a.summary.protection, b.summary.protection]).toMatchObject([{ kind: 'exclusive' }, { kind: 'exclusive' }])
    // Once its own is over, it reads what everybody reads: another leads, until that day.
    await alder.withdraws(own)
    const { card } = await alder.prechecks(deal('Wharfedale Nurseries'))
    expect(card.facts.find(({ fact }) => fact === 'account.protectedForOther')).toMatchObject({ value: 'yes' })
  })

  it('leaves a partner whose customer named it its lead, and a link for that customer', async () => {
    const rival = (await w.as('brightwater').registers(deal('Sallowfield Mills'))).summary
    const record = await w.has.account({ name: 'Corncrake Weavers' })
    const letter = await l.brings('alder', 'Corncrake Weavers')
    await l.checks(letter.id)
    expect((await l.sees('alder', letter.id)).designations).toMatchObject([{ state: 'inEffect' }])
    // It is there for another family, too: all that it leads at one company is one line, wherever the merge leaves the letter.
    await alder.registers({ ...deal('Corncrake Weavers'), productFamily: 'network-security' })
    const link = await attests({ letterId: letter.id })
    const leads = async () => (await alder.does(partnerAttestations.leads, {})).items
    const before = await leads()
    expect(before.map(({ accountName }) => accountName)).toContain('Corncrake Weavers')
    const merge = await merges(await l.accountOf(rival.id), record)
    const state = async () => (await alder.does(partnerAttestations.get, { params: { id: link.id } })).state
    expect([await state(), await leads()]).toEqual(['valid', before])
    await undoes(merge.id)
    expect([await state(), await leads()]).toEqual(['valid', before])
  })

  it('is the same for a link that somebody of the vendor makes meanwhile', async () => {
    const { at, rivals } = await twoLeads('Gannet Rope Walk', 'Merganser Cordage')
    const merge = await merges(rivals, at)
    const body = { accountId: rivals, partnerId: partners.alder.id, productFamilies: ['backup'], days: 30 }
    const made = await manager.does(staffAttestations.make, { body })
    expect(made).toMatchObject({ state: 'valid', accountName: 'Merganser Cordage' })
    await undoes(merge.id)
    expect((await alder.does(partnerAttestations.get, { params: { id: made.id } })).state).toBe('valid')
  })
})

describe('CF-1: a merge of two records that two partners have sold to', () => {
  it('leaves each of them the lead by its sale, and tells it nothing of the other', async () => {
    const sold = async (name: string, incumbentPartnerId: string, since: string) => {
      const accountId = await w.has.account({ name, country: 'US' })
      await w.has.holding({ accountId, productFamily: 'backup', incumbentPartnerId, since })
      return accountId
    }
    const rivals = await sold('Plover Lock Makers', partners.brightwater.id, '2025-03-01')
    const own = await sold('Hawfinch Ironmongery', partners.alder.id, '2024-03-01')
    const asks = async (who: 'alder' | 'brightwater', company: string) => {
      const body = { company, verb: 'quote' as const, productFamily: 'backup', country: 'US' }
      const { decision } = await w.as(who).does(partnerEngagements.ask, { body })
      return { outcome: decision.outcome, facts: decision.facts, reasons: decision.reasons }
    }
    const both = async () => [
      await asks('alder', 'Hawfinch Ironmongery'),
      await asks('brightwater', 'Plover Lock Makers'),
    ]
    const before = await both()
    const pair = { one: rivals, other: own }
    expect((await manager.does(accounts.comparePair, { params: pair })).consequences).toContain(
      'Brightwater Technology and Alder Ridge Systems have both sold Backup there. Each goes on leading by its own sale; for everybody else the sale at the record that you keep counts.',
    )
    const merge = await merges(rivals, own)
    expect(await both()).toEqual(before)
    const { families } = await manager.does(accounts.lookAtAccount, { params: { id: own } })
    expect(families).toMatchObject([
      {
        lead: { partner: { name: 'Brightwater Technology' } },
        interested: [{ name: 'Alder Ridge Systems', what: 'Sold here, too' }],
      },
    ])
    await undoes(merge.id)
    expect(await both()).toEqual(before)
  })
})
