import { createPublicKey, generateKeyPairSync, randomUUID, sign } from 'node:crypto'
import type { AttestationAnswer, AttestationDetail } from '@parley/contract/attestations'
import { partnerAttestations, publicAttestations, staffAttestations } from '@parley/contract/routes/attestations'
import { createVerifier } from 'fast-jwt'
import { describe, expect, it } from 'vitest'
import { aDeal } from '../support/factories.ts'
import { letters } from '../support/letters.ts'
import '../support/matchers.ts'
import { world } from '../support/world.ts'

const w = await world()
const l = letters(w)
const partner = w.as('brightwater')
const stranger = w.stranger()

const leads = async (name: string, who: 'brightwater' | 'alder' = 'brightwater') =>
  (await w.as(who).registers(aDeal({ account: { name }, deal: { expectedCloseOn: '2027-06-15' } }))).summary.id
const makes = (registrationId: string, days = 30) =>
  partner.does(partnerAttestations.make, { body: { registrationId, productFamilies: ['backup'], days } })
const asks = (token: string): Promise<AttestationAnswer> =>
  stranger.does(publicAttestations.verify, { query: { token } })
const page = (token: string) => stranger.fetches(`/represents/${token}`)
const publicKeys = async () =>
  (await stranger.fetches('/.well-known/jwks.json')).json as { keys: { kid: string; alg: string }[] }
const part = (text: string) => JSON.parse(Buffer.from(text, 'base64url').toString()) as Record<string, unknown>
const packed = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')

/** What somebody finds out who only knows our published keys, with a library that isn't ours. */
async function elsewhere(token: string): Promise<Record<string, unknown>> {
  const { kid } = part(token.split('.')[0]!)
  const jwk = (await publicKeys()).keys.find((key) => key.kid === kid)
  if (!jwk) throw new Error('No such key is published.')
  const key = createPublicKey({ key: jwk as never, format: 'jwk' }).export({ type: 'spki', format: 'pem' })
  return createVerifier({ key, algorithms: ['ES256'], clockTimestamp: w.now().getTime() })(token)
}

