import type { Page } from '@playwright/test'
import { type Api, at, first, type Screen } from './screen.ts'

const statement = (api: Api) => first(api, '/partner/statements')
/** One of the reader's claims that stands like this. */
const claim = (state: string) => async (api: Api) => {
  const { items } = await api('/partner/claims')
  const found = items.find((each) => each.state === state)
  if (!found) throw new Error(`Nothing to show: no claim stands at ${state}.`)
  return found.id
}
const firstLine = async (page: Page) => {
  await page.getByRole('region', { name: 'The lines' }).getByRole('button').first().click()
  await page.getByText('Facts, rules and policy version').first().click()
}

/** What a partner earns, as it sees it. */
export const earningsScreens: Screen[] = [
  { name: 'earnings', route: '/earnings', who: 'seller', path: '/earnings' },
  { name: 'claims', route: '/earnings/claims', who: 'seller', path: '/earnings/claims' },
  ...['open', 'waits'].map((state) => ({
    name: `a claim, ${state}`,
    route: '/earnings/claims/$id',
    who: 'seller' as const,
    path: at(claim(state), (id) => `/earnings/claims/${id}`),
  })),
  {
    name: 'a claim, on whose paper',
    route: '/earnings/claims/$id',
    who: 'seller',
    path: at(claim('waits'), (id) => `/earnings/claims/${id}`),
    act: (page) => page.getByText('Why, and by which rule').click(),
  },
  { name: 'claiming a share', route: '/earnings/claims/new', who: 'seller', path: '/earnings/claims/new' },
  {
    name: 'claiming a share, too early',
    route: '/earnings/claims/new',
    who: 'seller',
    path: '/earnings/claims/new',
    act: async (page) => {
      await page.getByRole('button', { name: 'Claim it' }).click()
      await page.getByText('Choose your part.').waitFor()
    },
  },
  { name: 'statements', route: '/earnings/statements', who: 'seller', path: '/earnings/statements' },
  {
    name: 'a statement, computed anew',
    route: '/earnings/statements/$id',
    who: 'seller',
    path: at(statement, (id) => `/earnings/statements/${id}?do=check`),
  },
  {
    name: 'a statement with a line open',
    route: '/earnings/statements/$id',
    who: 'seller',
    path: at(statement, (id) => `/earnings/statements/${id}`),
    act: firstLine,
  },
  { name: 'rules of commission', route: '/rules', who: 'seller', path: '/rules?point=commission' },
]
