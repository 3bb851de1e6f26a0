import { partner } from '@parley/contract/routes/partner'
import { expect, it } from 'vitest'
import { aDeal } from '../support/factories.ts'
import { partners, people } from '../support/program.ts'
import { DealForm } from './support/registering.ts'
import { see } from './support/see.ts'
import { servedWorld } from './support/serve.ts'
import { openChromium, signIn, visit } from './support/visitor.ts'

const w = await servedWorld()
const chromium = await openChromium()
const rival = w.as('brightwater')
const theirs = await rival.registers(
  aDeal({ account: { name: 'Rookwood Mills' }, deal: { amountMinor: 7_654_321, contactName: 'Odalys Ferreira' } }),
)
// Too large to be approved at once: it waits for a person, and nobody may know that it does.
await rival.registers(aDeal({ account: { name: 'Halcyon Freight' }, deal: { amountMinor: 90_000_000 } }))
const draft = await rival.does(partner.createDraft, { body: { form: { accountName: 'Secret Orchard' } } })
const nobodys = '00000000-0000-4000-8000-00000000dead'
const told = new RegExp(
  [
    'Brightwater',
    'Bea Okoye',
    'Odalys',
    'Secret Orchard',
    '76,?543',
    '7654321',
    partners.brightwater.id,
    theirs.summary.reference,
  ].join('|'),
)

it('CF-7: whatever a partner tries at a rival’s account, no screen and no body tells who it is, or of what deal', async () => {
  const { page, complaints } = await visit(chromium, w.url, { name: 'corvane', viewport: { width: 360, height: 740 } })
  await signIn(page, people.corvane)
  const form = await new DealForm(page).opens()

  // Half typed, it is asked for the rest, as it is at an account that nobody wants.
  const halfTyped: string[] = []
  for (const customer of ['Quillon Ceramics', 'Halcyon Freight']) {
    await form.says({ customer, country: 'US', family: 'Backup' })
    await see(form.answer.getByRole('article')).toContainText('More information needed')
    await see(form.answer.getByText('Nothing is recorded yet.')).toBeVisible()
    await page.waitForLoadState('networkidle')
    halfTyped.push(await form.answer.getByRole('article').innerText())
  }
  expect(halfTyped[1]).toBe(halfTyped[0])

  await form.says({ customer: 'Rookwood Mills', ...aDeal().deal })
  await see(form.answer).toContainText('protected for another partner until')
  await form.submits()
  await see(page.getByRole('article').first()).toContainText('protected for another partner until')
  await page.getByRole('link', { name: 'All that you have with this customer' }).click()
  await see(page.getByRole('heading', { level: 1 })).toHaveText('What happened at Rookwood Mills?')

  await page.getByRole('navigation').getByRole('link', { name: 'May I?' }).click()
  await page.getByLabel('Which company?').fill('Rookwood Mills')
  await page.getByLabel('For which product family?').selectOption('Backup')
  await page.getByRole('button', { name: 'Quote', exact: true }).click()
  await see(page.getByRole('region', { name: 'What was asked', exact: true })).toContainText('Another partner')

  await page.goto(`/registrations?q=${theirs.summary.reference}`)
  await see(page.getByRole('heading', { name: 'None fits these filters' })).toBeVisible()

  // A guessed address reads like one that nobody has.
  for (const path of [
    (id: string) => `/registrations/${id}`,
    (id: string) => `/registrations/${id}/customer`,
    (id: string) => `/register?draft=${id}`,
    (id: string) => `/may-i/${id}`,
    (id: string) => `/earnings/claims/${id}`,
  ]) {
    const seen: string[] = []
    for (const id of [path('').includes('draft') ? draft.id : theirs.summary.id, nobodys]) {
      await page.goto(path(id))
      await see(page.locator('main [aria-busy="true"]')).toHaveCount(0)
      await page.waitForLoadState('networkidle')
      seen.push(await page.getByRole('main').innerText())
    }
    expect(seen[0]).toBe(seen[1])
    expect(seen[0]).not.toMatch(told)
  }
  for (const { path, body } of await w.sentTo('corvane'))
    if (!path.includes(theirs.summary.id)) expect(body, path).not.toMatch(told)
  expect(complaints.filter((each) => !/status of 404/.test(each))).toEqual([])
})
