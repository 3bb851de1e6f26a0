import type { Answer } from '../support/someone.ts'
import { addressOf, type Caller, type Door, type Known, nobodys, requestOf } from './knock.ts'
import { bodyOf, type Schema, schemaOf } from './sample.ts'

/** One place of a request in which an id may stand, with everything else as Alder has it. */
export type Try = {
  door: Door
  where: 'path' | 'query' | 'body'
  name: string
  /** Whether the contract has the place, or somebody tries it all the same. */
  isListed: boolean
  request(id: string): [string, RequestInit]
}

const unlisted = ['partnerId', 'partner_id', 'userId', 'accountId', 'registrationId', 'id']

/** Every place of these doors, from the routes themselves. `known` are Alder's own ids, which stand in all other places. */
export function triesOf(doors: readonly Door[], known: Known): Try[] {
  return doors.flatMap((door) => [...inPath(door, known), ...inQuery(door, known), ...inBody(door, known)])
}

function inPath(door: Door, known: Known): Try[] {
  const template = door.path.split('/')
  const own = addressOf(door, known).split('/')
  const places = template.flatMap((segment, at) => (/^\{(?!point|version)|^:/.test(segment) ? [at] : []))
  const all = places.length > 1 ? [places] : []
  return [...places.map((at) => [at]), ...all].map((replaced) => ({
    ...{ door, where: 'path' as const, isListed: true },
    name: `${door.name}: ${replaced.map((at) => template[at]).join(' and ')} in its address`,
    request: (id) => [
      own.map((segment, at) => (replaced.includes(at) ? encodeURIComponent(id) : segment)).join('/'),
      requestOf(door),
    ],
  }))
}

function inQuery(door: Door, known: Known): Try[] {
  const listed = Object.keys(door.route?.query?.shape ?? {})
  if (listed.length === 0) return []
  const address = addressOf(door, known)
  return [...new Set([...listed, ...unlisted])].map((name) => ({
    ...{ door, where: 'query' as const, isListed: listed.includes(name) },
    name: `${door.name}: ?${name}=`,
    request: (id) => [`${address}?${name}=${encodeURIComponent(id)}`, requestOf(door)],
  }))
}

function inBody(door: Door, known: Known): Try[] {
  const { route } = door
  if (!route?.body) return []
  const address = addressOf(door, known)
  const listed = idPlaces(schemaOf(route.body))
  const shown = new Set(listed.map((place) => place.join('/')))
  const more = unlisted.filter((name) => !shown.has(name)).map((name) => [name])
  return [...listed, ...more].map((place) => ({
    ...{ door, where: 'body' as const, isListed: listed.includes(place) },
    name: `${door.name}: ${place.join('/')} in its body`,
    request: (id) => [address, { ...requestOf(door), body: JSON.stringify(withValue(bodyOf(route), place, id)) }],
  }))
}

/** The places in a body that take an id, however deep. */
function idPlaces(schema: Schema, root: Schema = schema, at: string[] = []): string[][] {
  if (schema.$ref) return idPlaces(root.$defs?.[schema.$ref.split('/').at(-1)!] ?? {}, root, at)
  const isId = schema.format === 'uuid' || (schema.type === 'string' && /(^id|Id|Ids)$/.test(nameOf(at)))
  if (isId) return [at]
  const inside = Object.entries(schema.properties ?? {}).flatMap(([name, part]) => idPlaces(part, root, [...at, name]))
  const items = schema.items ? idPlaces(schema.items, root, [...at, '0']) : []
  const either = [...(schema.anyOf ?? []), ...(schema.oneOf ?? []), ...(schema.allOf ?? [])]
  const places = [...inside, ...items, ...either.flatMap((part) => idPlaces(part, root, at))]
  return [...new Map(places.map((place) => [place.join('/'), place])).values()]
}

const nameOf = (place: readonly string[]) => place.findLast((name) => name !== '0') ?? ''

function withValue(body: unknown, [name, ...rest]: string[], value: string): unknown {
  if (name === undefined) return value
  if (name === '0') return [withValue(undefined, rest, value)]
  const fields = (body ?? {}) as Record<string, unknown>
  return { ...fields, [name]: withValue(fields[name], rest, value) }
}

/** An id of the same form that nobody has: what is wrong with a form is told of any. */
export function nobodysLike(id: string): string {
  if (/^[0-9a-f-]{36}$/.test(id)) return nobodys
  return id.replace(/^(R-|plk_)?(.*)$/s, (_, head = '', rest: string) => head + rest.replaceAll(/[^\s@.:/-]/g, '2'))
}

/** What an answer says, without what is this request's own: its id, its address, the instant, and what was drawn for it. */
export function plain({ status, headers, text }: Answer, asked: string) {
  const sent = (said: string) =>
    said.replaceAll(asked, 'what was asked for').replaceAll(encodeURIComponent(asked), 'what was asked for')
  const kept = [...headers].filter(([name]) => !/^(x-request-id|date|set-cookie|ratelimit.*)$/.test(name))
  const own = sent(text.replaceAll(/"(requestId|instance)":"[^"]*"/g, '"$1":""'))
    .replaceAll(/[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}/g, 'an id')
    .replaceAll(/\bR-[2-9A-Z]{6}\b/g, 'a reference')
    .replaceAll(/(?<=[="/:_#])[\w-]{32,}/g, 'a secret')
    .replaceAll(/plk_[0-9A-Za-z]{12}/g, 'a key')
  return { status, headers: Object.fromEntries(kept.map(([name, value]) => [name, sent(value)])), text: own }
}

/** Somebody of Alder who remembers what was answered to what. Who asks too often waits, and asks again. */
export function rememberer(caller: Caller, waits?: () => void) {
  const heard: { asked: string; said: string }[] = []
  return {
    heard,
    async asks(path: string, init: RequestInit = {}): Promise<Answer> {
      let answer = await caller.fetches(path, init)
      if (answer.status === 429 && waits) {
        waits()
        answer = await caller.fetches(path, init)
      }
      const asked = `${init.method ?? 'GET'} ${path} ${JSON.stringify(init.headers ?? {})} ${String(init.body ?? '')}`
      // What was sent may come back, in an echo of the address; all that is more came from the records.
      const said = [answer.text, ...[...answer.headers].map(([name, value]) => `${name}: ${value}`)].join('\n')
      heard.push({ asked: decodeURIComponent(asked), said })
      return answer
    },
  }
}

export type Asks = (path: string, init?: RequestInit) => Promise<Answer>

/** Which of these ids are answered otherwise than one that nobody has, and how: none, when all is well. */
export async function told(asks: Asks, request: Try['request'], ids: readonly string[]): Promise<string[]> {
  const none = new Map<string, Promise<{ status: number; headers: object; text: string }>>()
  const ofNobody = (id: string) => {
    const asked = nobodysLike(id)
    if (!none.has(asked))
      none.set(
        asked,
        asks(...request(asked)).then((answer) => plain(answer, asked)),
      )
    return none.get(asked)!
  }
  const differences: string[] = []
  let next = 0
  const asker = async () => {
    for (let id = ids[next++]; id !== undefined; id = ids[next++]) {
      const answers = [JSON.stringify(plain(await asks(...request(id)), id)), JSON.stringify(await ofNobody(id))]
      if (answers[0] !== answers[1]) differences.push(`${id}: ${answers[0]}\ninstead of ${answers[1]}`)
    }
  }
  await Promise.all([asker(), asker(), asker()])
  return differences
}
