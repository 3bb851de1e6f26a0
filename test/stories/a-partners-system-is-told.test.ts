import { dispatch } from '@parley/api/outbox/dispatch'
import { createUser } from '@parley/api/session/create-user'
import { parseAllowedHosts } from '@parley/api/webhooks/allowed-hosts'
import { sendDue } from '@parley/api/webhooks/send-due'
import { partnerWebhooks, vendorWebhooks } from '@parley/contract/routes/webhooks'
import { WebhookTopic } from '@parley/contract/webhook-events'
import { beforeAll, describe, expect, it } from 'vitest'
import { aDeal } from '../support/factories.ts'
import { type Person, partners, password, people } from '../support/program.ts'
import { receiver, verified } from '../support/receiver.ts'
import { world } from '../support/world.ts'

/** Alder's system, Corvane's and the vendor's are told what happened: each what is its own, and nobody else's. */
const w = await world()
const [alders, corvanes, vendors] = [await receiver(), await receiver(), await receiver()]
const ports = [alders, corvanes, vendors].map(({ port }) => `127.0.0.1:${port}`)
w.env.network = { ...w.env.network, allowed: parseAllowedHosts(ports.join(', ')) }

const topics = WebhookTopic.options
const amir = w.as('alderAdmin')
const cleoMarsh: Person = {
  email: 'cleo@corvane.example',
  name: 'Cleo Marsh',
  role: 'partnerAdmin',
  partner: 'corvane',
}
const cleo = w.person(cleoMarsh)
const omar = w.as('operator')
const body = (url: string) => ({ url, description: '', topics })
const key = 'the-very-same-key'

let ofAlder: { id: string; secret: string }
let ofVendor: { id: string; secret: string }

beforeAll(async () => {
  await createUser(w.env, { ...cleoMarsh, password, partnerId: partners.corvane.id })
  const alder = await amir.does(partnerWebhooks.create, { body: body(alders.url), key })
  await cleo.does(partnerWebhooks.create, { body: body(corvanes.url) })
  const vendor = await omar.does(vendorWebhooks.create, { body: body(vendors.url) })
  ofAlder = { id: alder.endpoint.id, secret: alder.secret! }
  ofVendor = { id: vendor.endpoint.id, secret: vendor.secret! }
  await w.as('alder').registers(aDeal({ account: { name: 'Halcyon Freight' } }))
  await w.as('corvane').registers(aDeal({ account: { name: 'Halcyon Freight' } }))
  await w.as('brightwater').registers(aDeal({ account: { name: 'Rookwood Mills' } }))
  await dispatch(w.env)
  await sendDue(w.env)
})

describe('who is told of what', () => {
  it('a partner’s endpoint gets what happened to its own registrations, and nothing else', () => {
    expect(alders.got).toHaveLength(1)
    expect(corvanes.got).toHaveLength(1)
    const told = verified(ofAlder.secret, alders.got[0]!, w.now())
    expect(Object.keys(told)).toEqual(['type', 'timestamp', 'data'])
    expect(Object.keys(told.data as object)).toEqual(['registrationId', 'reference', 'status', 'link'])
    expect(corvanes.got[0]!.body).toMatch(/"status":"rejected"/)
    expect(corvanes.got[0]!.body).not.toMatch(/alder|halcyon/i)
    expect(corvanes.got[0]!.body).not.toContain(partners.alder.id)
    expect(corvanes.got[0]!.body).not.toContain((told.data as { registrationId: string }).registrationId)
  })

  it('the vendor’s endpoint gets what happened to anybody’s, with whose it is', () => {
    const told = vendors.got.map((each) => verified(ofVendor.secret, each, w.now()).data as { partnerId: string })
    const { alder, corvane, brightwater } = partners
    expect(told.map(({ partnerId }) => partnerId).sort()).toEqual([alder.id, corvane.id, brightwater.id].sort())
  })

  it('a message whose partner isn’t the registration’s own is told to neither partner', async () => {
    const [row] = await w.sql<{ id: string }>(`SELECT id FROM parley.registration WHERE partner_id = $1`, [
      partners.brightwater.id,
    ])
    await w.sql(
      `INSERT INTO parley.outbox (topic, subject_id, partner_id, payload, created_at) VALUES ('registration.decided', $1, $2, '{}', $3)`,
      [row!.id, partners.alder.id, w.now()],
    )
    await dispatch(w.env)
    await sendDue(w.env)
    expect([alders.got.length, corvanes.got.length, vendors.got.length]).toEqual([1, 1, 4])
  })

  it('the database shows a partner its own endpoints, secrets and deliveries, and staff no secret of a partner’s', async () => {
    const seen = async (audience: string, partnerId: string) => {
      const client = await w.env.pool.connect()
      await client.query('BEGIN')
      await client.query(`SELECT set_config('parley.audience', $1, true), set_config('parley.partner_id', $2, true)`, [
        audience,
        partnerId,
      ])
      const owners = async (table: string) =>
        (await client.query(`SELECT DISTINCT partner_id FROM parley.${table}`)).rows.map((row) => row.partner_id).sort()
      const found = {
        endpoints: await owners('webhook_endpoint'),
        secrets: await owners('webhook_secret'),
        deliveries: await owners('webhook_delivery'),
        attempts: await owners('webhook_attempt'),
      }
      await client.query('ROLLBACK')
      client.release()
      return found
    }
    const own = [partners.alder.id]
    expect(await seen('partner', partners.alder.id)).toEqual({
      endpoints: own,
      secrets: own,
      deliveries: own,
      attempts: own,
    })
    const none = { endpoints: [], secrets: [], deliveries: [], attempts: [] }
    expect(await seen('partner', partners.brightwater.id)).toEqual(none)
    expect(await seen('', '')).toEqual(none)
    const all = [partners.alder.id, partners.corvane.id, null]
    expect(await seen('staff', '')).toEqual({ endpoints: all, secrets: [null], deliveries: all, attempts: [null] })
  })
})

