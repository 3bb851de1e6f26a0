import type { Page } from '@playwright/test'
import { describe, expect, it } from 'vitest'
import { aDeal } from '../support/factories.ts'
import { newPassword } from '../support/invited.ts'
import { people } from '../support/program.ts'
import { see } from './support/see.ts'
import { servedWorld } from './support/serve.ts'
import { openChromium, signIn, visit } from './support/visitor.ts'

const w = await servedWorld()
const chromium = await openChromium()

/** What is told once isn't lost by a key: not by the first Escape, which a page may refuse, nor by those after it. */
async function staysOpen(page: Page): Promise<void> {
  for (let times = 0; times < 3; times++) await page.keyboard.press('Escape')
  await see(page.getByRole('dialog')).toBeVisible()
}

describe('a partner’s admin', () => {
  it('invites somebody, who comes in by the link; ends their access; and gives a program a key', async () => {
    const admin = await visit(chromium, w.url)
    await signIn(admin.page, people.alderAdmin)
    await admin.page.goto('/team')
    await admin.page.getByRole('button', { name: 'Invite somebody' }).click()
    const dialog = admin.page.getByRole('dialog')
    await dialog.getByLabel('Name').fill('Nils Holm')
    await dialog.getByLabel('E-mail').fill('nils@alder')
    await dialog.getByRole('button', { name: 'Send the invitation' }).click()
    await see(dialog.getByText('Give an e-mail address, like name@company.com.')).toBeVisible()
    await see(dialog.getByLabel('E-mail')).toBeFocused()
    await dialog.getByLabel('E-mail').fill('nils@alder.example')
    await dialog.getByRole('button', { name: 'Send the invitation' }).click()
    const link = await dialog.getByLabel('Link', { exact: true }).textContent()
    const { pathname, hash } = new URL(link!)
    await staysOpen(admin.page)
    await dialog.getByRole('button', { name: 'I have it' }).click()
    await see(admin.page.getByRole('table', { name: 'Open invitations' })).toContainText('nils@alder.example')

    const nils = await visit(chromium, w.url, { name: 'nils' })
    await nils.page.goto(`${pathname}${hash}`)
    await see(nils.page.getByRole('heading', { level: 1 })).toHaveText('Join Alder Ridge Systems')
    await see(nils.page.getByText('Amir Haddad invites you')).toContainText('as partner seller')
    await nils.page.getByLabel('Choose a password', { exact: true }).fill('short')
    await nils.page.getByRole('button', { name: 'Accept and sign in' }).click()
    await see(nils.page.getByText('Use at least 12 characters')).toBeVisible()
    await nils.page.getByLabel('Choose a password', { exact: true }).fill(newPassword)
    await nils.page.getByRole('button', { name: 'Accept and sign in' }).click()
    await nils.page.waitForURL((to) => to.pathname === '/')
    await see(nils.page.getByRole('banner')).toContainText('Nils Holm')
    expect((await w.sentTo('nils')).filter(({ path }) => path.includes(hash.slice(1)))).toEqual([])

    await admin.page.reload()
    const row = admin.page.getByRole('row', { name: /Nils Holm/ })
    await see(row).toContainText('Can sign in')
    await row.getByRole('button', { name: 'End access' }).click()
    await dialog.getByRole('button', { name: 'End access' }).click()
    await see(row).toContainText('Ended')
    await nils.page.goto('/registrations')
    await nils.page.waitForURL((to) => to.pathname === '/sign-in')

    await admin.page.getByRole('button', { name: 'Make an API key' }).click()
    await dialog.getByLabel('Program').fill('CRM')
    await dialog.getByRole('button', { name: 'Make the key' }).click()
    const key = await dialog.getByLabel('Key', { exact: true }).textContent()
    await staysOpen(admin.page)
    await dialog.getByRole('button', { name: 'I have it' }).click()
    const asks = () => fetch(`${w.url}/api/v1/partner/home`, { headers: { authorization: `Bearer ${key}` } })
    expect((await asks()).status).toBe(200)
    await admin.page.getByRole('button', { name: 'Revoke CRM' }).click()
    await dialog.getByRole('button', { name: 'Revoke it' }).click()
    await see(admin.page.getByRole('row', { name: /CRM/ })).toContainText('Revokedby Amir Haddad')
    expect((await asks()).status).toBe(401)
    expect(admin.complaints.filter((each) => !each.includes('status of 422'))).toEqual([])
    await admin.leaves()
    await nils.leaves()
  })
})

