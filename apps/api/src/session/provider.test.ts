import { createHmac, createPublicKey, type JsonWebKey as Key } from 'node:crypto'
import { signIn } from '@parley/contract/routes/sign-in'
import { invitations, team } from '@parley/contract/routes/team'
import { afterAll, afterEach, describe, expect, it } from 'vitest'
import { Authenticator, Jar } from '../../../../test/support/browser-jar.ts'
import { client, identityProvider, type Tamper } from '../../../../test/support/identity-provider.ts'
import { mailedLinks, newPassword, tokenOf } from '../../../../test/support/invited.ts'
import { password, people } from '../../../../test/support/program.ts'
import { world } from '../../../../test/support/world.ts'

const w = await world()
const provider = await identityProvider('http://localhost/api/auth/callback/oidc')
afterAll(() => provider.close())
afterEach(() => provider.tampersWith(undefined))

const settings = { issuer: provider.issuer, clientId: client.id, clientSecret: client.secret, name: 'Northwind ID' }
const { app } = w.anotherInstance({ provider: settings })

const person = (name: keyof typeof people, more: object = {}) => ({
  sub: `subject-${name}`,
  email: people[name].email,
  email_verified: true,
  name: people[name].name,
  ...more,
})

/** Presses the button, goes through the provider, comes back: ends in where the browser is then. */
async function comesBack(jar: Jar, next = '/registrations') {
  const begun = await jar.post('/api/auth/sign-in/provider', { app: 'partner', next })
  expect(begun.status).toBe(200)
  const back = new URL(await provider.goesThrough(String(begun.json.url)))
  return { answer: await jar.get(`${back.pathname}${back.search}`), back, url: new URL(String(begun.json.url)) }
}
/** The same browser, whose next request reaches another process. */
const withItsCookies = (jar: Jar, at: typeof app) => {
  const other = new Jar(at)
  for (const [name, value] of jar.cookies) other.cookies.set(name, value)
  return other
}
const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
const read = (token: string, index: number) => JSON.parse(Buffer.from(token.split('.')[index]!, 'base64url').toString())
const changingToken =
  (change: (token: string) => string): Tamper =>
  (tokens) => ({ ...tokens, id_token: change(String(tokens.id_token)) })

