import { partnerWebhooks } from '@parley/contract/routes/webhooks'
import type { WebhookTopic } from '@parley/contract/webhook-events'
import { describe, expect, it } from 'vitest'
import { aDeal } from '../../../../test/support/factories.ts'
import { answers, receiver, verified } from '../../../../test/support/receiver.ts'
import { world } from '../../../../test/support/world.ts'
import { startDelivery } from '../jobs/deliver.ts'
import { remindOfAnswers } from '../jobs/remind-of-answers.ts'
import { dispatch } from '../outbox/dispatch.ts'
import { parseAllowedHosts } from './allowed-hosts.ts'
import { forgetOldDeliveries } from './forget-old.ts'
import { mostTries } from './retry-schedule.ts'
import { sendDue } from './send-due.ts'

const w = await world()
const there = await receiver()
w.env.network = { ...w.env.network, allowed: parseAllowedHosts(`127.0.0.1:${there.port}`) }

const amir = w.as('alderAdmin')
const topics: WebhookTopic[] = ['registration.decided', 'registration.withdrawn']
let paths = 0

/** A webhook of Alder's with an address of its own; removes those before. */
async function aWebhook() {
  for (const { id } of (await amir.does(partnerWebhooks.list, {})).items)
    await amir.does(partnerWebhooks.remove, { params: { id } })
  there.forgets()
  there.does(answers(204))
  const body = { url: `${there.url}/${++paths}`, description: 'Our CRM', topics }
  const { endpoint, secret } = await amir.does(partnerWebhooks.create, { body })
  return { endpoint, secret: secret! }
}
let companies = 0
const registers = async () =>
  (await w.as('alder').registers(aDeal({ account: { name: `Lumen Orchards ${++companies}` } }))).summary
const happens = async () => {
  await dispatch(w.env)
  await sendDue(w.env)
}
const passes = async (seconds: number) => {
  w.travelTo(new Date(w.now().getTime() + seconds * 1000).toISOString())
  await sendDue(w.env)
}
/** A killed worker's leases end by the database's clock, which no test moves. */
const leasesEnd = () =>
  w.sql('UPDATE parley.webhook_delivery SET lease_ends_at = clock_timestamp() WHERE lease IS NOT NULL')
const log = async (id: string) => (await amir.does(partnerWebhooks.deliveries, { params: { id }, query: {} })).items
const ids = () => there.got.map(({ headers }) => headers['webhook-id'])