describe('CF-2: a customer asks which of these salespeople represents the vendor', async () => {
  const registrationId = await leads('Zephyrine Quarries')
  const made: AttestationDetail = await makes(registrationId)

  it('a partner hands its customer a link that says yes, for what and until when, at the moment of asking', async () => {
    expect(await asks(made.token)).toEqual({
      isValid: true,
      because: 'valid',
      sentence: 'Brightwater Technology represents Northwind Systems at Zephyrine Quarries.',
      vendorName: 'Northwind Systems',
      partnerName: 'Brightwater Technology',
      accountName: 'Zephyrine Quarries',
      productFamilies: ['Backup'],
      validUntil: '2026-12-03T06:00:00.000Z',
      checkedAt: w.now().toISOString(),
    })
    expect(made).toMatchObject({
      state: 'valid',
      lastDay: '2026-12-02',
      link: `http://localhost/represents/${made.token}`,
    })
    expect(made.qrSvg).toMatch(/^<svg[^>]*xmlns/)
  })

  it('opens as a page without script, which nobody keeps and no search engine lists', async () => {
    const { status, headers, text } = await page(made.token)
    expect(status).toBe(200)
    expect(text).toMatch(/<h1 class="yes">.*Yes<\/h1>/)
    expect(text).toMatch(/Brightwater Technology represents Northwind Systems at Zephyrine Quarries/)
    expect(text).toMatch(/Valid until<\/dt><dd>the end of December 2, 2026<.*November 2, 2026 at 9:00\sAM CST/)
    expect(text).not.toMatch(/<script|style=|<style/)
    expect(headers.get('cache-control')).toBe('no-store')
    expect(headers.get('x-robots-tag')).toMatch(/noindex/)
    expect(headers.get('content-security-policy')).toMatch(/script-src 'self'/)
  })

  it('anybody verifies it by themselves with the published keys, and finds in it nothing of anybody else', async () => {
    expect(await elsewhere(made.token)).toEqual({
      iss: 'http://localhost',
      vendor: 'Northwind Systems',
      partner: 'Brightwater Technology',
      account: 'Zephyrine Quarries',
      productFamilies: ['Backup'],
      iat: Math.floor(w.now().getTime() / 1000),
      exp: Date.parse('2026-12-03T06:00:00Z') / 1000,
      jti: made.id,
    })
    expect(part(made.token.split('.')[0]!)).toEqual({
      alg: 'ES256',
      typ: 'JWT',
      kid: (await publicKeys()).keys[0]!.kid,
    })
    expect(JSON.stringify(await publicKeys())).not.toMatch(/"d":/)
  })

  it('changed in any part it is a no, here and elsewhere', async () => {
    const [head, body, signature] = made.token.split('.') as [string, string, string]
    const changed = (text: string, at: number) =>
      `${text.slice(0, at)}${text[at] === 'A' ? 'B' : 'A'}${text.slice(at + 1)}`
    const altered = [
      `${packed({ ...part(head), kid: 'x'.repeat(43) })}.${body}.${signature}`,
      `${head}.${packed({ ...part(body), partner: 'Alder Ridge Systems' })}.${signature}`,
      `${head}.${packed({ ...part(body), exp: 4_000_000_000 })}.${signature}`,
      `${head}.${body}.${changed(signature, 40)}`,
      `${head}.${body}.`,
      `${packed({ alg: 'none', typ: 'JWT' })}.${body}.`,
    ]
    for (const token of altered) {
      expect(await asks(token)).toMatchObject({
        isValid: false,
        because: 'notOurs',
        partnerName: null,
        accountName: null,
      })
      await expect(elsewhere(token)).rejects.toThrow()
    }
  })

  it('a no for a forged one reads like a no for one that nobody ever made, and like one for nonsense', async () => {
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
    const [head, body] = made.token.split('.') as [string, string]
    const signed = (claims: unknown) => {
      const text = `${head}.${packed(claims)}`
      return `${text}.${sign('sha256', Buffer.from(text), { key: privateKey, dsaEncoding: 'ieee-p1363' }).toString('base64url')}`
    }
    const tokens = [
      signed(part(body)),
      signed({ ...part(body), jti: randomUUID() }),
      'nonsense',
      'a.b.c',
      '%00',
      'x'.repeat(3000),
    ]
    const answers = await Promise.all(tokens.map(page))
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1)
    expect(answers[0]!.text).toMatch(/No: this isn’t ours/)
    expect(answers[0]!.text).not.toMatch(/Brightwater|Zephyrine/)
  })

  it('only where it leads, and for no other product family', async () => {
    const body = { registrationId, productFamilies: ['backup', 'analytics'], days: 30 }
    await expect(partner.does(partnerAttestations.make, { body })).toBeRefused(
      'refused',
      /don’t lead .* for Analytics now/,
    )
    await expect(
      w.as('alder').does(partnerAttestations.make, { body: { ...body, productFamilies: ['backup'] } }),
    ).toBeRefused('notFound')
    await expect(partner.does(partnerAttestations.make, { body: { ...body, days: 400 } })).toBeRefused('refused')
    const { items } = await partner.does(partnerAttestations.leads, {})
    expect(items).toEqual([
      {
        accountName: 'Zephyrine Quarries',
        registrationId,
        letterId: null,
        productFamilies: [{ id: 'backup', name: 'Backup', lastDay: '2027-02-15' }],
      },
    ])
  })
})

