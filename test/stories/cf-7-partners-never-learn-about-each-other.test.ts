import { accounts } from '@parley/contract/routes/accounts'
import { partner } from '@parley/contract/routes/partner'
import { points } from '@parley/rules/points/points'
import { describe, expect, it } from 'vitest'
import { aDeal } from '../support/factories.ts'
import { because } from '../support/matchers.ts'
import { openWorld, type World } from '../support/open-world.ts'
import type { Answer } from '../support/someone.ts'

/** What differs between any two answers and says nothing: ids, references, the request's own path. */
const withoutIds = (text: string) =>
  text
    .replaceAll(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, '<id>')
    .replaceAll(/R-[2-9A-Z]{6}/g, '<reference>')

type Told = {
  answer: string
  precheck: string
  reopened: string
  home: string
  list: string
  roundTrips: number
  rules: readonly string[]
}

/** Corvane registers the same deal in a world where something is so that it must not learn. */
async function whatCorvaneIsTold(arrange: (at: World) => Promise<unknown>): Promise<Told> {
  const at = await openWorld()
  const seller = at.as('corvane')
  await seller.cookie()
  // The process has read the policies of whatever waits for a person, as it has after the first day.
  await at.as('alder').registers(aDeal({ account: { name: 'Quillon Ceramics' }, deal: { amountMinor: 90_000_000 } }))
  await arrange(at)
  const deal = aDeal({ account: halcyon })
  const precheck = await seller.sends(partner.precheck, { body: deal })
  const before = at.env.roundTrips.count
  const answer = await seller.sends(partner.register, { body: deal })
  const roundTrips = at.env.roundTrips.count - before
  const id = (answer.json as { summary: { id: string } }).summary.id
  const reopened = await seller.sends(partner.get, { params: { id } })
  const list = await seller.sends(partner.list, {})
  const home = await seller.sends(partner.home, {})
  const rules = (await at.as('manager').inspects(id)).decision.reasons.map(({ rule }) => rule!)
  await at.close()
  const text = (given: Answer) => withoutIds(`${given.status} ${given.text}`)
  return {
    answer: text(answer),
    precheck: text(precheck),
    reopened: text(reopened),
    home: text(home),
    list: text(list),
    roundTrips,
    rules,
  }
}

const halcyon = { name: 'Halcyon Freight', domain: 'halcyonfreight.com' }

/** An account of which only a person can say whether it's the one that is typed: which that is depends on the matcher. */
async function somethingLike(at: World, typed: { name: string; domain: string }): Promise<void> {
  const others = ['Halcyon Freight Inc', 'Halcyon Freightways', 'Halcyon', 'Halcyon Logistics', 'Halcyon Freight Group']
  const accountsToTry = others.flatMap((name) => [
    { name, country: null },
    { name, domain: 'halcyon.com' },
    { name, country: 'CA' },
    { name },
  ])
  for (const account of accountsToTry) {
    await at.has.account(account)
    const body = { ...typed, email: 'dana.whitfield@example.com', country: 'US' }
    const { answer } = await at.as('manager').does(accounts.lookUpAccount, { body })
    if (answer === 'aPersonDecides') return
    await at.sql('DELETE FROM parley.account_name')
    await at.sql('DELETE FROM parley.account WHERE id NOT IN (SELECT account_id FROM parley.registration)')
  }
  throw new Error('The matcher is sure of all of these: add a name that it isn’t sure of.')
}

describe('CF-7: reviews for different internal reasons are the same answer', async () => {
  const held = await whatCorvaneIsTold((at) =>
    at.has.account({ name: 'Halcyon Freight', domain: 'halcyonfreight.com', conductHoldReason: 'Under review.' }),
  )
  const contested = await whatCorvaneIsTold(async (at) => {
    await at.has.account({ name: 'Halcyon Freight', domain: 'halcyonfreight.com' })
    await at.as('brightwater').registers(
      aDeal({
        account: { name: 'Halcyon Freight' },
        deal: { amountMinor: 90_000_000, description: 'x '.repeat(30) },
      }),
    )
  })
  const alike = await whatCorvaneIsTold((at) => somethingLike(at, halcyon))

  it('the three are decided by three different internal rules', () => {
    expect([held.rules, contested.rules, alike.rules]).toEqual([
      because('account-on-conduct-hold'),
      because('another-partner-has-a-claim'),
      because('account-match-uncertain'),
    ])
  })

  it.each(['answer', 'precheck', 'reopened', 'home', 'list'] as const)('%s: the same bytes', (part) => {
    expect(contested[part]).toBe(held[part])
    expect(alike[part]).toBe(held[part])
  })

  it('the same work on our side, so that the time tells nothing either', () => {
    expect(contested.roundTrips).toBe(held.roundTrips)
    expect(alike.roundTrips).toBe(held.roundTrips)
  })

  it('no fact that only staff may know is in any of it', () => {
    const internal = Object.entries(points.registration.facts).filter(([, fact]) => fact.knownTo === 'staff')
    expect(internal.length).toBeGreaterThan(2)
    for (const [name, { title }] of internal)
      for (const told of Object.values(held).filter((part) => typeof part === 'string')) {
        expect(told).not.toContain(name)
        expect(told).not.toContain(title)
      }
  })
})

describe('CF-7: no order of typing tells whether there is a rival', () => {
  /** The form in the order in which somebody might fill it in, to find out: the account and the product family first. */
  const { account, productFamily, deal } = aDeal({ account: { name: 'Halcyon Freight', domain: 'halcyonfreight.com' } })
  const { kind, amountMinor, contactName, ...rest } = deal
  const steps = {
    'the account alone': { account, productFamily },
    'the kind of deal as well': { account, productFamily, deal: { kind } },
    'all but the amount': { account, productFamily, deal: { kind, contactName, ...rest } },
    'all but the contact': { account, productFamily, deal: { kind, amountMinor, ...rest } },
  }

  /** A rival registers a deal that a person has to look at: of this account, or of another. */
  async function answersWith(rivalsAccount: string) {
    const at = await openWorld()
    const seller = at.as('corvane')
    await seller.cookie()
    await at.has.account({ name: 'Halcyon Freight', domain: 'halcyonfreight.com' })
    await at
      .as('brightwater')
      .registers(
        aDeal({ account: { name: rivalsAccount }, deal: { amountMinor: 90_000_000, description: 'x '.repeat(30) } }),
      )
    const answers: { status: number; text: string; size: number; roundTrips: number }[] = []
    for (const body of Object.values(steps)) {
      const before = at.env.roundTrips.count
      const { status, text } = await seller.sends(partner.precheck, { body })
      answers.push({ status, text, size: Buffer.byteLength(text), roundTrips: at.env.roundTrips.count - before })
    }
    const whole = await seller.prechecks({ account, productFamily, deal })
    await at.close()
    return { answers, whole: whole.card.outcome.type }
  }

  it('half typed, the answer is the same bytes, and asks for what the published rules need', async () => {
    const alone = await answersWith('Tamarind Tiles')
    const contested = await answersWith('Halcyon Freight')
    expect([alone.whole, contested.whole]).toEqual(['approve', 'review'])
    expect(contested.answers).toEqual(alone.answers)
    for (const { status, text } of alone.answers) {
      expect(status).toBe(200)
      expect(JSON.parse(text).card.outcome.type).toBe('informationNeeded')
      expect(JSON.parse(text).card.missing).not.toEqual([])
    }
  })
})
