import { accounts } from '@parley/contract/routes/accounts'
import { partner } from '@parley/contract/routes/partner'
import { describe, expect, it } from 'vitest'
import { conflictsIn } from '../support/conflicts.ts'
import { aDeal } from '../support/factories.ts'
import { letters } from '../support/letters.ts'
import { world } from '../support/world.ts'

const w = await world()
const c = conflictsIn(w)
const l = letters(w)
const manager = w.as('manager')
const other = await c.anotherManager('Nils Ortega')

const look = (id: string) => manager.does(accounts.lookAtAccount, { params: { id } })
const staffsWords = async (id: string) =>
  (await manager.does(accounts.accountTimeline, { params: { id }, query: { limit: 100 } })).items.map(
    ({ partnerName, text }) => `${partnerName ?? ''}: ${text}`,
  )
const own = async (who: 'alder' | 'brightwater', id: string) =>
  (await w.as(who).does(partner.customerTimeline, { params: { id }, query: { limit: 100 } })).items
const wordsOf = async (who: 'alder' | 'brightwater', id: string) => (await own(who, id)).map(({ text }) => text)

describe('a case about an account stands in its timeline, to each side as it may know it', async () => {
  const { ids, caseId } = await c.meet('Tamarind Freight Lines', 'alder', 'brightwater')
  const [alders, brightwaters] = ids as [string, string]
  const accountId = await l.accountOf(alders)
  await c.says(caseId, 'claim.sourced', false)
  w.travelTo('2026-11-05T06:00:00.000Z')
  await c.decides(caseId)

  it('what waits for a person is owed by the vendor', async () => {
    expect((await look(accountId)).owed).toContainEqual(
      expect.objectContaining({
        owes: 'vendor',
        what: 'A decision who leads, of those who claim it',
        about: { kind: 'conflict', id: caseId },
      }),
    )
    expect((await look(accountId)).families).toMatchObject([{ conflictId: caseId, interested: [{}, {}] }])
  })

  it('the award with every name for the staff, and each its own outcome for the partners', async () => {
    await c.awards(caseId, other, {
      leadClaimId: (await c.opens(caseId)).claims.find(({ name }) => name.includes('Alder'))!.id,
    })
    expect((await c.opens(caseId)).timeline).toContainEqual(
      expect.objectContaining({
        kind: 'overridden',
        text: expect.stringMatching(/^Alder Ridge Systems leads\. “.{10,}”$/),
      }),
    )
    await c.appeals('brightwater', brightwaters)
    expect(await staffsWords(accountId)).toEqual(
      expect.arrayContaining([
        ': Nobody shows enough to lead',
        ': Alder Ridge Systems leads; Brightwater Technology doesn’t lead',
        'Brightwater Technology: Appealed: The trial was ours: their minutes of the 12th name our engineer.',
      ]),
    )
    expect(await wordsOf('alder', alders)).toContain('You have done more for this customer, so you lead.')
    const lost = await own('brightwater', brightwaters)
    expect(lost.map(({ text }) => text)).toEqual(
      expect.arrayContaining([
        'We looked at all of it; you don’t lead this account now.',
        'Appealed: The trial was ours: their minutes of the 12th name our engineer.',
      ]),
    )
    expect(JSON.stringify(lost)).not.toMatch(/Alder|Mina Castell|Nils Ortega/)
    expect(JSON.stringify(await own('alder', alders))).not.toMatch(/Brightwater|Appealed|Mina Castell|Nils Ortega/)
  })

  it('who leads by it, and the answer to the appeal that the vendor owes', async () => {
    const { families, owed } = await look(accountId)
    expect(families).toMatchObject([{ lead: { partner: { name: 'Alder Ridge Systems' } } }])
    expect(owed.map(({ who, what }) => `${who}: ${what}`)).toContain(
      'Northwind Systems: An answer to Brightwater Technology’s appeal',
    )
  })
})

describe('a customer’s letter stands there, too', async () => {
  const { summary } = await w.as('alder').registers(aDeal({ account: { name: 'Oxbow Printing Works' } }))
  const accountId = await l.accountOf(summary.id)
  const beside = await w
    .as('brightwater')
    .registers(aDeal({ account: { name: 'Oxbow Printing Works' }, productFamily: 'analytics' }))
  const letter = await l.brings('brightwater', 'Oxbow Printing Works')

  it('first the customer is to be asked, then the present lead has its days', async () => {
    expect((await look(accountId)).owed[0]).toMatchObject({
      what: 'Asking the customer about its letter for Brightwater Technology',
      about: { kind: 'letter', id: letter.id },
    })
    await l.checks(letter.id)
    const [duty] = (await look(accountId)).owed
    expect(duty).toMatchObject({
      who: 'Alder Ridge Systems',
      what: 'A letter that takes the customer’s word back, or another leads',
    })
    expect((await wordsOf('alder', summary.id)).filter((text) => text.startsWith('The customer named'))).toHaveLength(1)
    expect(JSON.stringify(await own('alder', summary.id))).not.toMatch(/Brightwater|Dana|Analytics/)
    expect(await wordsOf('brightwater', beside.summary.id)).toContain(
      'A letter of the customer names its representative, signed by Dana Whitfield',
    )
  })

  it('then it takes effect: who leads, why, and the decision behind it', async () => {
    w.travelDays(14)
    await l.looksAfter()
    const { lead } = (await look(accountId)).families.find(({ productFamily }) => productFamily.id === 'backup')!
    expect(lead).toMatchObject({
      partner: { name: 'Brightwater Technology' },
      why: 'The customer names it in its letter of November 5, 2026.',
      registrationId: null,
    })
    expect((await manager.looksUp(lead.decisionId!)).card.point).toBe('designation')
    expect(await wordsOf('alder', summary.id)).toContain('The letter took effect: you no longer lead')
    expect(
      (await wordsOf('brightwater', beside.summary.id)).some((text) => /^Represents the customer/.test(text)),
    ).toBe(true)
  })
})