describe('a webhook', () => {
  it('tells a receiver what happened, thin and signed', async () => {
    const { secret, endpoint } = await aWebhook()
    expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/)
    const { id, reference } = await registers()
    await happens()
    expect(there.got).toHaveLength(1)
    expect(there.got[0]!.headers).toMatchObject({
      'content-type': 'application/json',
      'webhook-timestamp': String(Math.floor(w.now().getTime() / 1000)),
    })
    expect(verified(secret, there.got[0]!, w.now())).toEqual({
      type: 'registration.decided',
      timestamp: expect.any(String),
      data: { registrationId: id, reference, status: 'approved', link: `http://localhost/registrations/${id}` },
    })
    expect((await log(endpoint.id))[0]).toMatchObject({ state: 'succeeded', about: reference, attempts: 1 })
    expect(() => verified(`whsec_${Buffer.alloc(32, 1).toString('base64')}`, there.got[0]!, w.now())).toThrow()
  })

  it('tells that an answer falls due, once', async () => {
    await aWebhook()
    const body = { url: `${there.url}/due`, description: '', topics: ['registration.answerDue' as const] }
    const { endpoint, secret } = await amir.does(partnerWebhooks.create, { body })
    const deal = { amountMinor: 91_000_000 }
    const { summary } = await w.as('alder').registers(aDeal({ account: { name: 'Slow Orchards' }, deal }))
    const [due] = await w.sql<{ at: Date }>('SELECT answer_due_at AS at FROM parley.registration WHERE id = $1', [
      summary.id,
    ])
    await happens()
    there.forgets()
    w.travelTo(due!.at.toISOString())
    for (const _ of [1, 2]) await remindOfAnswers(w.env)
    await happens()
    expect(there.got.map((request) => verified(secret!, request, w.now()))).toEqual([
      {
        type: 'registration.answerDue',
        timestamp: due!.at.toISOString(),
        data: {
          registrationId: summary.id,
          reference: summary.reference,
          status: 'inReview',
          link: expect.any(String),
        },
      },
    ])
    await amir.does(partnerWebhooks.remove, { params: { id: endpoint.id } })
  })

  it('is tried again while the receiver is down for five minutes, with the same id, and in order per registration', async () => {
    const { secret, endpoint } = await aWebhook()
    there.does((response) => response.socket?.destroy())
    const first = await registers()
    const second = await registers()
    await happens()
    await w.as('alder').withdraws(first.id, 'The customer stopped the project.')
    await happens()
    expect(await log(endpoint.id)).toHaveLength(3)
    for (const seconds of [6, 60, 120, 100]) await passes(seconds)
    expect(new Set(ids()).size).toBe(2)
    there.does(answers(204))
    there.forgets()
    await passes(400)
    expect(there.got).toHaveLength(3)
    const told = there.got.map(
      (each) => verified(secret, each, w.now()) as { type: string; data: { registrationId: string } },
    )
    expect(told.filter(({ data }) => data.registrationId === first.id).map(({ type }) => type)).toEqual(topics)
    expect(told.filter(({ data }) => data.registrationId === second.id)).toHaveLength(1)
    const kept = await log(endpoint.id)
    expect(kept.every(({ state }) => state === 'succeeded')).toBe(true)
    expect(kept.map(({ messageId }) => messageId).sort()).toEqual([...new Set(ids())].sort())
  })

  it('is given up after eight tries in about a day, and replayed with the same id and bytes', async () => {
    const { endpoint } = await aWebhook()
    const params = { id: endpoint.id }
    there.does(answers(500))
    const began = w.now()
    await registers()
    await happens()
    for (let tries = 1; tries < mostTries; tries++) {
      const [{ nextTryAt } = { nextTryAt: null }] = await log(endpoint.id)
      await passes((Date.parse(nextTryAt!) - w.now().getTime()) / 1000)
      expect(there.got).toHaveLength(tries + 1)
    }
    const [given] = await log(endpoint.id)
    expect(given).toMatchObject({ state: 'failed', attempts: 8, nextTryAt: null, lastStatus: 500 })
    const hours = (w.now().getTime() - began.getTime()) / 3_600_000
    expect(hours).toBeGreaterThan(24)
    expect(hours).toBeLessThan(31)
    there.does(answers(204))
    const since = new Date(w.now().getTime() + 1000).toISOString()
    expect(await amir.does(partnerWebhooks.replayFailed, { params, body: { since } })).toEqual({ replayed: 0 })
    expect(await amir.does(partnerWebhooks.replayFailed, { params, body: { since: began.toISOString() } })).toEqual({
      replayed: 1,
    })
    await sendDue(w.env)
    expect(new Set(ids()).size).toBe(1)
    expect(new Set(there.got.map(({ body }) => body)).size).toBe(1)
    await amir.does(partnerWebhooks.replay, { params: { ...params, deliveryId: given!.id } })
    await sendDue(w.env)
    expect(there.got).toHaveLength(10)
    const detail = await amir.does(partnerWebhooks.delivery, { params: { ...params, deliveryId: given!.id } })
    expect(detail.attempts).toHaveLength(10)
    expect(detail.payload).toBe(there.got[0]!.body)
    expect(detail.attempts.at(-1)!.headers).toEqual({
      'webhook-id': there.got[9]!.headers['webhook-id'],
      'webhook-timestamp': there.got[9]!.headers['webhook-timestamp'],
      'webhook-signature': there.got[9]!.headers['webhook-signature'],
    })
  })

  it('is turned off by a 410, and its owner told', async () => {
    const { endpoint } = await aWebhook()
    there.does(answers(410))
    await registers()
    await happens()
    await registers()
    await happens()
    expect(there.got).toHaveLength(1)
    const now = await amir.does(partnerWebhooks.get, { params: { id: endpoint.id } })
    expect(now).toMatchObject({ status: 'disabled', waitingCount: 0, failedCount: 1 })
    expect(now.pausedWhy).toMatch(/410/)
    const mails = await w.sql<{ address: string }>(`SELECT address FROM parley.email WHERE kind = 'webhookStopped'`)
    expect(mails).toEqual([{ address: amir.person!.email }])
  })

  it('is paused after five days of nothing but failures; what happens then is kept, and sent when it goes on', async () => {
    const { endpoint } = await aWebhook()
    there.does(answers(503))
    for (let day = 0; day <= 5; day++) {
      await registers()
      await happens()
      w.travelDays(1)
    }
    await sendDue(w.env)
    const paused = await amir.does(partnerWebhooks.get, { params: { id: endpoint.id } })
    expect(paused).toMatchObject({ status: 'paused', pausedWhy: expect.stringMatching(/5 days/) })
    there.forgets()
    there.does(answers(204))
    await registers()
    await happens()
    expect(there.got).toHaveLength(0)
    const { url, description } = endpoint
    const body = { url, description, topics, status: 'active' as const }
    const goesOn = await amir.does(partnerWebhooks.change, {
      params: { id: endpoint.id },
      body,
      ifMatch: paused.version,
    })
    expect(goesOn).toMatchObject({ status: 'active', failingSince: null })
    await sendDue(w.env)
    expect(there.got).toHaveLength(goesOn.waitingCount)
    expect(there.got.length).toBeGreaterThan(0)
  })

  it('waits as long as a 429 asks for', async () => {
    const { endpoint } = await aWebhook()
    there.does(answers(429, { 'retry-after': '900' }))
    await registers()
    await happens()
    const [{ nextTryAt } = { nextTryAt: null }] = await log(endpoint.id)
    expect(Date.parse(nextTryAt!) - w.now().getTime()).toBe(900_000)
    await passes(890)
    expect(there.got).toHaveLength(1)
    await passes(11)
    expect(there.got).toHaveLength(2)
  })
})

