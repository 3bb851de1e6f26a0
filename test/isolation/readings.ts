import type { Route } from '@parley/contract/route'
import { addressOf, type Door, type Known } from './knock.ts'
import { type Schema, schemaOf } from './sample.ts'
import type { Asks } from './tries.ts'
import { plain } from './tries.ts'

/** What stands in no answer: nothing was asked for by an id. */
export const nothing = '\u0000'

/** Values that a parameter is read with: each of a list, words that occur and that don't, small pages. */
function valuesOf(name: string, schema: Schema, words: readonly string[]): string[] {
  if (schema.enum) return schema.enum.map(String)
  if (name === 'q') return [...words]
  if (name === 'limit') return ['1', '3']
  if (name === 'status')
    return ['approved', 'inReview', 'rejected,withdrawn', 'approved,teaming,informationNeeded,expired']
  if (name === 'productFamily') return ['backup', 'analytics']
  return []
}

/** Every way in which a route that lists or counts can be read: each value of each parameter, each order page by page. */
function addressesOf(door: Door, known: Known, words: readonly string[]): string[] {
  const address = addressOf(door, known)
  const { shape = {} } = (door.route as Route).query ?? {}
  const asked = Object.entries(shape).flatMap(([name, part]) =>
    valuesOf(name, schemaOf(part), words).map((value) => [name, value] as const),
  )
  const small =
    'limit' in shape ? asked.filter(([name]) => name !== 'limit').map((one) => [one, ['limit', '1'] as const]) : []
  return [
    address,
    ...[...asked.map((one) => [one]), ...small].map(
      (pairs) => `${address}?${new URLSearchParams(pairs.map((pair) => [...pair]))}`,
    ),
  ]
}

/** All that somebody can read of what these doors list and count, with each page that follows. Keyed by what was asked. */
export async function readings(asks: Asks, doors: readonly Door[], known: Known, words: readonly string[]) {
  const read = new Map<string, { status: number; headers: object; text: string }>()
  for (const door of doors)
    for (const first of addressesOf(door, known, words)) {
      let cursor: string | null = null
      for (let page = 1; page <= 40; page++) {
        const path: string = cursor === null ? first : `${first}${first.includes('?') ? '&' : '?'}cursor=${cursor}`
        const answer = await asks(path)
        read.set(`${door.name} ${first}, page ${page}`, plain(answer, nothing))
        cursor = (answer.json as { nextCursor?: string | null } | null)?.nextCursor ?? null
        if (cursor === null) break
      }
    }
  return read
}
