import { type Api, at, type Screen } from './screen.ts'

const oneThat =
  (list: string, status: string) =>
  async (api: Api): Promise<string> => {
    const found = (await api(list)).items.find((each) => each.status === status)
    if (!found) throw new Error(`Nothing to show: no webhook is ${status}.`)
    return found.id
  }
/** The address of a webhook with its newest delivery open. */
const opened = (list: string, base: string) => async (api: Api) => {
  const id = await oneThat(list, 'active')(api)
  const { items } = await api(`${list}/${id}/deliveries`)
  return `${base}/${id}?delivery=${items[0]!.id}`
}
const own = '/partner/webhooks'
const vendors = '/staff/webhooks'

export const partnerWebhookScreens: Screen[] = [
  { name: 'integrations', route: '/integrations', who: 'admin', path: '/integrations' },
  {
    name: 'adding a webhook',
    route: '/integrations',
    who: 'admin',
    path: '/integrations',
    act: async (page) => {
      await page.getByRole('button', { name: 'Add a webhook' }).click()
      await page.getByRole('button', { name: 'Add the webhook' }).waitFor()
    },
  },
  {
    name: 'a webhook that fails',
    route: '/integrations/$id',
    who: 'admin',
    path: at(oneThat(own, 'active'), (id) => `/integrations/${id}`),
  },
  {
    name: 'a delivery',
    route: '/integrations/$id',
    who: 'admin',
    path: opened(own, '/integrations'),
    act: (page) => page.getByRole('heading', { name: 'What was tried' }).waitFor(),
  },
]

export const consoleWebhookScreens: Screen[] = [
  { name: 'webhooks', route: '/webhooks', who: 'operator', path: '/webhooks' },
  {
    name: 'a webhook of the vendor',
    route: '/webhooks/$id',
    who: 'operator',
    path: at(oneThat(vendors, 'active'), (id) => `/webhooks/${id}`),
  },
]