describe('a receiver that misbehaves', () => {
  it.each([301, 302, 303, 307, 308])('%i leads nowhere', async (status) => {
    const { endpoint } = await aWebhook()
    const inside = await receiver()
    there.does(answers(status, { location: `http://127.0.0.1:${inside.port}/` }))
    await amir.does(partnerWebhooks.test, { params: { id: endpoint.id } })
    await sendDue(w.env)
    expect(inside.connections).toBe(0)
    expect((await log(endpoint.id))[0]).toMatchObject({ state: 'failed', lastError: expect.stringMatching(/redirect/) })
  })

  it('a gigabyte of a reply is left unread', async () => {
    const { endpoint } = await aWebhook()
    let written = 0
    there.does((response) => {
      const part = Buffer.alloc(64 * 1024)
      const more = () => {
        if (response.destroyed || written > 1024 ** 3) return
        written += part.length
        if (response.write(part)) setImmediate(more)
        else response.once('drain', more)
      }
      response.writeHead(200)
      more()
    })
    await amir.does(partnerWebhooks.test, { params: { id: endpoint.id } })
    await sendDue(w.env)
    expect((await log(endpoint.id))[0]).toMatchObject({ state: 'succeeded', lastStatus: 200 })
    expect(written).toBeLessThan(32 * 1024 ** 2)
  })

  it('one that drips, and one that says nothing, are left after the time that all receivers have', async () => {
    const { endpoint } = await aWebhook()
    const { network } = w.env
    w.env.network = { ...network, withinMs: 300 }
    const drips = (response: import('node:http').ServerResponse) => {
      response.writeHead(200)
      const timer = setInterval(() => response.write('.'), 20)
      response.on('close', () => clearInterval(timer))
    }
    for (const behaviour of [drips, () => {}]) {
      there.does(behaviour)
      await amir.does(partnerWebhooks.test, { params: { id: endpoint.id } })
      await sendDue(w.env)
      expect((await log(endpoint.id))[0]!.lastError).toBe('It took longer than 0.3 seconds.')
    }
    w.env.network = network
  })

  it('nothing of what it answers is kept but the status', async () => {
    const { endpoint } = await aWebhook()
    there.does((response) =>
      response.writeHead(500, 'root-token-in-reason', { 'x-secret': 'in-a-header' }).end('in-the-body'),
    )
    await amir.does(partnerWebhooks.test, { params: { id: endpoint.id } })
    await sendDue(w.env)
    const [{ id: deliveryId } = { id: '' }] = await log(endpoint.id)
    const detail = await amir.does(partnerWebhooks.delivery, { params: { id: endpoint.id, deliveryId } })
    expect(JSON.stringify(detail)).not.toMatch(/in-/)
    expect(detail.attempts[0]).toMatchObject({ status: 500, error: 'It answered 500 (Internal Server Error).' })
  })
})

