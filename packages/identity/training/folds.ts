import type { Folder, Query } from './read-folder.ts'

/** Cross-validation is over accounts: what is asked about one account, and what it's called, is never in two folds. */
export const foldCount = 5

export const foldOfAccount = (id: string, count = foldCount): number => hash(id) % count

export const foldOf = (query: Query): number => foldOfAccount(query.match ?? query.related?.[0]?.[0] ?? query.id)

/** FNV-1a. */
function hash(text: string): number {
  let value = 0x811c9dc5
  for (const letter of text) value = Math.imul(value ^ letter.codePointAt(0)!, 0x01000193) >>> 0
  return (value ^ (value >>> 15)) >>> 0
}

/** Pairs of names of one company to learn words from, none of an account in the folds that are left out. */
export function wordPairsFor(folder: Folder, leftOut: readonly number[] = []): [string, string][] {
  const pairs: [string, string][] = []
  const names = new Map(folder.accounts.map(({ id, name }) => [id, name]))
  for (const [id, aliases] of folder.aliases) {
    const name = names.get(id)
    if (name === undefined || leftOut.includes(foldOfAccount(id))) continue
    for (const alias of aliases) pairs.push([name, alias])
    for (const [index, alias] of aliases.entries()) if (index > 0) pairs.push([aliases[index - 1]!, alias])
  }
  for (const query of folder.queries) {
    const accounts = [query.match, ...(query.also ?? [])].filter((id) => id !== null)
    if (accounts.length === 0 || accounts.some((id) => leftOut.includes(foldOfAccount(id)))) continue
    pairs.push([names.get(query.match!)!, query.name])
  }
  return pairs
}
