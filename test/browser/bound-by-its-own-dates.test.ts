import { lookAfterDuties } from '@parley/api/jobs/look-after-duties'
import { dispatch } from '@parley/api/outbox/dispatch'
import { expect, it } from 'vitest'
import { commission } from '../support/commission.ts'
import { aDeal } from '../support/factories.ts'
import { people } from '../support/program.ts'
import { see } from './support/see.ts'
import { servedWorld } from './support/serve.ts'
import { openChromium, signIn, visit } from './support/visitor.ts'

const w = await servedWorld()
const chromium = await openChromium()
const phone = { viewport: { width: 360, height: 740 } }

it('CR-6: the vendor is late, the partner reads that it is protected meanwhile, and the console whose it is', async () => {
  const { summary } = await w
    .as('alder')
    .registers(aDeal({ account: { name: 'Sandpiper Shipping' }, deal: { amountMinor: 87_000_000 } }))
  const console_ = await visit(chromium, w.url)
  const desk = console_.page
  await signIn(desk, people.manager, '/admin/')
  await see(desk.getByRole('row', { name: /Sandpiper Shipping/ })).toContainText('You')
  await desk.getByRole('navigation').getByRole('link', { name: 'Who answers' }).click()
  await desk.getByRole('button', { name: 'Change who answers for Alder Ridge Systems' }).click()
  await see(desk).toHaveURL(/partner=/)
  await desk.reload()
  const dialog = desk.getByRole('dialog')
  await dialog.getByLabel('Channel manager').selectOption('Mina Castell')
  await dialog.getByLabel(/Working days/).selectOption('working calendar of Germany')
  await dialog.getByRole('button', { name: 'Save' }).click()
  await see(desk.getByRole('row', { name: /Alder Ridge Systems/ })).toContainText('Working calendar of Germany')

  w.travelDays(2)
  await lookAfterDuties(w.env)
  await dispatch(w.env)
  await desk.goto(`${w.url}/admin/`)
  await see(desk.getByRole('row', { name: /Sandpiper Shipping/ })).toContainText(/Late.*was due/)
  await see(desk.getByRole('row', { name: /Sandpiper Shipping/ })).toContainText('Protected meanwhile')

  const app = await visit(chromium, w.url, phone)
  const partner = app.page
  await signIn(partner, people.alder)
  await partner.getByRole('link', { name: /^Notifications, \d unread$/ }).click()
  await partner.getByRole('link', { name: 'Unread: Protected for the time being: Sandpiper Shipping' }).click()
  await see(partner.getByRole('heading', { name: 'Protected for the time being' })).toBeVisible()
  await see(partner.getByText(/The account is protected for you from then on/)).toBeVisible()

  await desk.goto(`${w.url}/admin/registrations/${summary.id}`)
  const owed = desk.getByRole('region', { name: 'What we owe' })
  await see(owed).toContainText('Mina Castell')
  await owed.getByRole('button', { name: 'I look at it' }).click()
  await see(owed).toContainText('Looked at since')
  await partner.reload()
  await see(partner.getByText(/is late\. Protected for the time being/)).toBeVisible()
  expect([...console_.complaints, ...app.complaints]).toEqual([])
})

it('AC-8: the incumbent reads that the renewal is its own, reports, and the console enters the renewal’s deal', async () => {
  const sales = commission(w)
  const { summary } = await sales.deal('Grebe Greenhouses')
  await sales.claims(summary.id, 'alder', 'resold')
  await sales.paper(summary.id, 'alder', { role: 'resale' })
  await sales.wins(summary.id)

  const app = await visit(chromium, w.url, phone)
  const partner = app.page
  await signIn(partner, people.alder)
  await partner.getByRole('link', { name: '1 to renew' }).click()
  await see(partner.getByRole('listitem').filter({ hasText: 'Grebe Greenhouses' })).toContainText('duties open')
  await partner.getByRole('link', { name: 'Grebe Greenhouses' }).click()
  await see(partner.getByRole('article')).toContainText('Consent needed')
  await partner.getByLabel('The review of the renewal').check()
  await partner.getByLabel('What came of it').fill('Went through it with their head of IT: two houses more.')
  await partner.reload()
  await see(partner.getByLabel('What came of it')).toHaveValue(/two houses more/)
  await partner.getByRole('button', { name: 'Put it on record' }).click()
  await see(partner.getByText('The review is on record.')).toBeVisible()
  await see(partner.getByRole('article')).toContainText('Yes')

  const console_ = await visit(chromium, w.url)
  const desk = console_.page
  await signIn(desk, people.manager, '/admin/')
  await desk.getByRole('navigation').getByRole('link', { name: 'Renewals' }).click()
  await desk.getByRole('row', { name: /Grebe Greenhouses/ }).click()
  await desk.getByRole('link', { name: 'Open as a page' }).click()
  await see(desk.getByRole('heading', { level: 1 })).toHaveText(/Who leads the renewal of Grebe Greenhouses/)
  await see(desk.getByRole('article')).toContainText('A partner made the latest sale')
  await see(desk.getByText('two houses more')).toBeVisible()
  await desk.getByRole('button', { name: 'Enter the renewal' }).first().click()
  const form = desk.getByRole('form', { name: 'What is the renewal worth?' })
  await form.getByLabel('Amount').fill('120,000')
  await form.getByLabel('Term').fill('24')
  await form.getByRole('button', { name: 'Enter the renewal' }).click()
  await see(desk).toHaveURL(/\/deals\//)
  await see(desk.getByText('Renewed, as the incumbent').first()).toBeVisible()
  expect([...console_.complaints, ...app.complaints]).toEqual([])
})
