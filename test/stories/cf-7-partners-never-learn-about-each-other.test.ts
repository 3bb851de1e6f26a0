import { accounts } from '@parley/contract/routes/accounts'
import { partner } from '@parley/contract/routes/partner'
import { points } from '@parley/rules/points/points'
import { beforeAll, describe, expect, it } from 'vitest'
import { aDeal } from '../support/factories.ts'
import { because } from '../support/matchers.ts'
import { openWorld, type World } from '../support/open-world.ts'
import { shorterDescriptions } from '../support/policy-edits.ts'
import { partners } from '../support/program.ts'
import type { Answer } from '../support/someone.ts'
import { world } from '../support/world.ts'

const w = await world()
const corvane = w.as('corvane')

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

describe('CF-7: another partner’s records aren’t there', async () => {
  const theirs = await w
    .as('brightwater')
    .registers(aDeal({ account: { name: 'Rookwood Mills' }, deal: { amountMinor: 7_654_321 } }))
  const theirDraft = await w
    .as('brightwater')
    .does(partner.createDraft, { body: { form: { accountName: 'Secret Orchard' } } })
  const nobodys = '00000000-0000-4000-8000-00000000dead'
  const same = (a: Answer, b: Answer) => {
    const plain = ({ status, headers, json }: Answer) => {
      const { instance, requestId, ...problem } = json as Record<string, unknown>
      return { status, type: headers.get('content-type'), problem }
    }
    expect(plain(a)).toEqual(plain(b))
    expect(a.status).toBe(404)
  }
  const body = { form: {} }
  const ofRegistration = {
    reading: (id: string) => corvane.sends(partner.get, { params: { id } }),
    withdrawing: (id: string) => corvane.sends(partner.withdraw, { params: { id }, body: {}, ifMatch: 1 }),
    extending: (id: string) => corvane.sends(partner.extend, { params: { id }, body: { progress: 'Some.' } }),
    answering: (id: string) => corvane.sends(partner.answer, { params: { id }, body: { answer: 'Yes.' }, ifMatch: 1 }),
    logging: (id: string) =>
      corvane.sends(partner.logActivity, {
        params: { id },
        body: { kind: 'call', note: 'Hm.', happenedOn: '2026-11-02' },
      }),
  }
  const ofDraft = {
    reading: (id: string) => corvane.sends(partner.getDraft, { params: { id } }),
    saving: (id: string) => corvane.sends(partner.saveDraft, { params: { id }, body, ifMatch: 1 }),
    deleting: (id: string) => corvane.sends(partner.deleteDraft, { params: { id } }),
  }

  it.each(Object.keys(ofRegistration) as (keyof typeof ofRegistration)[])(
    '%s it is the same 404 as for nobody’s',
    async (verb) => {
      same(await ofRegistration[verb](theirs.summary.id), await ofRegistration[verb](nobodys))
    },
  )

  it.each(Object.keys(ofDraft) as (keyof typeof ofDraft)[])(
    '%s their draft is the same 404 as for nobody’s',
    async (verb) => {
      same(await ofDraft[verb](theirDraft.id), await ofDraft[verb](nobodys))
    },
  )

  it('a colleague of the same company sees it', async () => {
    const own = await w.as('alder').registers(aDeal({ account: { name: 'Colleague Canning' } }))
    expect((await w.as('alderAdmin').opens(own.summary.id)).summary.reference).toBe(own.summary.reference)
  })

  it('somebody else’s draft can’t be put away, and their key not replayed', async () => {
    const deal = { ...aDeal({ account: { name: 'Own Account' } }), draftId: theirDraft.id }
    await corvane.registers(deal)
    expect((await w.as('brightwater').does(partner.getDraft, { params: { id: theirDraft.id } })).id).toBe(theirDraft.id)
    const key = 'the-very-same-key'
    const first = await w.as('brightwater').sends(partner.createDraft, { body: { form: { a: 'theirs' } }, key })
    const second = await corvane.sends(partner.createDraft, { body: { form: { a: 'mine' } }, key })
    expect(second.status).toBe(201)
    expect(second.headers.get('idempotent-replayed')).toBeNull()
    expect(second.text).not.toContain('theirs')
    expect(first.status).toBe(201)
  })

  it('what others try at my account changes nothing that I can see', async () => {
    const mine = await corvane.registers(aDeal({ account: { name: 'Contested Cranes' } }))
    const look = async () => [
      (await corvane.sends(partner.get, { params: { id: mine.summary.id } })).text,
      (await corvane.sends(partner.get, { params: { id: mine.summary.id } })).headers.get('etag'),
      (await corvane.sends(partner.home, {})).text,
      (await corvane.sends(partner.list, {})).text,
    ]
    const before = await look()
    await w.as('brightwater').prechecks(aDeal({ account: { name: 'Contested Cranes' } }))
    await w.as('brightwater').registers(aDeal({ account: { name: 'Contested Cranes' } }))
    await w.as('alder').registers(aDeal({ account: { name: 'Contested Cranes' }, productFamily: 'analytics' }))
    expect(await look()).toEqual(before)
  })

  it('a refusal for another’s protection names nobody, and nothing of the deal', async () => {
    const refused = await corvane.registers(aDeal({ account: { name: 'Rookwood Mills' } }))
    expect(refused).toBeDecided('reject')
    expect(JSON.stringify(refused)).not.toMatch(/brightwater|76,?543|7654321|Bea Okoye/i)
    expect(JSON.stringify(refused)).not.toContain(partners.brightwater.id)
    expect(JSON.stringify(refused)).not.toContain(theirs.summary.id)
  })

  it('lists and counts hold the own company’s records, and no more', async () => {
    const mine = await corvane.lists({ limit: 100 })
    const owned = await w.sql<{ id: string }>('SELECT id FROM parley.registration WHERE partner_id = $1', [
      partners.corvane.id,
    ])
    expect(mine.items.map((each) => each.id).sort()).toEqual(owned.map((each) => each.id).sort())
    expect(mine.items.every((each) => each.partner === null)).toBe(true)
    expect((await corvane.lists({ q: 'Rookwood' })).items).toHaveLength(1)
    expect((await corvane.lists({ q: theirs.summary.reference })).items).toHaveLength(0)
    const home = await corvane.seesHome()
    const isProtected = mine.items.filter((each) => each.status === 'approved' || each.status === 'teaming')
    expect(home.counts.protected).toBe(isProtected.length)
  })

  it('references are drawn, not counted', async () => {
    const drawn = Array.from({ length: 40 }, () => w.env.newReference())
    expect(new Set(drawn).size).toBe(drawn.length)
    expect(drawn).not.toEqual([...drawn].sort())
    expect(drawn).not.toEqual([...drawn].sort().reverse())
    const { items } = await corvane.lists({ limit: 100 })
    for (const { reference } of items) expect(reference).toMatch(/^R-[2-9A-HJ-NP-TV-Z]{6}$/)
  })
})

