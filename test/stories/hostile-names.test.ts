import { randomUUID } from 'node:crypto'
import { partner } from '@parley/contract/routes/partner'
import { beforeAll, describe, expect, it } from 'vitest'
import { aDeal } from '../support/factories.ts'
import { hostileNames } from '../support/hostile-names.ts'
import { market } from '../support/market.ts'
import '../support/matchers.ts'
import { world } from '../support/world.ts'

const w = await world()
await w.has.accounts(market())

type Problem = { code: string; detail: string; errors?: { pointer: string; detail: string }[] }

/** Generous: what is bounded takes a few milliseconds, what isn't takes minutes or never ends. */
const mostMs = 3_000

/** Sends JSON as it is written here: lone surrogates and NUL too. */
async function sends(path: string, body: string) {
  const seller = w.person(await w.has.partner('Seller of anything'))
  await seller.cookie()
  const beganAt = performance.now()
  const answer = await seller.fetches(`/api/v1/partner${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'idempotency-key': randomUUID() },
    body,
  })
  expect(performance.now() - beganAt).toBeLessThan(mostMs)
  return { ...answer, seller, problem: answer.json as Problem }
}

/** Every field that a person types as text. */
const fields = ['name', 'city', 'domain', 'description', 'contactName'] as const
const dealWith = (field: (typeof fields)[number], text: string) => {
  const given = { [field]: text }
  return field === 'description' || field === 'contactName'
    ? aDeal({ account: { name: 'Calloway Orchards' }, deal: given })
    : aDeal({ account: { name: 'Calloway Orchards', ...given } })
}

const clear = ({ code, detail, errors }: Problem, pointer: RegExp) => {
  expect(['refused', 'malformed']).toContain(code)
  expect(detail).toMatch(/^[A-Z].*\.( \(.*\))?$/s)
  expect(errors!.length).toBeGreaterThan(0)
  for (const error of errors!) {
    expect(error.pointer).toMatch(pointer)
    expect(error.detail).toMatch(/^[A-Z].*\.( \(line .*\))?$/s)
  }
}

describe.each(hostileNames)('a company called $what', ({ name, stored }) => {
  it(stored ? 'is registered, and stored as it was typed' : 'is refused with the field and what to do', async () => {
    const { status, problem, json, seller } = await sends(
      '/registrations',
      JSON.stringify(aDeal({ account: { name } })),
    )
    if (!stored) {
      expect(status).toBe(problem.code === 'malformed' ? 400 : 422)
      return clear(problem, /^\/account\/name$/)
    }
    expect(status).toBe(201)
    const { id } = (json as { summary: { id: string } }).summary
    expect((await seller.opens(id)).account.name).toBe(name.trim())
    const [row] = await w.sql<{ account_name: string }>('SELECT account_name FROM parley.registration WHERE id = $1', [
      id,
    ])
    expect(row!.account_name).toBe(name.trim())
    expect((await w.as('manager').inspects(id)).summary.accountName).toBe(name.trim())
  })

  it('is pre-checked, or the field is named', async () => {
    const { status, problem } = await sends(
      '/prechecks',
      JSON.stringify({ account: { name }, productFamily: 'backup' }),
    )
    expect(stored ? [200] : [200, 400, 422]).toContain(status)
    if (status !== 200) clear(problem, /^\/account\/name$/)
  })

  it('is kept in a draft as it was typed, or the field is named', async () => {
    const { status, problem, json, seller } = await sends('/drafts', JSON.stringify({ form: { accountName: name } }))
    expect(stored ? [201] : [201, 400, 422]).toContain(status)
    if (status !== 201) return clear(problem, /^\/form\/accountName$/)
    const { id } = json as { id: string }
    expect((await seller.does(partner.getDraft, { params: { id } })).form.accountName).toBe(name)
    const { drafts } = await seller.seesHome()
    expect(drafts).toHaveLength(1)
  })

  it.each(fields)('nor does it do harm as %s', async (field) => {
    const { status, problem } = await sends('/registrations', JSON.stringify(dealWith(field, name)))
    expect([201, 400, 422]).toContain(status)
    if (status !== 201) clear(problem, /^\/(account|deal)\/\w+$/)
  })
})

/** The lines of a CSV file (RFC 4180), by its quotes alone. */
const cellsOf = (text: string): string[][] =>
  text
    .match(/(?:"(?:[^"]|"")*"|[^"\r\n])*\r\n/g)!
    .map((line) =>
      [...line.slice(0, -2).matchAll(/(?:^|,)("(?:[^"]|"")*"|[^,]*)/g)].map(([, cell]) =>
        cell!.startsWith('"') ? cell!.slice(1, -1).replaceAll('""', '"') : cell!,
      ),
    )

describe('hostile names beside real ones', () => {
  beforeAll(async () => {
    await w.has.account({ name: 'Zubrowski Foundry', designation: 'house' })
  })

  it('a name in disguise is found: letters that look alike, marks that nobody sees', async () => {
    for (const name of [
      'Zubrоwski Fоundry',
      'Zub\u202erowski\u202c Foundry',
      'Zubrowski\u200b Foun\u00addry',
      'Ζubrowski Foundry',
    ])
      expect(await w.as('alder').prechecks({ account: { name, country: 'US' }, productFamily: 'backup' })).toBeDecided(
        'reject',
      )
  })

  it('the export has a line for each account, and no cell that a spreadsheet would run', async () => {
    const { text, status, headers } = await w.as('manager').fetches('/api/v1/staff/accounts-export')
    expect([status, headers.get('content-type')?.split(';')[0]]).toEqual([200, 'text/csv'])
    const [titles, ...lines] = cellsOf(text.replace(/^\ufeff/, ''))
    expect(titles![0]).toBe('Name')
    expect(lines.flat().filter((cell) => /^[=+\-@\t\r]/.test(cell))).toEqual([])
    const known = await w.sql<{ name: string }>('SELECT name FROM parley.account')
    const names = known.map(({ name }) => name)
    expect(names.filter((name) => /^[=+\-@]/.test(name)).length).toBeGreaterThan(3)
    expect(lines.map(([name]) => name!.replace(/^'(?=[=+\-@])/, '')).sort()).toEqual(names.sort())
  })

  it('after all of them, staff search and lists still answer', async () => {
    for (const { name } of hostileNames.filter(({ name }) => name.isWellFormed())) {
      const found = await w.as('manager').fetches(`/api/v1/staff/accounts?q=${encodeURIComponent(name.slice(0, 200))}`)
      expect([200, 422], name.slice(0, 30)).toContain(found.status)
    }
    expect((await w.as('manager').fetches('/api/v1/staff/registrations?limit=100')).status).toBe(200)
    expect((await w.as('manager').fetches('/api/v1/staff/accounts?limit=100')).status).toBe(200)
  })
})
