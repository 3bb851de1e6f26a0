import type { QueryOf } from '@parley/contract/route'
import { staffDeals } from '@parley/contract/routes/deals'
import { describe, expect, it } from 'vitest'
import { commission } from '../support/commission.ts'
import { partners } from '../support/program.ts'
import { world } from '../support/world.ts'

type Filters = Partial<NonNullable<QueryOf<typeof staffDeals.list>>>

const w = await world()
const sales = commission(w)

describe('CM-3: while a deal is open, what its claims could cost stands against the margin', () => {
  let id = ''

  it('without a margin on record, it says so', async () => {
    const deal = await sales.deal('Curlew Analytics')
    id = deal.summary.id
    expect(deal.exposure).toMatchObject({ state: 'marginUnknown', costsMinor: 0, warning: null })
  })

  it('as long as one more like the largest would fit, all is well', async () => {
    const { version } = await sales.claims(id, 'alder', 'implemented', { workAccepted: false })
    const edited = await w.as('manager').does(staffDeals.edit, {
      params: { id },
      body: { marginMinor: 1_700_000 },
      ifMatch: version,
    })
    expect(edited.exposure).toMatchObject({ state: 'within', asksMinor: 400_000, costsMinor: 400_000, warning: null })
  })

  it('before the line is crossed there is a warning, in figures', async () => {
    const { exposure } = await sales.claims(id, 'brightwater', 'sourced')
    expect(exposure).toMatchObject({ state: 'near', costsMinor: 1_600_000, marginMinor: 1_700_000 })
    expect(exposure!.warning).toBe(
      'The claims would cost $16,000 of a margin of $17,000. One more like the largest ($12,000) would cross it.',
    )
  })

  it('with the claim that crosses it, the overrun is told in figures, before anybody signs', async () => {
    const { exposure } = await sales.claims(id, 'corvane', 'resold')
    // Nobody has ordered through Corvane: that claim costs nothing as things stand.
    expect(exposure).toMatchObject({ state: 'near', costsMinor: 1_600_000 })
    const crossed = await sales.claims(id, 'delmar', 'sourced')
    expect(crossed.exposure).toMatchObject({
      state: 'over',
      asksMinor: 2_800_000,
      costsMinor: 2_500_000,
      poolMinor: 2_500_000,
    })
    expect(crossed.exposure!.warning).toMatch(/\$25,000, which is \$8,000 more than the margin of \$17,000/)
    expect(crossed.exposure!.parts.reduce((sum, { amountMinor }) => sum + amountMinor, 0)).toBe(2_500_000)
  })

  it('reading it records nothing, and a claim whose cost nobody knows is named', async () => {
    const before = await w.sql('SELECT count(*)::int AS n FROM parley.decision')
    const { exposure } = await sales.claims(id, 'alder', 'influenced', { activities: 0 })
    expect(exposure!.unknown).toHaveLength(1)
    expect(await w.sql('SELECT count(*)::int AS n FROM parley.decision')).toEqual(before)
  })

  it('the list tells it too, and finds deals by it, by their account and by who claims a share', async () => {
    const manager = w.as('manager')
    const { account } = (await sales.reads(id)).summary
    const listed = async (query: Filters) =>
      (await manager.does(staffDeals.list, { query })).items.map(({ account: { name }, exposure }) => [name, exposure])
    await sales.deal('Nobody Claims It', { marginMinor: 100_000 })
    expect((await listed({})).sort()).toEqual([
      ['Curlew Analytics', 'over'],
      ['Nobody Claims It', null],
    ])
    expect(await listed({ exposure: 'over' })).toEqual([['Curlew Analytics', 'over']])
    expect(await listed({ exposure: 'within' })).toEqual([])
    expect(await listed({ accountId: account.id })).toEqual([['Curlew Analytics', 'over']])
    expect(await listed({ partnerId: partners.corvane.id })).toEqual([['Curlew Analytics', 'over']])
    expect(await listed({ partnerId: partners.corvane.id, stage: 'won' })).toEqual([])
  })

  it('a page of deals goes on where it ended, also when only some of them fit', async () => {
    const manager = w.as('manager')
    for (const name of ['Sora Lamps', 'Crake Lamps']) {
      const { summary } = await sales.deal(name, { marginMinor: 9_000_000 })
      await sales.claims(summary.id, 'alder', 'sourced')
    }
    const found: string[] = []
    for (let cursor: string | undefined, pages = 0; pages < 9; pages++) {
      const page = await manager.does(staffDeals.list, {
        query: { exposure: 'within', limit: 1, ...(cursor ? { cursor } : {}) },
      })
      found.push(...page.items.map(({ account }) => account.name))
      if (page.nextCursor === null) break
      cursor = page.nextCursor
    }
    expect(found.sort()).toEqual(['Crake Lamps', 'Sora Lamps'])
  })

  it('deals come by hand, over the API and as CSV, and a file sent twice makes nothing twice', async () => {
    await w.has.account({ name: 'Rail Bird Freight' })
    const csv = [
      'Number;Account;Families;Kind;Amount;Margin;Term months',
      'CRM-1;Rail Bird Freight;Backup|Cloud Protect;expansion;45000.50;12000;24',
      'CRM-2;Nobody knows this one;Backup;new;100;;',
      'CRM-3;Rail Bird Freight;Backup;new;a lot;;',
      'CRM-4;Rail Bird Freight;Backup|Storage of boxes;new;12000;;',
    ].join('\n')
    const families = (await w.sql<{ name: string }>('SELECT name FROM parley.product_family ORDER BY position')).map(
      ({ name }) => name,
    )
    const sent = csv.replace('Cloud Protect', families[1]!).replaceAll('Backup', families[0]!)
    const first = await w.as('manager').does(staffDeals.importCsv, { body: { csv: sent } })
    expect(first).toMatchObject({
      made: 1,
      known: 0,
      problems: [
        { row: 3 },
        { row: 4, detail: expect.stringMatching(/a lot/) },
        { row: 5, detail: expect.stringMatching(/“Storage of boxes”/), mend: expect.stringContaining(families[0]!) },
      ],
    })
    expect(await w.as('manager').does(staffDeals.importCsv, { body: { csv: sent } })).toMatchObject({
      made: 0,
      known: 1,
    })
    const { items } = await w.as('manager').does(staffDeals.list, { query: { q: 'Rail Bird' } })
    expect(items).toMatchObject([{ amountMinor: 4_500_050, productFamilies: [{}, {}] }])
    expect(await sales.reads(items[0]!.id)).toMatchObject({ source: 'csv', marginMinor: 1_200_000, termMonths: 24 })
  })

  it.each(['EURO', '€', 'US$', 'XQX'])(
    'a row whose currency is “%s” is named with the mend, and the others are entered',
    async (currency) => {
      const name = `Ouzel Freight ${currency.length} ${currency.charCodeAt(0)}`
      await w.has.account({ name })
      const [family] = await w.sql<{ name: string }>('SELECT name FROM parley.product_family ORDER BY position LIMIT 1')
      const row = (amount: number, code: string) => `${name};${family!.name};new;${amount};${code}`
      const csv = ['Account;Families;Kind;Amount;Currency', row(100, 'usd'), row(200, currency), row(300, '')].join(
        '\n',
      )
      expect(await w.as('manager').does(staffDeals.importCsv, { body: { csv } })).toEqual({
        made: 2,
        known: 0,
        problems: [
          {
            row: 3,
            detail: `“${currency}” isn’t a currency.`,
            mend: 'Write its three letters, like USD or EUR, or leave it empty for the program’s.',
          },
        ],
      })
      const { items } = await w.as('manager').does(staffDeals.list, { query: { q: name } })
      expect(items.map(({ amountMinor }) => amountMinor).sort()).toEqual([10_000, 30_000])
    },
  )

  it('an amount in a currency that commission isn’t settled in is refused, with the mend', async () => {
    await expect(sales.deal('Yen Traders', { currency: 'JPY' })).toBeRefused('refused', /settled in USD/)
  })
})
