import { partner } from '@parley/contract/routes/partner'
import { describe, expect, it } from 'vitest'
import { aDeal } from '../../../../test/support/factories.ts'
import { world } from '../../../../test/support/world.ts'

const w = await world()
const named = (name: string) => aDeal({ account: { name } })
const registered = async (name: string) =>
  (await w.sql<{ id: string }>('SELECT id FROM parley.registration WHERE account_name = $1', [name])).length

describe('a request that creates', () => {
  it('needs a key', async () => {
    const body = JSON.stringify(named('No Key Foods'))
    const headers = { 'content-type': 'application/json' }
    const answer = await w.as('alder').fetches('/api/v1/partner/registrations', { method: 'POST', body, headers })
    expect(answer.status).toBe(400)
    expect(answer.json).toMatchObject({ code: 'idempotencyKeyMissing' })
    expect(await registered('No Key Foods')).toBe(0)
  })

  it('is done once, and a repeat gets the same bytes', async () => {
    const first = await w.as('alder').sends(partner.register, { body: named('Twice Asked'), key: 'k-1' })
    const again = await w.as('alder').sends(partner.register, { body: named('Twice Asked'), key: 'k-1' })
    expect(first.status).toBe(201)
    expect(again.status).toBe(201)
    expect(again.text).toBe(first.text)
    expect(again.headers.get('etag')).toBe(first.headers.get('etag'))
    expect([first, again].map((answer) => answer.headers.get('idempotent-replayed'))).toEqual([null, 'true'])
    expect(await registered('Twice Asked')).toBe(1)
  })

  it('is refused when its key was used for something else', async () => {
    await w.as('alder').sends(partner.register, { body: named('First Thing'), key: 'k-2' })
    const other = await w.as('alder').sends(partner.register, { body: named('Second Thing'), key: 'k-2' })
    expect(other.status).toBe(422)
    expect(other.json).toMatchObject({ code: 'idempotencyKeyReused' })
    expect(await registered('Second Thing')).toBe(0)
  })

  it('doesn’t meet the same key of somebody else', async () => {
    const mine = await w.as('alder').sends(partner.register, { body: named('Mine'), key: 'k-3' })
    const theirs = await w.as('brightwater').sends(partner.register, { body: named('Theirs'), key: 'k-3' })
    expect([mine.status, theirs.status]).toEqual([201, 201])
  })

  it('has one effect when it is sent twelve times at once, by two processes', async () => {
    const other = w.anotherInstance().as('alder')
    const answers = await Promise.all(
      Array.from({ length: 12 }, (_, at) =>
        (at % 2 ? w.as('alder') : other).sends(partner.register, { body: named('All At Once'), key: 'k-4' }),
      ),
    )
    expect(new Set(answers.map((answer) => answer.status))).toEqual(new Set([201]))
    expect(new Set(answers.map((answer) => answer.text)).size).toBe(1)
    expect(answers.filter((answer) => answer.headers.get('idempotent-replayed') === null)).toHaveLength(1)
    expect(await registered('All At Once')).toBe(1)
  })

  it('keeps no key for what was refused, so that a mended request can use it', async () => {
    const refused = await w.as('alder').sends(partner.register, {
      body: { ...named('Mended'), productFamily: 'umbrellas' },
      key: 'k-5',
    })
    expect(refused.status).toBe(422)
    expect((await w.as('alder').sends(partner.register, { body: named('Mended'), key: 'k-5' })).status).toBe(201)
  })
})
