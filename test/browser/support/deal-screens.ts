import { makeStatements } from '@parley/api/commissions/make-statements'
import { systemActor } from '@parley/api/context'
import { inTransaction } from '@parley/api/transaction'
import { partnerStatements } from '@parley/contract/routes/statements'
import { commission } from '../../support/commission.ts'
import type { World } from '../../support/open-world.ts'
import { type Api, at, first, type Screen } from './screen.ts'

/** Invoiced and paid so long ago that nothing can be returned any more. */
const longAgo = '2026-09-25'

/**
 * A deal over its margin, one without claims, one lost, one that waits, and one that went all the way to statements, of which a line
 * is disputed. The month is still open: the statements are made as its closing makes them.
 */
export async function fillDealScreens(w: World): Promise<void> {
  const sales = commission(w)
  const settled = await sales.deal('Kingfisher Mills', { amountMinor: 12_345_678, marginMinor: 4_000_000 })
  const { id } = settled.summary
  await sales.claims(id, 'alder', 'sourced', { note: 'Brought them in; the minutes are in the CRM.' })
  await sales.claims(id, 'brightwater', 'sourced', { activities: 7 })
  await sales.claims(id, 'corvane', 'assisted')
  await sales.paper(id, 'alder')
  await sales.wins(id, { invoicedOn: longAgo })
  await sales.isPaid(id, longAgo)
  await inTransaction(w.env, systemActor, (ctx) => makeStatements(ctx, w.now().toISOString().slice(0, 7)))
  const alder = w.as('alder')
  const { items } = await alder.does(partnerStatements.list, {})
  const { lines } = await alder.does(partnerStatements.get, { params: { id: items[0]!.id } })
  const reason = 'The second site was ordered with it, and isn’t in the amount that this is counted on.'
  await alder.does(partnerStatements.dispute, { params: { id: lines[0]!.id }, body: { reason } })
  const waits = await sales.deal('Heron Pumps', { amountMinor: 8_000_000 })
  await sales.claims(waits.summary.id, 'alder', 'sourced')
  await sales.claims(waits.summary.id, 'delmar', 'implemented', { workAccepted: false })
  await sales.paper(waits.summary.id, 'alder')
  await sales.wins(waits.summary.id)
  const over = await sales.deal('Bittern Freight', { amountMinor: 24_000_000, marginMinor: 5_000_000 })
  for (const partner of ['alder', 'brightwater', 'delmar'] as const)
    await sales.claims(over.summary.id, partner, 'sourced')
  await sales.paper(over.summary.id, 'alder', { termsDiffer: undefined })
  await sales.deal('Dabchick Foods')
  const lost = await sales.deal('Smew Hotels')
  await sales.claims(lost.summary.id, 'corvane', 'sourced')
  await sales.loses(lost.summary.id)
}

const deal = (query: string) => (api: Api) => first(api, `/staff/deals?${query}`)
const withClaim = (query: string, path: (id: string, claim: string) => string) => async (api: Api) => {
  const id = await first(api, `/staff/deals?${query}`)
  const { claims } = (await api(`/staff/deals/${id}`)) as unknown as {
    claims: { id: string; can: { reduce: { ok: boolean } } }[]
  }
  return path(id, (claims.find(({ can }) => can.reduce.ok) ?? claims[0]!).id)
}
/** Won, with a share that waits: the newest; with all of it paid or owed: the oldest. */
const won = 'stage=won'
const oldest = async (api: Api) => {
  const found = (await api('/staff/deals?stage=won&limit=100')).items.at(-1)
  if (!found) throw new Error('Nothing to show: no deal was won.')
  return found.id
}

