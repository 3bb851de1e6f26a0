import { setTimeout as pause } from 'node:timers/promises'
import type { Page, Request } from '@playwright/test'
import { accountScreens } from './account-screens.ts'
import { consoleConflictScreens, partnerConflictScreens } from './conflict-screens.ts'
import { dealScreens } from './deal-screens.ts'
import { earningsScreens } from './earnings-screens.ts'
import { consoleEvidenceScreens, partnerEvidenceScreens } from './evidence-screens.ts'
import { consoleLetterScreens, partnerLetterScreens } from './letter-screens.ts'
import { consoleMayIScreens, partnerMayIScreens } from './may-i-screens.ts'
import { consoleRenewalScreens, partnerRenewalScreens } from './renewal-screens.ts'
import { type Api, at, first, type Screen } from './screen.ts'
import { consoleSegmentScreens, partnerSegmentScreens } from './segment-screens.ts'
import { teamScreens, userScreens } from './team-screens.ts'
import { consoleWebhookScreens, partnerWebhookScreens } from './webhook-screens.ts'

export type { Who } from './screen.ts'

/** A draft where there is one; else a form that knows the customer already. */
const partnerDraft = async (api: Api) => {
  const draft = (await api('/partner/drafts')).items[0]
  return draft ? `/register?draft=${draft.id}` : '/register?name=Acme&country=US'
}
const own = (status: string) => (api: Api) => first(api, `/partner/registrations?status=${status}`)
const any = (status: string) => (api: Api) => first(api, `/staff/registrations?status=${status}`)
const decision = (api: Api) => first(api, '/staff/decisions?outcome=approve')

const partnerScreens: Screen[] = [
  { name: 'partner sign-in', route: '/sign-in', who: 'stranger', path: '/sign-in' },
  { name: 'partner app, password forgotten', route: '/forgot-password', who: 'stranger', path: '/forgot-password' },
  { name: 'partner app, a new password', route: '/set-password', who: 'stranger', path: '/set-password#a-token' },
  { name: 'partner app, a link that lost its end', route: '/set-password', who: 'stranger', path: '/set-password' },
  { name: 'partner app, your account', route: '/account', who: 'seller', path: '/account' },
  {
    name: 'partner app, setting up a second factor',
    route: '/account',
    who: 'seller',
    path: '/account',
    act: async (page) => {
      await page.getByRole('button', { name: 'Set it up' }).click()
      await page.getByRole('dialog').waitFor()
    },
  },
  { name: 'partner home', route: '/', who: 'seller', path: '/' },
  { name: 'registering, nothing typed', route: '/register', who: 'seller', path: '/register' },
  {
    name: 'registering, half typed',
    route: '/register',
    who: 'seller',
    path: partnerDraft,
    act: (page) => page.getByRole('article').waitFor(),
  },
  {
    name: 'registering, submitted too early',
    route: '/register',
    who: 'seller',
    path: '/register',
    act: (page) => page.getByRole('button', { name: 'Register this deal' }).click(),
  },
  { name: 'partner registrations', route: '/registrations', who: 'seller', path: '/registrations' },
  {
    name: 'partner registrations, none that fit',
    route: '/registrations',
    who: 'seller',
    path: '/registrations?q=nobody%20has%20this%20name',
  },
  ...['approved', 'rejected', 'inReview', 'informationNeeded'].map((status) => ({
    name: `registration, ${status}`,
    route: '/registrations/$id',
    who: 'seller' as const,
    path: at(own(status), (id) => `/registrations/${id}`),
  })),
  {
    name: 'what happened at a customer',
    route: '/registrations/$id/customer',
    who: 'seller',
    path: at(own('approved'), (id) => `/registrations/${id}/customer`),
  },
  {
    name: 'logging activity',
    route: '/registrations/$id',
    who: 'seller',
    path: at(own('approved'), (id) => `/registrations/${id}?do=activity`),
    act: (page) => page.getByRole('dialog').waitFor(),
  },
  ...partnerEvidenceScreens,
  ...partnerMayIScreens,
  ...partnerConflictScreens,
  ...partnerSegmentScreens,
  ...partnerLetterScreens,
  ...earningsScreens,
  ...partnerRenewalScreens,
  { name: 'rules of engagement', route: '/rules', who: 'seller', path: '/rules' },
  { name: 'rules of protection', route: '/rules', who: 'seller', path: '/rules?point=protection' },
  { name: 'house and named accounts', route: '/rules/accounts', who: 'seller', path: '/rules/accounts' },
  {
    name: 'house and named accounts, none that fit',
    route: '/rules/accounts',
    who: 'seller',
    path: '/rules/accounts?q=nobody%20has%20this%20name',
  },
  { name: 'partner notifications', route: '/notifications', who: 'seller', path: '/notifications' },
  {
    name: 'partner notification settings',
    route: '/notifications/settings',
    who: 'seller',
    path: '/notifications/settings',
  },
  ...teamScreens,
  ...partnerWebhookScreens,
  { name: 'partner app, no such page', route: null, who: 'seller', path: '/no/such/page' },
  { name: 'partner app, for staff', route: '/', who: 'manager', path: '/' },
]

