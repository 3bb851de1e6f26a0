import { describe, expect, it } from 'vitest'
import { Authenticator, Jar } from '../../../../test/support/browser-jar.ts'
import { mailedLinks } from '../../../../test/support/invited.ts'
import { password, people } from '../../../../test/support/program.ts'
import { skipPauses } from '../../../../test/support/skip-pauses.ts'
import { world } from '../../../../test/support/world.ts'

const w = await world()
const { readings } = skipPauses(w.env)
const fresh = 'eleven purple umbrellas'

const ask = (email: string, jar = new Jar(w.app)) => jar.post('/api/v1/password-reset/ask', { email })
const set = (token: string, chosen: string) =>
  new Jar(w.app).post('/api/v1/password-reset/set', { token, password: chosen })
const check = (token: string) => new Jar(w.app).post('/api/v1/password-reset/check', { token })
const links = (email: string) => mailedLinks(w, email, 'passwordReset')
const lastToken = async (email: string) => (await links(email)).at(-1)!.split('#')[1]!

describe('a forgotten password', () => {
  it('is replaced by a link that works once, and ends all sessions', async () => {
    const { email } = people.alder
    const jar = new Jar(w.app)
    await jar.signsIn(email, password)
    expect((await ask(email.toUpperCase())).status).toBe(204)
    expect(await links(email)).toEqual([expect.stringMatching(/^http:\/\/localhost\/set-password#[\w-]{43}$/)])
    const token = await lastToken(email)
    expect((await set(token, fresh)).status).toBe(204)
    expect((await jar.me()).status).toBe(401)
    expect((await jar.signsIn(email, password)).status).toBe(401)
    expect((await jar.signsIn(email, fresh)).status).toBe(200)
    expect((await set(token, 'another good passphrase')).json).toMatchObject({
      code: 'refused',
      errors: [{ pointer: '/token' }],
    })
    const told = await w.sql(`SELECT FROM parley.email WHERE address = $1 AND kind = 'passwordChanged'`, [email])
    expect(told).toHaveLength(1)
  })

  it('leads staff to the console', async () => {
    await ask(people.sales.email)
    expect((await links(people.sales.email))[0]).toMatch(/^http:\/\/localhost\/admin\/set-password#/)
  })

  it('is over after an hour', async () => {
    await ask(people.brightwater.email)
    const token = await lastToken(people.brightwater.email)
    w.travelTo(new Date(w.now().getTime() + 61 * 60_000).toISOString())
    expect((await set(token, fresh)).status).toBe(422)
  })

  it('is answered the same for somebody who isn’t here, in steps of time', async () => {
    const timed = async (email: string) => {
      readings.length = 0
      const answer = await ask(email)
      expect(Math.floor(readings.at(-1)! - readings[0]!) % 100).toBe(0)
      return answer
    }
    const [known, unknown] = [await timed(people.corvane.email), await timed('nobody@example.com')]
    expect([known.status, unknown.status]).toEqual([204, 204])
    const plain = ({ headers }: typeof known) => [...headers].filter(([name]) => name !== 'x-request-id')
    expect(plain(unknown)).toEqual(plain(known))
    expect(await links('nobody@example.com')).toEqual([])
  })

  it('keeps the link when the new password isn’t good enough, and says what is', async () => {
    await ask(people.delmar.email)
    const token = await lastToken(people.delmar.email)
    expect((await set(token, 'short')).json).toMatchObject({
      errors: [{ pointer: '/password', detail: expect.stringContaining('12') }],
    })
    expect((await set(token, fresh)).status).toBe(204)
  })

  it('says that a link is over before a password is typed, tells no more of it, and uses none up', async () => {
    const { email } = people.alderAdmin
    await ask(email)
    const token = await lastToken(email)
    const answers = [await check(token), await check(token), await check('x'.repeat(43))]
    expect(answers.map(({ status, json }) => [status, json])).toEqual([
      [200, { usable: true }],
      [200, { usable: true }],
      [200, { usable: false }],
    ])
    expect((await set(token, fresh)).status).toBe(204)
    expect((await check(token)).json).toEqual({ usable: false })
    expect((await check(`${token}<br>`)).json).toMatchObject({ errors: [{ pointer: '/token' }] })
    await ask(email)
    const another = await lastToken(email)
    w.travelTo(new Date(w.now().getTime() + 61 * 60_000).toISOString())
    expect((await check(another)).json).toEqual({ usable: false })
  })

  it('voids the other links that were sent', async () => {
    const { email } = people.editor
    await ask(email)
    await ask(email)
    const [first, second] = (await links(email)).map((link) => link.split('#')[1]!)
    expect((await set(second!, fresh)).status).toBe(204)
    expect((await set(first!, 'another good passphrase')).status).toBe(422)
  })

  it('sends a few links an hour and no more, whoever asks', async () => {
    const { email } = people.finance
    const jar = new Jar(w.app, '198.51.100.4')
    const answers = []
    for (let tries = 0; tries < 7; tries++) answers.push((await ask(email, jar)).status)
    expect(answers).toEqual([204, 204, 204, 204, 204, 429, 429])
    expect(await links(email)).toHaveLength(5)
  })

  it('is on record, with no token and no password', async () => {
    const events = await w.sql<{ action: string; details: unknown }>(
      `SELECT action, details FROM parley.audit_event WHERE action LIKE 'password.%'`,
    )
    expect(new Set(events.map(({ action }) => action))).toEqual(new Set(['password.resetAsked', 'password.reset']))
    expect(JSON.stringify(events)).not.toMatch(/umbrellas|[\w-]{43}/)
  })
})

it('doesn’t get past a second factor: the code is asked for after any reset', async () => {
  const { email } = people.otherApprover
  const jar = new Jar(w.app)
  await jar.signsIn(email, password)
  const { json } = await jar.post('/api/v1/me/second-factor/start', { password })
  const code = new Authenticator(String(json.secret)).codeAt(w.now())
  expect((await jar.post('/api/v1/me/second-factor/confirm', { code })).status).toBe(200)
  await ask(email)
  expect((await set(await lastToken(email), fresh)).status).toBe(204)
  expect((await new Jar(w.app).signsIn(email, fresh)).json).toEqual({ next: 'code' })
})

describe('changing the password', () => {
  it('asks for the old one, and ends the other sessions', async () => {
    const { email } = people.operator
    const [here, there] = [new Jar(w.app), new Jar(w.app, '203.0.113.8')]
    for (const jar of [here, there]) await jar.signsIn(email, password)
    const change = (current: string, chosen: string) => here.put('/api/v1/me/password', { current, password: chosen })
    expect((await change('not this one', fresh)).json).toMatchObject({ errors: [{ pointer: '/current' }] })
    expect((await change(password, 'password1234')).json).toMatchObject({ errors: [{ pointer: '/password' }] })
    expect((await change(password, 'omar said nothing at all')).json).toMatchObject({
      errors: [{ pointer: '/password' }],
    })
    expect((await change(password, fresh)).status).toBe(204)
    expect((await here.me()).status).toBe(200)
    expect((await there.me()).status).toBe(401)
    expect((await new Jar(w.app).signsIn(email, fresh)).status).toBe(200)
  })

  it('gives whoever found an open session ten guesses at the old one', async () => {
    const jar = new Jar(w.app)
    await jar.signsIn(people.approver.email, password)
    const guess = (current: string) => jar.put('/api/v1/me/password', { current, password: fresh })
    for (let tries = 0; tries < 10; tries++) expect((await guess(`guess ${tries}`)).status).toBe(422)
    expect((await guess(password)).status).toBe(429)
  })
})
