import { lookAfterDuties } from '@parley/api/jobs/look-after-duties'
import { dispatch } from '@parley/api/outbox/dispatch'
import { parseAllowedHosts } from '@parley/api/webhooks/allowed-hosts'
import { sendDue } from '@parley/api/webhooks/send-due'
import { staffRenewals } from '@parley/contract/routes/renewals'
import { partnerWebhooks, vendorWebhooks } from '@parley/contract/routes/webhooks'
import { PartnerWebhookEvent, VendorWebhookEvent, WebhookTopic } from '@parley/contract/webhook-events'
import { expect, it } from 'vitest'
import { commission } from '../support/commission.ts'
import { aDeal } from '../support/factories.ts'
import { partners } from '../support/program.ts'
import { receiver, verified } from '../support/receiver.ts'
import { world } from '../support/world.ts'

// A partner's system and the vendor's are told of what the vendor owes by its own dates, and of an incumbency.
const w = await world()
const sales = commission(w)
const [alders, vendors] = [await receiver(), await receiver()]
w.env.network = {
  ...w.env.network,
  allowed: parseAllowedHosts([alders, vendors].map(({ port }) => `127.0.0.1:${port}`).join(', ')),
}
const body = (url: string) => ({ url, description: '', topics: WebhookTopic.options })
const ofAlder = (await w.as('alderAdmin').does(partnerWebhooks.create, { body: body(alders.url) })).secret!
const ofVendor = (await w.as('operator').does(vendorWebhooks.create, { body: body(vendors.url) })).secret!
type Told = { type: string; data: Record<string, unknown> }
const taken = new Map<string, Told[]>()
/** All that came, each checked on the day on which it did. */
const heard = async (by: typeof alders, secret: string): Promise<Told[]> => {
  for (let round = 0; round < 4; round++) {
    await dispatch(w.env)
    await sendDue(w.env)
  }
  const before = taken.get(secret) ?? []
  const all = [...before, ...by.got.slice(before.length).map((each) => verified(secret, each, w.now()) as Told)]
  taken.set(secret, all)
  return all
}
const large = (name: string) => w.as('alder').registers(aDeal({ account: { name }, deal: { amountMinor: 90_000_000 } }))
const approves = (id: string) =>
  w.as('manager').overrides(id, {
    ...{ outcome: 'approve', protectionDays: 90, wording: 'It is yours.', reason: 'Looked at with sales.' },
  })
const duties = (told: readonly Told[]) =>
  told.filter(({ type }) => type.startsWith('duty.')).map(({ type, data }) => [type, data.registrationId])

it('an answer in time is met; one that is late is missed, once, when it falls late and not when it comes', async () => {
  const prompt = (await large('Tidewater Ferries')).summary.id
  const late = (await large('Lantern Lines')).summary.id
  await approves(prompt)
  const told = await heard(alders, ofAlder)
  expect(duties(told)).toEqual([['duty.met', prompt]])
  await heard(vendors, ofVendor)
  w.travelTo('2026-11-04T15:00:00.000Z')
  await lookAfterDuties(w.env)
  await lookAfterDuties(w.env)
  await approves(late)
  await heard(vendors, ofVendor)
  const all = await heard(alders, ofAlder)
  expect(duties(all)).toEqual([
    ['duty.met', prompt],
    ['duty.missed', late],
  ])
  for (const each of all) expect(PartnerWebhookEvent.parse(each)).toEqual(each)
  expect(JSON.stringify(all)).not.toMatch(/Pia|Quinn|manager|director/)
})

it('a warning about an incumbency reaches both systems, with the contract and the day on which it ends', async () => {
  const { summary } = await sales.deal('Plover Ports')
  await sales.claims(summary.id, 'alder', 'resold')
  await sales.paper(summary.id, 'alder', { role: 'resale' })
  await sales.wins(summary.id)
  await heard(alders, ofAlder)
  await heard(vendors, ofVendor)
  w.travelTo('2027-10-01')
  const manager = w.as('manager')
  const [renewal] = (await manager.does(staffRenewals.list, { query: {} })).items
  await manager.does(staffRenewals.note, {
    params: { id: renewal!.id },
    body: { kind: 'warning', note: 'We have heard nothing since spring.', happenedOn: '2027-10-01' },
  })
  const own = (await heard(alders, ofAlder)).filter(({ type }) => type === 'renewal.noted')
  expect(own.map(({ data }) => data)).toEqual([
    {
      ...{ renewalId: renewal!.id, accountName: 'Plover Ports', endsOn: '2027-11-03' },
      link: `${w.env.publicUrl}/renewals/${renewal!.id}`,
    },
  ])
  const all = await heard(vendors, ofVendor)
  for (const each of all) expect(VendorWebhookEvent.parse(each)).toEqual(each)
  expect(all.find(({ type }) => type === 'renewal.noted')!.data).toMatchObject({ partnerId: partners.alder.id })
})
