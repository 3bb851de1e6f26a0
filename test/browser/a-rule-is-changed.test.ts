import { describe, expect, it } from 'vitest'
import { aDeal } from '../support/factories.ts'
import { people } from '../support/program.ts'
import { DealForm } from './support/registering.ts'
import { see } from './support/see.ts'
import { servedWorld } from './support/serve.ts'
import { Studio } from './support/studio.ts'
import { openChromium, signIn, visit } from './support/visitor.ts'

const w = await servedWorld()
const chromium = await openChromium()

/** Closes in 408 days; the policy in force lets deals be registered from 365 days before. */
const { deal } = aDeal({ deal: { expectedCloseOn: '2027-12-15' } })
const customer = { customer: 'Harbor Freight Lines', country: 'US', family: 'Backup' }

const seller = await visit(chromium, w.url, { name: 'seller' })
const editor = await visit(chromium, w.url)
const approver = await visit(chromium, w.url)
const manager = await visit(chromium, w.url)
const registrations = async () =>
  (await w.sql<{ count: number }>('SELECT count(*)::int AS count FROM parley.registration'))[0]!.count

describe('a partner is refused by a rule, the rule is changed, and the next registration is decided by the new one', () => {
  it('while typing, the partner sees how it would be decided, and nothing is recorded', async () => {
    await signIn(seller.page, people.alder)
    const form = await new DealForm(seller.page).opens()
    await see(form.answer.getByRole('heading', { name: 'The answer comes here' })).toBeVisible()
    await form.says(customer)
    await see(form.answer.getByRole('article')).toContainText('Still to be known')
    await form.says({ kind: deal.kind, amountMinor: deal.amountMinor, expectedCloseOn: deal.expectedCloseOn })
    await see(form.answer.getByRole('article')).toContainText('You expect to close in 408 days')
    await see(form.answer.getByRole('article')).toContainText('Not approved')
    await see(form.answer).toContainText('Nothing is recorded yet.')
    expect(await registrations()).toBe(0)
  })

  it('submitted, it is refused, with the rule’s reason and what is possible instead', async () => {
    const form = new DealForm(seller.page)
    await form.says(deal)
    await form.submits()
    const card = seller.page.getByRole('article').first()
    await see(card).toContainText('Not approved')
    await see(card).toContainText('deals can be registered from 365 days before the close')
    await see(card).toContainText('Register it when the close is nearer')
    await see(card).toContainText('version 1')
    expect(await registrations()).toBe(1)
  })

  it('the editor raises the parameter in the studio, and examples and problems move along as it is typed', async () => {
    await signIn(editor.page, people.editor, '/admin/')
    const studio = new Studio(editor.page)
    await studio.opens()
    await see(studio.consequences).toContainText('No mistakes found.')

    await studio.replaces(studio.policy, '365', '5x40')
    await see(studio.consequences.getByRole('button', { name: /line \d+/ })).toBeVisible()
    await studio.replaces(studio.policy, '5x40', '540')
    await see(studio.consequences.getByRole('button', { name: /line \d+/ })).toHaveCount(0)

    await studio.shows(/^Examples \d+$/)
    await see(studio.consequences).toContainText('Come out differently')
    await see(studio.consequences.getByRole('button', { name: /a close in 366 days is too far ahead/ })).toBeVisible()
    await see(editor.page.getByRole('button', { name: 'Submit', exact: true })).toBeDisabled()
    await see(editor.page.getByText('One example doesn’t come out as it says.')).toBeVisible()

    await studio.shows('Changes')
    await see(studio.consequences).toContainText('540')
  })

  it('with the examples moved along, the change is submitted with a note', async () => {
    const studio = new Studio(editor.page)
    await editor.page
      .getByRole('tablist', { name: 'Texts of this draft' })
      .getByRole('tab', { name: 'Examples' })
      .click()
    await studio.replaces(studio.examples, ': 366', ': 541')
    await studio.replaces(studio.examples, ': 365', ': 540')
    const submit = editor.page.getByRole('button', { name: 'Submit', exact: true })
    await see(submit).toBeEnabled()
    await submit.click()
    const dialog = editor.page.getByRole('dialog', { name: 'Submit this change' })
    await see(dialog).toContainText('It changes one thing.')
    await dialog.getByLabel('What does it change, and why?').fill('Customers plan their budgets earlier than a year.')
    await dialog.getByRole('button', { name: 'Submit for approval' }).click()
    await editor.page.waitForURL(/\/policies\/registration\/versions\/2/)
    await see(editor.page.getByRole('heading', { level: 1 })).toHaveText('What does version 2 change?')
  })

  it('the author can’t approve the own change: the button says why, and the API refuses too', async () => {
    const approve = editor.page.getByRole('button', { name: 'Approve', exact: true })
    await see(approve).toBeDisabled()
    await see(approve).toHaveAccessibleDescription('You wrote version 2, so somebody else approves it.')
    await approve.click({ force: true })
    await see(editor.page.getByRole('form', { name: 'Approve this version' })).toHaveCount(0)
    await expect(w.as('editor').policies.approves(2)).toBeRefused('notAllowed', /You wrote version 2/)
  })

  it('an approver reads what it changes, approves it and puts it in force', async () => {
    const { page } = approver
    await signIn(page, people.approver, '/admin/')
    await page
      .getByRole('region', { name: 'Deal registration' })
      .getByRole('link', { name: 'Version 2', exact: true })
      .click()
    await see(page.getByText('Customers plan their budgets earlier than a year.')).toBeVisible()
    await see(page.getByRole('tabpanel')).toContainText('540')
    await page.getByRole('button', { name: 'Approve', exact: true }).click()
    await page.getByRole('form', { name: 'Approve this version' }).getByRole('button', { name: 'Approve' }).click()
    await page.getByRole('button', { name: 'Put in force' }).click()
    await page.getByRole('button', { name: 'Put it in force now' }).click()
    await see(page.getByText('This is the version in force.')).toBeVisible()
    expect((await w.as('approver').policies.books()).items[0]!.inForce.version).toBe(2)
  })

  it('registered again, the same deal is approved, and the decision names the new version', async () => {
    const form = await new DealForm(seller.page).opens()
    await form.says({ ...customer, ...deal })
    await see(form.answer.getByRole('article')).toContainText('Approved')
    await form.submits()
    const card = seller.page.getByRole('article').first()
    await see(card).toContainText('Approved')
    await see(card).toContainText('protected for you for 105 days')
    await card.getByText('Facts, rules and policy version').click()
    await see(card).toContainText('Northwind rules for deal registration, version 2.')
  })

  it('staff open the decision and see every rule in the order in which it was asked', async () => {
    const { page } = manager
    await signIn(page, people.manager, '/admin/')
    await page.goto('/admin/decisions?outcome=approve')
    await page.getByRole('row', { name: /Harbor Freight Lines/ }).click()
    await page.getByRole('link', { name: 'Open as a page' }).click()
    await see(page.getByRole('heading', { level: 1 })).toContainText('Harbor Freight Lines')
    await see(page.getByRole('link', { name: 'Northwind rules for deal registration, version 2' })).toBeVisible()
    const trace = page.getByRole('region', { name: 'Rules, in the order they were asked' }).getByRole('listitem')
    await see(trace.filter({ hasText: 'The deal closes too far ahead' }).first()).toContainText('Does not hold')
    await see(trace.filter({ hasText: 'decided: Approved' }).first()).toContainText('Holds')
  })
})

