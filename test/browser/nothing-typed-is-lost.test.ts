import { policies } from '@parley/contract/routes/policies'
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
const seller = await visit(chromium, w.url)
const editor = await visit(chromium, w.url)

describe('a half-typed registration', () => {
  it('is on this device at every keystroke: a reload in the middle of a word loses nothing', async () => {
    const { page } = seller
    await signIn(page, people.alder)
    await new DealForm(page).opens()
    await page.getByLabel('Customer', { exact: true }).pressSequentially('Harbor Frei')
    await page.reload()
    await see(page.getByLabel('Customer', { exact: true })).toHaveValue('Harbor Frei')
    await see(page.getByLabel('Customer', { exact: true })).toBeFocused()
  })

  it('keeps what can’t be read yet as it was typed, and says when the server has it', async () => {
    const { page } = seller
    await page.locator('#amount').fill('48 thou')
    await page.locator('#contactEmail').fill('dana@')
    await see(page.getByText('Draft kept')).toBeVisible()
    await page.reload()
    await see(page.locator('#amount')).toHaveValue('48 thou')
    await see(page.locator('#contactEmail')).toHaveValue('dana@')
  })

  it('opens on another device, from the home page, as it was left', async () => {
    const elsewhere = await visit(chromium, w.url)
    const { page } = elsewhere
    await signIn(page, people.alder)
    await page.getByRole('link', { name: /Harbor Frei/ }).click()
    await see(page.getByLabel('Customer', { exact: true })).toHaveValue('Harbor Frei')
    await see(page.locator('#amount')).toHaveValue('48 thou')
    await see(page.locator('#contactEmail')).toHaveValue('dana@')
    expect(elsewhere.complaints).toEqual([])
    await elsewhere.leaves()
  })

  it('is on no device after its writer signed out, and on the server as far as it was typed', async () => {
    const { page } = seller
    await page.locator('#contactName').pressSequentially('Dana Whit')
    await page.getByRole('button', { name: 'Sign out' }).click()
    await page.waitForURL(/\/sign-in$/)
    const left = await page.evaluate(() => JSON.stringify({ ...localStorage }))
    for (const typed of ['Harbor', 'Dana', '48 thou', 'draft.']) expect(left).not.toContain(typed)
    await signIn(page, people.alder)
    await page.getByRole('link', { name: /Harbor Frei/ }).click()
    await see(page.locator('#contactName')).toHaveValue('Dana Whit')
  })

  it('is on no device once somebody else is in: a session may end without a sign-out', async () => {
    const { page, leaves } = await visit(chromium, w.url)
    await signIn(page, people.delmar)
    await page.goto('/register')
    await page.getByLabel('Customer', { exact: true }).pressSequentially('Marrow')
    await page.context().clearCookies()
    await page.goto('/')
    await page.waitForURL(/\/sign-in/)
    await signIn(page, people.brightwater)
    await page.waitForLoadState('networkidle')
    expect(await page.evaluate(() => JSON.stringify({ ...localStorage }))).not.toContain('Marrow')
    await leaves()
  })

  it('is no other partner’s to see', async () => {
    const other = await visit(chromium, w.url)
    await signIn(other.page, people.brightwater)
    await other.page.waitForLoadState('networkidle')
    expect(await other.page.innerText('body')).not.toContain('Harbor Frei')
    await other.leaves()
  })

  it('once registered, it is a draft no more', async () => {
    const { page } = seller
    const form = new DealForm(page)
    await form.says({ customer: 'Harbor Freight Lines', country: 'US', family: 'Backup', ...aDeal().deal })
    await form.submits()
    await page.goto('/')
    await see(page.getByRole('link', { name: /Harbor Freight Lines/ }).first()).toBeVisible()
    await see(page.getByRole('heading', { name: 'Drafts' })).toHaveCount(0)
    await page.goto('/register')
    await see(page.getByLabel('Customer', { exact: true })).toHaveValue('')
  })
})

