import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { readFolder } from './read-folder.ts'

const folder = mkdtempSync(join(tmpdir(), 'identity-'))
afterAll(() => rmSync(folder, { recursive: true }))
const account = { id: 'a1', name: 'Acme', domain: null, country: 'US', city: null }
const query = { id: 'q1', name: 'ACME', match: null, cls: 'nil_easy', channel: 'name', src: 'ror' }
const read = (accounts: string, queries: string) => {
  writeFileSync(join(folder, 'accounts.jsonl'), accounts)
  writeFileSync(join(folder, 'queries.jsonl'), queries)
  return readFolder(folder)
}
const line = (row: object) => `${JSON.stringify(row)}\n`

describe('a folder of labelled names', () => {
  it('is read without aka.jsonl, empty lines and a mark at its start', () => {
    const { accounts, queries, aliases } = read(`\uFEFF${line(account)}\n`, line(query) + line(query))
    expect([accounts.length, queries.length, aliases.size]).toEqual([1, 2, 0])
  })

  it.each<[string, string, string, RegExp]>([
    ['a line that is no JSON', line(account), `${line(query)}{"id":`, /queries\.jsonl, line 2 isn't a JSON object/],
    ['a line that is no object', `${line(account)}[1]`, line(query), /accounts\.jsonl, line 2 isn't a JSON object/],
    ['a name that is missing', line({ id: 'a1' }), line(query), /accounts\.jsonl, line 1: "name" is missing/],
    [
      'a city that is a number',
      line({ ...account, city: 3 }),
      line(query),
      /accounts\.jsonl, line 1: "city" has to be/,
    ],
    [
      'no right answer',
      line(account),
      line({ ...query, match: undefined }),
      /queries\.jsonl, line 1: "match" is missing/,
    ],
    [
      'a class that is missing',
      line(account),
      line({ ...query, cls: null }),
      /queries\.jsonl, line 1: "cls" is missing/,
    ],
    [
      'a family that is no pairs',
      line(account),
      line({ ...query, related: ['a1'] }),
      /line 1: "related" has to be a list of pairs/,
    ],
    ['an empty file', '\n', line(query), /accounts\.jsonl has no line/],
  ])('is refused with file and line: %s', (_what, accounts, queries, words) => {
    expect(() => read(accounts, queries)).toThrow(words)
  })

  it('is refused by name when a file is missing', () => {
    expect(() => readFolder(join(folder, 'nowhere'))).toThrow(/accounts\.jsonl is missing/)
  })
})
