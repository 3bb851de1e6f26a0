import type { Page } from '@playwright/test'

export type Who = 'stranger' | 'seller' | 'admin' | 'manager' | 'editor' | 'approver' | 'finance' | 'operator'

/** Reads something of the API as whoever is signed in on the page. */
export type Api = (path: string) => Promise<{ items: { id: string; [key: string]: unknown }[]; [key: string]: unknown }>

export type Screen = {
  name: string
  /** As it stands in the app's own list of routes; null where no route takes the address. */
  route: string | null
  who: Who
  path: string | ((api: Api) => Promise<string>)
  /** What somebody does there before it looks like this. */
  act?: (page: Page) => Promise<void>
}

/** The id of the first in a list. */
export const first = async (api: Api, list: string) => {
  const { items } = await api(list)
  if (!items[0]) throw new Error(`Nothing to show: ${list} is empty.`)
  return items[0].id
}
/** The address of a record that is looked for. */
export const at = (find: (api: Api) => Promise<string>, path: (id: string) => string) => async (api: Api) =>
  path(await find(api))
