import type { RegisterDeal } from '@parley/contract/registrations'
import type { Page } from '@playwright/test'
import { expect, it } from 'vitest'
import { aDeal } from '../support/factories.ts'
import { people } from '../support/program.ts'
import { DealForm } from './support/registering.ts'
import { see } from './support/see.ts'
import { servedWorld } from './support/serve.ts'
import { openChromium, signIn, visit } from './support/visitor.ts'

const w = await servedWorld()
const chromium = await openChromium()
const name = 'Harbor Freight Lines'
await w.has.account({ name })

const form = (deal: RegisterDeal) => ({ ...deal, customer: deal.account.name, country: 'US', family: 'Backup' })
const fillsIn = async (page: Page) => {
  const { customer, country, family, deal } = form(aDeal({ account: { name } }))
  await (await new DealForm(page).opens()).says({ customer, country, family, ...deal })
}

it('CF-3: two press the button in the same second: one is protected, the other reads why, until when and what is open to it', async () => {
  const first = await visit(chromium, w.url, { name: 'alder' })
  const second = await visit(chromium, w.url, { name: 'brightwater', viewport: { width: 360, height: 740 } })
  await signIn(first.page, people.alder)
  await signIn(second.page, people.brightwater)
  const both = [first.page, second.page]
  for (const page of both) {
    await fillsIn(page)
    await see(page.getByRole('complementary', { name: 'The answer so far' })).toContainText('Approved')
  }

  // Both are held at the door until the other one is there.
  let gathered = 0
  let open = () => {}
  const door = new Promise<void>((resolve) => {
    open = resolve
  })
  for (const page of both)
    await page.route('**/api/v1/partner/registrations', async (route) => {
      if (route.request().method() === 'POST' && ++gathered === both.length) open()
      if (route.request().method() === 'POST') await door
      await route.continue()
    })
  await Promise.all(both.map((page) => new DealForm(page).submits()))

  const outcomes = await Promise.all(
    both.map(
      async (page) => ((await page.getByRole('article').first().innerText()).match(/Not approved|Approved/) ?? [])[0],
    ),
  )
  expect(outcomes.toSorted()).toEqual(['Approved', 'Not approved'])
  const [winner, loser] = outcomes[0] === 'Approved' ? [first, second] : [second, first]
  await see(winner.page.getByRole('article').first()).toContainText('until')
  const answer = loser.page.getByRole('article').first()
  await see(answer).toContainText('This account is protected for another partner until February 15, 2027')
  await see(answer).toContainText(/You can|another product family/)
  const rival = winner === first ? /Alder|Ada Linden/ : /Brightwater|Bea Okoye/
  expect(await loser.page.getByRole('main').innerText()).not.toMatch(rival)
  expect(JSON.stringify(await w.sentTo(winner === first ? 'brightwater' : 'alder'))).not.toMatch(rival)

  const desk = await visit(chromium, w.url)
  await signIn(desk.page, people.manager, '/admin/')
  await desk.page.goto('/admin/registrations?q=Harbor')
  const rows = desk.page.getByRole('row').filter({ hasText: name })
  await see(rows).toHaveCount(2)
  await see(rows.filter({ hasText: 'Approved' })).toHaveCount(1)
  expect([first, second, desk].flatMap(({ complaints }) => complaints)).toEqual([])
})

it('CF-3: one seller who presses twice holds one registration', async () => {
  const { page, complaints } = await visit(chromium, w.url)
  await signIn(page, people.corvane)
  const { customer, country, family, deal } = form(aDeal({ account: { name: 'Twice Pressed Juices' } }))
  await (await new DealForm(page).opens()).says({ customer, country, family, ...deal })
  const sent: string[] = []
  page.on('request', (request) => {
    if (request.method() === 'POST' && request.url().endsWith('/partner/registrations')) sent.push(request.url())
  })
  await page.getByRole('button', { name: 'Register this deal' }).dblclick()
  await page.waitForURL(/\/registrations\/[0-9a-f-]{36}$/)
  await page.goto('/registrations?q=Twice')
  await see(page.getByRole('link', { name: 'Twice Pressed Juices' })).toHaveCount(1)
  expect(sent).toHaveLength(1)
  expect(complaints).toEqual([])
})
