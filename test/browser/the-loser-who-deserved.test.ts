import { settleDue } from '@parley/api/commissions/settle-due'
import { dispatch } from '@parley/api/outbox/dispatch'
import type { Page } from '@playwright/test'
import { expect, it } from 'vitest'
import { commission } from '../support/commission.ts'
import { people } from '../support/program.ts'
import { see } from './support/see.ts'
import { servedWorld } from './support/serve.ts'
import { openChromium, signIn, visit } from './support/visitor.ts'

const w = await servedWorld()
const chromium = await openChromium()
const sales = commission(w)

/** Enters what a bidder did, on the deal's page. */
async function entersBid(page: Page, partner: string, wroteIt: 'Yes' | 'No') {
  await page.getByRole('button', { name: 'Enter a claim' }).click()
  const form = page.getByRole('form', { name: 'Whose claim is it?' })
  await form.getByLabel('Partner', { exact: true }).selectOption(partner)
  await form.getByLabel('What did it do?').selectOption('Resold')
  await form.getByLabel('Activities besides those of the registration').fill('4')
  await form.getByLabel('Did it write the specification?').selectOption(wroteIt)
  await form.getByRole('button', { name: 'Enter the claim' }).click()
  await see(form).toHaveCount(0)
}

it('CM-7: who wrote the specification of a tender that another won reads a credit for it, by its rule, and is paid', async () => {
  const { summary } = await sales.deal('City of Larkfield', { tender: 'published' })
  const desk = await visit(chromium, w.url)
  const manager = desk.page
  await signIn(manager, people.manager, '/admin/')
  await manager.goto(`/admin/deals/${summary.id}`)
  await entersBid(manager, 'Alder Ridge Systems', 'Yes')
  await entersBid(manager, 'Brightwater Technology', 'No')
  await entersBid(manager, 'Corvane IT', 'No')
  await sales.paper(summary.id, 'brightwater', { role: 'resale', wantsPaper: 'vendor' })
  await manager.reload()
  await manager.getByRole('button', { name: 'Close as won' }).click()
  const form = manager.getByRole('form', { name: 'Who closed it?' })
  await form.getByLabel('Closed by').selectOption('A partner')
  await form.getByLabel('Which partner?').selectOption('Brightwater Technology')
  await form.getByRole('button', { name: 'Close it as won' }).click()
  const pool = manager.getByRole('region', { name: 'Who gets what?' })
  await see(pool.getByRole('row').filter({ hasText: 'Alder Ridge Systems' }).first()).toContainText('$3,000')
  await dispatch(w.env)

  // The loser who deserved, on a telephone.
  const phone = { viewport: { width: 360, height: 740 }, name: 'alder' }
  const loser = await visit(chromium, w.url, phone)
  const page = loser.page
  await signIn(page, people.alder)
  await page.goto('/earnings/claims')
  await page.getByRole('link', { name: 'City of Larkfield' }).click()
  const answer = page.getByRole('article', { name: 'What does this claim earn?' })
  await see(answer).toContainText(/tender|specification/i)
  const steps = page.getByRole('table', { name: 'The steps to what you earn at City of Larkfield' })
  await see(steps).toContainText('3% of $100,000')
  await see(steps).toContainText('$3,000')
  await see(page.getByText('On hold').first()).toBeVisible()

  // Who only lost reads why nothing comes of it, and what would.
  const other = await visit(chromium, w.url, { viewport: phone.viewport })
  await signIn(other.page, people.corvane)
  await other.page.goto('/earnings/claims')
  await other.page.getByRole('link', { name: 'City of Larkfield' }).click()
  await see(other.page.getByRole('article', { name: 'What does this claim earn?' })).toContainText('Nothing')

  await sales.isPaid(summary.id, w.now().toISOString().slice(0, 10))
  w.travelTo('2026-12-04')
  await settleDue(w.env)
  w.travelTo('2027-01-04')
  await sales.closesUntil('2026-12')
  await dispatch(w.env)
  const later = await visit(chromium, w.url, phone)
  await signIn(later.page, people.alderAdmin)
  await later.page.getByRole('link', { name: /^Notifications, \d+ unread$/ }).click()
  await later.page.getByRole('link', { name: /Unread: Your statement for December 2026/ }).click()
  await see(later.page.getByRole('region', { name: 'What it comes to' })).toContainText('$3,000 will be paid to you')
  await later.page.getByRole('button', { name: /City of Larkfield/ }).click()
  await see(later.page.getByRole('table', { name: /City of Larkfield/ })).toContainText('3% of $100,000')
  expect(JSON.stringify(await w.sentTo('alder'))).not.toMatch(/Brightwater|Corvane/)
  expect([desk, loser, other, later].flatMap(({ complaints }) => complaints)).toEqual([])
})
