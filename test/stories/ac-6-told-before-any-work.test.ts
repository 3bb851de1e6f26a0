import type { Precheck } from '@parley/contract/registrations'
import { describe, expect, it } from 'vitest'
import { aDeal } from '../support/factories.ts'
import { market } from '../support/market.ts'
import { because } from '../support/matchers.ts'
import { partners } from '../support/program.ts'
import { unsureSpelling } from '../support/unsure-spelling.ts'
import { world } from '../support/world.ts'

const w = await world()
const alder = w.as('alder')
const manager = w.as('manager')
await w.has.accounts(market())
await w.has.account({ name: 'Meridian Steel', designation: 'house' })
await w.has.account({ name: 'Juniper Valley Water', designation: 'named' })
await w.has.account({
  name: 'Zielpuls Gebäudetechnik GmbH',
  domain: 'zielpuls.de',
  country: 'DE',
  designation: 'house',
})
const customer = await w.has.account({ name: 'Tidewater Credit Union', domain: 'tidewatercu.org' })
await w.has.holding({
  accountId: customer,
  productFamily: 'backup',
  incumbentPartnerId: partners.brightwater.id,
  since: '2024-05-01',
})
const typed = (name: string, productFamily = 'backup'): Precheck => ({
  account: { name, country: 'US' },
  productFamily,
})

describe('AC-6: house, named and existing-customer accounts are answered before any work', () => {
  it('the pre-check of a house account says no from its name alone, and what is still possible', async () => {
    const answer = await alder.prechecks(typed('MERIDIAN STEEL, Inc.'))
    expect(answer).toBeDecided('reject')
    expect(answer.card.headline).toMatch(/house account/i)
    expect(answer.card.reasons[0]!.possible).toBeTruthy()
    expect(answer.card.decisionId).toBeNull()
  })

  it('an existing customer of another partner is answered at once, and another product family is open', async () => {
    const answer = await alder.prechecks(typed('Tidewater Credit Union'))
    expect(answer).toBeDecided('reject')
    expect(answer.card.headline).toMatch(/already buys Backup/)
    expect(JSON.stringify(answer)).not.toMatch(/Brightwater/)

    const expansion = aDeal({
      account: { name: 'Tidewater Credit Union' },
      productFamily: 'analytics',
      deal: { kind: 'expansion' },
    })
    expect(await alder.prechecks(expansion)).toBeDecided('approve')
    expect(await alder.registers(expansion)).toBeDecided('approve')
  })

  it('a named account is shared with its account manager, and says so before', async () => {
    const deal = aDeal({ account: { name: 'Juniper Valley Water' } })
    const before = await alder.prechecks(deal)
    expect(before).toBeDecided('approveAsTeaming')
    expect(before.card.headline).toMatch(/named account/i)
    expect((await alder.registers(deal)).summary).toMatchObject({ status: 'teaming', protection: { kind: 'teaming' } })
  })

  it('the pre-check asks only for what can still change the answer, and writes nothing', async () => {
    const count = async () =>
      (await w.sql('SELECT 1 FROM parley.decision UNION ALL SELECT 1 FROM parley.account')).length
    const before = await count()
    const house = await alder.prechecks(typed('Meridian Steel'))
    const open = await alder.prechecks(typed('A company that nobody knows'))
    expect(house.matters).not.toContain('deal.descriptionWords')
    expect(open).toBeDecided('informationNeeded')
    expect(open.matters).toContain('deal.amountMinor')
    expect(open.card.missing.length).toBeGreaterThan(0)
    expect(await count()).toBe(before)
  })

  it('what the pre-check said is what the registration gets', async () => {
    for (const name of ['Meridian Steel', 'Tidewater Credit Union', 'Juniper Valley Water', 'Rowan & Vale']) {
      const deal = aDeal({ account: { name }, productFamily: 'backup', deal: { role: 'managed' } })
      const before = await w.as('corvane').prechecks(deal)
      const after = await w.as('corvane').registers(deal)
      expect(after.decision.outcome).toEqual(before.card.outcome)
      expect(after.decision.headline).toBe(before.card.headline)
    }
  })

  it('staff see the rule that refused, with the account that was matched and why', async () => {
    const refused = await alder.registers(aDeal({ account: { name: 'Meridian Steel Corporation' } }))
    const seen = await manager.inspects(refused.summary.id)
    expect(seen).toBeDecided('reject', because('house-account'))
    expect(seen.matchedAccount).toMatchObject({ name: 'Meridian Steel', designation: 'house', match: 'certain' })
  })
})

describe('AC-6: however the account is spelled', () => {
  it.each([
    ['another legal form', { name: 'Meridian Steel LLC', country: 'US' }, 'reject'],
    ['small letters and no legal form', { name: 'zielpuls gebäudetechnik', country: 'DE' }, 'reject'],
    ['without accents', { name: 'Zielpuls Gebaudetechnik GmbH', country: 'DE' }, 'reject'],
    ['its website alone', { domain: 'www.zielpuls.de' }, 'reject'],
    ['a mistake in typing', { name: 'Meridian Stel', country: 'US' }, 'reject'],
    ['a customer, by its website', { name: 'TCU', domain: 'https://tidewatercu.org/', country: 'US' }, 'reject'],
  ])('%s: the pre-check knows it at once', async (_, account, outcome) => {
    expect(await alder.prechecks({ account, productFamily: 'backup' })).toBeDecided(outcome)
  })

  it('a named account, with a letter missing, is teaming before and after', async () => {
    const deal = aDeal({ account: { name: 'Juniper Vally Water' } })
    expect(await w.as('delmar').prechecks(deal)).toBeDecided('approveAsTeaming')
    expect(await w.as('delmar').registers(deal)).toBeDecided('approveAsTeaming')
  })

  it('a spelling that may be another company is never refused: a person looks at it', async () => {
    await w.has.account({ name: 'Halcyon Freight', domain: 'halcyonfreight.com', designation: 'house' })
    const more = ['Services', 'Holdings', 'Logistics', 'and Storage', 'Lines', 'Terminals', 'Works']
    const name = await unsureSpelling(
      w,
      more.map((word) => `Halcyon Freight ${word}`),
    )
    const deal = aDeal({ account: { name } })
    const half = await alder.prechecks(typed(deal.account.name))
    expect(half).toBeDecided('informationNeeded')
    expect(await alder.prechecks(deal)).toBeDecided('review')
    const registered = await alder.registers(deal)
    expect(registered.summary.status).toBe('inReview')
    expect(JSON.stringify(registered)).not.toMatch(/house account|halcyonfreight\.com/i)
    const seen = await manager.inspects(registered.summary.id)
    expect(seen).toBeDecided('review', because('account-match-uncertain'))
    expect(seen.matchedAccount.match).toBe('likely')
    expect(seen.matchedAccount.question!.candidates[0]).toMatchObject({ name: 'Halcyon Freight' })
  })
})
