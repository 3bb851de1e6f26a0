import type { Page } from '@playwright/test'
import { at, type first, type Screen } from '../../browser/support/screen.ts'
import { settle } from '../../browser/support/screens.ts'
import { dealsFile, paymentsFile } from './fill-commission.ts'
import { callList } from './fill-engagements.ts'
import type { HostileTexts } from './hostile-texts.ts'

/** A screen, and what is done on it one after the other; after each step all of it is read. */
export type Visit = Screen & { app: 'partner' | 'admin'; steps?: ((page: Page) => Promise<void>)[] }
export type Ids = {
  deals: string[]
  settled: string[]
  drafts: string[]
  policyDraft: string
  accounts: string[]
  pairs: string[][]
  importId: string
  /** Questions that the staff reads alone, and that a partner reads too. */
  ofStaff: string[]
  ofBoth: string[]
  decisions: string[]
  /** A partner’s claims to a share, and deals that are claimed or came from a file. */
  claims: string[]
  claimed: string[]
  /** Contracts of a partner. */
  renewals: string[]
  /** Letters that Alder brought, those that name others, and what Alder was told of these. */
  conflicts: { cases: readonly string[]; registrations: readonly string[] }
  letters: { ofAlder: string[]; ofOthers: string[]; told: string[] }
  /** The registration for which help was asked. */
  helped: string
}

/** Opens what a button opens, for the first and the last that are called so. */
const presses = (...labels: (string | RegExp)[]) =>
  labels.flatMap((label) =>
    (['first', 'last'] as const).map((which) => async (page: Page) => {
      await page.keyboard.press('Escape')
      await page.getByRole('dialog').waitFor({ state: 'hidden' })
      const exact = typeof label === 'string'
      await page.getByRole('button', { name: label, exact })[which]().click()
      await page.getByRole('dialog').waitFor()
    }),
  )

/** The whole of a list that is loaded bit by bit. */
const goesOn = async (page: Page) => {
  const more = page.getByRole('button', { name: /^(Load|Show) more$/ }).first()
  for (let clicks = 0; clicks < 12 && (await more.isVisible()); clicks++) {
    await more.click({ timeout: 3000 }).catch(() => {}) // it went away with the last page
    await settle(page)
  }
}
const types = (id: string, text: string) => async (page: Page) => {
  await page.locator(`#${id}`).fill(text)
  await page.waitForTimeout(700) // until what is typed was looked up
}

/** The names of the views that were kept. */
const showsViews = async (page: Page) => {
  await page.getByRole('button', { name: 'Views' }).click()
  await page.getByRole('menuitem').first().waitFor()
}

const marksList = (texts: HostileTexts) => async (page: Page) => {
  const [chooser] = await Promise.all([
    page.waitForEvent('filechooser'),
    page.getByRole('button', { name: 'Choose the list' }).click(),
  ])
  const numbers = texts.payloads.map(({ n }) => n)
  const buffer = Buffer.from(callList(texts, numbers))
  await chooser.setFiles({ name: `${texts.payloads[1]!.text}.csv`, mimeType: 'text/csv', buffer })
  await page.getByRole('heading', { name: /rows are marked$/ }).waitFor()
}

/** The same file again: what is known changes nothing, and what can't be read is named once more. */
const importsFile = (texts: HostileTexts, button: string, csv: string) => async (page: Page) => {
  const [chooser] = await Promise.all([
    page.waitForEvent('filechooser'),
    page.getByRole('button', { name: button, exact: true }).click(),
  ])
  const buffer = Buffer.from(csv)
  await chooser.setFiles({ name: `${texts.payloads[2]!.text}.csv`, mimeType: 'text/csv', buffer })
  await page.getByRole('heading', { name: 'Rows to mend' }).waitFor()
}

