import { partner } from '@parley/contract/routes/partner'
import { beforeAll, describe, expect, it } from 'vitest'
import { aDeal } from '../../../../test/support/factories.ts'
import { world } from '../../../../test/support/world.ts'

const w = await world()
const path = '/api/v1/partner/registrations'
let rowsBefore: unknown

const rows = () =>
  w.sql(`SELECT (SELECT count(*) FROM parley.registration) AS registrations, (SELECT count(*) FROM parley.account) AS accounts,
    (SELECT count(*) FROM parley.decision) AS decisions, (SELECT count(*) FROM parley.idempotency) AS keys`)

beforeAll(async () => {
  rowsBefore = await rows()
})

/** Sends a body as it is, as somebody who may. */
async function send(body: string | Uint8Array<ArrayBuffer>, headers: Record<string, string> = {}) {
  const answer = await w.as('alder').fetches(path, {
    method: 'POST',
    body,
    headers: { 'content-type': 'application/json', 'idempotency-key': crypto.randomUUID(), ...headers },
  })
  expect(await rows()).toEqual(rowsBefore)
  return { ...answer, problem: answer.json as { code: string; detail: string; errors?: { pointer: string }[] } }
}

const deal = (change: (body: ReturnType<typeof aDeal> & Record<string, unknown>) => unknown) => {
  const body = structuredClone(aDeal()) as ReturnType<typeof aDeal> & Record<string, unknown>
  change(body)
  return JSON.stringify(body)
}

