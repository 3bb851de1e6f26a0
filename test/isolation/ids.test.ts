import { dispatch } from '@parley/api/outbox/dispatch'
import { countSegments } from '@parley/api/segments/count-segments'
import { sendDue } from '@parley/api/webhooks/send-due'
import { partner } from '@parley/contract/routes/partner'
import { beforeAll, describe, expect, it } from 'vitest'
import { aDeal } from '../support/factories.ts'
import { partners } from '../support/program.ts'
import { skipPauses } from '../support/skip-pauses.ts'
import { world } from '../support/world.ts'
import { doorsOf, nobodys } from './knock.ts'
import { nothing, readings } from './readings.ts'
import { livesFully, type Secrets, secretsIn, secretsOf, words } from './rival.ts'
import { idsOnlyIn, rowsOf } from './rows-of.ts'
import { openStage } from './stage.ts'
import { plain, rememberer, told, triesOf } from './tries.ts'

const w = await world()
// Alder has one of everything, and an API that undoes what it was asked: each try meets the same world.
const stage = await openStage(w)
skipPauses(stage.env)
w.travelDays(1) // What staff looked at as Alder is over, whoever they look at next.
const doors = doorsOf(stage.app, stage.env).filter(({ path }) => !path.startsWith('/api/auth/sign-out'))
const ofPartners = doors.filter(({ route }) => route && route.audience !== 'staff')
const listing = ofPartners.filter(({ method, name }) => method === 'GET' && !/drafts\/\{id\}/.test(name))

const anHourLater = () => w.travelTo(new Date(w.now().getTime() + 3_600_000).toISOString())
const admin = rememberer(stage.callers.adm, anHourLater)
const seller = rememberer(stage.callers.sell, anHourLater)
const names = { ...words.accountsOfRival, contact: words.contact, domain: words.domain, activity: words.activity }
const sought = ['e', '%', '_', 'R-', 'Half', ...Object.values(names)]

for (const deal of [{ amountMinor: 9_000_000 }, { amountMinor: 45_000_000 }, { expectedCloseOn: '2027-01-15' }])
  await w.as('alder').registers(aDeal({ account: { name: `Alder’s Own Dairy of ${Object.values(deal)}` }, deal }))
await dispatch(w.env)
await sendDue(w.env)
await countSegments(w.env) // Who is where, as of today: what Brightwater does now, nobody is told before next week.
const before = await readings(admin.asks, listing, stage.known, sought)
const beforeForSeller = await readings(seller.asks, listing, stage.known, [])
await livesFully(w)
const after = await readings(admin.asks, listing, stage.known, sought)
const afterForSeller = await readings(seller.asks, listing, stage.known, [])

const secrets: Secrets = await secretsOf(w)
const kept = await idsOnlyIn(w, partners.brightwater.id, partners.alder.id)
const ids = [...kept.keys()]
/** Of each column one, which stands for the others; test/long/every-id-everywhere tries them all. */
const oneOfEach = [...new Map([...kept].map(([id, place]) => [place, id])).values()]
const texts = [...new Map([...secrets].map(([secret, place]) => [place, secret])).values()].filter((text) =>
  /^[\w’ .,@:/-]{1,120}$/.test(text),
)
const tries = triesOf(doors, stage.known)
const of = (where: string, isListed = true) =>
  tries.filter((each) => each.where === where && each.isListed === isListed).map((each) => [each.name, each] as const)
const rivalsRows = await rowsOf(w, partners.brightwater.id)

