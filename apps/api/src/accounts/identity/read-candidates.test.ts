import { keptKeysOf, keysOf } from '@parley/identity/blocking-keys'
import { keysToLookUp, placeWeight, rarity, weightOfKind } from '@parley/identity/candidate-weight'
import { type Profile, profileParty } from '@parley/identity/party'
import { trainedModel } from '@parley/identity/trained-model'
import { usualNames } from '@parley/identity/usual-names'
import { beforeAll, describe, expect, it } from 'vitest'
import { readFolder } from '../../../../../packages/identity/training/read-folder.ts'
import { world } from '../../../../../test/support/world.ts'
import { type Ctx, systemActor } from '../../context.ts'
import { addAccounts } from '../../demo/fill.ts'
import { inTransaction } from '../../transaction.ts'
import { insertAlias } from '../keep-alias.ts'
import { countCommonKeys } from './count-common-keys.ts'
import { keepNames } from './keep-names.ts'
import { readCandidates } from './read-candidates.ts'
import { rememberedCounts } from './remembered-counts.ts'

const w = await world()
const { accounts, queries } = readFolder('packages/identity/training/sample')
const typed = queries.map(profileParty)
const most = 40

/** What the database should find, worked out in memory from the same keys: every account's weight, best first. */
const { weights, frequency } = inMemory(accounts.map(profileParty))
const asStaff = <T>(work: (ctx: Ctx) => Promise<T>) => inTransaction(w.env, systemActor, work)
const ids = accounts.map((_account, at) => `00000000-0000-7000-8000-${String(at).padStart(12, '0')}`)

beforeAll(() =>
  asStaff((ctx) =>
    addAccounts(
      ctx,
      accounts.map(({ name, domain = null, country = null, city = null }, at) => ({
        id: ids[at]!,
        name,
        domain,
        country,
        city,
      })),
    ),
  ),
)

describe('the candidates from the database', () => {
  it('are those that an index in memory finds, with the same weights', findsTheSame)

  it('come with how often each word that is compared occurs, the same before common ones are counted and after', async () => {
    expect(frequency('t:university')).toBeGreaterThan(20)
    expect(await frequenciesOf(words)).toEqual(expected)
    await countCommonKeys(w.env)
    expect(await frequenciesOf(words)).toEqual(expected)
  })

  it('are the same once common keys are counted', findsTheSame)
})

describe('among many accounts', () => {
  it('the count is remembered and nothing is counted for a question; the candidates and frequencies stay', async () => {
    await countCommonKeys(w.env, { few: 1 })
    await countCommonKeys(w.env, { few: 1 })
    await frequenciesOf(words)
    expect(await frequenciesOf(words)).toEqual(expected)
    expect(await isCounted()).toBe(true)
    await findsTheSame()
  })

  it('a word of somebody who came since is counted as it was typed, and the others as they were', async () => {
    await add(1, 'Zyxwvut University')
    const [zyxwvut, university] = await frequenciesOf(['zyxwvut', 'university'])
    expect([zyxwvut, university]).toEqual([1, expected[0]! + 1])
    expect(await isCounted()).toBe(true)
  })

  it('everything is counted again where many came since the last count', async () => {
    await add(Math.ceil(accounts.length / 9), 'Qwxz Works')
    const { statistics, candidates } = await read('Qwxz Services')
    expect(await isCounted()).toBe(false)
    expect(candidates.length).toBe(most)
    expect(statistics.frequency('t:qwxz')).toBe(Math.ceil(accounts.length / 9))
    await countCommonKeys(w.env, { few: 1 })
    await read('Qwxz Services')
    expect((await read('Works')).statistics.frequency('t:qwxz')).toBe(Math.ceil(accounts.length / 9))
    expect(await isCounted()).toBe(true)
  })

  it('an account of many names is compared once, by the nearest of them, and says of each key that it has others', async () => {
    const known = ['Kwyjibo Mills', 'Kwyjibo Milling Works', 'Kwyjibo Works', 'Kwyjibo Mills of Lund']
    const [account] = await w.sql<{ id: string }>(
      `SELECT id FROM parley.account WHERE name = 'Qwxz Works' ORDER BY id LIMIT 1`,
    )
    const keys = () =>
      w.sql<{
        others: boolean
        count: number
      }>(`SELECT k.place & (1 << 30) <> 0 AS others, count(DISTINCT n.number)::int AS count
        FROM parley.account_key k JOIN parley.account_name n ON n.number = k.account_name WHERE n.account_id = '${account!.id}' GROUP BY 1`)
    await asStaff(async (ctx) => {
      for (const name of known) await insertAlias(ctx, account!.id, { name, kind: 'other', source: 'test' })
      await keepNames(ctx, [account!.id])
    })
    expect(await keys()).toEqual([{ others: true, count: 5 }])
    const { candidates } = await read('Kwyjibo Mills')
    expect(candidates.filter(({ accountId }) => accountId === account!.id).map(({ name }) => name)).toEqual([
      'Kwyjibo Mills',
    ])
    await w.sql(`DELETE FROM parley.account_alias WHERE account_id = '${account!.id}'`)
    await asStaff((ctx) => keepNames(ctx, [account!.id]))
    expect(await keys()).toEqual([{ others: false, count: 1 }])
  })

  it('a profile that an older version wrote, or none, is read from the name', async () => {
    const kept = await read('University of Oxford', 'ox.ac.uk')
    const profiles = kept.candidates.map(({ profile }) => profile)
    await w.sql('ALTER TABLE parley.account_name DISABLE TRIGGER no_change')
    await w.sql(`UPDATE parley.account_name SET profile = CASE number % 2 WHEN 0 THEN '[1,null]'::json END`)
    expect((await read('University of Oxford', 'ox.ac.uk')).candidates.map(({ profile }) => profile)).toEqual(profiles)
  })
})

