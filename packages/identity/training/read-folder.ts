import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Party } from '../src/party.ts'

export interface Account extends Party {
  readonly id: string
}

export interface Query extends Party {
  readonly id: string
  readonly match: string | null
  readonly also?: readonly string[]
  readonly related?: readonly (readonly [string, string])[]
  readonly cls: string
  readonly channel: string
  readonly src: string
}

export interface Folder {
  readonly accounts: readonly Account[]
  readonly queries: readonly Query[]
  /** Other names by account id; empty if the folder has none. */
  readonly aliases: ReadonlyMap<string, readonly string[]>
}

/** What a field has to be; all but texts may be left out. */
type Shape = Readonly<Record<string, 'text' | 'textOrNull' | 'answer' | 'texts' | 'relations'>>

const party: Shape = { id: 'text', name: 'text', domain: 'textOrNull', country: 'textOrNull', city: 'textOrNull' }
const question: Shape = { email: 'textOrNull', match: 'answer', also: 'texts', related: 'relations' }

/** Reads `accounts.jsonl`, `queries.jsonl` and, if there is one, `aka.jsonl`. Throws with the file and line to mend. */
export function readFolder(folder: string): Folder {
  const other = existsSync(join(folder, 'aka.jsonl'))
    ? lines<{ id: string; aka?: string[] }>(folder, 'aka.jsonl', { id: 'text', aka: 'texts' })
    : []
  return {
    accounts: lines<Account>(folder, 'accounts.jsonl', party),
    queries: lines<Query>(folder, 'queries.jsonl', {
      ...party,
      ...question,
      cls: 'text',
      channel: 'text',
      src: 'text',
    }),
    aliases: new Map(other.map(({ id, aka }) => [id, aka ?? []])),
  }
}

function lines<Row>(folder: string, file: string, shape: Shape): Row[] {
  const path = join(folder, file)
  if (!existsSync(path)) throw new Error(`${path} is missing: the folder needs accounts.jsonl and queries.jsonl.`)
  const rows = readFileSync(path, 'utf8')
    .replace(/^\uFEFF/, '')
    .split('\n')
    .flatMap((line, index) => (line.trim() === '' ? [] : [readLine(line, `${path}, line ${index + 1}`, shape) as Row]))
  if (rows.length === 0 && file !== 'aka.jsonl') throw new Error(`${path} has no line.`)
  return rows
}

function readLine(line: string, where: string, shape: Shape): unknown {
  const row = parsed(line)
  if (typeof row !== 'object' || row === null || Array.isArray(row))
    throw new Error(`${where} isn't a JSON object: mend or leave it out.`)
  for (const [field, kind] of Object.entries(shape)) {
    const problem = problemOf((row as Record<string, unknown>)[field], kind)
    if (problem) throw new Error(`${where}: "${field}" ${problem}.`)
  }
  return row
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    return undefined
  }
}

function problemOf(value: unknown, kind: Shape[string]): string | null {
  const isText = (each: unknown) => typeof each === 'string'
  if (kind === 'text') return isText(value) ? null : 'is missing: it has to be a text'
  if (kind === 'answer')
    return isText(value) || value === null ? null : "is missing: it has to be an account's id, or null for none"
  if (value === undefined || value === null) return null
  if (kind === 'textOrNull') return isText(value) ? null : 'has to be a text or null'
  if (kind === 'texts') return Array.isArray(value) && value.every(isText) ? null : 'has to be a list of texts'
  const isPair = (each: unknown) => Array.isArray(each) && each.length === 2 && each.every(isText)
  return Array.isArray(value) && value.every(isPair) ? null : 'has to be a list of pairs: an account, a relation'
}
