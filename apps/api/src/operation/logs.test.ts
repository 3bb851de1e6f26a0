import { randomUUID } from 'node:crypto'
import { createApp } from '@parley/api/app'
import { createEnv } from '@parley/api/context'
import { createLogger } from '@parley/api/operation/logger'
import { scrub, withoutSecrets } from '@parley/api/operation/without-secrets'
import { allRoutes } from '@parley/contract/routes/all'
import { beforeAll, expect, it } from 'vitest'
import { aDeal } from '../../../../test/support/factories.ts'
import { password, people } from '../../../../test/support/program.ts'
import { Someone } from '../../../../test/support/someone.ts'
import { world } from '../../../../test/support/world.ts'

const w = await world()
const text: string[] = []
const lines = () => text.map((line) => JSON.parse(line))
const logged = () => text.join('')

/** In every value that is sent; whoever finds it in a log has found a leak. */
const mark = 'zq7x'
const env = createEnv({
  appPool: w.env.pool,
  secret: 'a secret for tests of at least 32 characters',
  publicUrl: 'http://localhost',
  clock: w.now,
  passwordCost: { N: 16, r: 8, p: 1 },
  logger: createLogger({ logFormat: 'json', logLevel: 'debug' }, 'parley-api', { write: (line) => text.push(line) }),
})
const app = createApp(env)
const ada = new Someone(app, people.alder, password)
const manager = new Someone(app, people.manager, password)
const marked = aDeal({
  account: { name: `${mark} Foundry`, domain: `${mark}.example` },
  deal: { description: `${mark} `.repeat(20), contactName: `${mark} Person`, contactEmail: `${mark}@${mark}.example` },
})
const aBody = JSON.stringify({
  ...marked,
  name: mark,
  email: `${mark}@example.com`,
  password: `${mark}-Password-1`,
  token: mark,
  url: `https://${mark}.example/?key=${mark}`,
  note: mark,
  lines: [mark, { [mark]: mark }],
})

beforeAll(async () => {
  const secrets = {
    authorization: `Bearer plk_${mark}${'a'.repeat(40)}`,
    cookie: `parley.session_token=${mark}.${mark}`,
  }
  const json = { 'content-type': 'application/json' }
  await ada.registers(marked)
  for (const who of [ada, manager]) {
    for (const route of allRoutes) {
      const path = `/api/v1${route.path.replaceAll(/\{\w+\}/g, mark)}`
      const init = { method: route.method.toUpperCase(), headers: { ...json, 'idempotency-key': mark } }
      await who.fetches(`${path}?q=${mark}&search=${mark}`, route.method === 'get' ? init : { ...init, body: aBody })
    }
  }
  await app.request(`/api/v1/partner/registrations?q=${mark}`, { headers: secrets })
  for (const path of [
    'sign-in/email',
    'sign-up/email',
    'forget-password',
    'request-password-reset',
    'reset-password',
    mark,
  ])
    await app.request(`/api/auth/${path}`, {
      method: 'POST',
      headers: { ...json, cookie: secrets.cookie },
      body: aBody,
    })
  await app.request(`/api/auth/reset-password/${mark}?token=${mark}`, { headers: secrets })
  await app.request('/api/v1/partner/registrations', { method: 'POST', headers: json, body: `{"${mark}": "${mark}` })
  await app.request(`/${mark}/../${mark}?${mark}=${mark}`, {
    headers: { 'user-agent': mark, referer: `http://${mark}.example` },
  })
})

it('writes one line for each request: its id, route, status, time and who asked, by id', async () => {
  const before = text.length
  const trace = '0af7651916cd43dd8448eb211c80319c'
  const { summary } = await ada.registers(aDeal({ account: { name: 'Tall Pine Logistics' } }))
  await ada.fetches(`/api/v1/partner/registrations/${summary.id}`, {
    headers: { 'x-request-id': 'from-the-proxy-1', traceparent: `00-${trace}-b7ad6b7169203331-01` },
  })
  const [created, opened, ...more] = lines().slice(before)
  expect(more).toEqual([])
  expect(created).toMatchObject({ level: 'info', msg: 'request', route: 'registerDeal', method: 'POST', status: 201 })
  expect(opened).toEqual({
    ...{ level: 'info', time: expect.any(String), service: 'parley-api', pid: process.pid, msg: 'request' },
    ...{ requestId: 'from-the-proxy-1', traceId: trace, route: opened.route, method: 'GET', status: 200 },
    ...{ ms: expect.any(Number), actorId: expect.stringMatching(/^[0-9a-f-]{36}$/), audience: 'partner' },
  })
})

it('marks what somebody tried that isn’t theirs, so that many of them can be noticed', async () => {
  const before = text.length
  await ada.fetches('/api/v1/staff/registrations')
  await ada.fetches(`/api/v1/partner/registrations/${randomUUID()}`)
  await ada.fetches('/api/v1/partner/registrations?q=%00')
  await ada.fetches('/api/v1/partner/registrations')
  const attempts = lines().slice(before)
  expect(attempts.map(({ status, attempt }) => [status, attempt])).toEqual([
    [403, 'notAllowed'],
    [404, 'notTheirs'],
    [422, undefined],
    [200, undefined],
  ])
})

