import { type Schema, sampleOf } from '../../isolation/sample.ts'
import {
  bomb,
  type Draw,
  drawer,
  hugeBodies,
  nastyBodies,
  nastyHeaders,
  nastyJson,
  nastyQueries,
  nastySegments,
  nastyTypes,
} from './nasty.ts'
import type { RawRequest } from './raw-client.ts'

type Operation = {
  operationId: string
  parameters: { name: string; in: string; schema: Schema; example?: unknown }[]
  requestBody?: { content: { 'application/json': { schema: Schema; example?: unknown } } }
}
export type Document = {
  servers: { url: string }[]
  paths: Record<string, Record<string, Operation>>
  components: { schemas: Record<string, Schema> }
}
/** Cookies of people who may, by audience: a request that is refused at the door tells nothing of what is behind it. */
export type Cookies = { partner: string; staff: string; spare: string }

type Base = { id: string; method: string; path: string; query: string[]; body: unknown; headers: [string, string][] }

/** Requests that a well-made client would send, one for each operation of the document and for signing in. */
export function wellFormed(document: Document, cookies: Cookies): Base[] {
  const root = { $defs: document.components.schemas } as Schema
  const bases = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { operationId: id, parameters, requestBody }]): Base => {
      const media = requestBody?.content['application/json']
      const headers = parameters
        .filter((each) => each.in === 'header')
        .map(({ name }): [string, string] => [name.toLowerCase(), name === 'If-Match' ? '"1"' : 'KEY'])
      const cookie =
        path.startsWith('/me') || !/^\/(partner|staff)/.test(path)
          ? cookies.spare
          : path.startsWith('/staff')
            ? cookies.staff
            : cookies.partner
      return {
        id,
        method: method.toUpperCase(),
        path: `${document.servers[0]!.url}${path}`,
        query: parameters.filter((each) => each.in === 'query').map(({ name }) => name),
        body: media ? (media.example ?? sampleOf(media.schema, root)) : undefined,
        headers: [['cookie', cookie], ...headers],
      }
    }),
  )
  const signIn = {
    id: 'signIn',
    method: 'POST',
    path: '/api/auth/sign-in/email',
    query: [],
    body: { email: 'a@b.example', password: 'a long enough password' },
    headers: [],
  }
  return [...bases, signIn]
}

/** So many requests with something wrong in each: the same for the same seed. */
export function* malformedRequests(
  document: Document,
  cookies: Cookies,
  count: number,
  seed: number,
): Generator<RawRequest> {
  const bases = wellFormed(document, cookies)
  const taking = bases.filter(({ body }) => body !== undefined)
  const draw = drawer(seed)
  for (let at = 0; at < count; at++) {
    if (at % 500 === 499) yield huge(draw.of(taking), draw)
    else if (at % 97 === 96) yield bombed(draw.of(taking))
    else yield draw.of(ways)(draw, bases, taking, at)
  }
}

type Way = (draw: Draw, bases: Base[], taking: Base[], at: number) => RawRequest

const ways: readonly Way[] = [
  (draw, _, taking) => withBody(draw.of(taking), draw.of(nastyBodies), 'a body of another kind'),
  (draw, _, taking) => withNastyField(draw.of(taking), draw),
  (draw, _, taking) => withNastyField(draw.of(taking), draw),
  (draw, _, taking) => withNastyField(draw.of(taking), draw),
  (draw, _, taking) => withoutOrTwice(draw.of(taking), draw),
  (draw, _, taking) => cutShort(draw.of(taking), draw),
  (draw, _, taking) => withHeader(draw.of(taking), ['content-type', draw.of(nastyTypes)], 'another content type'),
  (draw, bases) => withHeader(draw.of(bases), draw.of(nastyHeaders), 'a nasty header'),
  (draw, bases) => withHeader(draw.of(bases), draw.of(nastyHeaders), 'a nasty header'),
  (draw, bases) => withSegment(draw.of(bases), draw),
  (draw, bases) => withSegment(draw.of(bases), draw),
  (draw, bases) => withQuery(draw.of(bases), draw),
  (draw, bases) => withQuery(draw.of(bases), draw),
  (draw, bases) => ({
    ...plain(draw.of(bases)),
    what: 'another method',
    method: draw.of([
      'PATCH',
      'TRACE',
      'OPTIONS',
      'PROPFIND',
      'get',
      'FOO',
      'HEAD',
      'CONNECT',
      'PURGE',
      'G ET',
      'PUT',
      'DELETE',
      'POST',
      'QUERY',
    ]),
  }),
  (draw, bases) => manyHeaders(draw.of(bases), draw),
  (draw, bases) => brokenFraming(draw.of(bases), draw),
]

