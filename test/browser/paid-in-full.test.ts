import { dispatch } from '@parley/api/outbox/dispatch'
import { staffDeals } from '@parley/contract/routes/deals'
import { staffStatements } from '@parley/contract/routes/statements'
import type { Page } from '@playwright/test'
import { expect, it } from 'vitest'
import { commission } from '../support/commission.ts'
import { aDeal } from '../support/factories.ts'
import { people } from '../support/program.ts'
import { see } from './support/see.ts'
import { servedWorld } from './support/serve.ts'
import { openChromium, signIn, visit } from './support/visitor.ts'

const w = await servedWorld()
const chromium = await openChromium()
const sales = commission(w)
const narrow = { viewport: { width: 360, height: 740 } }
const headline = (page: Page) => page.getByRole('region', { name: 'What you earn in USD' }).getByRole('heading')
const goesTo = async (page: Page, place: string) => {
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Earnings' }).click()
  await page.getByRole('navigation', { name: 'What you earn' }).getByRole('link', { name: place }).click()
}

it('a partner claims its share, sees what it waits for, checks what it is paid, and disputes a line', async () => {
  const { summary } = await w.as('alder').registers(aDeal({ account: { name: 'Plover Foundries' } }))
  const first = await visit(chromium, w.url)
  const page = first.page
  await signIn(page, people.alder)
  await goesTo(page, 'Overview')
  await see(page.getByText('Nothing is earned yet')).toBeVisible()

  await page.goto(`/registrations/${summary.id}`)
  await page.getByRole('link', { name: 'Claim a share' }).click()
  await page.getByRole('button', { name: 'Claim it' }).click()
  await see(page.getByText('Choose your part.')).toBeVisible()
  await page.getByRole('radio', { name: /^Sourced/ }).check()
  await page.getByLabel('What shows it?').fill('Three meetings, and a trial in their own rooms.')
  await page.reload()
  await see(page.getByLabel('What shows it?')).toHaveValue('Three meetings, and a trial in their own rooms.')
  await page.getByRole('button', { name: 'Claim it' }).click()
  await see(page.getByRole('heading', { level: 1 })).toHaveText('What do you earn at Plover Foundries?')
  await see(page.getByRole('heading', { name: 'It is settled when the deal is won' })).toBeVisible()
  await see(page.getByText('That isn’t decided yet.')).toBeVisible()

  // CM-2: the vendor closes it itself, and who sourced it has its share all the same.
  const deal = await dealOf('Plover Foundries')
  await sales.paper(deal, 'alder')
  await page.reload()
  await see(page.getByText('The customer signs with Northwind Systems.')).toBeVisible()
  await sales.wins(deal)
  const large = await sales.deal('Heron Shipping', { amountMinor: 40_000_000 })
  await sales.claims(large.summary.id, 'alder', 'assisted')
  await sales.paper(large.summary.id, 'alder')
  await sales.wins(large.summary.id)
  await page.reload()
  await see(page.getByRole('article', { name: 'What does this claim earn?' })).toContainText('On hold')
  await goesTo(page, 'Overview')
  await see(headline(page)).toContainText('is on hold')
  await see(page.getByRole('heading', { name: /waits until the customer has paid/ })).toBeVisible()
  await goesTo(page, 'Claims')
  await see(page.getByRole('table', { name: 'Your claims' })).toContainText('until the customer has paid')
  expect(first.complaints).toEqual([])
  await first.leaves()

  for (const id of [deal, large.summary.id]) await sales.isPaid(id, '2026-11-02')
  w.travelTo('2026-12-04')
  for (const id of [deal, large.summary.id]) await sales.settles(id)
  w.travelTo('2027-01-04')
  await sales.closesUntil('2026-12')
  await dispatch(w.env)

  // CM-6: from the bell to the statement; the arithmetic, the facts and the rules of a line.
  const second = await visit(chromium, w.url)
  const lead = second.page
  await signIn(lead, people.alder)
  await lead.getByRole('link', { name: /^Notifications, \d+ unread$/ }).click()
  await lead.getByRole('link', { name: /Unread: Your statement for December 2026/ }).click()
  await see(lead.getByRole('heading', { level: 1 })).toHaveText('What are you paid for December 2026?')
  await lead.getByRole('button', { name: 'Check the arithmetic' }).click()
  await see(lead.getByRole('region', { name: 'What it comes to' })).toContainText('The arithmetic is right.')
  for (const [name, end] of [
    ['Save as PDF', '.pdf'],
    ['Save as CSV', '.csv'],
  ] as const) {
    const [file] = await Promise.all([lead.waitForEvent('download'), lead.getByRole('link', { name }).click()])
    expect(file.suggestedFilename()).toMatch(new RegExp(`^Statement S-\\w+ 2026-12\\${end}$`))
  }
  // CM-4: the step that lowers it names its rule, and the version that has it.
  await lead.getByRole('button', { name: /Heron Shipping/ }).click()
  await see(lead.getByRole('region', { name: 'What it comes to' })).toContainText('The arithmetic is right.')
  const steps = lead.getByRole('table', { name: /Heron Shipping/ })
  await see(steps).toContainText('Lowered to the most that we pay')
  await see(steps).toContainText('Program Guide')
  await see(steps).toContainText('Version 1 of the rules')
  await lead.getByText('Facts, rules and policy version').click()
  await see(lead.getByText('net amount of the deal')).toBeVisible()

  await lead.getByRole('button', { name: 'Dispute this line' }).click()
  const reason = 'We ran the whole trial ourselves: that was more than assistance.'
  await lead.getByLabel('What is wrong, and what would be right?').fill(reason)
  await lead.reload()
  await see(lead.getByLabel('What is wrong, and what would be right?')).toHaveValue(reason)
  await lead.getByRole('button', { name: 'Dispute it' }).click()
  const dispute = lead.getByRole('region', { name: 'Your dispute' })
  await see(dispute).toContainText('owes you an answer by the end of Jan 9, 2027')
  const wording = 'You are right: the trial is an influence of its own. We add what is missing.'
  const finance = w.as('finance')
  const { items } = await finance.does(staffStatements.disputes, {})
  const answer = { isUpheld: true, wording, amountMinor: 120_000 }
  const answered = await finance.does(staffStatements.answer, { params: { id: items[0]!.id }, body: answer })
  await lead.reload()
  await see(dispute).toContainText('You were right: it is corrected')
  await see(dispute).toContainText(wording)
  await lead.emulateMedia({ media: 'print' })
  await see(lead.getByRole('button', { name: 'Print' })).toBeHidden()
  await see(lead.locator('table').last()).toContainText('Total')
  await lead.emulateMedia({ media: 'screen' })

  // CM-5: a refund takes back by the published rule, which the claim names.
  await sales.pays(answered.id)
  await sales.happens(deal, { event: 'refunded', cause: 'customer', amountMinor: 100_000 })
  await goesTo(lead, 'Claims')
  await lead.getByRole('link', { name: 'Plover Foundries' }).click()
  await see(lead.getByText('Taken back by a rule').first()).toBeVisible()
  await see(lead.getByText(/By the rule “.*”, version 1, .*Guide/)).toBeVisible()
  await goesTo(lead, 'Overview')
  await see(headline(lead)).toContainText('is owed to you')
  await goesTo(lead, 'Statements')
  await see(lead.getByRole('table', { name: 'Your statements' })).toContainText('December 2026')
  expect(second.complaints).toEqual([])
})

it('on a telephone all of it fits, and nothing of anybody else is in it', async () => {
  const { page, complaints } = await visit(chromium, w.url, narrow)
  await signIn(page, people.alder)
  await goesTo(page, 'Overview')
  await see(headline(page)).toBeVisible()
  const fits = () => page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)
  expect(await fits()).toBe(true)
  for (const place of ['Claims', 'Statements'] as const) {
    await goesTo(page, place)
    await page
      .getByRole('list', { name: `Your ${place.toLowerCase()}` })
      .getByRole('link')
      .first()
      .click()
    await page.getByRole('heading', { level: 1, name: /^What (do you earn|are you paid)/ }).waitFor()
    if (place === 'Statements') await page.getByRole('button', { name: /Heron Shipping/ }).click()
    expect(await fits()).toBe(true)
    expect(await page.getByRole('main').textContent()).not.toMatch(/Brightwater|Corvane|Delmar/)
  }
  expect(complaints).toEqual([])
})

async function dealOf(name: string): Promise<string> {
  const { items } = await w.as('manager').does(staffDeals.list, { query: { q: name } })
  return items[0]!.id
}
