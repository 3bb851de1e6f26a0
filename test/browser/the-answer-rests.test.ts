import { partner } from '@parley/contract/routes/partner'
import { describe, expect, it } from 'vitest'
import { people } from '../support/program.ts'
import { skipPauses } from '../support/skip-pauses.ts'
import { see } from './support/see.ts'
import { servedWorld } from './support/serve.ts'
import { openChromium, signIn, visit } from './support/visitor.ts'

const w = await servedWorld()
const chromium = await openChromium()
await w.has.account({ name: 'Meridian Steel', designation: 'house' })

describe('a partner that has asked as often as the vendor answers', () => {
  it('reads when it goes on, keeps typing, and then has the answer without doing anything', async () => {
    skipPauses(w.env)
    const { page } = await visit(chromium, w.url)
    await page.clock.install()
    await signIn(page, people.alder)
    await page.goto('/register')
    const customer = page.getByLabel('Customer', { exact: true })
    const answer = page.getByRole('complementary', { name: 'The answer so far' })
    await customer.fill('Calloway Orchards')
    await page.getByLabel('Backup', { exact: true }).check()
    await page.clock.runFor(1_000)
    await see(answer.getByRole('article')).toBeVisible()

    for (let asked = 0; asked < 1_200; asked++)
      await w.as('alderAdmin').sends(partner.precheck, { body: { productFamily: 'backup' } })
    await customer.fill('Meridian Steel')
    await page.clock.runFor(1_000)
    await see(answer.getByText(/as often as we answer within an hour/)).toContainText('by itself in 60 minutes')
    await see(answer.getByText('house account')).toHaveCount(0)

    const asked: string[] = []
    page.on('request', (request) => asked.push(new URL(request.url()).pathname))
    await page.getByLabel('City').fill('Toledo')
    await page.clock.runFor(1_000)
    expect(asked.filter((path) => path.endsWith('/prechecks'))).toEqual([])

    w.travelTo('2026-11-02T16:00:00.000Z')
    await page.clock.runFor(3_601_000)
    await see(answer.getByRole('article')).toContainText('house account')
    await see(answer.getByText(/as often as we answer/)).toHaveCount(0)
    await see(answer.getByRole('link', { name: 'See all house and named accounts' })).toBeVisible()
  })
})