describe('a partner that meets another’s protection learns nothing about that other', () => {
  it('is refused with a reason that names nobody, on the screen and in all that the browser was sent', async () => {
    const account = { name: 'Canyon State Utilities', country: 'US' }
    const theirs = await w.as('brightwater').registers(aDeal({ account }))
    expect(theirs).toBeDecided('approve')

    const { page } = seller
    const form = await new DealForm(page).opens()
    await form.says({ customer: account.name, country: account.country, family: 'Backup' })
    await see(form.answer.getByRole('article')).toContainText('protected for another partner until')
    await form.says(aDeal().deal)
    await form.submits()
    await see(page.getByRole('article').first()).toContainText('This account is protected for another partner until')
    const texts = [await page.innerText('body')]
    for (const path of ['/', '/registrations', '/rules']) {
      await page.goto(path)
      await see(page.getByRole('heading', { level: 1 })).toBeVisible()
      await page.waitForLoadState('networkidle')
      texts.push(await page.innerText('body'))
    }
    const sent = await w.sentTo('seller')
    const naming = sent.filter(({ body }) => body.includes(account.name)).map(({ path }) => path)
    expect(naming).toEqual(expect.arrayContaining(['/api/v1/partner/registrations', '/api/v1/partner/home']))
    const { id, name } = w.partners.brightwater
    const { summary } = theirs
    const secrets = [
      name,
      'Brightwater',
      people.brightwater.name,
      people.brightwater.email,
      id,
      summary.id,
      summary.reference,
    ]
    for (const secret of secrets) {
      expect(texts.filter((text) => text.includes(secret))).toEqual([])
      expect(sent.filter(({ body }) => body.includes(secret))).toEqual([])
    }
  })

  it('and nobody’s browser had anything to complain about', () => {
    expect([seller, editor, approver, manager].flatMap(({ complaints }) => complaints)).toEqual([])
  })
})