describe('Brightwater has lived through everything that a partner can', () => {
  it('and there is enough to be found out', () => {
    expect(ids.length).toBeGreaterThan(100)
    expect(oneOfEach.length).toBeGreaterThan(20)
    expect(texts.length).toBeGreaterThan(15)
    for (const word of [words.accountsOfRival.won, words.contact, words.email, words.activity, words.key, 'Bea Okoye'])
      expect(secrets.has(word), word).toBe(true)
    expect(ids.filter((id) => id.startsWith('R-')).length).toBeGreaterThan(2)
    for (const table of [
      'registration',
      'protection',
      'evidence',
      'webhook_delivery',
      'api_key',
      'invitation',
      'notification',
    ])
      expect([...kept.values()].filter((place) => place.startsWith(`parley.${table}.`)).length, table).toBeGreaterThan(
        0,
      )
  })

  it('what is tried is every place of every route that takes an id', () => {
    const untried = doors.filter(
      ({ path, name }) =>
        /\{(?!point|version)/.test(path) && !tries.some(({ door, where }) => door.name === name && where === 'path'),
    )
    expect(untried).toEqual([])
    expect(of('path').length).toBeGreaterThan(60)
    expect(of('body').length).toBeGreaterThan(5)
    expect(of('query').length).toBeGreaterThan(15)
  })
})

describe('whatever Alder lists, seeks, sorts, counts and turns over says what it said before Brightwater had anything', () => {
  it('is much', () => {
    expect(before.size).toBeGreaterThan(120)
    expect([...before.values()].filter(({ status }) => status === 200).length).toBeGreaterThan(100)
  })
  it.each(listing.map(({ name }) => name))('%s, to the byte', (name) => {
    const ofDoor = (read: typeof before) => [...read].filter(([asked]) => asked.startsWith(`${name} `))
    expect(ofDoor(before).length).toBeGreaterThan(0)
    expect(ofDoor(after)).toEqual(ofDoor(before))
    expect(ofDoor(afterForSeller)).toEqual(ofDoor(beforeForSeller))
  })
})

describe('every id of Brightwater’s in every address is an id that nobody has', () => {
  it.each(of('path'))('%s', async (_, { door, request }) => {
    expect(await told(admin.asks, request, oneOfEach)).toEqual([])
    expect(await told(seller.asks, request, oneOfEach.slice(0, 5))).toEqual([])
    if (door.route) expect((await admin.asks(...request(nobodys))).status).toBeGreaterThanOrEqual(400)
  })
})

describe('every id and text of Brightwater’s in a query finds what one that nobody has finds', () => {
  const partnersOnly = ([, { door }]: ReturnType<typeof of>[number]) => door.route?.audience !== 'staff'
  it.each(of('query').filter(partnersOnly))('%s', async (name, { request }) => {
    const takesText = /\?(q|cursor)=/.test(name)
    expect(await told(admin.asks, request, takesText ? [...oneOfEach, ...texts] : oneOfEach)).toEqual([])
  })
  it.each(of('query', false))('%s, which nobody offers', async (_, { request }) => {
    expect(await told(admin.asks, request, oneOfEach.slice(0, 4))).toEqual([])
  })

  it('a cursor made of Brightwater’s ids and dates goes on in Alder’s own list', async () => {
    const theirs = await w.sql<{ id: string; key: string }>(
      'SELECT id, submitted_at::text AS key FROM parley.registration WHERE partner_id = $1',
      [partners.brightwater.id],
    )
    for (const { id, key } of theirs) {
      const cursor = (of: string) => Buffer.from(JSON.stringify(['newest', key, of])).toString('base64url')
      const request = (of: string): [string, RequestInit] => [`/api/v1/partner/registrations?cursor=${cursor(of)}`, {}]
      const [one, none] = [await admin.asks(...request(id)), await admin.asks(...request(`${id.slice(0, -4)}dead`))]
      expect(one.status).toBe(200)
      expect(plain(one, nothing)).toEqual(plain(none, nothing))
    }
  })
})

describe('every id of Brightwater’s in a body is one that nobody has', () => {
  it.each(of('body'))('%s', async (_, { request }) => {
    expect(await told(admin.asks, request, oneOfEach)).toEqual([])
  })
  // Whoever signs in or changes how is counted, whatever they send.
  const uncounted = ([, { door }]: ReturnType<typeof of>[number]) =>
    door.route?.audience !== 'public' && !door.path.startsWith('/api/v1/me/')
  it.each(of('body', false).filter(uncounted))('%s, which nobody asks for', async (_, { request }) => {
    expect(await told(admin.asks, request, oneOfEach.slice(0, 2))).toEqual([])
  })
})

describe('headers that speak for Brightwater', () => {
  it('its Idempotency-Key gives Alder no answer of Brightwater’s', async () => {
    const answer = await seller.asks('/api/v1/partner/drafts', {
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
    expect(plain(await admin.asks(path, { headers: named }), nothing)).toEqual(plain(await admin.asks(path), nothing))
  })

  it('its ETag matches nothing of an own record, and its record answers none', async () => {
    for (const match of ['"1"', '"2"', '*', 'W/"1"']) {
      const headers = { 'content-type': 'application/json', 'if-match': match, 'if-none-match': match }
      const request = (id: string): [string, RequestInit] => [
        `/api/v1/partner/drafts/${id}`,
        { method: 'PUT', body: '{"form":{}}', headers },
      ]
      expect(await told(admin.asks, request, oneOfEach)).toEqual([])
    }
  })
})

describe('a record that is there for somebody else takes the same work as none', () => {
  it.each(of('path').filter(([, { door }]) => door.method === 'GET' && door.route?.audience === 'partner'))(
    '%s: the same round trips',
    async (_, { request }) => {
      const trips = async (id: string) => {
        const from = stage.env.roundTrips.count
        await admin.asks(...request(id))
        return stage.env.roundTrips.count - from
      }
      const none = await trips(nobodys)
      for (const id of oneOfEach.filter((each) => each.length === 36)) expect(await trips(id)).toBe(none)
    },
  )
})

describe('whoever tries it for good changes nothing of Brightwater’s', () => {
  const records = oneOfEach.filter((id) => kept.get(id)!.endsWith('.id'))
  const changing = tries.filter(
    ({ door, where, isListed }) =>
      door.method !== 'GET' && door.route?.audience === 'partner' && isListed && where !== 'query',
  )
  it('not in an address, not in a body: its rows are what they were', async () => {
    expect(changing.length).toBeGreaterThan(10)
    expect(records.length).toBeGreaterThan(10)
    for (const { request } of changing) for (const id of records) await w.as('alderAdmin').fetches(...request(id))
    const drafts = await w.sql<{ id: string }>('SELECT id FROM parley.registration_draft WHERE partner_id = $1', [
      partners.brightwater.id,
    ])
    for (const { id } of drafts) await w.as('alder').registers({ ...aDeal({ account: { name: id } }), draftId: id })
    expect(drafts.length).toBeGreaterThan(0)
    expect(await rowsOf(w, partners.brightwater.id)).toEqual(rivalsRows)
    const { items } = await w.as('brightwater').does(partner.listDrafts, {})
    expect(items.map(({ title }) => title)).toContain(words.accountsOfRival.draft)
  })
})

describe('all that Alder was answered here', () => {
  let found: string[] = []
  beforeAll(() => {
    found = [...admin.heard, ...seller.heard].flatMap(({ asked, said }) =>
      secretsIn(said, secrets)
        .filter((held) => !asked.includes(held.replace(/ \([^)]*\)$/, '')))
        .map((held) => `${held} in the answer to ${asked.slice(0, 200)}`),
    )
  })
  it('is much, and holds nothing of Brightwater’s', () => {
    expect(admin.heard.length).toBeGreaterThan(5_000)
    expect(found).toEqual([])
  })
})