const latest = async (api: Api) => String(Math.max(...(await history(api))))
const history = async (api: Api) =>
  (await api('/staff/policies/registration/versions')).items.map(({ version }) => Number(version))
/** A draft of this point's policy, or of another where there is none. */
const policyDraft = (point: string) => async (api: Api) => {
  const books = (await api('/staff/policies')).items as unknown as { point: string; drafts: { id: string }[] }[]
  const own = books.find((book) => book.point === point)?.drafts[0]
  const draft = own ?? books.flatMap(({ drafts }) => drafts)[0]
  if (!draft) throw new Error('Nothing to show: there is no draft of a policy.')
  return draft.id
}
/** The editor is there, and the check has looked at the text. */
const studioIsReady = async (page: Page) => {
  await page.locator('.cm-editor').first().waitFor()
  await page
    .getByRole('region', { name: 'What follows from it' })
    .locator('[aria-busy="true"]')
    .waitFor({ state: 'detached' })
  await page.getByText('Looking for what the examples don’t show yet.').waitFor({ state: 'detached' })
}
const version = '/policies/$point/versions/$version'

const consoleScreens: Screen[] = [
  { name: 'console sign-in', route: '/sign-in', who: 'stranger', path: '/sign-in' },
  { name: 'console, password forgotten', route: '/forgot-password', who: 'stranger', path: '/forgot-password' },
  { name: 'console, a new password', route: '/set-password', who: 'stranger', path: '/set-password#a-token' },
  { name: 'console, a link that lost its end', route: '/set-password', who: 'stranger', path: '/set-password' },
  { name: 'console, your account', route: '/account', who: 'manager', path: '/account' },
  {
    name: 'console, setting up a second factor',
    route: '/account',
    who: 'manager',
    path: '/account',
    act: async (page) => {
      await page.getByRole('button', { name: 'Set it up' }).click()
      await page.getByRole('dialog').waitFor()
    },
  },
  { name: 'work queue', route: '/', who: 'manager', path: '/?waiting=yes' },
  {
    name: 'work queue with a case open',
    route: '/',
    who: 'manager',
    path: at(any('inReview'), (id) => `/?open=${id}`),
  },
  {
    name: 'command palette',
    route: '/',
    who: 'manager',
    path: '/',
    act: async (page) => {
      await page.getByRole('button', { name: /Find or do anything/ }).click()
      await page.getByRole('dialog').waitFor()
    },
  },
  { name: 'all registrations', route: '/registrations', who: 'manager', path: '/registrations' },
  {
    name: 'all registrations with one open',
    route: '/registrations',
    who: 'manager',
    path: at(any('approved'), (id) => `/registrations?open=${id}`),
  },
  {
    name: 'a registration to decide',
    route: '/registrations/$id',
    who: 'manager',
    path: at(any('inReview'), (id) => `/registrations/${id}?do=decide`),
  },
  {
    name: 'a refused registration',
    route: '/registrations/$id',
    who: 'manager',
    path: at(any('rejected'), (id) => `/registrations/${id}`),
  },
  ...consoleEvidenceScreens,
  ...consoleMayIScreens,
  ...consoleConflictScreens,
  ...consoleSegmentScreens,
  ...consoleLetterScreens,
  ...dealScreens,
  ...consoleRenewalScreens,
  ...accountScreens,
  { name: 'decisions', route: '/decisions', who: 'manager', path: '/decisions' },
  {
    name: 'decisions with one open',
    route: '/decisions',
    who: 'manager',
    path: at(decision, (id) => `/decisions?open=${id}`),
  },
  { name: 'a decision', route: '/decisions/$id', who: 'manager', path: at(decision, (id) => `/decisions/${id}`) },
  { name: 'notifications', route: '/notifications', who: 'manager', path: '/notifications' },
  { name: 'notifications, none', route: '/notifications', who: 'approver', path: '/notifications' },
  {
    name: 'notification settings',
    route: '/notifications/settings',
    who: 'manager',
    path: '/notifications/settings',
  },
  { name: 'delivery', route: '/delivery', who: 'operator', path: '/delivery' },
  ...userScreens,
  { name: 'who did what', route: '/audit', who: 'operator', path: '/audit' },
  {
    name: 'who did what, none that fits',
    route: '/audit',
    who: 'operator',
    path: '/audit?person=nobody%20of%20this%20name',
  },
  { name: 'policies', route: '/policies', who: 'approver', path: '/policies' },
  {
    name: 'rules of commission, in words',
    route: version,
    who: 'approver',
    path: '/policies/commission/versions/1?show=words',
  },
  { name: 'history of a policy', route: '/policies/$point', who: 'approver', path: '/policies/registration' },
  ...['changes', 'words', 'document', 'examples', 'check'].map((show) => ({
    name: `a policy version, ${show}`,
    route: version,
    who: 'approver' as const,
    path: at(latest, (number) => `/policies/registration/versions/${number}?show=${show}`),
  })),
  ...['problems', 'examples', 'changes', 'decisions', 'text'].map((show) => ({
    name: `studio, ${show}`,
    route: '/policies/drafts/$id',
    who: 'editor' as const,
    path: at(policyDraft('registration'), (id) => `/policies/drafts/${id}?show=${show}`),
    act: studioIsReady,
  })),
  {
    name: 'studio, past decisions were run',
    route: '/policies/drafts/$id',
    who: 'editor',
    path: at(policyDraft('registration'), (id) => `/policies/drafts/${id}?show=decisions`),
    act: async (page) => {
      await studioIsReady(page)
      await page.getByRole('button', { name: 'Run past decisions' }).click()
      await page.getByRole('button', { name: 'Run them again' }).waitFor()
    },
  },
  {
    name: 'studio, with a mistake',
    route: '/policies/drafts/$id',
    who: 'editor',
    path: at(policyDraft('protection'), (id) => `/policies/drafts/${id}`),
    act: studioIsReady,
  },
  ...consoleWebhookScreens,
  { name: 'console, no such page', route: null, who: 'manager', path: '/no/such/page' },
  { name: 'console, for a partner', route: '/', who: 'seller', path: '/' },
]

