import { type AddressInfo, connect } from 'node:net'
import { afterAll, describe, expect, it } from 'vitest'
import { world } from '../../../../test/support/world.ts'
import { createWebServer } from './web-server.ts'

const w = await world()
const limits = { headersTimeout: 400, requestTimeout: 800, connectionsCheckingInterval: 100, idleTimeout: 1_500 }
const server = createWebServer(w.app.fetch, { limits })
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
const { port } = server.address() as AddressInfo
afterAll(() => {
  server.closeAllConnections()
  server.close()
})

/** Writes bytes, one piece after the other, and reads until the connection ends. */
async function says(
  ...pieces: string[]
): Promise<{ status: number; headers: string; problem: Record<string, unknown>; text: string; ms: number }> {
  const beganAt = performance.now()
  const socket = connect(port, '127.0.0.1')
  let text = ''
  socket.on('data', (chunk) => (text += chunk.toString()))
  socket.on('error', () => {})
  const closed = new Promise<void>((resolve) => socket.on('close', () => resolve()))
  for (const piece of pieces) {
    socket.write(piece, 'latin1')
    await new Promise((resolve) => setTimeout(resolve, 40))
  }
  await closed
  const [headers = '', body = ''] = text.split('\r\n\r\n')
  const problem = body.startsWith('{') ? (JSON.parse(body) as Record<string, unknown>) : {}
  return {
    status: Number(/^HTTP\/1.1 (\d+)/.exec(headers)?.[1] ?? 0),
    headers: headers.toLowerCase(),
    problem,
    text,
    ms: performance.now() - beganAt,
  }
}
const get = (path: string, more = '') => `GET ${path} HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n${more}\r\n`

describe('what isn’t HTTP, or not ours, is refused with a problem as everything is', () => {
  it.each<[string, string, number, string]>([
    ['no HTTP at all', 'hello there\r\n\r\n', 400, 'malformed'],
    ['a name of a header with a space', get('/api/v1/me', 'bad name: x\r\n'), 400, 'malformed'],
    [
      'two lengths',
      'POST /api/v1/me HTTP/1.1\r\nhost: localhost\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\nab',
      400,
      'malformed',
    ],
    [
      'a length and chunks',
      'POST /api/v1/me HTTP/1.1\r\nhost: localhost\r\ncontent-length: 1\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n',
      400,
      'malformed',
    ],
    ['no host', 'GET /api/v1/me HTTP/1.1\r\nconnection: close\r\n\r\n', 400, 'malformed'],
    [
      'a host that can’t be one',
      'GET /api/v1/me HTTP/1.1\r\nhost: a b[\r\nconnection: close\r\n\r\n',
      400,
      'malformed',
    ],
    ['17 KiB of headers', get('/api/v1/me', `x-long: ${'x'.repeat(17_000)}\r\n`), 431, 'headersTooLarge'],
    ['a tunnel', 'CONNECT evil.example:443 HTTP/1.1\r\nhost: evil.example\r\n\r\n', 405, 'methodNotAllowed'],
    ['TRACE', 'TRACE /api/v1/me HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n', 405, 'methodNotAllowed'],
    ['a backslash in the address', get('/api\\v1\\me'), 400, 'malformed'],
  ])('%s', async (_, bytes, status, code) => {
    const answer = await says(bytes)
    expect({ status: answer.status, code: answer.problem.code }).toEqual({ status, code })
    expect(answer.problem).toMatchObject({ status, requestId: expect.stringMatching(/./) })
    for (const header of [
      'content-type: application/problem+json',
      'x-content-type-options: nosniff',
      'content-security-policy:',
      'x-request-id:',
    ])
      expect(answer.headers).toContain(header)
  })

  it('echoes nothing of a TRACE', async () => {
    const { text } = await says('TRACE / HTTP/1.1\r\nhost: localhost\r\ncookie: a=secret\r\nconnection: close\r\n\r\n')
    expect(text).not.toContain('secret')
  })
})

const cookie = await w.as('alder').cookie()
const patient = createWebServer(w.app.fetch)
await new Promise<void>((resolve) => patient.listen(0, '127.0.0.1', resolve))
afterAll(() => patient.close())

describe('whoever sends too much', () => {
  const head = `POST /api/v1/partner/drafts HTTP/1.1\r\nhost: localhost\r\ncookie: ${cookie}\r\nidempotency-key: much\r\ncontent-type: application/json\r\n`
  const half = 'x'.repeat(1_500_000)
  const chunk = `${half.length.toString(16)}\r\n${half}\r\n`

  /** Sends a first piece, and has the answer before the rest is sent. */
  async function answered(first: string) {
    const socket = connect((patient.address() as AddressInfo).port, '127.0.0.1')
    const seen = { socket, text: '', failed: undefined as Error | undefined }
    socket.on('error', (error) => (seen.failed = error))
    const ended = new Promise<void>((resolve) => socket.on('close', () => resolve()))
    socket.write(head + first)
    await new Promise<void>((resolve) =>
      socket.on('data', (data) => {
        seen.text += data.toString()
        resolve()
      }),
    )
    return { seen, socket, ended }
  }

  it.each([
    ['with its length', `content-length: ${2 * half.length}\r\n\r\n${half}`, half],
    ['in chunks', `transfer-encoding: chunked\r\n\r\n${chunk}`, `${chunk}0\r\n\r\n`],
  ])('is told so, can end its sentence, and begin another: %s', async (_, first, second) => {
    const { seen, socket, ended } = await answered(first)
    // Longer than the half second after which the library would have cut it off.
    await new Promise((resolve) => setTimeout(resolve, 700))
    socket.write(second + get('/api/v1/me'))
    await ended
    expect(seen.text.match(/HTTP\/1.1 \d+/g)).toEqual(['HTTP/1.1 413', 'HTTP/1.1 401'])
  })

  it('is told so before the connection is closed, as it was asked to be', async () => {
    const length = `connection: close\r\ncontent-length: ${2 * half.length}\r\n\r\n`
    const { seen, socket, ended } = await answered(length + half)
    socket.write(half)
    await ended
    expect(seen.text).toMatch(/^HTTP\/1.1 413 /)
    expect(seen.failed).toBeUndefined()
  })
})

describe('whoever is slow holds nobody up', () => {
  it('headers that come drop by drop end in 408', async () => {
    const { status, problem, ms } = await says('GET /api/v1/me HTTP/1.1\r\n', 'host: localhost\r\n', 'x-a: 1\r\n')
    expect([status, problem.code]).toEqual([408, 'tooSlow'])
    expect(ms).toBeLessThan(3_000)
  })

  it('a body that doesn’t come ends in 408', async () => {
    const head = `POST /api/v1/partner/drafts HTTP/1.1\r\nhost: localhost\r\ncookie: ${cookie}\r\nidempotency-key: slow-1\r\ncontent-type: application/json\r\ncontent-length: 100\r\n\r\n`
    const { status, problem, ms } = await says(head, '{"form"')
    expect([status, problem.code]).toEqual([408, 'tooSlow'])
    expect(ms).toBeLessThan(4_000)
  })

  it('a hundred of them leave room for everybody else', async () => {
    const slow = Array.from({ length: 100 }, () => says('POST /api/v1/me HTTP/1.1\r\nhost: loc'))
    const answer = await says(get('/api/v1/me'))
    expect(answer.status).toBe(401)
    expect((await Promise.all(slow)).map(({ status }) => status)).toEqual(slow.map(() => 408))
  })

  it('a connection on which nothing happens is ended', async () => {
    expect((await says('')).ms).toBeLessThan(4_000)
  })
})
