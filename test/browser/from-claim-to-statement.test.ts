import { settleDue } from '@parley/api/commissions/settle-due'
import { partnerStatements } from '@parley/contract/routes/statements'
import type { Page } from '@playwright/test'
import { expect, it } from 'vitest'
import { people } from '../support/program.ts'
import { see } from './support/see.ts'
import { servedWorld } from './support/serve.ts'
import { openChromium, signIn, visit } from './support/visitor.ts'

const w = await servedWorld()
const chromium = await openChromium()
await w.has.account({ name: 'Cormorant Mills' })
const manager = await visit(chromium, w.url)
const finance = await visit(chromium, w.url)
/** What the console complains of: only what was refused on purpose. */
const complaints = () =>
  [...manager.complaints, ...finance.complaints].filter((each) => !/status of (409|422)/.test(each))
let address = ''

/** Enters a claim of a partner on the deal's page. */
async function claims(page: Page, partner: string, activities: string) {
  await page.getByRole('button', { name: 'Enter a claim' }).click()
  const form = page.getByRole('form', { name: 'Whose claim is it?' })
  await form.getByLabel('Partner', { exact: true }).selectOption(partner)
  await form.getByLabel('What did it do?').selectOption('Sourced')
  await form.getByLabel('Activities besides those of the registration').fill(activities)
  await form.getByRole('button', { name: 'Enter the claim' }).click()
  await see(form).toHaveCount(0)
}

it('CM-3: while the deal is open, its claims stand against its margin, with a warning before the line is crossed', async () => {
  const { page } = manager
  await signIn(page, people.manager, '/admin/')
  await page.getByRole('navigation').getByRole('link', { name: 'Deals' }).click()
  await page.getByRole('link', { name: 'Add the first deal' }).click()
  await page.getByRole('combobox', { name: 'Account' }).fill('Cormorant')
  await page.getByRole('option', { name: /Cormorant Mills/ }).click()
  await page.getByLabel('Backup').check()
  await page.getByLabel('Amount').fill('100,000')
  await page.getByLabel('Margin').fill('24,000')
  await page.reload()
  await see(page.getByLabel('Margin')).toHaveValue('24,000')
  await page.getByRole('button', { name: 'Add the deal' }).click()
  await see(page.getByRole('heading', { level: 1 })).toHaveText('Who earns what at Cormorant Mills?')
  address = new URL(page.url()).pathname
  await claims(page, 'Alder Ridge Systems', '4')
  const cost = page.getByRole('region', { name: 'What would the claims cost?' })
  await see(cost).toContainText('Within the margin')
  await claims(page, 'Brightwater Technology', '9')
  await see(cost).toContainText('Near the margin')
  await see(cost.getByRole('status')).toContainText('One more like the largest')
  await claims(page, 'Corvane IT', '5')
  await see(cost).toContainText('Over the margin')
  await see(cost.getByRole('status')).toContainText('$25,000, which is $1,000 more than the margin of $24,000')
  await page.getByRole('navigation').getByRole('link', { name: 'Deals' }).click()
  await page.getByLabel('What the claims cost').selectOption('Over the margin')
  await see(page.getByRole('button', { name: 'Cormorant Mills' })).toBeVisible()
  await page.getByLabel('What the claims cost').selectOption('Within the margin')
  await see(page.getByText('Nothing matches these filters')).toBeVisible()
})

it('AC-7: whose contract it is, is asked before closing; what is missing is named; a person decides with a reason', async () => {
  const { page } = manager
  await page.goto(address)
  const won = page.getByRole('button', { name: 'Close as won' })
  await see(won).toHaveAttribute('title', 'Decide first whose contract the customer signs.')
  await page.getByRole('button', { name: 'Find out' }).click()
  const form = page.getByRole('form', { name: 'What is known of the contract?' })
  await form.getByLabel('What is its part?').selectOption('It referred the customer')
  await form.getByRole('button', { name: 'Ask the rules' }).click()
  const paper = page.getByRole('region', { name: 'Whose contract is it?' })
  await see(paper).toContainText('Still to be known')
  await paper.getByRole('button', { name: 'Ask again' }).click()
  await see(form.getByText('The answer depends on it.').first()).toBeVisible()
  await form.getByLabel('Decide it in the policy’s place').check()
  await form.getByLabel('Whose contract?').selectOption('The vendor’s paper')
  await see(form.getByLabel('What does the partner earn?')).toHaveValue('commission')
  await form.getByLabel('What the partner reads').fill('The customer signs with us. You earn commission.')
  await form.getByLabel('Reason, for the record').fill('Their lawyers agreed to our terms on 3 November.')
  await form.getByRole('button', { name: 'Record the decision' }).click()
  await see(paper).toContainText('The vendor’s paper')
  await see(paper).toContainText('Their lawyers agreed')
  await see(won).not.toHaveAttribute('title', /./)
})

