import { partnerWebhooks } from '@parley/contract/routes/webhooks'
import type { WebhookTopic } from '@parley/contract/webhook-events'
import { describe, expect, it } from 'vitest'
import { aDeal } from '../../../../test/support/factories.ts'
import { receiver, verified } from '../../../../test/support/receiver.ts'
import { world } from '../../../../test/support/world.ts'
import { dispatch } from '../outbox/dispatch.ts'
import { parseAllowedHosts } from './allowed-hosts.ts'
import { sendDue } from './send-due.ts'

const w = await world()
const there = await receiver()
w.env.network = { ...w.env.network, allowed: parseAllowedHosts(`127.0.0.1:${there.port}`) }

const amir = w.as('alderAdmin')
let paths = 0

/** A webhook of Alder's with an address of its own; removes those before. */
async function aWebhook() {
  for (const { id } of (await amir.does(partnerWebhooks.list, {})).items)
    await amir.does(partnerWebhooks.remove, { params: { id } })
  there.forgets()
  const topics: WebhookTopic[] = ['registration.decided']
  const body = { url: `${there.url}/${++paths}`, description: 'Our CRM', topics }
  const { endpoint, secret } = await amir.does(partnerWebhooks.create, { body })
  return { endpoint, secret: secret! }
}
let companies = 0
const registers = () => w.as('alder').registers(aDeal({ account: { name: `Quince Orchards ${++companies}` } }))
const happens = async () => {
  await dispatch(w.env)
  await sendDue(w.env)
}

describe('an event', () => {
  it('is signed by both secrets for 24 hours after a rotation, and then by the new one', async () => {
    const { secret: old, endpoint } = await aWebhook()
    const { secret } = await amir.does(partnerWebhooks.rotate, { params: { id: endpoint.id } })
    await registers()
    await happens()
    expect(String(there.got[0]!.headers['webhook-signature']).split(' ')).toHaveLength(2)
    for (const each of [old, secret!]) verified(each, there.got[0]!, w.now())
    w.travelDays(1)
    await registers()
    await happens()
    verified(secret!, there.got[1]!, w.now())
    expect(() => verified(old, there.got[1]!, w.now())).toThrow()
  })

  it('is signed by every secret of the last 24 hours, however often it was renewed: whoever has copied any of them goes on', async () => {
    const { secret: first, endpoint } = await aWebhook()
    const renews = () => amir.does(partnerWebhooks.rotate, { params: { id: endpoint.id } })
    const [one, other] = await Promise.all([renews(), renews()])
    await registers()
    await happens()
    expect(String(there.got[0]!.headers['webhook-signature']).split(' ')).toHaveLength(3)
    for (const each of [first, one.secret!, other.secret!]) verified(each, there.got[0]!, w.now())
    w.travelTo(new Date(w.now().getTime() + 12 * 3_600_000).toISOString())
    const { secret: last } = await renews()
    w.travelTo(new Date(w.now().getTime() + 12 * 3_600_000).toISOString())
    await registers()
    await happens()
    // Of the two that were drawn at once, one was current until the last renewal.
    expect(String(there.got[1]!.headers['webhook-signature']).split(' ')).toHaveLength(2)
    verified(last!, there.got[1]!, w.now())
    expect(() => verified(first, there.got[1]!, w.now())).toThrow()
  })

  it('has no more than ten signatures: a secret isn’t renewed more than nine times within 24 hours', async () => {
    const { endpoint } = await aWebhook()
    const renews = () => amir.does(partnerWebhooks.rotate, { params: { id: endpoint.id } })
    for (let count = 0; count < 9; count++) await renews()
    await expect(renews()).toBeRefused('conflict', /renewed 9 times within 24 hours.*Delete the webhook/)
    w.travelDays(1)
    expect((await renews()).secret).toMatch(/^whsec_/)
  })
})