describe('signing in with the vendor’s provider', () => {
  it('lets in who is known here by a verified address, and knows the subject from then on', async () => {
    expect((await new Jar(app).get('/api/v1/sign-in/ways')).json).toEqual({
      password: true,
      provider: { name: 'Northwind ID' },
    })
    provider.signsIn(person('alder'))
    const jar = new Jar(app)
    const { answer, url } = await comesBack(jar)
    expect([answer.status, answer.location]).toEqual([302, 'http://localhost/registrations'])
    for (const name of ['state', 'nonce', 'code_challenge']) expect(url.searchParams.get(name)).toMatch(/^.{20,}$/)
    expect(url.searchParams.get('code_challenge_method')).toBe('S256')
    expect((await jar.me()).json).toMatchObject({ user: { email: people.alder.email } })
    // The address at the provider changes, the subject doesn't.
    provider.signsIn(person('alder', { email: 'ada@elsewhere.example', email_verified: false }))
    const again = new Jar(app)
    await comesBack(again)
    expect((await again.me()).json).toMatchObject({ user: { email: people.alder.email } })
    const kept = await w.sql<Record<string, unknown>>(
      `SELECT "accountId", "idToken", "accessToken", "refreshToken" FROM auth.account WHERE "providerId" = 'oidc'`,
    )
    expect(kept).toEqual([
      { accountId: `${provider.issuer} subject-alder`, idToken: null, accessToken: null, refreshToken: null },
    ])
  })

  it('refuses an address that the provider hasn’t verified', async () => {
    provider.signsIn(person('brightwater', { email_verified: false }))
    const jar = new Jar(app)
    const { answer } = await comesBack(jar)
    expect(answer.location).toBe('http://localhost/sign-in?error=account_not_linked')
    expect((await jar.me()).status).toBe(401)
  })

  it('refuses an address that somebody else may have taken: its link was told to the inviter, and a password came by it', async () => {
    const email = 'petra@alder.example'
    const stranger = { name: 'Not Petra', email, role: 'partnerSeller' as const }
    const { link } = await w.as('alderAdmin').does(team.invite, { body: stranger })
    const body = { token: tokenOf(link), name: stranger.name, password: newPassword }
    await w.stranger().does(invitations.accept, { body })
    provider.signsIn(person('alder', { sub: 'subject-petra', email }))
    const { answer } = await comesBack(new Jar(app))
    expect(answer.location).toBe('http://localhost/sign-in?error=account_not_linked')
    // Whoever reads the mail of the address shows it: then the provider's word is enough.
    await w.stranger().does(signIn.askReset, { body: { email } })
    const mailed = (await mailedLinks(w, email, 'passwordReset')).at(-1)!
    await w.stranger().does(signIn.setPassword, {
      body: { token: tokenOf(mailed), password: 'nine slow barges under the bridge' },
    })
    const jar = new Jar(app)
    await comesBack(jar)
    expect((await jar.me()).json).toMatchObject({ user: { email } })
  })

  it('has on record who came in by it, and which of our people were refused', async () => {
    const events = () =>
      w.sql<{ action: string; actor_name: string; details: Record<string, unknown> }>(
        `SELECT action, actor_name, details - 'device' AS details FROM parley.audit_event WHERE details->>'by' = 'provider' OR details->>'step' = 'provider'
         ORDER BY seq DESC LIMIT 1`,
      )
    provider.signsIn(person('finance'))
    await comesBack(new Jar(app))
    expect(await events()).toEqual([
      {
        action: 'session.started',
        actor_name: people.finance.name,
        details: { address: '203.0.113.1', by: 'provider' },
      },
    ])
    provider.signsIn(person('finance', { sub: 'another finance' }))
    await comesBack(new Jar(app))
    expect(await events()).toEqual([
      {
        action: 'session.refused',
        actor_name: people.finance.name,
        details: { address: '203.0.113.1', step: 'provider' },
      },
    ])
  })

  it('isn’t asked when its discovery names another issuer than the one that was set', async () => {
    const issuer = `http://localhost:${new URL(provider.issuer).port}`
    const other = w.anotherInstance({ provider: { ...settings, issuer } })
    const begun = await new Jar(other.app).post('/api/auth/sign-in/provider', { app: 'partner' })
    expect([begun.status, begun.json.url]).toEqual([503, undefined])
  })

  it('refuses who isn’t here, and makes nobody', async () => {
    provider.signsIn(person('alder', { sub: 'somebody', email: 'somebody@example.com' }))
    const { answer } = await comesBack(new Jar(app))
    expect(answer.location).toBe('http://localhost/sign-in?error=signup_disabled')
    expect(await w.sql(`SELECT FROM auth."user" WHERE email = 'somebody@example.com'`)).toEqual([])
  })

  it('refuses another subject with the address of somebody who has one: addresses are given away again', async () => {
    provider.signsIn(person('alder', { sub: 'the next owner of the mailbox' }))
    const jar = new Jar(app)
    const { answer } = await comesBack(jar)
    expect(answer.location).toMatch(/^http:\/\/localhost\/sign-in\?error=unable_to_link_account/)
    expect((await jar.me()).status).toBe(401)
  })

  it('refuses who was shut out', async () => {
    await w.sql(`UPDATE auth."user" SET "disabledAt" = $2 WHERE email = $1`, [people.corvane.email, w.now()])
    provider.signsIn(person('corvane'))
    const jar = new Jar(app)
    const { answer } = await comesBack(jar)
    expect(answer.location).toMatch(/^http:\/\/localhost\/sign-in\?error=/)
    expect((await jar.me()).status).toBe(401)
  })

  it('takes an answer once, and in the browser that asked', async () => {
    provider.signsIn(person('delmar'))
    const jar = new Jar(app)
    const { back } = await comesBack(jar)
    expect((await jar.me()).status).toBe(200)
    const replayed = new Jar(app)
    for (const [name, value] of jar.cookies) if (!name.includes('session_token')) replayed.cookies.set(name, value)
    expect((await replayed.get(`${back.pathname}${back.search}`)).location).toMatch(/error=state_mismatch/)
    expect((await replayed.me()).status).toBe(401)

    const victim = new Jar(app)
    const begun = await new Jar(app).post('/api/auth/sign-in/provider', { app: 'partner' })
    const ofAttacker = new URL(await provider.goesThrough(String(begun.json.url)))
    expect((await victim.get(`${ofAttacker.pathname}${ofAttacker.search}`)).location).toMatch(/error=state_mismatch/)
    expect((await victim.me()).status).toBe(401)
    expect((await victim.get('/api/auth/callback/oidc?code=abc&state=made-up')).location).toMatch(/error=/)
  })

  const claims = (more: object) => (token: string) => provider.signs({ ...read(token, 1), ...more })

  it('takes a token that was signed by the provider with other words: what the next tests change is what is refused', async () => {
    provider.signsIn(person('manager'))
    provider.tampersWith(changingToken(claims({ name: 'Somebody' })))
    const jar = new Jar(app)
    await comesBack(jar)
    expect((await jar.me()).json).toMatchObject({ user: { email: people.manager.email } })
  })

  it.each([
    ['for another audience', claims({ aud: 'another' })],
    ['of another issuer', claims({ iss: 'https://id.example.com' })],
    ['that is over', claims({ iat: 1_700_000_000, exp: 1_700_000_600 })],
    ['without an end', claims({ exp: undefined })],
    ['of another request (nonce)', claims({ nonce: 'another' })],
    ['without a nonce', claims({ nonce: undefined })],
    [
      'without a signature (alg none)',
      (token: string) => `${part({ alg: 'none', typ: 'JWT' })}.${token.split('.')[1]}.`,
    ],
    [
      'of another person, with the signature of the first',
      (token: string) =>
        `${token.split('.')[0]}.${part({ ...read(token, 1), sub: 'subject-alder' })}.${token.split('.')[2]}`,
    ],
    ['that isn’t one', () => 'not-a-token'],
  ])('refuses a token %s', async (_, change) => {
    provider.signsIn(person('manager'))
    provider.tampersWith(changingToken(change))
    const jar = new Jar(app)
    const { answer } = await comesBack(jar)
    expect(answer.location).toMatch(/^http:\/\/localhost\/sign-in\?error=unable_to_get_user_info/)
    expect((await jar.me()).status).toBe(401)
  })

  it.each([
    ['without an ID token', () => undefined],
    ['with an empty ID token', () => ''],
  ])('refuses an answer %s, whoever the user info names', async (_, change) => {
    for (const name of ['manager', 'approver'] as const) {
      provider.signsIn(person(name))
      provider.tampersWith((tokens) => ({ ...tokens, id_token: change() }))
      const jar = new Jar(app)
      const { answer } = await comesBack(jar)
      expect(answer.location).toMatch(/^http:\/\/localhost\/sign-in\?error=unable_to_get_user_info/)
      expect((await jar.me()).status).toBe(401)
    }
  })

  it('refuses a token signed with the provider’s public key as if it were a shared secret', async () => {
    provider.signsIn(person('manager'))
    const { keys } = (await (await fetch(`${provider.issuer}/jwks`)).json()) as {
      keys: (Key & { kid: string })[]
    }
    const secret = createPublicKey({ key: keys[0]!, format: 'jwk' }).export({ type: 'spki', format: 'pem' })
    for (const key of [secret, client.secret]) {
      provider.tampersWith(
        changingToken((token) => {
          const signed = `${part({ alg: 'HS256', typ: 'JWT', kid: keys[0]!.kid })}.${token.split('.')[1]}`
          return `${signed}.${createHmac('sha256', key).update(signed).digest('base64url')}`
        }),
      )
      const jar = new Jar(app)
      expect((await comesBack(jar)).answer.location).toMatch(/error=unable_to_get_user_info/)
      expect((await jar.me()).status).toBe(401)
    }
  })

  it('leads nowhere but into Parley', async () => {
    for (const next of ['https://evil.example', '//evil.example', '/\\evil.example', 'javascript:alert(1)']) {
      expect((await new Jar(app).post('/api/auth/sign-in/provider', { app: 'partner', next })).status).toBe(422)
    }
  })

  it('can be the only way', async () => {
    const only = w.anotherInstance({ provider: settings, password: false })
    const jar = new Jar(only.app)
    expect((await jar.get('/api/v1/sign-in/ways')).json).toEqual({
      password: false,
      provider: { name: 'Northwind ID' },
    })
    expect((await jar.signsIn(people.alder.email, password)).json).toMatchObject({ code: 'notAllowed' })
    expect((await jar.post('/api/v1/password-reset/ask', { email: people.alder.email })).status).toBe(403)
  })

  it('ends the sessions that began with a password once it is the only way, and no others', async () => {
    const only = w.anotherInstance({ provider: settings, password: false })
    const local = new Jar(app)
    await local.signsIn(people.delmar.email, password)
    expect((await local.me()).status).toBe(200)
    provider.signsIn(person('delmar'))
    const byProvider = new Jar(app)
    await comesBack(byProvider)
    expect((await withItsCookies(byProvider, only.app).me()).status).toBe(200)
    const there = withItsCookies(local, only.app)
    expect((await there.me()).json).toMatchObject({ code: 'notSignedIn', status: 401 })
    expect((await there.get('/api/v1/partner/home')).status).toBe(401)
    const left = await w.sql<object>(
      'SELECT "signedInBy" AS by FROM auth.session s JOIN auth."user" u ON u.id = s."userId" WHERE u.email = $1',
      [people.delmar.email],
    )
    expect(new Set(left.map((session) => JSON.stringify(session)))).toEqual(new Set(['{"by":"provider"}']))
  })

  it('finishes no sign-in that began with a password elsewhere: a code isn’t taken there', async () => {
    const only = w.anotherInstance({ provider: settings, password: false })
    const jar = new Jar(app)
    await jar.signsIn(people.sales.email, password)
    const started = await jar.post('/api/v1/me/second-factor/start', { password })
    const phone = new Authenticator(String(started.json.secret))
    await jar.post('/api/v1/me/second-factor/confirm', { code: phone.codeAt(w.now()) })
    w.travelTo(new Date(w.now().getTime() + 60_000).toISOString())
    const half = new Jar(app)
    expect((await half.signsIn(people.sales.email, password)).json).toEqual({ next: 'code' })
    const refused = await withItsCookies(half, only.app).givesCode(phone.codeAt(w.now()))
    expect(refused.json).toMatchObject({
      code: 'notAllowed',
      detail: 'Passwords aren’t used here. Sign in with Northwind ID.',
    })
    expect(refused.headers.getSetCookie().join()).not.toContain('session_token')
    expect((await half.givesCode(phone.codeAt(w.now()))).json, 'the code is still unused').toEqual({ next: 'done' })
  })

  it('isn’t there where no provider is set', async () => {
    expect((await new Jar(w.app).post('/api/auth/sign-in/provider', { app: 'partner' })).status).toBe(404)
    expect((await new Jar(w.app).get('/api/auth/callback/oidc?code=1&state=2')).status).toBe(404)
  })
})
