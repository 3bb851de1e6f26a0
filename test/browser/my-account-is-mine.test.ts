import { openMailer } from '@parley/api/email/mailer'
import { sendEmails } from '@parley/api/email/send-emails'
import { afterAll, describe, expect, it } from 'vitest'
import { Authenticator } from '../support/browser-jar.ts'
import { openMailServer } from '../support/mail-server.ts'
import { password, people } from '../support/program.ts'
import { see } from './support/see.ts'
import { servedWorld } from './support/serve.ts'
import { openChromium, signIn, visit } from './support/visitor.ts'

const w = await servedWorld()
const chromium = await openChromium()
const post = await openMailServer()
afterAll(() => post.close())
const minutesLater = (minutes: number) => w.travelTo(new Date(w.now().getTime() + minutes * 60_000).toISOString())

describe('somebody’s account', () => {
  it('asks for the phone’s code once a second factor is set up, and takes a recovery code instead', async () => {
    const { page, complaints } = await visit(chromium, w.url, { viewport: { width: 360, height: 740 } })
    await signIn(page, people.alder)
    await page.getByRole('link', { name: /^Your account/ }).click()
    await page.getByRole('button', { name: 'Set it up' }).click()
    const dialog = page.getByRole('dialog')
    await see(dialog.getByText('your other sessions end')).toBeVisible()
    await dialog.locator('input[type=password]').fill(password)
    await dialog.getByRole('button', { name: 'Go on' }).click()
    await see(dialog.getByRole('img', { name: /QR code/ })).toBeVisible()
    const secret = (await dialog.locator('code').innerText()).replaceAll(' ', '')
    const phone = new Authenticator(secret)
    await dialog.locator('#code').fill(phone.codeAt(w.now()))
    // While they are on their way, nothing closes it: they would be made and never read.
    const onItsWay = Promise.withResolvers<void>()
    await page.route('**/second-factor/confirm', async (route) => {
      await onItsWay.promise
      await route.continue()
    })
    await dialog.getByRole('button', { name: 'Turn it on' }).click()
    await see(dialog.getByRole('button', { name: 'Leave it' })).toBeDisabled()
    for (let times = 0; times < 3; times++) await page.keyboard.press('Escape')
    await see(dialog).toBeVisible()
    onItsWay.resolve()
    const listed = dialog.getByRole('list', { name: 'Recovery codes' }).getByRole('listitem')
    await see(listed).toHaveCount(8)
    const codes = await listed.allInnerTexts()
    for (let times = 0; times < 3; times++) await page.keyboard.press('Escape')
    await see(listed).toHaveCount(8)
    await dialog.getByRole('button', { name: 'I have kept them' }).click()
    await see(page.getByText('8 recovery codes are left.')).toBeVisible()

    minutesLater(2)
    for (const code of [phone.codeAt(w.now()), codes[0]!]) {
      await page.getByRole('button', { name: 'Sign out' }).click()
      await page.getByLabel('E-mail').fill(people.alder.email)
      await page.locator('#password').fill(password)
      await page.getByRole('button', { name: 'Sign in', exact: true }).click()
      await see(page.getByRole('heading', { name: 'Which code does your phone show?' })).toBeVisible()
      await page.getByLabel('Code').fill('000000')
      await page.getByRole('button', { name: 'Sign in', exact: true }).click()
      await see(page.getByRole('alert')).toContainText('This code isn’t right')
      await page.getByLabel('Code').fill(code)
      await page.getByRole('button', { name: 'Sign in', exact: true }).click()
      await see(page.getByRole('link', { name: /^Your account/ })).toBeVisible()
    }
    // The browser notes each code that was refused, and nothing else.
    expect(complaints.filter((each) => !/sign-in: Failed to load resource.*422/.test(each))).toEqual([])
  })

  it('gets a new password by e-mail, and every session ends', async () => {
    const { page } = await visit(chromium, w.url)
    await signIn(page, people.sales, '/admin/')
    const stranger = await visit(chromium, w.url)
    await stranger.page.goto('/admin/sign-in')
    await stranger.page.getByRole('link', { name: 'Forgot your password?' }).click()
    await stranger.page.getByLabel('E-mail').fill(people.sales.email)
    await stranger.page.getByRole('button', { name: 'Send the link' }).click()
    await see(stranger.page.getByRole('heading', { name: 'Look into your mailbox' })).toBeVisible()

    await sendEmails(
      w.env,
      openMailer(post.settings, { vendorName: 'Northwind Systems', publicUrl: 'http://localhost' }),
    )
    const [taken] = post.takenFor(people.sales.email)
    expect(taken!.mail.subject).toBe('Choose a new password')
    const link = new URL(/http:\/\/localhost\/\S*set-password#[\w-]+/.exec(taken!.mail.text!)![0])
    await stranger.page.goto(`${link.pathname}${link.hash}`)
    const chosen = 'seven quiet harbours'
    for (const typed of ['password1234', chosen]) {
      await stranger.page.locator('#password').fill(typed)
      await stranger.page.getByRole('button', { name: 'Set the password' }).click()
      if (typed !== chosen) await see(stranger.page.getByText(/Many people use passwords like this one/)).toBeVisible()
    }
    await see(stranger.page.getByRole('heading', { name: 'Your new password is set' })).toBeVisible()
    // Used up, it says so before anything is typed, and how to get another.
    await stranger.page.reload()
    await see(stranger.page.getByRole('heading', { name: 'This link can’t be used any more' })).toBeVisible()
    await see(stranger.page.getByRole('link', { name: 'Send a new link' })).toBeVisible()
    await see(stranger.page.locator('#password')).toHaveCount(0)
    await page.reload()
    await see(page.getByRole('button', { name: 'Sign in', exact: true })).toBeVisible()
    await signIn(page, { email: people.sales.email, password: chosen }, '/admin/')
  })

  it('shows where it is open, and ends what is open elsewhere', async () => {
    const [desk, phone] = [await visit(chromium, w.url), await visit(chromium, w.url)]
    for (const { page } of [desk, phone]) await signIn(page, people.manager, '/admin/')
    await desk.page.goto('/admin/account')
    const sessions = desk.page.getByRole('region', { name: 'Where you are signed in' })
    await see(sessions.getByRole('listitem')).toHaveCount(2)
    await sessions.getByRole('button', { name: /^End the session of/ }).click()
    await see(sessions.getByRole('listitem')).toHaveCount(1)
    await phone.page.goto('/admin/registrations')
    await see(phone.page.getByRole('button', { name: 'Sign in', exact: true })).toBeVisible()
  })
})
