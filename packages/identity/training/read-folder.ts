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

/** Reads `accounts.jsonl`, `queries.jsonl` and, if there is one, `aka.jsonl`. Throws with the line that can't be read. */
export function readFolder(folder: string): Folder {
  const other = existsSync(join(folder, 'aka.jsonl')) ? lines<{ id: string; aka: string[] }>(folder, 'aka.jsonl') : []
  return {
    accounts: lines<Account>(folder, 'accounts.jsonl'),
    queries: lines<Query>(folder, 'queries.jsonl'),
    aliases: new Map(other.map(({ id, aka }) => [id, aka])),
  }
}

function lines<Row>(folder: string, file: string): Row[] {
  const path = join(folder, file)
  if (!existsSync(path)) throw new Error(`${path} is missing: the folder needs accounts.jsonl and queries.jsonl.`)
  return readFileSync(path, 'utf8')
    .split('\n')
    .flatMap((line, index) => {
      if (line.trim() === '') return []
      try {
        return [JSON.parse(line) as Row]
      } catch {
        throw new Error(`${path}, line ${index + 1} isn't JSON: mend or leave it out.`)
      }
    })
}
