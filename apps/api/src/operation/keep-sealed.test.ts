import { publicAttestations, staffAttestations } from '@parley/contract/routes/attestations'
import { partnerWebhooks } from '@parley/contract/routes/webhooks'
import { afterAll, expect, it } from 'vitest'
import { Authenticator, Jar } from '../../../../test/support/browser-jar.ts'
import { aDeal } from '../../../../test/support/factories.ts'
import { openInstance, testSecret } from '../../../../test/support/open-world.ts'
import { password, people } from '../../../../test/support/program.ts'
import { skipPauses } from '../../../../test/support/skip-pauses.ts'
import { Someone } from '../../../../test/support/someone.ts'
import { world } from '../../../../test/support/world.ts'
import { openedLink } from '../email/sealed-link.ts'
import { parseAllowedHosts } from '../webhooks/allowed-hosts.ts'
import { asText, secretBox } from '../webhooks/secret-box.ts'
import { keepSealed } from './keep-sealed.ts'

const w = await world()
w.env.network = { ...w.env.network, allowed: parseAllowedHosts('127.0.0.1:9') }
skipPauses(w.env)
const others: { close(): Promise<void> }[] = []
afterAll(() => Promise.all(others.map((each) => each.close())))

/** The processes, started again with these secrets. */
function startsWith(secrets: { secret: string; secretBefore?: string }) {
  const instance = openInstance(w.env.pool, w.now, {}, secrets)
  skipPauses(instance.env)
  others.push(instance)
  return instance
}
type Instance = ReturnType<typeof startsWith>
const later = () => w.travelTo(new Date(w.now().getTime() + 60_000).toISOString())

const jar = new Jar(w.app)
await jar.signsIn(people.brightwater.email, password)
const started = await jar.post('/api/v1/me/second-factor/start', { password })
const phone = new Authenticator(String(started.json.secret))
const confirmed = await jar.post('/api/v1/me/second-factor/confirm', { code: phone.codeAt(w.now()) })
const codes = confirmed.json.codes as string[]
const body = { url: 'http://127.0.0.1:9/hook', description: 'Our CRM', topics: ['registration.decided' as const] }
const { endpoint, secret: told } = await w.as('alderAdmin').does(partnerWebhooks.create, { body })
await jar.post('/api/v1/password-reset/ask', { email: people.corvane.email })
const registered = await w.as('alder').registers(aDeal({ account: { name: 'Marram Grass Nurseries' } }))
const attests = async (someone: Someone) =>
  someone.does(staffAttestations.make, {
    body: {
      partnerId: w.partners.alder.id,
      accountId: (await w.as('manager').inspects(registered.summary.id)).matchedAccount.id,
      productFamilies: [registered.summary.productFamily.id],
      days: 10,
    },
  })

await keepSealed(w.env, w.ownerUrl) // as the first start does

const signsIn = async ({ app }: Instance) => {
  later()
  const browser = new Jar(app, '203.0.113.88')
  await browser.signsIn(people.brightwater.email, password)
  return (await browser.givesCode(phone.codeAt(w.now()))).status
}
const webhookSecret = async ({ env }: Instance) => {
  const [row] = await w.sql<{ sealed: Buffer }>('SELECT sealed FROM parley.webhook_secret')
  return asText(secretBox(env).open(row!.sealed, endpoint.id))
}
const waitingLink = async ({ env }: Instance) => {
  const [row] = await w.sql<{ id: string; link: string }>(
    `SELECT id, link_url AS link FROM parley.email WHERE kind = 'passwordReset'`,
  )
  return openedLink(env, row!.link, row!.id)
}

it('a new PARLEY_SECRET keeps second factors, webhooks and waiting links, and links about who leads go on', async () => {
  const manager = w.as('manager')
  const made = await attests(manager)
  const secret = 'another secret, of at least 32 characters too'
  const both = startsWith({ secret, secretBefore: testSecret })
  expect(await signsIn(both)).toBe(200)
  expect(await webhookSecret(both)).toBe(told)
  const link = await waitingLink(both)
  expect(link).toMatch(/#[\w-]{43}$/)

  expect(await keepSealed(both.env, w.ownerUrl)).toEqual({ sealed: 3, lost: 0 })
  expect(await keepSealed(both.env, w.ownerUrl)).toEqual({ sealed: 0, lost: 0 })

  const after = startsWith({ secret })
  expect(await keepSealed(after.env, w.ownerUrl)).toBeNull()
  expect(await signsIn(after)).toBe(200)
  expect(await webhookSecret(after)).toBe(told)
  expect(await waitingLink(after)).toBe(link)
  const again = await attests(new Someone(after.app, people.manager, password))
  const customer = new Someone(after.app, null, '')
  for (const { token } of [made, again])
    expect(await customer.does(publicAttestations.verify, { query: { token } })).toMatchObject({ isValid: true })
  await expect(webhookSecret(startsWith({ secret: testSecret }))).rejects.toThrow()
})

it('a start with another one is refused before anybody is, and says where the right one is', async () => {
  const stranger = startsWith({ secret: 's'.repeat(40) })
  await expect(keepSealed(stranger.env, w.ownerUrl)).rejects.toThrow(
    /^PARLEY_SECRET isn’t the one .* session-secret .* PARLEY_SECRET_BEFORE=lost goes on without\.$/,
  )
})

it('once the one before is lost, what it sealed is counted, and a recovery code still lets its owner in', async () => {
  const stranger = startsWith({ secret: 's'.repeat(40) })
  expect(await keepSealed(stranger.env, w.ownerUrl, { isLost: true })).toEqual({ sealed: 0, lost: 3 })
  expect(await keepSealed(stranger.env, w.ownerUrl)).toBeNull()
  later()
  const browser = new Jar(stranger.app, '203.0.113.89')
  await browser.signsIn(people.brightwater.email, password)
  expect((await browser.givesCode(phone.codeAt(w.now()))).json).toMatchObject({
    detail: expect.stringContaining('Give a recovery code instead'),
  })
  expect((await browser.givesCode(codes[0]!)).status).toBe(200)
})