describe('several workers', () => {
  it('each event is sent once while nobody dies, and again when its sender did', async () => {
    const { endpoint } = await aWebhook()
    for (let count = 0; count < 6; count++) await registers()
    await dispatch(w.env)
    const other = w.anotherInstance()
    other.env.network = w.env.network
    await Promise.all([sendDue(w.env), sendDue(other.env), sendDue(w.env)])
    expect(new Set(ids()).size).toBe(6)
    expect(there.got).toHaveLength(6)
    const dead = crypto.randomUUID()
    await w.sql(
      `UPDATE parley.webhook_delivery SET state = 'waiting', ended_at = NULL, lease = $2, lease_ends_at = clock_timestamp() + interval '1 minute'
       WHERE endpoint_id = $1`,
      [endpoint.id, dead],
    )
    await sendDue(w.env)
    expect(there.got).toHaveLength(6)
    await leasesEnd()
    await sendDue(w.env)
    expect(there.got).toHaveLength(12)
    expect(new Set(ids()).size).toBe(6)
  })

  it.each([1, 24 * 60])(
    'one whose clock is ahead by %i minutes takes nothing that another is sending',
    async (minutes) => {
      const { endpoint } = await aWebhook()
      const thinking: import('node:http').ServerResponse[] = []
      there.does((response) => thinking.push(response))
      await registers()
      await dispatch(w.env)
      const sending = sendDue(w.env)
      await expect.poll(() => thinking.length).toBe(1)
      const ahead = { ...w.env, clock: () => new Date(w.now().getTime() + minutes * 60_000) }
      expect(await sendDue(ahead)).toBe(0)
      thinking[0]!.writeHead(204).end()
      expect(await sending).toBe(1)
      expect(there.got).toHaveLength(1)
      expect(await log(endpoint.id)).toMatchObject([{ state: 'succeeded', attempts: 1 }])
    },
  )

  it('a receiver that hangs keeps nobody else waiting, and is given four at once', async () => {
    await aWebhook()
    const hangs = await receiver()
    hangs.does(() => {})
    const { network } = w.env
    const allowed = parseAllowedHosts(`127.0.0.1:${there.port}, 127.0.0.1:${hangs.port}`)
    w.env.network = { ...network, allowed, withinMs: 1500 }
    await amir.does(partnerWebhooks.create, { body: { url: hangs.url, description: '', topics } })
    for (let count = 0; count < 6; count++) await registers()
    await dispatch(w.env)
    const sending = sendDue(w.env)
    while (there.got.length < 6) await w.env.pause(10)
    expect(hangs.got).toHaveLength(4)
    await sending
    w.env.network = network
  })

  it('what a process is cut off from when it stops is sent by the next one', async () => {
    const { endpoint } = await aWebhook()
    there.does(() => {})
    await registers()
    await dispatch(w.env)
    const cut = new AbortController()
    let isStopping = false
    const sending = sendDue(w.env, cut.signal, () => isStopping)
    while (there.got.length === 0) await w.env.pause(10)
    isStopping = true
    cut.abort()
    await sending
    expect((await log(endpoint.id))[0]).toMatchObject({ state: 'waiting', attempts: 0, lastError: null })
    there.does(answers(204))
    await leasesEnd()
    await sendDue(w.env)
    expect(new Set(ids()).size).toBe(1)
    expect((await log(endpoint.id))[0]).toMatchObject({ state: 'succeeded' })
  })

  it('a process that runs sends by itself', async () => {
    await aWebhook()
    await registers()
    const loops = startDelivery(w.env)
    while (there.got.length === 0) await w.env.pause(20)
    await Promise.all(loops.map((loop) => loop.stop()))
    expect(there.got).toHaveLength(1)
  })

  it('deliveries are forgotten after 30 days, and secrets that sign no more at once', async () => {
    const { endpoint } = await aWebhook()
    await registers()
    await happens()
    await amir.does(partnerWebhooks.rotate, { params: { id: endpoint.id } })
    w.travelDays(29)
    await forgetOldDeliveries(w.env)
    expect(await log(endpoint.id)).toHaveLength(1)
    expect(await w.sql('SELECT FROM parley.webhook_secret WHERE endpoint_id = $1', [endpoint.id])).toHaveLength(1)
    w.travelDays(2)
    await forgetOldDeliveries(w.env)
    expect(await log(endpoint.id)).toEqual([])
    expect(await w.sql('SELECT FROM parley.webhook_attempt')).toEqual([])
  })

  it('no connection to the database is held while a receiver thinks', async () => {
    await aWebhook()
    let idle: number | undefined
    there.does((response) => {
      idle = w.env.pool.totalCount - w.env.pool.idleCount
      response.writeHead(204).end()
    })
    await registers()
    await happens()
    expect(idle).toBe(0)
  })
})
