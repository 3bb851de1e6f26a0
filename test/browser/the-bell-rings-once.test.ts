import { dispatch } from '@parley/api/outbox/dispatch'
import { describe, expect, it } from 'vitest'
import { aDeal } from '../support/factories.ts'
import { people } from '../support/program.ts'
import { see } from './support/see.ts'
import { servedWorld } from './support/serve.ts'
import { openChromium, signIn, visit } from './support/visitor.ts'

const w = await servedWorld()
const chromium = await openChromium()
const large = (name: string) => aDeal({ account: { name }, deal: { amountMinor: 90_000_000 } })

describe('the notification centre', () => {
  it('rings at the partner, opens the record and falls silent; a second look rings for what came since', async () => {
    await w.as('alder').registers(aDeal({ account: { name: 'Quarry Hill Freight' } }))
    await dispatch(w.env)
    const { page, complaints } = await visit(chromium, w.url, { viewport: { width: 360, height: 740 } })
    await page.clock.install()
    await signIn(page, people.alder)
    await page.getByRole('link', { name: 'Notifications, 1 unread' }).click()
    await see(page.getByRole('heading', { name: 'What is new?' })).toBeVisible()
    await see(page.getByRole('status').filter({ hasText: '1 unread' })).toBeVisible()
    await page.getByRole('link', { name: 'Unread: Approved: Quarry Hill Freight' }).click()
    await see(page.getByRole('heading', { level: 1 })).toContainText('Quarry Hill Freight')
    await see(page.getByRole('link', { name: 'Notifications', exact: true })).toBeVisible()

    await w.as('alder').registers(large('Harper Rail'))
    await dispatch(w.env)
    await page.clock.runFor(31_000)
    await page.getByRole('link', { name: 'Notifications, 1 unread' }).click()
    const items = page.getByRole('list', { name: 'Notifications, newest first' }).getByRole('listitem')
    await see(items).toHaveCount(2)
    await see(items.first()).toContainText('Harper Rail')
    await page.getByRole('button', { name: 'Mark all as read' }).click()
    await see(page.getByText('You have read everything')).toBeVisible()
    await page.getByRole('button', { name: 'Unread only' }).click()
    await see(page.getByRole('heading', { name: 'Nothing unread' })).toBeVisible()
    expect(complaints).toEqual([])
  })

  it('is gone through by the keyboard in the console, and tells nothing of a kind that was turned off', async () => {
    await w.as('brightwater').registers(large('Delta Ferries'))
    await dispatch(w.env)
    const { page, complaints } = await visit(chromium, w.url)
    await signIn(page, people.manager, '/admin/')
    await see(page.getByRole('link', { name: /^Notifications, \d+ unread$/ })).toBeVisible()
    await page.keyboard.press('g')
    await page.keyboard.press('n')
    await see(page.getByRole('heading', { name: 'What is new for you?' })).toBeVisible()
    const first = page.getByRole('list', { name: 'Notifications, newest first' }).getByRole('listitem').first()
    await see(first).toContainText('Decide: Delta Ferries')
    await page.keyboard.press('j')
    await page.keyboard.press('Enter')
    await page.waitForURL(/\/admin\/registrations\/[0-9a-f-]{36}$/)
    await page.goBack()
    await page.getByRole('button', { name: 'Mark all as read' }).click()
    await see(page.getByRole('link', { name: 'Notifications', exact: true })).toBeVisible()

    await page.getByRole('link', { name: 'Choose what you hear of' }).click()
    await page.getByLabel('New in your queue').selectOption('Not at all')
    await see(page.getByText('Your choice is kept.')).toBeVisible()
    await w.as('brightwater').registers(large('Orkney Tidal'))
    await dispatch(w.env)
    await page.reload()
    await see(page.getByLabel('New in your queue')).toHaveValue('none')
    await see(page.getByRole('link', { name: 'Notifications', exact: true })).toBeVisible()
    expect(complaints).toEqual([])
  })

  it('shows an operator what is stuck, with the reason, and sends it again', async () => {
    await w.sql(
      `UPDATE parley.email SET attempts = 1, given_up_at = created_at, last_error = 'The mail server said: 550 No such user'
       WHERE id = (SELECT id FROM parley.email WHERE address = $1 ORDER BY seq LIMIT 1)`,
      [people.alder.email],
    )
    const { page, complaints } = await visit(chromium, w.url)
    await signIn(page, people.operator, '/admin/')
    await page.getByRole('navigation').getByRole('link', { name: 'Delivery' }).click()
    await see(page.getByText(/because no mail server is set/)).toBeVisible()
    const stuck = page.getByRole('table', { name: 'E-mails that couldn’t be sent' })
    await see(stuck).toContainText('550 No such user')
    await stuck.getByRole('button', { name: `Send again to ${people.alder.email}` }).click()
    await see(stuck).toHaveCount(0)
    expect(complaints).toEqual([])
  })
})
