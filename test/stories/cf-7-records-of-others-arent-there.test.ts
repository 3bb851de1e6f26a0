import { partner } from '@parley/contract/routes/partner'
import { describe, expect, it } from 'vitest'
import { aDeal } from '../support/factories.ts'
import { partners } from '../support/program.ts'
import type { Answer } from '../support/someone.ts'
import { world } from '../support/world.ts'

const w = await world()
const corvane = w.as('corvane')

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