const filled = (path: string) =>
  path
    .replace('{point}', 'registration')
    .replace('{version}', '1')
    .replaceAll(/\{\w+\}/g, '00000000-0000-4000-8000-00000000dead')

let drawn = 0
function plain({ id, method, path, body, headers }: Base): RawRequest {
  const bytes = body === undefined ? Buffer.alloc(0) : Buffer.from(JSON.stringify(body))
  const own = headers.map(([name, value]): [string, string] => [name, value === 'KEY' ? `malformed-${++drawn}` : value])
  const type: [string, string][] = body === undefined ? [] : [['content-type', 'application/json']]
  return withLength({
    what: id,
    method,
    target: filled(path),
    headers: [['host', 'localhost'], ['connection', 'close'], ...own, ...type],
    body: bytes,
  })
}

const withLength = (request: RawRequest): RawRequest => ({
  ...request,
  headers: [
    ...request.headers.filter(([name]) => name !== 'content-length'),
    ['content-length', String(request.body.length)],
  ],
})

function withBody(base: Base, body: string | Buffer, what: string): RawRequest {
  return withLength({
    ...plain(base),
    what: `${base.id}: ${what}`,
    body: Buffer.isBuffer(body) ? body : Buffer.from(body),
  })
}

const huge = (base: Base, draw: Draw) => withBody(base, draw.of(hugeBodies), 'a huge body')

function bombed(base: Base): RawRequest {
  const request = withBody(base, bomb.subarray(0, 200_000), 'a gzip bomb')
  return { ...request, headers: [...request.headers, ['content-encoding', 'gzip']] }
}

/** One value of the body, anywhere in it, is written as something else; a field that isn't known joins in now and then. */
function withNastyField(base: Base, draw: Draw): RawRequest {
  const mark = '"@@nasty@@"'
  const places = placesIn(base.body)
  const at = draw.below(8) === 0 ? ['unknown'] : draw.of(places.length > 0 ? places : [['unknown']])
  const text = JSON.stringify(replaced(base.body, at, '@@nasty@@'))
  const value = draw.of(nastyJson)
  return withBody(
    base,
    text.replace(mark, () => value),
    `${value.slice(0, 40)} at /${at.join('/')}`,
  )
}