describe('what is half written on a registration', () => {
  it('survives a reload: a partner’s answer to the vendor’s question, with its corrections', async () => {
    const asked = await w.as('corvane').registers(aDeal({ account: { name: 'Bay Mills' }, deal: { meetingsHeld: 0 } }))
    expect(asked).toBeDecided('askForInformation')
    const partner = await visit(chromium, w.url)
    const { page } = partner
    await signIn(page, people.corvane)
    await page.goto(`/registrations/${asked.summary.id}`)
    await page.getByLabel('Your answer').fill('We met on')
    await page.getByLabel('Meetings held').fill('2')
    await page.reload()
    await see(page.getByLabel('Your answer')).toHaveValue('We met on')
    await see(page.getByLabel('Meetings held')).toHaveValue('2')
    await page.getByRole('button', { name: 'Sign out' }).click()
    await page.waitForURL(/\/sign-in$/)
    await signIn(page, people.corvane)
    await page.goto(`/registrations/${asked.summary.id}`)
    await see(page.getByLabel('Your answer')).toHaveValue('')
    expect(partner.complaints).toEqual([])
    await partner.leaves()
  })

  it('survives a reload: a partner’s note of a meeting, and is gone once it is logged', async () => {
    const held = await w.as('brightwater').registers(aDeal({ account: { name: 'Orchard Foods' } }))
    const partner = await visit(chromium, w.url)
    const { page } = partner
    await signIn(page, people.brightwater)
    await page.goto(`/registrations/${held.summary.id}?do=activity`)
    const note = page.getByLabel('What came of it')
    await note.fill('They agreed to a pilot')
    await page.reload()
    await see(note).toHaveValue('They agreed to a pilot')
    await page.getByRole('dialog').getByRole('button', { name: 'Log activity' }).click()
    await see(page.getByRole('dialog')).toHaveCount(0)
    await see(page.getByText('They agreed to a pilot').first()).toBeVisible()
    await page.getByRole('button', { name: 'Log activity' }).click()
    await see(note).toHaveValue('')
    expect(partner.complaints).toEqual([])
    await partner.leaves()
  })

  it('survives a reload: the reason for a decision of the vendor’s staff', async () => {
    const registration = await w
      .as('delmar')
      .registers(aDeal({ account: { name: 'Large Works' }, deal: { amountMinor: 60_000_000 } }))
    expect(registration).toBeDecided('review')
    const staff = await visit(chromium, w.url)
    const { page } = staff
    await signIn(page, people.manager, '/admin/')
    await page.goto(`/admin/registrations/${registration.summary.id}?do=decide`)
    await page.getByLabel('Reason, for the record').fill('The customer told')
    await page.reload()
    await see(page.getByLabel('Reason, for the record')).toHaveValue('The customer told')
    expect(staff.complaints).toEqual([])
    await staff.leaves()
  })
})

describe('a half-typed policy', () => {
  it('shows its problem at the line, as it is typed', async () => {
    const { page } = editor
    await signIn(page, people.editor, '/admin/')
    const studio = new Studio(page)
    await studio.opens()
    await studio.replaces(studio.policy, ': 1,', ' 1,')
    await see(studio.consequences.getByRole('button', { name: /Policy, line 3/ })).toBeVisible()
    await see(page.locator('.cm-lint-marker-error')).toBeVisible()
    await see(page.getByRole('button', { name: 'Submit', exact: true })).toBeDisabled()
  })

  it('is there after a reload, broken as it was, with its problem', async () => {
    const { page } = editor
    const studio = new Studio(page)
    await page.reload()
    await see(studio.policy).toContainText('"version" 1,')
    await see(studio.consequences.getByRole('button', { name: /Policy, line 3/ })).toBeVisible()
  })

  it('is on the server too: the editor goes on with it elsewhere', async () => {
    await see(editor.page.getByText('Saved', { exact: true })).toBeVisible()
    const elsewhere = await visit(chromium, w.url)
    await signIn(elsewhere.page, people.editor, '/admin/')
    await elsewhere.page.getByRole('link', { name: 'By Edda Kranz' }).click()
    const studio = new Studio(elsewhere.page)
    await see(studio.policy).toContainText('"version" 1,')
    await studio.replaces(studio.policy, ' 1,', ': 1,')
    await see(studio.consequences).toContainText('No mistakes found.')
    expect([...seller.complaints, ...editor.complaints, ...elsewhere.complaints]).toEqual([])
  })

  it('that came too late for its draft, which was put away in another window, is still there to be copied', async () => {
    const { page } = await visit(chromium, w.url)
    await signIn(page, people.editor, '/admin/')
    const studio = new Studio(page)
    await studio.opens()
    const id = page.url().match(/drafts\/([^/?]+)/)![1]!
    await w.as('editor').does(policies.deleteDraft, { params: { id } })
    await studio.replaces(studio.policy, ': 1,', ' 1,')
    await see(page.getByRole('status').filter({ hasText: 'Kept on this device, not saved' })).toBeVisible()
    await page.reload()
    await see(page.getByText('This draft is no longer here')).toBeVisible()
    await see(page.getByRole('textbox', { name: 'Policy, as JSON' })).toHaveValue(/"version" 1,/)
    await page.getByRole('button', { name: 'Put it away' }).click()
    await page.reload()
    await see(page.getByText('This draft is no longer here')).toBeVisible()
    await see(page.getByRole('textbox', { name: 'Policy, as JSON' })).toHaveCount(0)
  })
})