describe('CF-7: the database keeps partners apart, beneath the API', () => {
  const tables = [
    'registration',
    'registration_draft',
    'protection',
    'activity',
    'information_request',
    'decision',
    'idempotency',
    'outbox',
  ]

  async function rowsSeen(
    table: string,
    settings: { audience: string; partnerId: string },
  ): Promise<{ partner_id: string | null }[]> {
    const client = await w.env.pool.connect()
    try {
      await client.query('BEGIN')
      await client.query(`SELECT set_config('parley.audience', $1, true), set_config('parley.partner_id', $2, true)`, [
        settings.audience,
        settings.partnerId,
      ])
      return (await client.query(`SELECT partner_id FROM parley.${table}`)).rows
    } finally {
      await client.query('ROLLBACK')
      client.release()
    }
  }

  it.each(tables)('%s: a partner’s connection sees its own rows only, and a nameless one none', async (table) => {
    const own = await rowsSeen(table, { audience: 'partner', partnerId: partners.corvane.id })
    expect(own.every((row) => row.partner_id === partners.corvane.id)).toBe(true)
    expect(await rowsSeen(table, { audience: '', partnerId: '' })).toEqual([])
    expect(await rowsSeen(table, { audience: 'partner', partnerId: '' })).toEqual([])
  })

  beforeAll(async () => {
    const accountId = await w.has.account({ name: 'Staff Only Stores' })
    const of = { accountId, productFamily: 'backup' }
    await w.has.holding({ ...of, incumbentPartnerId: null, since: '2024-05-01' })
    await w.has.directOpportunity({ ...of, ownerName: 'Sal Pereira', lastContactOn: '2026-10-20' })
    const { policies: editor } = w.as('editor')
    await editor.startsDraft()
    const { version } = (await editor.submits(shorterDescriptions)).summary
    await w.as('approver').policies.approves(version)
    await w.as('approver').policies.activates(version, '2026-12-24T15:00:00.000Z')
    await w.as('approver').policies.cancels(version, 'Nobody starts anything at Christmas.')
  })
  const staffsOwn = ['account', 'holding', 'direct_opportunity', 'policy_draft', 'policy_cancellation']

  it.each(staffsOwn)('%s: partners see none of it', async (table) => {
    expect((await w.sql(`SELECT 1 FROM parley.${table} LIMIT 1`)).length).toBe(1)
    const client = await w.env.pool.connect()
    await client.query('BEGIN')
    await client.query(
      `SELECT set_config('parley.audience', 'partner', true), set_config('parley.partner_id', $1, true)`,
      [partners.corvane.id],
    )
    const seen = (await client.query(`SELECT 1 FROM parley.${table}`)).rows
    await client.query('ROLLBACK')
    client.release()
    expect(seen).toEqual([])
  })
})