export const screens: readonly (Screen & { app: 'partner' | 'admin' })[] = [
  ...partnerScreens.map((screen) => ({ ...screen, app: 'partner' as const })),
  ...consoleScreens.map((screen) => ({ ...screen, app: 'admin' as const })),
]

/** Opens a screen on a page where `screen.who` is signed in, and waits until it stands still. */
export async function openScreen(page: Page, screen: (typeof screens)[number]): Promise<void> {
  const api: Api = async (path) => {
    const answer = await page.request.get(`/api/v1${path}`)
    if (!answer.ok()) throw new Error(`${path}: ${answer.status()} ${await answer.text()}`)
    return (await answer.json()) as Awaited<ReturnType<Api>>
  }
  const path = typeof screen.path === 'string' ? screen.path : await screen.path(api)
  requestsOf(page).clear()
  await page.goto(screen.app === 'admin' ? `/admin${path}` : path)
  await settle(page)
  if (!screen.act) return
  await screen.act(page)
  await settle(page)
}

const underWay = new WeakMap<Page, Set<Request>>()

/** The page's requests that have no answer yet. */
function requestsOf(page: Page): Set<Request> {
  const known = underWay.get(page)
  if (known) return known
  const requests = new Set<Request>()
  underWay.set(page, requests)
  page.on('request', (request) => requests.add(request))
  page.on('requestfinished', (request) => requests.delete(request))
  page.on('requestfailed', (request) => requests.delete(request))
  return requests
}

/** Everything is loaded, and nothing moves. */
export async function settle(page: Page): Promise<void> {
  const requests = requestsOf(page)
  await page.locator('h1:visible, h2:visible').first().waitFor()
  do {
    while (requests.size > 0) await pause(20)
    await page.waitForFunction(() => !document.querySelector('main [aria-busy="true"]'))
    await page.evaluate(rest)
  } while (requests.size > 0)
}

/** Two frames, so that what was answered is drawn; then the end of what moves. */
async function rest(): Promise<void> {
  for (let frame = 0; frame < 2; frame++) await new Promise(requestAnimationFrame)
  for (const animation of document.getAnimations())
    if (animation.effect?.getComputedTiming().endTime !== Number.POSITIVE_INFINITY) animation.finish()
  await document.fonts.ready
}

/** Switches between light and dark as the system does it. */
export async function wearColours(page: Page, colours: 'light' | 'dark'): Promise<void> {
  await page.emulateMedia({ colorScheme: colours, reducedMotion: 'reduce' })
  // The public page has no script, and follows the system by itself.
  await page.locator(`html[data-mantine-color-scheme="${colours}"], html:not([data-mantine-color-scheme])`).waitFor()
  await settle(page)
}
