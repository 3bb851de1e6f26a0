import { staffEngagements } from '@parley/contract/routes/engagements'
import { expect, it } from 'vitest'
import { commission } from '../support/commission.ts'
import { aDeal } from '../support/factories.ts'
import { people } from '../support/program.ts'
import { see } from './support/see.ts'
import { servedWorld } from './support/serve.ts'
import { openChromium, signIn, visit } from './support/visitor.ts'

const w = await servedWorld()
const chromium = await openChromium()

const id = await w.has.account({ name: 'Harbor Freight Lines', domain: 'harborlines.com' })
const { summary: registration } = await w.as('alder').registers(aDeal({ account: { name: 'Harbor Freight Lines' } }))
await w
  .as('brightwater')
  .registers(
    aDeal({ account: { name: 'Harbor Freight Lines' }, productFamily: 'analytics', deal: { amountMinor: 80_000_000 } }),
  )
await w.as('sales').does(staffEngagements.ask, {
  body: { company: 'Harbor Freight Lines', accountId: id, verb: 'redirect', productFamily: 'backup' },
})
const earnings = commission(w)
const { summary: deal } = await earnings.deal('', { accountId: id })
await earnings.claims(deal.id, 'alder', 'sourced', { registrationId: registration.id })

const sizes = [
  { width: 1280, height: 800 },
  { width: 360, height: 740 },
]

it.each(sizes)(
  'at $width px who leads, until when, who else and what is owed stand first, and nothing is wider than the screen',
  async (viewport) => {
    const { page, complaints } = await visit(chromium, w.url, { viewport })
    await signIn(page, people.manager, '/admin/')
    await page.goto(`/admin/accounts/${id}`)
    const families = page.getByRole('table', { name: 'Who leads, by product family' })
    const backup = families.getByRole('row').filter({ hasText: 'Backup' })
    await see(backup).toContainText('Alder Ridge Systems')
    await see(backup).toContainText(/\d+ days left/)
    await see(backup).toContainText(deal.reference)
    const analytics = families.getByRole('row').filter({ hasText: 'Analytics' })
    await see(analytics).toContainText('Nobody')
    await see(analytics).toContainText('Brightwater Technology registered, in review')
    const owed = page.getByRole('region', { name: 'What is owed, and by whom' })
    await see(owed).toContainText('Alder Ridge Systems: Consent: may Sal Pereira change their plan?')
    await see(owed).toContainText('Northwind Systems: A decision on what Brightwater Technology registered')
    if (viewport.width === 1280)
      for (const part of [families, owed.getByRole('listitem').nth(1)]) {
        const box = await part.boundingBox()
        expect(box!.y + box!.height).toBeLessThan(viewport.height)
      }
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(viewport.width)

    await backup.getByRole('link', { name: 'The decision' }).click()
    await page.waitForURL(/\/admin\/decisions\//)
    await page.goBack()
    await owed.getByRole('link', { name: /^Consent: may Sal Pereira/ }).click()
    await page.waitForURL(/\/admin\/may-i\//)
    await page.goBack()

    await page.getByRole('region', { name: 'What happened lately' }).getByRole('link', { name: 'All of it' }).click()
    await see(page.getByRole('heading', { level: 1 })).toHaveText('What happened at Harbor Freight Lines?')
    await see(page.getByText('Claimed a share: sourced')).toBeVisible()
    await page.getByLabel('Show').selectOption('May I?')
    await see(page.getByText('Claimed a share: sourced')).toHaveCount(0)
    await see(page.getByText('Asked to change their plan: consent needed')).toBeVisible()
    await page.reload()
    await see(page.getByLabel('Show')).toHaveValue('engagement')
    await see(page.getByText('Asked to change their plan: consent needed')).toBeVisible()
    expect(complaints).toEqual([])
  },
)

it('the partner reads its own edition on a phone, and nothing of others', async () => {
  const { page, complaints } = await visit(chromium, w.url, { viewport: sizes[1]!, name: 'alder' })
  await signIn(page, people.alder)
  await page.goto(`/registrations/${registration.id}`)
  await page.getByRole('link', { name: 'All that you have with this customer' }).click()
  await see(page.getByRole('heading', { level: 1 })).toHaveText('What happened at Harbor Freight Lines?')
  await see(page.getByText('Asked to change their plan: consent needed')).toBeVisible()
  await see(page.getByText('A seller of Northwind Systems').first()).toBeVisible()
  await page.getByLabel('Show').selectOption('Deals')
  await see(page.getByText('Claimed a share: sourced')).toBeVisible()
  await page.getByLabel('Show').selectOption('Everything')
  await page.getByRole('listitem').filter({ hasText: 'Registered for Harbor Freight Lines' }).getByRole('link').click()
  await page.waitForURL(`**/registrations/${registration.id}`)
  expect(JSON.stringify(await w.sentTo('alder'))).not.toMatch(/Brightwater|Sal Pereira/)
  expect(complaints).toEqual([])
})

it('filters are kept under a name, opened by it, and found by a colleague', async () => {
  const { page, complaints } = await visit(chromium, w.url)
  await signIn(page, people.manager, '/admin/')
  await page.goto('/admin/registrations')
  await page.getByLabel('Status').selectOption('In review')
  await page.getByLabel('Order').selectOption('Closing first')
  await page.getByRole('button', { name: 'Views' }).click()
  await page.getByRole('menuitem', { name: 'Keep these filters' }).click()
  await page.getByRole('textbox', { name: 'Name' }).fill('Waits for us')
  await page.getByLabel('Share it with everybody').check()
  await page.getByRole('button', { name: 'Keep them' }).click()
  await see(page.getByRole('button', { name: 'Waits for us' })).toBeVisible()
  await page.getByRole('button', { name: 'Clear' }).click()
  await see(page.getByRole('button', { name: 'Views' })).toBeVisible()

  const colleague = await visit(chromium, w.url)
  await signIn(colleague.page, people.sales, '/admin/')
  await colleague.page.goto('/admin/registrations')
  await colleague.page.getByRole('button', { name: 'Views' }).click()
  await colleague.page.getByRole('menuitem', { name: 'Waits for us, by Mina Castell' }).click()
  await colleague.page.waitForURL(/status=inReview&sort=closing|sort=closing&status=inReview/)
  await see(colleague.page.getByLabel('Status')).toHaveValue('inReview')
  await colleague.page.getByRole('button', { name: 'Waits for us' }).click()
  await see(colleague.page.getByRole('menuitem', { name: 'Take this view away' })).toHaveCount(0)

  await page.keyboard.press('Control+K')
  await page.getByRole('combobox', { name: 'Find or do anything' }).fill('waits for us')
  await page.keyboard.press('Enter')
  await see(page.getByLabel('Status')).toHaveValue('inReview')
  await page.getByRole('button', { name: 'Waits for us' }).click()
  await page.getByRole('menuitem', { name: 'Take this view away' }).click()
  await see(page.getByRole('button', { name: 'Views' })).toBeVisible()
  expect([...complaints, ...colleague.complaints]).toEqual([])
})
