import { dispatch } from '@parley/api/outbox/dispatch'
import type { Route } from '@parley/contract/route'
import { partner } from '@parley/contract/routes/partner'
import { beforeAll, describe, expect, it } from 'vitest'
import { aDeal } from '../support/factories.ts'
import { partners } from '../support/program.ts'
import type { Answer } from '../support/someone.ts'
import { world } from '../support/world.ts'
import { addressOf, type Door, doorsOf, nobodys, requestOf } from './knock.ts'
import { livesFully, type Secrets, secretsIn, secretsOf, words } from './rival.ts'
import { bodyOf, type Schema, schemaOf } from './sample.ts'

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/
const w = await world()
const alder = w.as('alder')
const own = await alder.registers(aDeal({ account: { name: 'Alder’s Own Dairy' } }))
const doors = doorsOf(w.app, w.env).filter(({ path }) => !path.startsWith('/api/auth/sign-out'))
const ofPartners = doors.filter(({ route }) => route && (route.audience === 'partner' || route.audience === 'anyone'))
const readAll = ofPartners.filter(({ method, path }) => method === 'GET' && !path.includes('{'))
const read = async () =>
  new Map(await Promise.all(readAll.map(async ({ path }) => [path, await alder.fetches(path)] as const)))

await dispatch(w.env)
const before = await read()
await livesFully(w)
const after = await read()
const secrets: Secrets = await secretsOf(w)

/** Of each column one: what is true of a record's id is true of its neighbour's. */
const oneOfEach = [...new Map([...secrets].map(([secret, place]) => [place, secret])).values()]
const ids = oneOfEach.filter((secret) => uuid.test(secret))
const names = oneOfEach.filter((secret) => !uuid.test(secret) && secret.length < 190)
/** Where everybody of Alder is refused at the door, three ids are as good as thirty. */
const idsFor = ({ route }: Door) => (route?.audience === 'staff' ? ids.slice(0, 3) : ids)

/** What an answer says, without what is this request's own: its id, its address, the instant. */
function plain({ status, headers, text }: Answer, asked: string) {
  const kept = [...headers].filter(([name]) => !/^(x-request-id|date|set-cookie|ratelimit.*)$/.test(name))
  const own = text
    .replaceAll(/"requestId":"[^"]*"/g, '"requestId":""')
    .replaceAll(/"instance":"[^"]*"/g, '"instance":""')
    .replaceAll(asked, 'what was asked for')
  const echoed = kept.map(([name, value]) => [name, value.replaceAll(asked, 'what was asked for')])
  return { status, headers: Object.fromEntries(echoed), text: own }
}

/** Everything that Alder was answered in this file: no secret may stand in any of it. */
const heard: { asked: string; said: string }[] = []
async function asks(path: string, init: RequestInit = {}): Promise<Answer> {
  const answer = await alder.fetches(path, init)
  // What was sent may come back, in an echo of the address; all that is more came from the records.
  const said = [answer.text, ...[...answer.headers].map(([name, value]) => `${name}: ${value}`)].join('\n')
  heard.push({
    asked: decodeURIComponent(
      `${init.method ?? 'GET'} ${path} ${JSON.stringify(init.headers ?? {})} ${String(init.body ?? '')}`,
    ),
    said,
  })
  return answer
}

/** The same request with Brightwater’s ids and with one that nobody has: the same answer, to the byte. */
async function expectSame(request: (id: string) => [string, RequestInit?], tried: readonly string[]): Promise<Answer> {
  const none = await asks(...request(nobodys))
  for (const id of tried) expect(plain(await asks(...request(id)), id)).toEqual(plain(none, nobodys))
  return none
}