describe('a channel manager', () => {
  it('sees the partner app as its person does, can change nothing there, and is on the partner’s record', async () => {
    const { summary } = await w.as('alder').registers(aDeal())
    const { page, complaints, leaves } = await visit(chromium, w.url)
    await signIn(page, people.manager, '/admin/')
    await page.goto(`/admin/users?partnerId=${w.partners.alder.id}`)
    await page.getByRole('button', { name: 'View as Ada Linden' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Why').fill('She asked by telephone what an answer means.')
    await dialog.getByRole('button', { name: 'Begin the view' }).click()
    await page.waitForURL((to) => to.pathname === '/')
    const banner = page.getByRole('complementary', { name: 'You look as somebody else' })
    await see(banner).toContainText('Mina Castell, you see this as Ada Linden of Alder Ridge Systems does')
    await see(banner).toContainText(/It ends in (29|30) minutes/)

    await page.goto(`/registrations/${summary.id}`)
    const withdraw = page.getByRole('button', { name: 'Withdraw', exact: true })
    await see(withdraw).toHaveAttribute('aria-disabled', 'true')
    await see(withdraw).toHaveAccessibleDescription('You are looking as Ada Linden, to read only.')
    await page.goto(`/registrations/${summary.id}?do=withdrawal`)
    await see(withdraw).toBeVisible()
    await see(page.getByRole('dialog')).toHaveCount(0)
    await page.goto('/register')
    await see(page.getByText('Nothing can be registered here.')).toBeVisible()
    await page.goto('/account')
    await see(page.getByText('it isn’t shown to whoever looks as them')).toBeVisible()
    await see(page.getByRole('alert')).toHaveCount(0)

    const refused = await page.request.post('/api/v1/partner/drafts', {
      headers: { 'idempotency-key': 'a-view-writes-nothing' },
      data: { form: { accountName: 'Nothing' } },
    })
    expect(await refused.json()).toMatchObject({
      status: 403,
      detail: 'You are looking as Ada Linden and can only read. End the view to act yourself.',
    })
    expect(complaints).toEqual([])
    await page.goto('/team')
    await see(page.getByRole('table', { name: 'Who looked as whom' })).toContainText('Mina Castell')

    await page.goto(`/admin/registrations/${summary.id}`)
    await see(banner).toContainText('You look as Ada Linden in the partner app, so nothing can be changed here either')
    const close = page.getByRole('button', { name: 'Close', exact: true })
    await see(close).toHaveAccessibleDescription('You are looking as Ada Linden, to read only.')
    await banner.getByRole('button', { name: 'End the view' }).click()
    await see(banner).toHaveCount(0)
    await see(close).not.toHaveAttribute('aria-disabled')
    await page.goto('/admin/users')
    await see(page.getByRole('heading', { level: 1 })).toHaveText('Who is in?')
    expect((await page.request.get('/api/v1/partner/home')).status()).toBe(403)
    expect((await page.request.get('/api/v1/staff/queue')).status()).toBe(200)
    await leaves()
  })
})

describe('somebody of sales', () => {
  it('reads whose page it is, where an address leads to one of others', async () => {
    const { page, complaints, leaves } = await visit(chromium, w.url)
    await signIn(page, people.sales, '/admin/')
    await page.goto('/admin/users')
    await see(page.getByText('This is for channel managers and operators')).toBeVisible()
    await see(page.getByRole('alert')).toHaveCount(0)
    await page.getByRole('link', { name: 'Go to your first page' }).click()
    await see(page.getByRole('heading', { level: 1 })).toHaveText('What is due next?')
    expect(complaints).toEqual([])
    await leaves()
  })
})