describe('an attestation that no longer holds', async () => {
  it('revoked, it says no at once; another partner can’t revoke or see it', async () => {
    const made = await makes(await leads('Marrowgate Ferries'))
    expect((await w.as('alder').sends(partnerAttestations.revoke, { params: { id: made.id } })).status).toBe(404)
    expect((await w.as('alder').sends(partnerAttestations.get, { params: { id: made.id } })).status).toBe(404)
    expect(await partner.does(partnerAttestations.revoke, { params: { id: made.id } })).toMatchObject({
      state: 'revoked',
    })
    expect(await asks(made.token)).toMatchObject({ isValid: false, because: 'revoked' })
    expect((await page(made.token)).text).toMatch(/No: it was revoked/)
    await expect(partner.does(partnerAttestations.revoke, { params: { id: made.id } })).toBeRefused(
      'conflict',
      /revoked already/,
    )
  })

  it('the vendor makes and revokes them for a partner, too', async () => {
    const accountId = await l.accountOf(await leads('Ondurman Tanneries', 'alder'))
    const { id: partnerId } = w.partners.alder
    const body = { partnerId, accountId, productFamilies: ['backup'], days: 10 }
    const made = await w.as('manager').does(staffAttestations.make, { body })
    expect(await asks(made.token)).toMatchObject({ isValid: true, partnerName: 'Alder Ridge Systems' })
    const { items } = await w.as('alder').does(partnerAttestations.list, { query: {} })
    expect(items).toMatchObject([{ id: made.id, madeBy: 'vendor', madeByName: 'Northwind Systems' }])
    await w.as('manager').does(staffAttestations.revoke, { params: { id: made.id } })
    expect(await asks(made.token)).toMatchObject({ because: 'revoked' })
    await expect(w.as('sales').does(staffAttestations.make, { body })).toBeRefused('notAllowed')
    await expect(
      w.as('manager').does(staffAttestations.make, { body: { ...body, partnerId: w.partners.corvane.id } }),
    ).toBeRefused('refused', /Corvane IT doesn’t lead/)
  })

  it('signed with a key that was renewed since, it still holds; new ones are signed with the new key', async () => {
    const id = await leads('Pelargonium Glassworks')
    const before = await makes(id)
    await expect(w.as('manager').does(staffAttestations.renewKey, {})).toBeRefused('notAllowed')
    const { items } = await w.as('operator').does(staffAttestations.renewKey, {})
    expect(items.map(({ retiredAt }) => retiredAt === null)).toEqual([true, false])
    const after = await makes(id)
    const kids = [before, after].map(({ token }) => part(token.split('.')[0]!).kid)
    expect(new Set(kids).size).toBe(2)
    for (const { token } of [before, after]) {
      expect(await asks(token)).toMatchObject({ isValid: true })
      expect(await elsewhere(token)).toMatchObject({ account: 'Pelargonium Glassworks' })
    }
  })

  it('expired, it says no and until when it was valid', async () => {
    const made = await makes(await leads('Xanthippe Shipwrights'), 3)
    w.travelTo('2026-11-05')
    expect(await asks(made.token)).toMatchObject({ isValid: true })
    w.travelTo('2026-11-06')
    expect(await asks(made.token)).toMatchObject({ isValid: false, because: 'expired' })
    expect((await page(made.token)).text).toMatch(
      /valid until November 5, 2026. Ask Brightwater Technology for a new one/,
    )
    await expect(elsewhere(made.token)).rejects.toThrow(/expired/)
  })

  it('says no by itself once the lead has changed, and doesn’t say to whom', async () => {
    const registrationId = await leads('Tamarind Freight Lines')
    const made = await makes(registrationId, 90)
    const letter = await l.brings('alder', 'Tamarind Freight Lines')
    await l.checks(letter.id)
    // Received on a Friday; five business days, and the Wednesday between is a holiday.
    w.travelTo('2026-11-16')
    await l.looksAfter()
    expect(await asks(made.token)).toMatchObject({ isValid: true })
    w.travelTo('2026-11-17')
    await l.looksAfter()
    const answer = await asks(made.token)
    expect(answer).toMatchObject({ isValid: false, because: 'notLeading' })
    expect(JSON.stringify([answer, (await page(made.token)).text])).not.toMatch(/Alder/)
    expect((await partner.does(partnerAttestations.get, { params: { id: made.id } })).state).toBe('notLeading')
  })
})

describe('whoever tries many links', () => {
  it('is kept waiting, by its network', async () => {
    const from = { incoming: { socket: { remoteAddress: '203.0.113.9' } } }
    const statuses: number[] = []
    for (let at = 0; at < 61; at++) statuses.push((await w.app.request('/represents/nonsense', {}, from)).status)
    expect(statuses.filter((status) => status === 200)).toHaveLength(60)
    expect(statuses.at(-1)).toBe(429)
    expect(
      (await w.app.request('/represents/nonsense', {}, { incoming: { socket: { remoteAddress: '198.51.100.7' } } }))
        .status,
    ).toBe(200)
  }, 60_000)
})