describe('what isn’t JSON is refused with its place, and nothing is written', () => {
  const nested = (depth: number) => `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`
  it.each<[string, string | Uint8Array<ArrayBuffer>, number, string, RegExp]>([
    ['half a document', '{"account": {"name"', 400, 'malformed', /line 1, column 20/],
    ['a comma too many', '{"account": 1,}', 400, 'malformed', /comma/],
    ['nothing at all', '', 400, 'malformed', /ends too early/],
    ['33 levels', nested(33), 400, 'malformed', /nested deeper than 32/],
    ['a hundred thousand brackets', '['.repeat(100_000), 400, 'malformed', /nested deeper than 32/],
    ['a key twice', '{"productFamily":"a","productFamily":"b"}', 400, 'malformed', /stands here twice/],
    ['a key that reaches prototypes', '{"__proto__":{"x":1}}', 400, 'malformed', /can't be used as a name/],
    ['NUL in a text', deal((body) => (body.account.name = 'a\u0000b')), 400, 'malformed', /cannot be stored/],
    ['half a surrogate pair', '{"productFamily":"\\ud800"}', 400, 'malformed', /cannot be stored/],
    ['a number beyond all', '{"deal":{"amountMinor":1e400}}', 400, 'malformed', /too large/],
    ['broken UTF-8', new Uint8Array([0x7b, 0x22, 0xff, 0x22, 0x7d]), 400, 'malformed', /UTF-8/],
  ])('%s', async (_, body, status, code, detail) => {
    const { status: actual, problem } = await send(body)
    expect({ status: actual, code: problem.code }).toEqual({ status, code })
    expect(problem.detail).toMatch(detail)
  })
})

describe('what is JSON of another shape names each place', () => {
  it.each<[string, string, string]>([
    ['a number for a name', deal((body) => (body.account.name = 7 as never)), '/account/name'],
    ['no account', deal((body) => delete (body as { account?: unknown }).account), '/account'],
    ['an unknown field', deal((body) => (body.extra = 1)), '/extra'],
    [
      'an unknown field inside',
      deal((body) => ((body.deal as Record<string, unknown>).discount = 1)),
      '/deal/discount',
    ],
    ['half a cent', deal((body) => (body.deal.amountMinor = 0.5)), '/deal/amountMinor'],
    ['a negative amount', deal((body) => (body.deal.amountMinor = -1)), '/deal/amountMinor'],
    ['2^63', deal((body) => (body.deal.amountMinor = 2 ** 63)), '/deal/amountMinor'],
    ['a day that isn’t', deal((body) => (body.deal.expectedCloseOn = '2026-02-30')), '/deal/expectedCloseOn'],
    ['the year 300000', deal((body) => (body.deal.expectedCloseOn = '300000-01-01')), '/deal/expectedCloseOn'],
    ['a day in 150 years', deal((body) => (body.deal.expectedCloseOn = '2176-01-01')), '/deal/expectedCloseOn'],
    ['an unknown product family', deal((body) => (body.productFamily = 'umbrellas')), '/productFamily'],
    ['a name of signs only', deal((body) => (body.account.name = '—')), '/account/name'],
    ['a name of 201 characters', deal((body) => (body.account.name = 'x'.repeat(201))), '/account/name'],
    ['an e-mail address without @', deal((body) => (body.deal.contactEmail = 'nobody')), '/deal/contactEmail'],
    ['no list, but one', '[]', ''],
    ['null', 'null', ''],
  ])('%s', async (_, body, pointer) => {
    const { status, problem } = await send(body)
    expect({ status, code: problem.code }).toEqual({ status: 422, code: 'refused' })
    expect(problem.errors!.map((error) => error.pointer)).toContain(pointer)
    expect(problem.detail).not.toMatch(/\b(invalid|expected|error)\b/i)
  })

  it('tells what an unknown field probably meant', async () => {
    const { problem } = await send(deal((body) => ((body.deal as Record<string, unknown>).amontMinor = 1)))
    expect(problem.errors).toContainEqual({
      pointer: '/deal/amontMinor',
      detail: 'This field isn’t known here.',
      mend: 'Did you mean "amountMinor"?',
    })
  })
})

describe('what isn’t a request of ours', () => {
  it('is refused in another format', async () => {
    expect((await send('a=1', { 'content-type': 'application/x-www-form-urlencoded' })).status).toBe(415)
    expect(
      (
        await send(
          deal(() => {}),
          { 'content-encoding': 'gzip' },
        )
      ).status,
    ).toBe(415)
  })

  it('is refused when it is too large', async () => {
    const { status, problem } = await send(deal((body) => (body.deal.description = 'x'.repeat(300_000))))
    expect({ status, code: problem.code }).toEqual({ status: 413, code: 'tooLarge' })
  })

  it('is told which methods an address takes', async () => {
    const answer = await w.as('alder').fetches(path, { method: 'DELETE' })
    expect(answer.status).toBe(405)
    expect(answer.headers.get('allow')).toBe('POST, GET')
  })

  it('gets a problem for an address that isn’t there', async () => {
    const answer = await w.as('alder').fetches('/api/v1/partner/nothing')
    expect(answer.status).toBe(404)
    expect(answer.headers.get('content-type')).toBe('application/problem+json')
    expect(answer.json).toMatchObject({ type: '/problems/notFound', instance: '/api/v1/partner/nothing' })
  })

  it.each([
    'cursor=x',
    'cursor=W10',
    'limit=0',
    'limit=many',
    'status=happy',
    'sort=up',
    'statsu=approved',
    'q=a%00b',
    'q=a&q=b',
  ])('is told what is wrong with the query %s', async (query) => {
    const answer = await w.as('alder').fetches(`${path}?${query}`)
    expect(answer.status).toBe(422)
    const { errors } = answer.json as { errors: { pointer: string }[] }
    expect(errors[0]!.pointer).toBe(`/${query.split('=')[0]}`)
  })

  it('finds nothing under an id that can’t be one', async () => {
    for (const id of ['7', '%00', 'x'.repeat(2000)]) {
      expect((await w.as('alder').fetches(`${path}/${id}`)).status).toBe(404)
    }
  })

  it('can’t break a pre-check either', async () => {
    const answer = await w.as('alder').sends(partner.precheck, { body: { deal: { amountMinor: 'much' } } as never })
    expect(answer.status).toBe(422)
    expect(await rows()).toEqual(rowsBefore)
  })
})
