import { partnerRenewals, staffRenewals } from '@parley/contract/routes/renewals'
import { commission } from '../../support/commission.ts'
import type { World } from '../../support/open-world.ts'
import { type Api, at, first, type Screen } from './screen.ts'

/** A sale of Alder's with a report, and one that it doesn't look after. */
export async function fillRenewalScreens(w: World): Promise<void> {
  const sales = commission(w)
  const manager = w.as('manager')
  for (const name of ['Grebe Greenhouses', 'Wagtail Warehouses']) {
    const { summary } = await sales.deal(name)
    await sales.claims(summary.id, 'alder', 'resold')
    await sales.paper(summary.id, 'alder', { role: 'resale' })
    await sales.wins(summary.id)
  }
  const { items } = await manager.does(staffRenewals.list, { query: {} })
  const [looked, quiet] = ['Grebe Greenhouses', 'Wagtail Warehouses'].map(
    (name) => items.find(({ accountName }) => accountName === name)!.id,
  )
  await w.as('alder').does(partnerRenewals.report, {
    params: { id: looked! },
    body: { kind: 'report', note: 'They heat two more greenhouses from spring on.', happenedOn: '2026-11-02' },
  })
  await manager.does(staffRenewals.note, {
    params: { id: quiet! },
    body: { kind: 'warning', note: 'We have no report of this customer.', happenedOn: '2026-11-02' },
  })
}

const aRenewal = (api: Api) => first(api, '/staff/renewals')
const ofSeller = (api: Api) => first(api, '/partner/renewals')
const one = '/renewals/$id'

export const consoleRenewalScreens: Screen[] = [
  { name: 'renewals', route: '/renewals', who: 'manager', path: '/renewals' },
  {
    name: 'renewals with one open',
    route: '/renewals',
    who: 'manager',
    path: at(aRenewal, (id) => `/renewals?open=${id}`),
  },
  { name: 'renewals, none renewed', route: '/renewals', who: 'manager', path: '/renewals?show=renewed' },
  { name: 'a renewal', route: one, who: 'manager', path: at(aRenewal, (id) => `/renewals/${id}`) },
  { name: 'entering a renewal', route: one, who: 'manager', path: at(aRenewal, (id) => `/renewals/${id}?do=renew`) },
  {
    name: 'noting a customer’s letter',
    route: one,
    who: 'manager',
    path: at(aRenewal, (id) => `/renewals/${id}?do=letter`),
  },
  { name: 'who answers', route: '/duties', who: 'manager', path: '/duties' },
  {
    name: 'who stands in',
    route: '/duties',
    who: 'manager',
    path: async (api) => {
      const { people } = (await api('/staff/duties')) as unknown as { people: { id: string }[] }
      return `/duties?person=${people[0]!.id}`
    },
    act: (page) => page.getByRole('dialog').waitFor(),
  },
]

export const partnerRenewalScreens: Screen[] = [
  { name: 'your renewals', route: '/renewals', who: 'seller', path: '/renewals' },
  { name: 'one of your renewals', route: one, who: 'seller', path: at(ofSeller, (id) => `/renewals/${id}`) },
]