const words = ['university', 'institute', 'research', 'national', 'qualcomm', 'nobodyhasthisword']
const share = 1 - accounts.length / usualNames.names
const expected = words.map((word) => frequency(`t:${word}`) + Math.round(usualNames.frequency(`t:${word}`) * share))

const read = (name: string, domain?: string) =>
  asStaff((ctx) => readCandidates(ctx, profileParty({ name, domain }), false))

async function frequenciesOf(asked: readonly string[]): Promise<number[]> {
  const { statistics } = await read(asked.join(' '))
  return asked.map((word) => statistics.frequency(`t:${word}`))
}

async function isCounted(): Promise<boolean> {
  const [row] = await asStaff(async (ctx) => {
    const remembered = await rememberedCounts(ctx)
    return ctx.tx.query<{ is_counted: boolean }>(
      `SELECT is_counted FROM accounts_to_compare('{}', '{}', '{}', '{}', 1, NULL, NULL, 40, $1, NULL, $2)`,
      [remembered?.count ?? null, ctx.now],
    )
  })
  return row!.is_counted
}

let added = 0
const add = (count: number, name: string) =>
  asStaff((ctx) =>
    addAccounts(
      ctx,
      Array.from({ length: count }, () => ({
        id: `00000000-0000-7000-9000-${String(added++).padStart(12, '0')}`,
        name,
        domain: null,
        country: null,
        city: null,
      })),
    ),
  )

async function findsTheSame() {
  let places = 0
  let others = 0
  await asStaff(async (ctx) => {
    for (const query of typed) {
      const { candidates } = await readCandidates(ctx, query, false)
      const expected = weights(query)
      const found = candidates.map(({ accountId, weight }) => ({
        weight,
        expected: expected.of(ids.indexOf(accountId)),
      }))
      // Sums of 4-byte floats, added in another order.
      for (const each of found) expect(each.weight).toBeCloseTo(each.expected, 3)
      expect(found.map(({ weight }) => weight)).toEqual(found.map(({ weight }) => weight).toSorted((a, b) => b - a))
      const best = expected.best.slice(0, most)
      expect(found.length).toBe(best.length)
      // Of accounts with equal weights any may come last. And an account that its place alone would lift from beyond the
      // best hundred isn't seen: the place is looked at for those only.
      places += best.length
      others += best.filter((weight, at) => Math.abs(weight - found[at]!.weight) > 1e-3).length
      expect(Math.abs((best[0] ?? 0) - (found[0]?.weight ?? 0))).toBeLessThan(1e-3)
    }
  })
  expect(places).toBeGreaterThan(5000)
  expect(others / places).toBeLessThan(0.025)
}

function inMemory(profiles: readonly Profile[]) {
  const postings = new Map<string, number[]>()
  profiles.forEach((profile, account) => {
    for (const key of keptKeysOf(profile)) postings.set(key, [...(postings.get(key) ?? []), account])
  })
  const frequency = (key: string) => postings.get(key)?.length ?? 0
  const among = Math.max(profiles.length, usualNames.names)
  const share = Math.max(0, 1 - profiles.length / usualNames.names)
  const weights = (query: Profile) => {
    const sums = new Map<number, number>()
    for (const { key } of keysToLookUp(keysOf(query, trainedModel.dictionary), { accounts: among, frequency })) {
      const weight = weightOfKind(key) * rarity(frequency(key) + usualNames.frequency(key) * share, among)
      for (const account of postings.get(key)!) sums.set(account, (sums.get(account) ?? 0) + weight)
    }
    const placed = new Map([...sums].map(([account, sum]) => [account, sum + placeWeight(query, profiles[account]!)]))
    return {
      of: (account: number) => placed.get(account) ?? Number.NaN,
      best: [...placed.values()].sort((a, b) => b - a),
    }
  }
  return { weights, frequency }
}
