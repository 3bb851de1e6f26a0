import { apiKeys } from '@parley/contract/routes/api-keys'
import { team, users } from '@parley/contract/routes/team'
import { viewAs } from '@parley/contract/routes/view-as'
import type { Page } from '@playwright/test'
import type { World } from '../../support/open-world.ts'
import { people } from '../../support/program.ts'
import type { Screen } from './screen.ts'

const opensDialog = (button: string) => async (page: Page) => {
  await page.getByRole('button', { name: button, exact: true }).first().click()
  await page.getByRole('dialog').waitFor()
}

export const teamScreens: Screen[] = [
  { name: 'team', route: '/team', who: 'seller', path: '/team' },
  { name: 'team, for its admin', route: '/team', who: 'admin', path: '/team' },
  {
    name: 'team, inviting',
    route: '/team',
    who: 'admin',
    path: '/team',
    act: opensDialog('Invite somebody'),
  },
  {
    name: 'team, making a key',
    route: '/team',
    who: 'admin',
    path: '/team',
    act: opensDialog('Make an API key'),
  },
  { name: 'an invitation without its link', route: '/invitation', who: 'stranger', path: '/invitation' },
]

export const userScreens: Screen[] = [
  { name: 'users', route: '/users', who: 'manager', path: '/users' },
  { name: 'users, inviting', route: '/users', who: 'operator', path: '/users', act: opensDialog('Invite somebody') },
  {
    name: 'users, looking as one',
    route: '/users',
    who: 'manager',
    path: '/users?of=partners&q=Ada%20Linden',
    act: opensDialog('View as Ada Linden'),
  },
  { name: 'API keys', route: '/api-keys', who: 'operator', path: '/api-keys' },
]

/** Invitations, keys in each state, and somebody of the vendor who looked in. */
export async function fillTeam(w: World): Promise<void> {
  const admin = w.as('alderAdmin')
  const email = 'maximiliane.von-und-zu-hohenfels-wartenberg@alder-ridge-systems.example'
  await admin.does(team.invite, {
    body: { name: 'Maximiliane von und zu Hohenfels-Wartenberg', email, role: 'partnerSeller' },
  })
  const key = { name: 'CRM of the sales team in Columbus', scope: 'write' as const, days: 90 }
  await admin.does(apiKeys.createOwn, { body: key })
  const { id } = await admin.does(apiKeys.createOwn, { body: { ...key, name: 'Old script' } })
  await admin.does(apiKeys.revokeOwn, { params: { id } })
  const { items } = await w.as('operator').does(users.list, { query: { q: people.alder.email } })
  const reason = 'She asked by telephone what the answer means.'
  const view = await w.as('operator').does(viewAs.start, { body: { userId: items[0]!.id, reason } })
  await w.as('operator').does(viewAs.end, { params: { id: view.id } })
}