/** Screens that show what was filled in; the others of the apps are in `screens.ts`. */
export function hostileVisits(ids: Ids, texts: HostileTexts): Visit[] {
  const seller = { app: 'partner', who: 'seller', route: null } as const
  const admin = { app: 'partner', who: 'admin', route: null } as const
  const manager = { app: 'admin', who: 'manager', route: null } as const
  const editor = { app: 'admin', who: 'editor', route: null } as const
  const approver = { app: 'admin', who: 'approver', route: null } as const
  const finance = { app: 'admin', who: 'finance', route: null } as const
  const operator = { app: 'admin', who: 'operator', route: null } as const
  const of = (who: Omit<Visit, 'name' | 'path'>, path: string, steps: Visit['steps'] = []): Visit => ({
    ...who,
    name: `${who.who} at ${path}`,
    path,
    steps,
  })
  const [deal = ''] = ids.deals
  const all = texts.payloads.map(({ text }) => text.replaceAll(/\s+/g, ' ')).join(' ')
  return [
    ...ids.deals.flatMap((id) => [of(seller, `/registrations/${id}`), of(manager, `/registrations/${id}`)]),
    ...ids.settled.map((id) => of(manager, `/registrations/${id}`)),
    ...ids.accounts.flatMap((id) => [
      of(manager, `/accounts/${id}`),
      of(manager, `/accounts/${id}/timeline`, [goesOn]),
    ]),
    of(seller, `/registrations/${deal}/customer`, [goesOn]),
    of(manager, '/registrations', [showsViews]),
    ...ids.pairs.map(([one, other]) => of(manager, `/duplicates/${one}/${other}`)),
    ...ids.ofBoth.flatMap((id) => [of(seller, `/may-i/${id}`), of(manager, `/may-i/${id}`)]),
    ...ids.ofStaff.map((id) => of(manager, `/may-i/${id}`)),
    ...ids.conflicts.cases.map((id) => of(manager, `/conflicts/${id}`)),
    ...ids.conflicts.registrations.map((id) => of(seller, `/registrations/${id}`)),
    ...ids.letters.ofAlder.flatMap((id) => [of(seller, `/letters/${id}`), of(manager, `/letters/${id}`)]),
    ...ids.letters.ofOthers.map((id) => of(manager, `/letters/${id}`)),
    ...ids.letters.told.map((id) => of(seller, `/told/${id}`)),
    of(seller, '/customers', [goesOn]),
    of(manager, '/letters', [goesOn]),
    ...ids.decisions.map((id) => of(manager, `/decisions/${id}`)),
    ...ids.claims.map((id) => of(seller, `/earnings/claims/${id}`)),
    ...ids.claimed.map((id) => of(manager, `/deals/${id}`)),
    ...ids.renewals.flatMap((id) => [of(seller, `/renewals/${id}`), of(manager, `/renewals/${id}`)]),
    of(manager, '/deals', [goesOn]),
    of(manager, '/deals/import', [importsFile(texts, 'Choose the file', dealsFile(texts, ids.accounts))]),
    of(finance, '/deals/import', [importsFile(texts, 'Choose the file of payments', paymentsFile(texts, 'Nobody’s'))]),
    of(seller, `/registrations/${ids.helped}`),
    of(seller, '/may-i', [goesOn]),
    of(manager, '/may-i', [goesOn]),
    of(manager, '/may-i/list', [marksList(texts)]),
    ...ids.drafts.filter((_, nth) => nth % 6 === 0).map((id) => of(seller, `/register?draft=${id}`)),
    ...addresses(texts).map(([who, path]) => of({ seller, manager, operator, stranger }[who], path)),
    ...['text', 'problems', 'examples', 'changes'].map((show) =>
      of(editor, `/policies/drafts/${ids.policyDraft}?show=${show}`),
    ),
    ...[3, 4, 5, 6].map((version) => of(approver, `/policies/registration/versions/${version}?show=changes`)),
    of(seller, `/registrations/${deal}?do=withdrawal`),
    of(seller, `/registrations/${deal}?do=extension`),
    of(seller, '/register', [types('accountName', all.slice(0, 200)), types('description', all.slice(0, 3000))]),
    ...['/', '/registrations', '/earnings', '/earnings/claims', '/rules/accounts', '/notifications'].map((path) =>
      of(seller, path, [goesOn]),
    ),
    of(admin, '/team', presses('Withdraw', 'Change role', 'End access', /^Revoke /)),
    of(admin, '/notifications', [goesOn]),
    ...[
      '/registrations',
      '/accounts',
      '/decisions',
      '/imports',
      '/duplicates',
      '/duplicates/merges',
      '/conflicts',
      '/notifications',
    ].map((path) => of(manager, path, [goesOn])),
    ...['', '?step=preview', '?show=refused', '?show=imported', '?show=waiting'].map((search) =>
      of(manager, `/imports/${ids.importId}${search}`, [goesOn]),
    ),
    of(manager, '/', [
      async (page) => {
        await page.getByRole('button', { name: /^Your account: / }).click()
        await page.getByRole('menu').waitFor()
        await page.keyboard.press('Escape')
      },
      async (page) => {
        await page.getByRole('button', { name: /Find or do anything/ }).click()
        await page.getByRole('dialog').locator('input').fill('script')
        await page.waitForTimeout(700)
      },
    ]),
    of(manager, '/accounts/new', [types('name', all.slice(0, 190)), types('city', all.slice(0, 90))]),
    of(manager, `/registrations/${deal}?do=decide`),
    ...['/users', '/users?of=partners'].map((path) =>
      of(operator, path, [
        goesOn,
        ...presses('Change role', 'End access', ...(path.includes('of') ? [/^View as /] : [])),
      ]),
    ),
    of(operator, '/users', [goesOn, ...presses('Withdraw')]),
    of(operator, '/api-keys', presses(/^Revoke /)),
    ...['/audit', '/webhooks', '/delivery'].map((path) => of(operator, path, [goesOn])),
    // Why something was done is told there alone, and is too far down the whole list.
    ...['user', 'policy', 'account', 'engagement', 'conflict', 'appeal'].map((kind) =>
      of(operator, `/audit?kind=${kind}`, [goesOn]),
    ),
    of(manager, '/webhooks'),
    ...[0, 1, 2, 3, 4, 5].flatMap((nth) => [webhook(admin, nth), webhook(operator, nth)]),
    ...Array.from({ length: 8 }, (_, nth) => decision(manager, nth)),
    view(operator),
  ]
}