it('CM-1: won, all claims share one pool, and the parts add up to it; each has its decision, and the ledger balances', async () => {
  const { page } = manager
  await page.getByRole('button', { name: 'Close as won' }).click()
  const form = page.getByRole('form', { name: 'Who closed it?' })
  await see(form).toContainText('more than the margin')
  await form.getByLabel('Closed by').selectOption('Northwind Systems')
  await form.getByRole('button', { name: 'Close it as won' }).click()
  const pool = page.getByRole('region', { name: 'Who gets what?' })
  await see(pool).toContainText('The pool holds them to $25,000.00')
  const amounts = await pool.locator('tbody > tr > td:last-child').allTextContents()
  expect(amounts.map(cents).reduce((sum, each) => sum + each)).toBe(2_500_000)
  await see(pool.getByRole('row', { name: /^Left in the pool/ })).toContainText('$0.00')
  await see(pool.getByRole('link', { name: 'The decision' })).toHaveCount(3)
  await see(page.getByRole('region', { name: 'Bookings' })).toContainText('it balances')
  const claim = page.getByRole('listitem').filter({ has: page.getByRole('heading', { name: 'Corvane IT' }) })
  await see(claim).toContainText('Waits')
  await claim.getByRole('button', { name: 'What would change it?' }).click()
  await see(claim.getByRole('status')).not.toHaveText('Looking…')
})
const cents = (text: string) => Number(text.replaceAll(/\D/g, ''))

it('CM-4: a share is lowered by a rule of its version, to the cent, or not at all', async () => {
  const { page } = finance
  await signIn(page, people.finance, '/admin/')
  await see(page.getByRole('heading', { level: 1 })).toHaveText('What do we owe, and to whom?')
  await page.goto(address)
  await page.getByRole('button', { name: 'The customer paid' }).click()
  await page.getByRole('button', { name: 'Note the payment' }).click()
  await see(page.getByRole('region', { name: 'The deal' })).toContainText(/Paid in full\W*Nov/)
  w.travelTo('2026-12-04')
  await settleDue(w.env)
  await page.reload()
  await page.getByRole('button', { name: 'Lower the share of Corvane IT' }).click()
  const form = page.getByRole('form', { name: 'Which rule lowers the share of Corvane IT?' })
  await see(form).toContainText('no rule lowers it')
  await form.getByRole('button', { name: 'Lower it by this rule' }).click()
  await see(form).toContainText('Without one nobody can lower it')
  await form.getByLabel('Rule of version 1').selectOption('Our work lowers no share')
  await form.getByLabel('What is it for?').selectOption('We helped the partner')
  await form.getByLabel('By how much?').fill('500')
  await form.getByRole('button', { name: 'Lower it by this rule' }).click()
  await see(form).toContainText('forbids this reduction')

  await manager.page.goto(address)
  await manager.page.getByRole('button', { name: 'Say what is known of the claim of Corvane IT' }).click()
  await manager.page.getByLabel('Does it buy for its own use?').selectOption('Yes')
  await manager.page.getByRole('button', { name: 'Keep it' }).click()
  await see(manager.page.getByRole('form')).toHaveCount(0)
  await page.reload()
  const lead = await form.getByText(/^By what is known now/).textContent()
  const rule = /“(.+)” takes/.exec(lead!)![1]!
  await form.getByLabel('Rule of version 1').selectOption(rule)
  await form.getByLabel('What is it for?').selectOption('What is known of the claim')
  await form.getByRole('button', { name: 'Lower it by this rule' }).click()
  await see(form).toHaveCount(0)
  await see(page.getByRole('region', { name: 'Bookings' })).toContainText(`Lowered by a rule by “${rule}”, version 1`)
})

it('CM-6: a month is closed, its statement adds up, its lines lead to their decisions, and a dispute is answered by its day', async () => {
  const { page } = finance
  w.travelTo('2027-01-03')
  await page.goto('/admin/statements')
  for (const month of ['November 2026', 'December 2026']) {
    await page.getByRole('button', { name: `Close ${month}` }).click()
    await see(page.getByRole('dialog')).toContainText('Nothing is booked in this month any more')
    await page.getByRole('button', { name: 'Close the month' }).click()
    await see(page.getByRole('dialog')).toHaveCount(0)
  }
  await page.getByRole('link', { name: 'Alder Ridge Systems' }).click()
  await page.getByRole('button', { name: 'Does it add up?' }).click()
  await see(page.getByText('It adds up.')).toBeVisible()
  const download = page.waitForEvent('download')
  await page.getByRole('link', { name: 'CSV' }).click()
  expect((await download).suggestedFilename()).toMatch(/^Statement S-.+ 2026-12\.csv$/)
  await page.getByRole('button', { name: 'Note that it was paid' }).click()
  await page.getByRole('button', { name: 'It was paid', exact: true }).click()
  await see(page.getByRole('main')).toContainText(/Paid on Jan/)
  await page.getByRole('link', { name: 'The decision' }).first().click()
  await see(page.getByRole('heading', { level: 1 })).toContainText('Cormorant Mills')

  const alder = w.as('alder')
  const { items } = await alder.does(partnerStatements.list, {})
  const { lines } = await alder.does(partnerStatements.get, { params: { id: items[0]!.id } })
  await alder.does(partnerStatements.dispute, {
    params: { id: lines[0]!.id },
    body: { reason: 'The second site was ordered with it and isn’t in it.' },
  })
  await page.goto('/admin/disputes')
  await see(page.getByRole('main')).toContainText(/We owe the answer by Jan/)
  await page.getByRole('button', { name: 'Answer', exact: true }).click()
  await page.getByLabel('No, the line is right').check()
  await page.getByLabel('What the partner reads').fill('The second site is a deal of its own.')
  await page.getByRole('button', { name: 'Answer it' }).click()
  await see(page.getByText('No dispute waits for an answer')).toBeVisible()
  expect(complaints()).toEqual([])
})
