import type { Page } from '@playwright/test'
import { type Api, at, first, type Screen } from './screen.ts'

const account = (api: Api) => first(api, '/staff/accounts?led=yes')
/** The account with one above it and one below, where the screens were filled for it. */
const inFamily = async (api: Api) => {
  const { items } = await api('/staff/accounts?q=Rheinauer%20Werke&limit=1')
  return items[0]?.id ?? account(api)
}
/** All that is known of one is typed as if it were new: the server refuses it. */
const typeKnownAccount = async (page: Page) => {
  const answer = await page.request.get('/api/v1/staff/accounts?limit=100')
  const { items } = (await answer.json()) as { items: { name: string; domain: string | null; city: string | null }[] }
  const known = items.find(({ domain }) => domain !== null)
  if (!known) throw new Error('Nothing to show: no account has a website.')
  await page.locator('#name').fill(known.name)
  await page.locator('#domain').fill(known.domain!)
  await page.locator('#city').fill(known.city ?? '')
  await page.getByRole('button', { name: 'Add the account' }).click()
  await page.getByRole('button', { name: 'It’s another company: add it' }).waitFor()
}

const pair = '/duplicates/$one/$other'
type Named = { id: string }
const duplicates = async (api: Api) =>
  (await api('/staff/duplicates')).items as unknown as { one: Named; other: Named; registrationId: string | null }[]
const pairPath = async (api: Api) => {
  const [found] = await duplicates(api)
  if (!found) throw new Error('Nothing to show: no accounts look alike.')
  return `/duplicates/${found.one.id}/${found.other.id}`
}
const firstMerge = async (api: Api) => {
  const [merge] = (await api('/staff/account-merges')).items as unknown as {
    id: string
    kept: Named
    absorbed: Named
  }[]
  if (!merge) throw new Error('Nothing to show: nothing was merged.')
  return merge
}
const mergedPath = async (api: Api) => {
  const merge = await firstMerge(api)
  return `/duplicates/${merge.kept.id}/${merge.absorbed.id}?merged=${merge.id}`
}
/** A registration of which nobody has said yet which account it is for. */
const unsettled = async (api: Api) => {
  const waits = new Set((await duplicates(api)).map(({ registrationId }) => registrationId))
  const { items } = await api('/staff/registrations?status=inReview')
  const found = items.find(({ id }) => waits.has(id))
  if (!found) throw new Error('Nothing to show: it is sure which accounts are meant.')
  return found.id
}

/** The newest import that stands so. */
const imported = (is: (each: Imported) => boolean, search: string) => async (api: Api) => {
  const { items } = await api('/staff/imports?limit=100')
  const found = (items as unknown as Imported[]).find(is)
  if (!found) throw new Error('Nothing to show: no import stands so.')
  return `/imports/${found.id}${search}`
}
type Imported = { id: string; state: string; repeats: boolean; progress: { waiting: number } }
const importScreens: Screen[] = (
  [
    ['an import on its way', ({ state }) => state === 'uploading', ''],
    ['an import that can’t be read', ({ state }) => state === 'unreadable', ''],
    ['an import, columns', ({ state }) => state === 'mapping', ''],
    ['an import, preview', ({ state }) => state === 'mapping', '?step=preview'],
    ['an import at work', ({ state }) => state === 'running', ''],
    ['an import, rows that need a person', ({ progress }) => progress.waiting > 0, ''],
    ['an import, rows with problems', ({ progress }) => progress.waiting > 0, '?show=refused'],
    ['an import, new accounts', ({ progress }) => progress.waiting > 0, '?show=imported'],
    ['an import that changed nothing', ({ repeats }) => repeats, ''],
  ] satisfies [string, (each: Imported) => boolean, string][]
).map(([name, is, search]) => ({ name, route: '/imports/$id', who: 'manager', path: imported(is, search) }))

