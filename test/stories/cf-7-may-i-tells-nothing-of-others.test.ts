import { partnerEngagements } from '@parley/contract/routes/engagements'
import { points } from '@parley/rules/points/points'
import { describe, expect, it } from 'vitest'
import { aDeal } from '../support/factories.ts'
import { openWorld, type World } from '../support/open-world.ts'
import { partners } from '../support/program.ts'

const verbs = ['contact', 'quote', 'redirect', 'assist'] as const
const plain = (text: string) => text.replaceAll(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, '<id>')

type Told = { answers: string[]; list: string; roundTrips: number[]; outcomes: string[] }

/** What Corvane reads when it asks about Halcyon Freight, in a world where something is so that it may not know. */
async function whatCorvaneReads(arrange: (at: World) => Promise<unknown>): Promise<Told> {
  const at = await openWorld()
  const corvane = at.as('corvane')
  await corvane.cookie()
  await corvane.sends(partnerEngagements.ask, { body: { company: 'Another Company Ltd', verb: 'contact' } })
  await arrange(at)
  const told: Told = { answers: [], list: '', roundTrips: [], outcomes: [] }
  for (const verb of verbs) {
    // Of one instant, ids would put the list in an order by chance.
    at.travelTo(new Date(at.now().getTime() + 60_000).toISOString())
    const before = at.env.roundTrips.count
    const answer = await corvane.sends(partnerEngagements.ask, {
      body: { company: 'Halcyon Freight', verb, productFamily: 'backup', country: 'US' },
    })
    told.roundTrips.push(at.env.roundTrips.count - before)
    told.outcomes.push((answer.json as { outcome: { type: string } }).outcome.type)
    const { id } = answer.json as { id: string }
    const reopened = await corvane.sends(partnerEngagements.get, { params: { id } })
    told.answers.push(plain(`${answer.status} ${answer.text}`), plain(reopened.text))
  }
  told.list = plain((await corvane.sends(partnerEngagements.list, { query: {} })).text)
  await at.close()
  return told
}

const halcyon = { name: 'Halcyon Freight' }
const isProtectedFor = (who: 'brightwater' | 'delmar', deal: Parameters<typeof aDeal>[0]) => async (at: World) => {
  await at.has.account({ ...halcyon, domain: 'halcyonfreight.com' })
  const { summary } = await at.as(who).registers(aDeal({ ...deal, account: halcyon }))
  // Tiers are given windows of their own; what is compared is who leads, not until when.
  await at.sql(
    `UPDATE parley.protection SET during = tstzrange(lower(during), '2027-03-01T06:00:00Z') WHERE registration_id = $1`,
    [summary.id],
  )
}

describe('CF-7: whoever asks “May I?” at a rival’s account reads the same, whoever the rival is', async () => {
  const one = await whatCorvaneReads(isProtectedFor('brightwater', { deal: { amountMinor: 9_000_000 } }))
  const other = await whatCorvaneReads(
    isProtectedFor('delmar', { deal: { amountMinor: 1_250_000, meetingsHeld: 4, contactName: 'Nobody Else' } }),
  )

  it('the same bytes, in every answer and in the list', () => {
    expect(one.outcomes).toEqual(['forbid', 'forbid', 'forbid', 'forbid'])
    expect(other).toEqual(one)
  })

  it('no name, no id, no count', () => {
    for (const text of [...one.answers, one.list]) {
      expect(text).not.toMatch(/Brightwater|Bea Okoye|9,?000,?000|90,000/)
      expect(text).not.toContain(partners.brightwater.id)
      for (const [name, fact] of Object.entries(points.engagement.facts))
        if (fact.knownTo === 'staff') expect(text).not.toContain(name)
    }
  })
})

describe('CF-7: what isn’t published reads the same, whatever it is', async () => {
  const incumbent = (partnerId: string) => async (at: World) => {
    const accountId = await at.has.account({ ...halcyon, domain: 'halcyonfreight.com' })
    await at.has.holding({ accountId, productFamily: 'backup', incumbentPartnerId: partnerId, since: '2025-05-01' })
  }
  const asNew = async (arrange: (at: World) => Promise<unknown>) => {
    const at = await openWorld()
    await at.as('corvane').cookie()
    await arrange(at)
    const before = at.env.roundTrips.count
    const answer = await at.as('corvane').sends(partnerEngagements.ask, {
      body: { company: 'Halcyon Freight', verb: 'quote', productFamily: 'backup', dealKind: 'new' },
    })
    const roundTrips = at.env.roundTrips.count - before
    await at.close()
    return { roundTrips, text: plain(answer.text) }
  }
  const led = await asNew(incumbent(partners.brightwater.id))
  const ledByAnother = await asNew(incumbent(partners.delmar.id))
  const held = await asNew(async (at) => {
    const accountId = await at.has.account({
      ...halcyon,
      domain: 'halcyonfreight.com',
      conductHoldReason: 'Under review.',
    })
    await at.has.holding({ accountId, productFamily: 'backup', incumbentPartnerId: null, since: '2025-05-01' })
  })

  it('that another partner leads, which one it is, or that the account is under review', () => {
    expect(JSON.parse(led.text)).toMatchObject({ outcome: { type: 'forbid' }, lead: { kind: 'unsaid' } })
    expect(ledByAnother).toEqual(led)
    expect(held).toEqual(led)
  })

  it('whether a company is known at all: the answer and the work are the same', async () => {
    const known = await whatCorvaneReads((at) => at.has.account(halcyon))
    const unknown = await whatCorvaneReads(async () => {})
    expect(known).toEqual(unknown)
    expect(known.outcomes).toEqual(['permit', 'permit', 'permit', 'permit'])
  })
})