const one = '/deals/$id'
export const dealScreens: Screen[] = [
  { name: 'deals', route: '/deals', who: 'manager', path: '/deals' },
  { name: 'deals, none that fit', route: '/deals', who: 'manager', path: '/deals?q=nobody%20has%20this%20name' },
  {
    name: 'deals with one open',
    route: '/deals',
    who: 'manager',
    path: at(deal('exposure=over'), (id) => `/deals?open=${id}`),
  },
  {
    name: 'a deal over its margin',
    route: one,
    who: 'manager',
    path: at(deal('exposure=over'), (id) => `/deals/${id}`),
  },
  {
    name: 'a deal, whose contract',
    route: one,
    who: 'manager',
    path: at(deal('exposure=over'), (id) => `/deals/${id}?do=paper`),
    act: (page) => page.getByLabel('Decide it in the policy’s place').check(),
  },
  {
    name: 'a deal, a claim to enter',
    route: one,
    who: 'manager',
    path: at(deal('stage=open'), (id) => `/deals/${id}?do=claim`),
  },
  { name: 'a deal to win', route: one, who: 'manager', path: at(deal('exposure=over'), (id) => `/deals/${id}?do=won`) },
  { name: 'a deal that was won', route: one, who: 'manager', path: at(deal(won), (id) => `/deals/${id}`) },
  { name: 'a deal that is settled', route: one, who: 'finance', path: at(oldest, (id) => `/deals/${id}`) },
  {
    name: 'a deal, a share to lower',
    route: one,
    who: 'manager',
    path: withClaim(won, (id, claim) => `/deals/${id}?do=reduce&claim=${claim}`),
  },
  {
    name: 'a deal, what is known of a claim',
    route: one,
    who: 'manager',
    path: withClaim(won, (id, claim) => `/deals/${id}?do=editClaim&claim=${claim}`),
  },
  {
    name: 'a deal, what happened to it',
    route: one,
    who: 'manager',
    path: at(deal('stage=won'), (id) => `/deals/${id}?do=event`),
  },
  { name: 'adding a deal', route: '/deals/new', who: 'manager', path: '/deals/new' },
  {
    name: 'adding a deal, too early',
    route: '/deals/new',
    who: 'manager',
    path: '/deals/new',
    act: (page) => page.getByRole('button', { name: 'Add the deal' }).click(),
  },
  {
    name: 'deals from a file',
    route: '/deals/import',
    who: 'manager',
    path: '/deals/import',
    act: async (page) => {
      const [chooser] = await Promise.all([
        page.waitForEvent('filechooser'),
        page.getByRole('button', { name: 'Choose the file', exact: true }).click(),
      ])
      const csv = 'Number,Account,Families,Kind,Amount\nCRM-9,Nobody knows this one,Backup,new,100\n'
      await chooser.setFiles({ name: 'deals.csv', mimeType: 'text/csv', buffer: Buffer.from(csv) })
      await page.getByRole('heading', { name: 'Rows to mend' }).waitFor()
    },
  },
  { name: 'statements', route: '/statements', who: 'finance', path: '/statements' },
  {
    name: 'statements, a month to close',
    route: '/statements',
    who: 'finance',
    path: '/statements',
    act: async (page) => {
      const button = page.getByRole('button', { name: /^Close \w+ \d{4}$/ })
      const open = button.and(page.locator(':not([aria-disabled])'))
      if ((await open.count()) === 0) return
      await open.last().click()
      await page.getByRole('dialog').waitFor()
    },
  },
  {
    name: 'a statement',
    route: '/statements/$id',
    who: 'finance',
    path: at(
      (api) => first(api, '/staff/statements'),
      (id) => `/statements/${id}`,
    ),
    act: async (page) => {
      await page.getByRole('button', { name: 'Does it add up?' }).click()
      await page.getByText('It adds up.').waitFor()
    },
  },
  { name: 'disputes', route: '/disputes', who: 'finance', path: '/disputes' },
  {
    name: 'a dispute to answer',
    route: '/disputes',
    who: 'finance',
    path: '/disputes',
    act: (page) => page.getByRole('button', { name: 'Answer', exact: true }).first().click(),
  },
]
