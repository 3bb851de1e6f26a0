import { countSegments } from '@parley/api/segments/count-segments'
import { expect, it } from 'vitest'
import { people } from '../support/program.ts'
import { knowsTheMarket, others, registers } from '../support/segments.ts'
import { see } from './support/see.ts'
import { servedWorld } from './support/serve.ts'
import { openChromium, signIn, visit } from './support/visitor.ts'

const w = await servedWorld()
const chromium = await openChromium()

it('CF-6: a partner looks before it invests, and learns how crowded its city is and where nobody works yet', async () => {
  const { page, complaints, leaves } = await visit(chromium, w.url, { viewport: { width: 360, height: 740 } })
  await signIn(page, people.alder)
  await page.goto('/how-crowded')
  await see(page.getByRole('main')).toContainText('It is counted tonight for the first time')

  await knowsTheMarket(w)
  for (const [number, rival] of (await others(w, 9)).entries()) await registers(rival, 'Columbus', number % 6)
  await registers(w.as('alder'), 'Columbus', 7)
  await countSegments(w.env)

  await page.goto('/')
  await page.getByRole('link', { name: 'How crowded is it?' }).click()
  await see(page.getByRole('heading', { level: 1 })).toHaveText('How crowded is it where you sell?')
  const answer = page.getByRole('region', { name: 'The answer' })
  await see(answer).toContainText('All of the United States, Backup')
  await page.getByLabel('Place').selectOption('Columbus')
  await see(answer).toContainText('5 to 9 others')
  await see(answer).toContainText('They often meet at one company.')
  await see(answer).toContainText('You work with 1 company here.')
  const places = page.getByRole('region', { name: 'Where is it less crowded for Backup?' })
  await see(places.getByRole('heading', { level: 3 }).first()).toHaveText('Nobody else')
  await see(places.getByRole('listitem').first()).toHaveText('Boise')
  await places.getByRole('link', { name: 'Boise' }).click()
  await see(answer).toContainText('You would be the first.')
  await page.reload()
  await see(answer).toContainText('Boise, Backup')
  await see(page.getByRole('main')).toContainText(
    'A partner works in a place if it registered a deal there in the last 365 days',
  )
  await see(page.getByRole('main')).not.toContainText(/Rival House|Whitfield/)
  await page.goto('/how-crowded?country=IS')
  await see(page.getByRole('main')).toContainText('Too few companies are known in Iceland')
  expect(complaints).toEqual([])
  await leaves()
})

it('CF-6: the vendor sees where partners meet, and which of them, without a mouse', async () => {
  const { page, complaints, leaves } = await visit(chromium, w.url)
  await signIn(page, people.manager, '/admin/')
  await see(page.getByRole('heading', { level: 1 })).toBeVisible()
  await page.keyboard.press('g')
  await page.keyboard.press('v')
  await see(page.getByRole('heading', { level: 1 })).toHaveText('Where do partners meet?')
  await page.getByRole('link', { name: 'United States' }).click()
  await see(page.getByRole('heading', { level: 1 })).toHaveText('Where do partners meet in United States?')
  const map = page.getByRole('table', { name: 'Partners by place and product family' })
  await see(map.getByRole('row').nth(1)).toContainText('Columbus')
  await see(
    map.getByRole('button', { name: 'Columbus, Backup: partners 10; 7 companies worked with, 3 contested' }),
  ).toBeVisible()
  await page.keyboard.press('j')
  await page.keyboard.press('Enter')
  const panel = page.getByRole('complementary', { name: 'The open segment' })
  await see(panel).toContainText('10 partners work with 7 companies here, and two or more meet at 3 of them.')
  await see(panel.getByRole('table', { name: /^Pairs of partners/ })).toContainText('Rival House 1 and Rival House 7')
  await see(panel.getByRole('table', { name: /^Companies with two or more/ })).toContainText('Whitfield Hardware')
  await panel
    .getByRole('table', { name: /^Pairs of partners/ })
    .getByRole('link', { name: 'Rival House 1', exact: true })
    .click()
  await see(panel).toContainText('Only companies of Rival House 1.')
  await see(panel).not.toContainText('Rival House 2')
  await page.keyboard.press('Escape')
  await see(panel).toHaveCount(0)

  await page.getByLabel('Each cell shows').selectOption('Contested companies')
  await see(page.getByRole('table', { name: 'Contested companies by place and product family' })).toBeVisible()
  await page.getByLabel('City').fill('boi')
  await see(page.getByRole('table').getByRole('row')).toHaveCount(2)
  const file = page.waitForEvent('download')
  await page.getByRole('link', { name: 'Export' }).click()
  expect((await file).suggestedFilename()).toMatch(/^Overlap map .*\.csv$/)
  expect(complaints).toEqual([])
  await leaves()
})

it('CF-6: on a phone, each place has all its product families beneath it, with nothing beside the screen', async () => {
  const { page, leaves } = await visit(chromium, w.url, { viewport: { width: 360, height: 740 } })
  await signIn(page, people.manager, '/admin/')
  await page.goto('/admin/overlap?country=US')
  const numbers = page.getByRole('button', { name: /^Columbus, .*worked with/ })
  await see(numbers.first()).toBeVisible()
  for (const number of await numbers.all()) {
    const { x, width } = (await number.boundingBox())!
    expect(x + width).toBeLessThanOrEqual(360)
  }
  const main = page.getByRole('main')
  await see(
    main
      .getByRole('rowheader', { name: 'Columbus' })
      .or(main.getByText('Columbus', { exact: true }))
      .first(),
  ).toBeVisible()
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360)
  await leaves()
})