describe('who looks after webhooks', () => {
  it('admins of the partner, and the vendor’s operators; another’s are the same 404 as nobody’s', async () => {
    const params = { id: ofAlder.id }
    const nobodys = { id: '00000000-0000-4000-8000-00000000dead' }
    expect((await w.as('alder').sends(partnerWebhooks.list, {})).status).toBe(403)
    expect((await w.as('manager').sends(vendorWebhooks.list, {})).status).toBe(403)
    const plain = ({ text }: { text: string }) => text.replaceAll(/"(instance|requestId)":"[^"]*"/g, '')
    const theirs = [
      (id: { id: string }) => cleo.sends(partnerWebhooks.get, { params: id }),
      (id: { id: string }) => cleo.sends(partnerWebhooks.rotate, { params: id }),
      (id: { id: string }) => cleo.sends(partnerWebhooks.remove, { params: id }),
      (id: { id: string }) => cleo.sends(partnerWebhooks.test, { params: id }),
      (id: { id: string }) => cleo.sends(partnerWebhooks.deliveries, { params: id, query: {} }),
      (id: { id: string }) =>
        cleo.sends(partnerWebhooks.replayFailed, { params: id, body: { since: w.now().toISOString() } }),
      (id: { id: string }) => omar.sends(vendorWebhooks.get, { params: id }),
      (id: { id: string }) => omar.sends(vendorWebhooks.remove, { params: id }),
    ]
    for (const knock of theirs) {
      const answer = await knock(params)
      expect(answer.status).toBe(404)
      expect(plain(answer)).toBe(plain(await knock(nobodys)))
    }
    expect((await amir.does(partnerWebhooks.list, {})).items).toHaveLength(1)
  })

  it('another’s delivery isn’t found below one’s own endpoint', async () => {
    const [theirs] = await w.sql<{ id: string }>('SELECT id FROM parley.webhook_delivery WHERE partner_id = $1', [
      partners.corvane.id,
    ])
    const params = { id: ofAlder.id, deliveryId: theirs!.id }
    expect((await amir.sends(partnerWebhooks.delivery, { params })).status).toBe(404)
    expect((await amir.sends(partnerWebhooks.replay, { params })).status).toBe(404)
  })

  it('the vendor sees how partners’ endpoints stand, and of their addresses the host', async () => {
    const { items } = await omar.does(vendorWebhooks.ofPartners, { query: {} })
    expect(items.map(({ partner }) => partner.name).sort()).toEqual(['Alder Ridge Systems', 'Corvane IT'])
    expect(items[0]).toMatchObject({ host: '127.0.0.1', status: 'active', waitingCount: 0, failedCount: 0 })
    expect(JSON.stringify(items)).not.toMatch(/\/parley/)
  })
})

describe('the secret', () => {
  it('is told once, and stands nowhere in the database as it is', async () => {
    const again = await amir.sends(partnerWebhooks.create, { body: body(alders.url), key })
    expect(again.json).toMatchObject({ endpoint: { id: ofAlder.id }, secret: null })
    const tables = await w.sql<{ name: string }>(
      `SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables WHERE schemaname IN ('parley', 'auth', 'pgboss', 'public')`,
    )
    const bytes = Buffer.from(ofAlder.secret.slice('whsec_'.length), 'base64')
    let rows = 0
    for (const { name } of tables)
      for (const { text } of await w.sql<{ text: string }>(`SELECT t::text AS text FROM ${name} t`)) {
        rows++
        expect(text, name).not.toContain(ofAlder.secret.slice(6))
        expect(text, name).not.toContain(bytes.toString('hex'))
      }
    expect(rows).toBeGreaterThan(100)
  })

  it('an address can be taken once by one owner, and by another owner too', async () => {
    const twice = await amir.sends(partnerWebhooks.create, { body: body(alders.url.replace('127.0.0.1', '0x7F.1')) })
    expect(twice).toMatchObject({ status: 409, json: { errors: [{ pointer: '/url' }] } })
    expect((await cleo.sends(partnerWebhooks.create, { body: body(alders.url) })).status).toBe(201)
  })

  it.each([
    ['http://hooks.example.com/', /https/],
    ['https://127.1/', /private/],
    ['https://[::ffff:127.0.0.1]/', /private/],
    ['https://169.254.169.254/latest', /private/],
    ['https://user:pass@hooks.example.com/', /before the @/],
    ['https://hooks.example.com:8443/', /port/],
    ['hooks.example.com', /whole address/],
  ])('%s is refused with what to do instead', async (url, words) => {
    const refused = await amir.sends(partnerWebhooks.create, { body: body(url) })
    expect(refused).toMatchObject({
      status: 422,
      json: { errors: [{ pointer: '/url', detail: expect.stringMatching(words) }] },
    })
  })

  it('who changed what is on record, without the secret', async () => {
    const events = await w.sql<{ action: string; actor_name: string; text: string }>(
      `SELECT action, actor_name, t::text AS text FROM parley.audit_event t WHERE action LIKE 'webhook.%' AND partner_id = $1`,
      [partners.alder.id],
    )
    expect(events.map(({ action, actor_name }) => [action, actor_name])).toContainEqual([
      'webhook.created',
      people.alderAdmin.name,
    ])
    expect(events.map(({ text }) => text).join()).not.toContain('whsec')
  })
})
