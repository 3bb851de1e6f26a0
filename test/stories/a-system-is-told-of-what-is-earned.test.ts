import { settleDue } from '@parley/api/commissions/settle-due'
import { dispatch } from '@parley/api/outbox/dispatch'
import { createUser } from '@parley/api/session/create-user'
import { parseAllowedHosts } from '@parley/api/webhooks/allowed-hosts'
import { sendDue } from '@parley/api/webhooks/send-due'
import { staffEngagements } from '@parley/contract/routes/engagements'
import { partnerStatements } from '@parley/contract/routes/statements'
import { partnerWebhooks, vendorWebhooks } from '@parley/contract/routes/webhooks'
import { PartnerWebhookEvent, VendorWebhookEvent, WebhookTopic } from '@parley/contract/webhook-events'
import { beforeAll, expect, it } from 'vitest'
import { commission } from '../support/commission.ts'
import { aDeal } from '../support/factories.ts'
import { type Person, partners, password } from '../support/program.ts'
import { receiver, verified } from '../support/receiver.ts'
import { world } from '../support/world.ts'

/** Two partners earn on one deal, each with a system that is told; the vendor's hears of both. */
const w = await world()
const sales = commission(w)
const [alders, corvanes, vendors] = [await receiver(), await receiver(), await receiver()]
const ports = [alders, corvanes, vendors].map(({ port }) => `127.0.0.1:${port}`)
w.env.network = { ...w.env.network, allowed: parseAllowedHosts(ports.join(', ')) }
const cleo: Person = { email: 'cleo@corvane.example', name: 'Cleo Marsh', role: 'partnerAdmin', partner: 'corvane' }
const body = (url: string) => ({ url, description: '', topics: WebhookTopic.options })
const secrets = { alder: '', corvane: '', vendor: '' }
type Told = { type: string; data: Record<string, unknown> }

beforeAll(async () => {
  await createUser(w.env, { ...cleo, password, partnerId: partners.corvane.id })
  secrets.alder = (await w.as('alderAdmin').does(partnerWebhooks.create, { body: body(alders.url) })).secret!
  secrets.corvane = (await w.person(cleo).does(partnerWebhooks.create, { body: body(corvanes.url) })).secret!
  secrets.vendor = (await w.as('operator').does(vendorWebhooks.create, { body: body(vendors.url) })).secret!

  await w.as('alder').registers(aDeal({ account: { name: 'Whimbrel Works' } }))
  const ask = { company: 'Whimbrel Works', verb: 'quote', productFamily: 'backup' } as const
  await w.as('sales').does(staffEngagements.ask, { body: ask })
  const { summary } = await sales.deal('Curlew Ceramics')
  await sales.claims(summary.id, 'alder', 'sourced')
  await sales.claims(summary.id, 'corvane', 'assisted')
  await sales.paper(summary.id, 'alder')
  await sales.wins(summary.id)
  await sales.isPaid(summary.id, '2026-11-02')
  w.travelTo('2026-12-04')
  await settleDue(w.env)
  w.travelTo('2027-01-04')
  await sales.closesUntil('2026-12')
  const { id, lines } = await sales.statement('alder', '2026-12')
  const reason = 'The second site was ordered with it.'
  await w.as('alder').does(partnerStatements.dispute, { params: { id: lines[0]!.id }, body: { reason } })
  await sales.pays(id)
  for (let round = 0; round < 6; round++) {
    await dispatch(w.env)
    await sendDue(w.env)
  }
})

const heard = (by: typeof alders, secret: string) => by.got.map((each) => verified(secret, each, w.now()) as Told)

it('a partner’s system hears of its own claims, statements, disputes and of questions at its accounts', () => {
  const told = heard(alders, secrets.alder)
  for (const each of told) expect(PartnerWebhookEvent.parse(each)).toEqual(each)
  const types = told.map(({ type }) => type)
  for (const type of [
    'engagement.asked',
    'claim.filed',
    'claim.decided',
    'statement.made',
    'statement.paid',
    'dispute.opened',
  ])
    expect(types).toContain(type)
  const statement = told.find(({ type }) => type === 'statement.made')!.data
  expect(statement).toEqual({
    statementId: expect.any(String),
    reference: expect.stringMatching(/^S-/),
    month: '2026-12',
    link: `${w.env.publicUrl}/earnings/statements/${statement.statementId}`,
  })
  expect(told.find(({ type }) => type === 'engagement.asked')!.data).toMatchObject({ accountName: 'Whimbrel Works' })
})

it('and of nobody else’s', () => {
  const told = heard(corvanes, secrets.corvane)
  expect(told.map(({ type }) => type)).toEqual(
    expect.arrayContaining(['claim.filed', 'claim.decided', 'statement.made']),
  )
  expect(told.map(({ type }) => type)).not.toContain('dispute.opened')
  const ids = new Set(
    heard(alders, secrets.alder).map(({ data }) => data.claimId ?? data.statementId ?? data.engagementId),
  )
  expect(told.filter(({ data }) => ids.has(data.claimId ?? data.statementId))).toEqual([])
  expect(JSON.stringify(corvanes.got.map((each) => each.body))).not.toMatch(/Alder|Whimbrel/i)
})

it('the vendor’s system hears of both, with whose it is', () => {
  const told = heard(vendors, secrets.vendor)
  for (const each of told) expect(VendorWebhookEvent.parse(each)).toEqual(each)
  const whose = told.filter(({ type }) => type === 'claim.filed').map(({ data }) => data.partnerId)
  expect(whose.toSorted()).toEqual([partners.alder.id, partners.corvane.id].toSorted())
  const dispute = told.find(({ type }) => type === 'dispute.opened')!.data
  expect(dispute).toMatchObject({
    partnerId: partners.alder.id,
    link: `${w.env.publicUrl}/admin/disputes?open=${dispute.disputeId}`,
  })
})
