import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { type Account, type Query, readFolder } from '../../packages/identity/training/read-folder.ts'

export type Labelled = { accounts: readonly Account[]; queries: readonly Query[]; source: string }

const inRoot = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url))

/** A folder of labelled names, or what a clean clone has: the trainer's sample and the demo's organisations. */
export function readLabelled(folder: string | undefined): Labelled {
  if (folder !== undefined) return { ...readFolder(folder), source: folder }
  const sample = readFolder(inRoot('packages/identity/training/sample'))
  const known = new Set(sample.accounts.map(({ id }) => id))
  const demo = readFileSync(inRoot('packages/db/data/demo/accounts.jsonl'), 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Account)
  return {
    accounts: [...sample.accounts, ...demo.filter(({ id }) => !known.has(id))],
    queries: sample.queries,
    source: 'packages/identity/training/sample and packages/db/data/demo',
  }
}

/** So many of them, spread evenly, so that each kind is among them as often as in all. */
export const spread = <Each>(list: readonly Each[], count: number): Each[] =>
  Array.from(
    { length: Math.min(count, list.length) },
    (_each, at) => list[Math.floor((at * list.length) / Math.min(count, list.length))]!,
  )