const stranger = { app: 'partner', who: 'stranger', route: null } as const

/** What stands in an address is shown too: in search fields, in what wasn’t found, in where to go after signing in. */
function addresses(texts: HostileTexts) {
  const places: ['seller' | 'manager' | 'operator' | 'stranger', string][] = [
    ['seller', '/registrations?q='],
    ['manager', '/registrations?q='],
    ['stranger', '/sign-in?next='],
    ['operator', '/audit?person='],
    ['seller', '/register?country=US&name='],
    ['manager', '/accounts?q='],
    ['seller', '/rules/accounts?q='],
    ['operator', '/users?q='],
    ['manager', '/decisions?rule='],
    ['stranger', '/sign-in?error='],
    ['seller', '/no/such/page/'],
    ['manager', '/no/such/page/'],
    ['seller', '/rules?point='],
    ['seller', '/earnings/claims/new?registration='],
    ['manager', '/deals?q='],
    ['manager', '/deals?accountId=00000000-0000-4000-8000-000000000001&accountName='],
  ]
  return texts.payloads.map(({ n, text }) => {
    const [who, place] = places[n % places.length]!
    return [who, `${place}${encodeURIComponent(text)}`] as const
  })
}

/** One of the owner's webhooks, with its dialogs. */
function webhook(who: Omit<Visit, 'name' | 'path'>, nth: number): Visit {
  const [list, base] = who.app === 'partner' ? ['/partner/webhooks', '/integrations'] : ['/staff/webhooks', '/webhooks']
  return {
    ...who,
    name: `${who.who}, webhook ${nth}`,
    path: async (api) => `${base}/${(await api(list)).items[nth]!.id}`,
    steps: presses('Change it', 'Delete it'),
  }
}

function decision(who: Omit<Visit, 'name' | 'path'>, nth: number): Visit {
  const path = async (api: Parameters<typeof first>[0]) =>
    `/decisions/${(await api('/staff/decisions')).items[nth * 3]!.id}`
  return { ...who, name: `${who.who}, decision ${nth}`, path }
}

/** As somebody of a partner: a bar on every page says who looks, and as whom. */
function view(who: Omit<Visit, 'name' | 'path'>): Visit {
  const begins = async (page: Page) => {
    await page.getByRole('button', { name: 'View as Ada Linden' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Why').fill('"><img src=x onerror=R(0)> <script>R(0)</script>')
    await dialog.getByRole('button', { name: 'Begin the view' }).click()
    await page.waitForURL(({ pathname }) => pathname === '/')
    await page.getByRole('complementary', { name: 'You look as somebody else' }).waitFor()
  }
  const reads = async (page: Page) => void (await page.goto('/team'))
  const ends = async (page: Page) => {
    await page.getByRole('button', { name: 'End the view' }).click()
    await page.waitForURL(({ pathname }) => pathname === '/admin/users')
  }
  const path = at(
    async (api) => String((await api('/staff/users?q=ada.linden')).items[0]!.name),
    (name) => `/users?of=partners&q=${encodeURIComponent(name)}`,
  )
  return { ...who, name: 'a view', path, steps: [begins, reads, ends] }
}
