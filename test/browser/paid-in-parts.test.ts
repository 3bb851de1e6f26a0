import { mkdirSync } from 'node:fs'
import { partnerClaims } from '@parley/contract/routes/deals'
import { expect, it } from 'vitest'
import { commission } from '../support/commission.ts'
import { people } from '../support/program.ts'
import { see } from './support/see.ts'
import { servedWorld } from './support/serve.ts'
import { openChromium, signIn, visit } from './support/visitor.ts'

const w = await servedWorld()
const sales = commission(w)
const chromium = await openChromium()
const shots = process.env.PARLEY_SHOTS
const { summary } = await sales.deal('Cormorant Mills')
await sales.claims(summary.id, 'alder', 'sourced')
await sales.paper(summary.id, 'alder')
await sales.wins(summary.id)
w.travelTo('2026-12-04')

it('finance notes a part of what the customer owes, and the deal says what is open', async () => {
  const { page, complaints } = await visit(chromium, w.url)
  await signIn(page, people.finance, '/admin/')
  await page.goto(`/admin/deals/${summary.id}?do=paid`)
  const form = page.getByRole('form', { name: 'What has the customer paid?' })
  await see(form).toContainText('$100,000 is open')
  await form.getByLabel('Amount').fill('40,000')
  await form.getByLabel('Number in your books').fill('BANK-1180')
  await page.reload()
  await see(form.getByLabel('Number in your books')).toHaveValue('BANK-1180')
  if (shots) await page.screenshot({ path: `${shots}/pay-form.png`, fullPage: true })
  await form.getByRole('button', { name: 'Note the payment' }).click()
  const payments = page.getByRole('region', { name: 'What has the customer paid?' })
  await see(payments).toContainText('BANK-1180')
  await see(payments).toContainText('$60,000')
  await page.getByRole('button', { name: 'The customer paid' }).click()
  await form.getByLabel('Amount').fill('60,001')
  await form.getByRole('button', { name: 'Note the payment' }).click()
  await see(form).toContainText('The customer owes $60,000 of this deal: this is more.')
  expect(complaints.filter((each) => !/status of 422/.test(each))).toEqual([])
  await page.goto(`/admin/deals/${summary.id}`)
  await see(payments).toContainText('BANK-1180')
  if (!shots) return
  mkdirSync(shots, { recursive: true })
  for (const colorScheme of ['light', 'dark'] as const)
    for (const width of [1280, 360]) {
      await page.emulateMedia({ colorScheme })
      await page.setViewportSize({ width, height: 900 })
      await page.screenshot({ path: `${shots}/deal-${colorScheme}-${width}.png`, fullPage: true })
    }
})

it('its partner reads what is owed, and what still waits', async () => {
  const { page, complaints } = await visit(chromium, w.url)
  await signIn(page, people.alder)
  const { items } = await w.as('alder').does(partnerClaims.list, { query: {} })
  await page.goto(`/earnings/claims/${items[0]!.id}`)
  const standing = page.getByRole('main')
  await see(standing).toContainText('it had paid 40% of the contract; $7,200 waits for the rest')
  await see(standing).not.toContainText('BANK-1180')
  expect(complaints).toEqual([])
  if (shots) await page.screenshot({ path: `${shots}/claim.png`, fullPage: true })
})
