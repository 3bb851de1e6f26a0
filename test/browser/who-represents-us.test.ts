import { lookAfterDesignations } from '@parley/api/jobs/look-after-designations'
import { dispatch } from '@parley/api/outbox/dispatch'
import { expect, it } from 'vitest'
import { aDeal } from '../support/factories.ts'
import { people } from '../support/program.ts'
import { see } from './support/see.ts'
import { servedWorld } from './support/serve.ts'
import { openChromium, signIn, visit } from './support/visitor.ts'

const w = await servedWorld()
const chromium = await openChromium()
const name = 'Harbor Freight Lines'
const aLetter = (text: string) => ({ name: 'Letter.txt', mimeType: 'text/plain', buffer: Buffer.from(text) })

it('a customer names another partner: it is asked, the lead is told and waits, and the lead changes; a link says so by itself', async () => {
  await w.as('alder').registers(aDeal({ account: { name }, deal: { expectedCloseOn: '2027-06-15' } }))

  // The lead hands its customer a link, on a telephone.
  const phone = { viewport: { width: 360, height: 740 } }
  const ada = await visit(chromium, w.url, phone)
  const lead = ada.page
  await signIn(lead, people.alder)
  await lead.getByRole('link', { name: 'Customers and letters' }).click()
  await lead.getByRole('link', { name: 'Make a link for this customer' }).click()
  await lead.getByRole('button', { name: 'Make the link' }).click()
  await see(lead.getByRole('img', { name: `QR code of the link for ${name}` })).toBeVisible()
  const link = await lead.getByRole('link', { name: 'See what it says' }).getAttribute('href')
  const path = new URL(link!).pathname

  // Whoever gets it has no script and no account.
  const stranger = await chromium.newContext({ baseURL: w.url, javaScriptEnabled: false, ...phone })
  const reader = await stranger.newPage()
  await reader.goto(path)
  await see(reader.getByRole('heading', { level: 1 })).toContainText('Yes')
  await see(reader.getByText(`Alder Ridge Systems represents Northwind Systems at ${name}.`)).toBeVisible()
  expect(await reader.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360)
  await reader.goto(`${path.slice(0, -9)}altered12`)
  await see(reader.getByRole('heading', { level: 1 })).toContainText('No: this isn’t ours')

  // Another partner brings the customer's letter.
  const bea = await visit(chromium, w.url)
  const named = bea.page
  await signIn(named, people.brightwater)
  await named.getByRole('link', { name: 'Customers and letters' }).click()
  await named.getByRole('link', { name: 'Bring a customer’s letter' }).click()
  await named.getByLabel('Company').fill(name)
  await named.getByLabel('Country').selectOption('US')
  await named.getByLabel('Backup').check()
  await named.getByLabel('Who has signed it').fill('Dana Whitfield')
  await named.getByLabel('Signed on').fill('2026-11-02')
  await named.reload()
  await see(named.getByLabel('Who has signed it')).toHaveValue('Dana Whitfield')
  // Without the letter itself, the form says what is missing, and where.
  await named.getByRole('button', { name: 'Bring the letter' }).click()
  await see(named.getByText('Choose the file of the letter.')).toBeInViewport()
  await named.locator('input[type=file]').setInputFiles(aLetter('We have chosen Brightwater.'))
  await named.getByRole('button', { name: 'Bring the letter' }).click()
  await see(named.getByRole('heading', { level: 1 })).toContainText(`Do you represent Northwind Systems at ${name}?`)
  await see(named.getByRole('article')).toContainText('asking the customer whether the letter is its own')

  // The present lead reads that there is one, what it may do, and not whom it names.
  await dispatch(w.env)
  await lead.goto('/customers')
  const needed = lead.getByRole('region', { name: 'Customers that name somebody else' })
  await needed.getByRole('link', { name }).click()
  await see(lead.getByRole('region', { name: 'What is so' })).toContainText('until the end of November 9, 2026')
  expect(await lead.locator('main').innerText()).not.toMatch(/Brightwater/)

  // A channel manager asks the customer.
  const mina = await visit(chromium, w.url)
  const manager = mina.page
  await signIn(manager, people.manager, '/admin/')
  await manager.getByRole('navigation').getByRole('link', { name: 'Customers’ letters' }).click()
  await manager.getByRole('link', { name }).click()
  await manager.getByRole('button', { name: 'Read the letter here' }).click()
  await see(manager.getByText('We have chosen Brightwater.')).toBeVisible()
  await manager.getByRole('button', { name: 'Put it on record' }).click()
  await see(manager.getByText('Choose what the customer says.')).toBeVisible()
  await manager.getByLabel('The letter is its own').check()
  await manager.getByLabel('Whom you asked').fill('Dana Whitfield, at their switchboard')
  await manager.getByRole('button', { name: 'Put it on record' }).click()
  await see(manager.getByRole('region', { name: 'Who was asked' })).toContainText('Mina Castell')
  await see(manager.getByRole('region', { name: 'Backup', exact: true })).toContainText('Wait until November 9, 2026')

  // After the wait the lead changes, and the link says no by itself.
  w.travelTo('2026-11-10')
  await lookAfterDesignations(w.env)
  await manager.getByRole('link', { name: 'Who represents us there?' }).click()
  await see(manager.getByRole('heading', { level: 1 })).toContainText(`Who represents Northwind Systems at ${name}?`)
  await see(manager.getByRole('main')).toContainText('Brightwater Technology represents Northwind Systems')
  await see(manager.getByRole('main')).toContainText('The customer’s letter of November 2, 2026')
  await manager.getByRole('textbox', { name: 'At', exact: true }).fill('2026-11-05T12:00')
  await see(manager.getByRole('main')).toContainText('Alder Ridge Systems represented Northwind Systems')
  expect(new URL(manager.url()).searchParams.get('at')).toMatch(/^"?2026-11-05T/)
  await reader.goto(path)
  await see(reader.getByRole('heading', { level: 1 })).toContainText('No: it isn’t so any more')
  expect(await reader.locator('main').innerText()).not.toMatch(/Brightwater/)
  await lead.reload()
  await see(lead.getByRole('region', { name: 'What is so' })).toContainText('represented by somebody else')

  await stranger.close()
  expect([...ada.complaints, ...bea.complaints, ...mina.complaints]).toEqual([])
})