it('takes no request id that could say something', async () => {
  const answer = await ada.fetches('/api/v1/me', { headers: { 'x-request-id': `${mark}@example.com` } })
  expect(answer.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/)
})

it('writes nothing of what was sent: no password, cookie, token, key, e-mail, name, text or query', async () => {
  expect(text.length).toBeGreaterThan(allRoutes.length * 2)
  const cookie = (await ada.cookie()).split('=')[1]!
  const said = logged()
  for (const secret of [
    mark,
    password,
    cookie,
    cookie.split('.')[0]!,
    ...Object.values(people).flatMap(({ email, name }) => [email, name]),
  ])
    expect(said.toLowerCase()).not.toContain(secret.toLowerCase())
})

it('tells an error of ours by its kind and place, and nothing of the row that it was about', async () => {
  await w.sql(`CREATE FUNCTION public.refuse() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION 'no room for "%" of %', NEW.account_name, NEW.contact_email USING DETAIL = NEW.description, HINT = NEW.contact_name; END $$`)
  await w.sql(
    'CREATE TRIGGER refuse BEFORE INSERT ON parley.registration FOR EACH ROW EXECUTE FUNCTION public.refuse()',
  )
  const before = text.length
  const answer = await ada.fetches('/api/v1/partner/registrations', {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'idempotency-key': 'another' },
    body: JSON.stringify(marked),
  })
  await w.sql('DROP TRIGGER refuse ON parley.registration')
  expect(answer.status).toBe(500)
  const [failure, request] = lines().slice(before)
  expect(failure).toMatchObject({
    level: 'error',
    msg: 'unexpected',
    requestId: (answer.json as { requestId: string }).requestId,
  })
  expect(failure.err).toMatchObject({ type: 'error', code: 'P0001', message: 'no room for "…" of […]' })
  expect(failure.err.at.length).toBeGreaterThan(2)
  expect(request).toMatchObject({ level: 'warn', status: 500, route: 'registerDeal' })
  expect(logged()).not.toContain(mark)
})

it.each([
  [
    'a key that could hold a secret',
    { newPassword: mark, apiKey: mark, deep: { cookie: mark, list: [{ accessToken: mark }] } },
  ],
  [
    'a URL with a password in an error',
    { err: new Error(`can't reach https://${mark}:${mark}@${mark}.example/x?y=${mark}`) },
  ],
  [
    'a value that Postgres couldn’t read',
    { err: Object.assign(new Error(`invalid input syntax for type uuid: "${mark}"`), { code: '22P02', where: mark }) },
  ],
  [
    'a key that Postgres has already',
    { err: Object.assign(new Error(`duplicate key: ${mark}`), { code: '23505', detail: `Key (email)=(${mark})` }) },
  ],
  [
    'a text that isn’t JSON',
    { err: Object.assign(new SyntaxError(`Unexpected token in "${mark}"`), { cause: new Error(`"${mark}"`) }) },
  ],
  ['a currency that nobody has', { err: new RangeError(`Invalid currency code : ${mark}`) }],
  ['a text where an object belongs', { err: new TypeError(`Cannot create property 'a' on string '${mark}'`) }],
  ['lines of a message that look like places', { err: new RangeError(`Invalid time zone: \n    at ${mark}`) }],
  [
    'an error that came out of a queue',
    { err: { message: `for "${mark}"`, stack: `Error: ${mark}\n    at here`, url: mark } },
  ],
])('leaves out %s', (_, given) => {
  expect(JSON.stringify(withoutSecrets(given))).not.toContain(mark)
})

it('cuts addresses and keys out of any text, whoever logged it', () => {
  const before = text.length
  env.logger.info({ note: `ada@${mark}.example and plk_abcdef${mark}` }, `whsec_${mark} for Bearer ${mark} ok`)
  expect(lines()[before].msg).toBe('[…] for […] ok')
  expect(text[before]).not.toContain(mark)
})

it('says of an error of the language what the program did, where that tells no value', () => {
  const nothing = undefined as unknown as { id: string }
  let thrown: unknown
  try {
    nothing.id
  } catch (error) {
    thrown = error
  }
  const { err } = withoutSecrets({ err: thrown }) as { err: { message: string; at: string[] } }
  expect(err.message).toBe('Cannot read properties of undefined')
  expect(err.at[0]).toContain('logs.test.ts')
})

it.each([
  ['@.', (size: number) => '@.'.repeat(size / 2)],
  ['nothing but @', (size: number) => '@'.repeat(size)],
  ['one address without an end', (size: number) => `a@${'a'.repeat(size)}`],
  ['dots after an @', (size: number) => `a@${'.'.repeat(size)}`],
  ['many beginnings', (size: number) => 'a.a@'.repeat(size / 4)],
])('takes four times as long for a line of four times the length, whatever is in it: %s', (_, line) => {
  /** What the processor did for it, at its best of some tries: whoever else works on this machine doesn’t count. */
  const costs = (text: string) => {
    const tries = Array.from({ length: 5 }, () => {
      const before = process.cpuUsage()
      for (let count = 0; count < 4; count++) scrub(text)
      return process.cpuUsage(before).user
    })
    return Math.max(Math.min(...tries), 100)
  }
  costs(line(200))
  // Looked at from every sign to the end of the line, it would be 16 times, and 64 with a look back from there.
  expect(costs(line(2_000)) / costs(line(500))).toBeLessThan(11)
})