/** The console’s screens about who an account is: accounts, duplicates, merges, conflicts, imports. */
export const accountScreens: Screen[] = [
  { name: 'accounts', route: '/accounts', who: 'manager', path: '/accounts' },
  {
    name: 'accounts with one open',
    route: '/accounts',
    who: 'manager',
    path: at(account, (id) => `/accounts?open=${id}`),
  },
  {
    name: 'accounts, none that fit',
    route: '/accounts',
    who: 'manager',
    path: '/accounts?q=nobody%20has%20this%20name',
  },
  { name: 'an account', route: '/accounts/$id', who: 'manager', path: at(account, (id) => `/accounts/${id}`) },
  {
    name: 'what happened at an account',
    route: '/accounts/$id/timeline',
    who: 'manager',
    path: at(account, (id) => `/accounts/${id}/timeline`),
  },
  {
    name: 'all registrations, while filters are kept under a name',
    route: '/registrations',
    who: 'manager',
    path: '/registrations?status=approved',
    act: async (page) => {
      await page.getByRole('button', { name: 'Views' }).click()
      await page.getByRole('menuitem', { name: 'Keep these filters' }).click()
      await page.getByRole('textbox', { name: 'Name' }).fill('What is protected')
    },
  },
  {
    name: 'an account with a family, while a name is added',
    route: '/accounts/$id',
    who: 'manager',
    path: at(inFamily, (id) => `/accounts/${id}`),
    act: (page) => page.getByRole('button', { name: 'Add a name' }).click(),
  },
  {
    name: 'an account with a conflict, asked for by the record that was merged into it',
    route: '/accounts/$id',
    who: 'manager',
    path: async (api) => `/accounts/${(await firstMerge(api)).absorbed.id}`,
    act: async (page) => {
      await page.getByRole('button', { name: 'Compare with another record' }).click()
      await page.getByRole('combobox', { name: 'Which other record?' }).waitFor()
    },
  },
  { name: 'adding an account, nothing typed', route: '/accounts/new', who: 'manager', path: '/accounts/new' },
  {
    name: 'adding an account, sent too early, looking for its parent',
    route: '/accounts/new',
    who: 'manager',
    path: '/accounts/new',
    act: async (page) => {
      await page.getByRole('button', { name: 'Add the account' }).click()
      await page.locator('#parent').fill('ca')
      await page.getByRole('option').first().waitFor()
    },
  },
  {
    name: 'adding an account that is known',
    route: '/accounts/new',
    who: 'manager',
    path: '/accounts/new',
    act: typeKnownAccount,
  },
  {
    name: 'editing an account, with another name',
    route: '/accounts/$id/edit',
    who: 'manager',
    path: at(inFamily, (id) => `/accounts/${id}/edit`),
    act: (page) => page.locator('#name').fill('Another Name Entirely AG'),
  },
  {
    name: 'a registration whose account is not sure',
    route: '/registrations/$id',
    who: 'manager',
    path: at(unsettled, (id) => `/registrations/${id}`),
  },
  { name: 'suspected duplicates', route: '/duplicates', who: 'manager', path: '/duplicates' },
  {
    name: 'suspected duplicates of an account that has none',
    route: '/duplicates',
    who: 'manager',
    path: at(account, (id) => `/duplicates?accountId=${id}`),
  },
  { name: 'two records side by side', route: pair, who: 'manager', path: pairPath },
  {
    name: 'two records side by side, answered without a reason',
    route: pair,
    who: 'manager',
    path: pairPath,
    act: (page) => page.getByRole('button', { name: 'Merge them' }).click(),
  },
  { name: 'two records that were merged', route: pair, who: 'manager', path: mergedPath },
  { name: 'merges', route: '/duplicates/merges', who: 'manager', path: '/duplicates/merges' },
  {
    name: 'a merge to be undone',
    route: '/duplicates/merges',
    who: 'manager',
    path: '/duplicates/merges',
    act: (page) => page.getByRole('button', { name: 'Undo this merge' }).first().click(),
  },
  { name: 'conflicts', route: '/conflicts', who: 'manager', path: '/conflicts' },
  { name: 'imports', route: '/imports', who: 'manager', path: '/imports' },
  ...importScreens,
]