function withoutOrTwice(base: Base, draw: Draw): RawRequest {
  const fields = Object.entries((base.body ?? {}) as Record<string, unknown>)
  const [name, value] = fields.length > 0 ? draw.of(fields) : ['a', 1]
  const text = JSON.stringify(base.body)
  if (draw.below(2) === 0)
    return withBody(base, JSON.stringify({ ...(base.body as object), [name]: undefined }), `without ${name}`)
  return withBody(base, text.replace(/^\{/, `{${JSON.stringify(name)}:${JSON.stringify(value)},`), `${name} twice`)
}

function cutShort(base: Base, draw: Draw): RawRequest {
  const text = JSON.stringify(base.body)
  return withBody(base, text.slice(0, draw.below(Math.max(1, text.length - 1))), 'cut short')
}

function withHeader(base: Base, [name, value]: readonly [string, string], what: string): RawRequest {
  const request = plain(base)
  return {
    ...request,
    what: `${base.id}: ${what}, ${name}: ${value.slice(0, 40)}`,
    headers: [...request.headers.filter(([each]) => each !== name), [name, value]],
  }
}

function withSegment(base: Base, draw: Draw): RawRequest {
  const segment = draw.of(nastySegments)
  const holes = base.path.match(/\{\w+\}/g) ?? []
  const target = holes.length > 0 ? filled(base.path.replace(draw.of(holes), () => segment)) : `${base.path}/${segment}`
  return { ...plain(base), what: `${base.id}: ${segment.slice(0, 40)} in its address`, target }
}

function withQuery(base: Base, draw: Draw): RawRequest {
  const known =
    base.query.length > 0 && draw.below(2) === 0
      ? `${draw.of(base.query)}=${draw.of(nastySegments)}`
      : draw.of(nastyQueries)
  const request = plain(base)
  return { ...request, what: `${base.id}: ?${known.slice(0, 60)}`, target: `${request.target}?${known}` }
}

function manyHeaders(base: Base, draw: Draw): RawRequest {
  const count = draw.of([90, 150, 1_000])
  const size = draw.of([1, 100, 20_000])
  const more = Array.from({ length: size > 1_000 ? 1 : count }, (_, at): [string, string] => [
    `x-more-${at}`,
    'v'.repeat(size),
  ])
  const request = plain(base)
  return {
    ...request,
    what: `${base.id}: ${more.length} more headers of ${size}`,
    headers: [...request.headers, ...more],
  }
}

const framings: readonly ((request: RawRequest) => RawRequest)[] = [
  (request) => ({ ...request, headers: [...request.headers, ['transfer-encoding', 'chunked']] }),
  (request) => ({ ...request, headers: [...request.headers, ['content-length', '7']] }),
  (request) => ({
    ...request,
    headers: request.headers.map(([name, value]) => [name, name === 'content-length' ? '-1' : value]),
  }),
  (request) => ({
    ...request,
    headers: request.headers.map(([name, value]) => [name, name === 'content-length' ? '1e3' : value]),
  }),
  (request) => ({
    ...request,
    headers: [...request.headers.filter(([name]) => name !== 'content-length'), ['transfer-encoding', 'chunked']],
    body: Buffer.from('zz\r\nnot a chunk\r\n0\r\n\r\n'),
  }),
  (request) => ({
    ...request,
    headers: [...request.headers.filter(([name]) => name !== 'content-length'), ['transfer-encoding', 'gzip, chunked']],
    body: Buffer.from('0\r\n\r\n'),
  }),
  (request) => ({
    ...request,
    headers: [...request.headers.filter(([name]) => name !== 'content-length'), ['transfer-encoding', 'chunked']],
    body: Buffer.from('5\r\n{"a":\r\n2\r\n1}\r\n0\r\n\r\n'),
  }),
  (request) => ({ ...request, version: 'HTTP/9.9' }),
  (request) => ({ ...request, version: 'HTTP/1.0', headers: request.headers.filter(([name]) => name !== 'host') }),
  (request) => ({ ...request, version: '' }),
  (request) => ({ ...request, headers: request.headers.filter(([name]) => name !== 'host') }),
  (request) => ({ ...request, headers: [...request.headers, ['bad name', 'x']] }),
  (request) => ({ ...request, headers: [...request.headers, ['', 'x']] }),
  (request) => ({ ...request, headers: [...request.headers, ['x-folded', 'a\r\n b']] }),
  (request) => ({ ...request, headers: [...request.headers, ['x-bare', 'a\nset-cookie: b']] }),
  (request) => ({ ...request, target: `http://evil.example${request.target}` }),
  (request) => ({ ...request, target: request.target.slice(1) }),
  (request) => ({ ...request, target: `//${request.target}` }),
  (request) => ({ ...request, target: '*' }),
  (request) => ({ ...request, target: `${request.target}#part` }),
  (request) => ({ ...request, target: request.target.replaceAll('/', '\\') }),
  (request) => ({ ...request, target: `${request.target}\x00` }),
  (request) => ({ ...request, target: `${request.target} x` }),
]

function brokenFraming(base: Base, draw: Draw): RawRequest {
  const at = draw.below(framings.length)
  return { ...framings[at]!(plain(base)), what: `${base.id}: framing ${at}` }
}

function placesIn(value: unknown, at: string[] = []): string[][] {
  if (typeof value !== 'object' || value === null) return at.length > 0 ? [at] : []
  return [
    ...(at.length > 0 ? [at] : []),
    ...Object.entries(value).flatMap(([name, part]) => placesIn(part, [...at, name])),
  ]
}

function replaced(value: unknown, [name, ...rest]: string[], by: string): unknown {
  if (name === undefined) return by
  if (Array.isArray(value)) return value.map((part, at) => (String(at) === name ? replaced(part, rest, by) : part))
  const fields = (typeof value === 'object' && value !== null ? value : {}) as Record<string, unknown>
  return { ...fields, [name]: replaced(fields[name], rest, by) }
}