describe('Brightwater has lived through everything that a partner can', () => {
  it('and there is enough to be found out', () => {
    expect(ids.length).toBeGreaterThan(20)
    expect(names.length).toBeGreaterThan(15)
    for (const word of [words.accountsOfRival.won, words.contact, words.email, words.activity, words.key, 'Bea Okoye'])
      expect(secrets.has(word), word).toBe(true)
    expect([...secrets.keys()].filter((secret) => /^R-[2-9A-Z]{6}$/.test(secret)).length).toBeGreaterThan(2)
  })

  it.each(readAll.map(({ path }) => path))('and GET %s says to Alder what it said before, to the byte', (path) => {
    expect(plain(after.get(path)!, '-')).toEqual(plain(before.get(path)!, '-'))
    expect(after.get(path)!.status).toBeLessThan(500)
  })
})

describe('every id of Brightwater’s in every address is an id that nobody has', () => {
  const withIds = doors.filter(({ path }) => /[{:]/.test(path) && !/\{(point|version)\}/.test(path))
  it.each(withIds.map((door) => [door.name, door] as const))('%s', async (_, door) => {
    const everywhere = (id: string) => door.path.replaceAll(/\{\w+\}|:\w+/g, id)
    const none = await expectSame((id) => [everywhere(id), requestOf(door)], idsFor(door))
    if (door.route) expect(none.status).toBeGreaterThanOrEqual(400)
  })
})

describe('every id of Brightwater’s beside an own one is an id that nobody has', () => {
  const nested = doors.filter(({ path }) => (path.match(/\{/g)?.length ?? 0) > 1)
  it.each(nested.map((door) => [door.name, door] as const))('%s', async (_, door) => {
    const second = (id: string) => {
      let at = 0
      return door.path.replaceAll(/\{\w+\}/g, () => (at++ === 0 ? own.summary.id : id))
    }
    await expectSame((id) => [second(id), requestOf(door)], idsFor(door))
  })
})

describe('every id and name of Brightwater’s in a query finds what one that nobody has finds', () => {
  const queried = ofPartners.filter(({ route }) => route?.query)
  it.each(queried.map((door) => [door.name, door] as const))('%s', async (_, door) => {
    const address = addressOf(door, { registrations: own.summary.id, rules: 'registration' })
    const named = [...Object.keys((door.route as Route).query!.shape), 'partnerId', 'accountId', 'userId']
    for (const name of named)
      await expectSame((id) => [`${address}?${name}=${id}`, { method: door.method }], ids.slice(0, 8))
    for (const name of ['q', 'cursor', 'status'])
      for (const secret of names) {
        const answer = await asks(`${address}?${name}=${encodeURIComponent(secret)}`, { method: door.method })
        expect((answer.json as { items?: unknown[] } | null)?.items ?? []).toEqual([])
      }
  })

  it('a cursor made of Brightwater’s id and dates goes on in Alder’s own list', async () => {
    const theirs = await w.sql<{ id: string; key: string }>(
      'SELECT id, submitted_at::text AS key FROM parley.registration WHERE partner_id = $1',
      [partners.brightwater.id],
    )
    for (const { id, key } of theirs) {
      const cursor = (of: string) => Buffer.from(JSON.stringify(['newest', key, of])).toString('base64url')
      const answers = await Promise.all(
        [id, nobodys].map((each) => asks(`/api/v1/partner/registrations?cursor=${cursor(each)}`)),
      )
      for (const { status } of answers) expect(status).toBe(200)
    }
  })
})

describe('every id of Brightwater’s in a body is one that nobody has', () => {
  // One’s own password and codes take no ids, and count the tries.
  const taking = ofPartners.filter(({ route, path }) => route?.body && !path.startsWith('/api/v1/me/'))
  it.each(taking.map((door) => [door.name, door] as const))('%s', async (_, door) => {
    const route = door.route as Route
    const places = idPlaces(schemaOf(route.body!))
    const address = addressOf(door, { registrations: own.summary.id, drafts: nobodys })
    const everywhere = [...places, ['partnerId'], ['partner_id'], ['userId'], ['accountId'], ['id']]
    for (const place of everywhere) {
      let tried = 0
      const send = (id: string): [string, RequestInit] => {
        const body = place[0] === 'draftId' ? aDeal({ account: { name: `Tried ${++tried}` } }) : bodyOf(route)
        return [address, { ...requestOf(door), body: JSON.stringify(withValue(body, place, id)) }]
      }
      // A deal that is registered each time has each time another answer: what is told in it is looked at below.
      if (place[0] === 'draftId') for (const id of ids.slice(0, 8)) await asks(...send(id))
      else await expectSame(send, places.includes(place) ? ids : ids.slice(0, 2))
    }
  })

  it('and Brightwater’s drafts are still there', async () => {
    const { items } = await w.as('brightwater').does(partner.listDrafts, {})
    expect(items.map(({ title }) => title)).toContain(words.accountsOfRival.draft)
  })
})

describe('headers that speak for Brightwater', () => {
  it('its Idempotency-Key gives Alder no answer of Brightwater’s', async () => {
    const answer = await asks('/api/v1/partner/drafts', {
      method: 'POST',
      body: JSON.stringify({ form: { accountName: 'Alder’s own' } }),
      headers: { 'content-type': 'application/json', 'idempotency-key': words.key },
    })
    expect(answer.status).toBe(201)
    expect(answer.headers.get('idempotent-replayed')).toBeNull()
  })

  it('its partner’s id in a header changes nothing', async () => {
    const named = {
      'x-partner-id': partners.brightwater.id,
      'x-user-id': ids[0]!,
      'x-forwarded-user': 'bea.okoye@brightwater.example',
      'x-original-url': '/api/v1/staff/queue',
      'x-http-method-override': 'DELETE',
    }
    const path = '/api/v1/partner/registrations'
    expect(plain(await asks(path, { headers: named }), '-')).toEqual(plain(await asks(path), '-'))
  })

  it('its ETag matches nothing of an own record, and its record answers none', async () => {
    for (const match of ['"1"', '"2"', '*', 'W/"1"']) {
      const headers = { 'content-type': 'application/json', 'if-match': match, 'if-none-match': match }
      await expectSame((id) => [`/api/v1/partner/drafts/${id}`, { method: 'PUT', body: '{"form":{}}', headers }], ids)
    }
  })
})

describe('a record that is there for somebody else takes the same work as none', () => {
  it.each(
    ofPartners
      .filter(({ path, method }) => path.includes('{id}') && method === 'GET')
      .map((door) => [door.name, door] as const),
  )('%s: the same round trips', async (_, door) => {
    const trips = async (id: string) => {
      const from = w.env.roundTrips.count
      await alder.fetches(door.path.replace('{id}', id), requestOf(door))
      return w.env.roundTrips.count - from
    }
    const none = await trips(nobodys)
    for (const id of ids.slice(0, 12)) expect(await trips(id)).toBe(none)
  })
})

describe('all that Alder was answered here', () => {
  let found: string[] = []
  beforeAll(() => {
    found = heard.flatMap(({ asked, said }) =>
      secretsIn(said, secrets)
        .filter((held) => !asked.includes(held.replace(/ \([^)]*\)$/, '')))
        .map((held) => `${held} in the answer to ${asked.slice(0, 200)}`),
    )
  })
  it('is much, and holds nothing of Brightwater’s', () => {
    expect(heard.length).toBeGreaterThan(1_000)
    expect(found).toEqual([])
  })
})

/** The places in a body that take an id. */
function idPlaces(schema: Schema, root: Schema = schema, at: string[] = []): string[][] {
  if (schema.$ref) return idPlaces(root.$defs?.[schema.$ref.split('/').at(-1)!] ?? {}, root, at)
  if (schema.format === 'uuid') return [at]
  const inside = Object.entries(schema.properties ?? {}).flatMap(([name, part]) => idPlaces(part, root, [...at, name]))
  const items = schema.items ? idPlaces(schema.items, root, [...at, '0']) : []
  return [...inside, ...items, ...(schema.anyOf ?? []).flatMap((part) => idPlaces(part, root, at))]
}

function withValue(body: unknown, [name, ...rest]: string[], value: string): unknown {
  if (name === undefined) return value
  if (name === '0') return [withValue(undefined, rest, value)]
  const fields = (body ?? {}) as Record<string, unknown>
  return { ...fields, [name]: withValue(fields[name], rest, value) }
}
