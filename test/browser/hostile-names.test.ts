import { partner } from '@parley/contract/routes/partner'
import type { Page } from '@playwright/test'
import { beforeAll, describe, expect, it } from 'vitest'
import { aDeal } from '../support/factories.ts'
import { hostileNames } from '../support/hostile-names.ts'
import { people } from '../support/program.ts'
import { share } from '../support/thorough.ts'
import { settle } from './support/screens.ts'
import { see } from './support/see.ts'
import { servedWorld } from './support/serve.ts'
import { openChromium, signIn, visit } from './support/visitor.ts'

const w = await servedWorld()
const chromium = await openChromium()

/** Those that a screen could trip over; a Gold partner may hold twenty. */
const shownNames = hostileNames
  .filter(({ stored, what }) => stored && !/JSON|null|number|words without end|Arabic|difference|sum/.test(what))
  .slice(0, 17)
const registrations: string[] = []
const accounts: string[] = []

beforeAll(async () => {
  for (const { name } of shownNames) {
    const deal = {
      description: `${name} wants to replace fourteen libraries before the lease ends, and decides in January.`,
    }
    const account = { name, city: name.slice(0, 100) }
    const { summary } = await w.as('alder').registers(aDeal({ account, deal: { ...deal, contactName: name } }))
    registrations.push(summary.id)
  }
  await w.as('alder').does(partner.createDraft, { body: { form: { accountName: shownNames[0]!.name, country: 'US' } } })
  const house = shownNames.find(({ name }) => name.includes('\u202e'))!.name
  await w.has.account({ name: `${house} Holding`, designation: 'house' })
  for (const { id } of await w.sql<{ id: string }>('SELECT id FROM parley.account ORDER BY id')) accounts.push(id)
})

/** What of a page does harm: a script that ran, markup that was taken as such, a sentence that is turned around, a page too wide. */
function harms(): string[] {
  const found: string[] = []
  if ('harmed' in globalThis) found.push('a script ran')
  const main = document.querySelector('main') ?? document.body
  for (const element of main.querySelectorAll(
    'img, iframe, object, embed, svg[onload], [onerror], [onclick], a[href^="javascript"]',
  ))
    found.push(`markup that somebody typed: ${element.outerHTML.slice(0, 120)}`)
  const turns = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const text = node.textContent ?? ''
    if (!turns.test(text)) continue
    let block = node.parentElement!
    while (/^(inline|contents)/.test(getComputedStyle(block).display) && block.tagName !== 'BDI')
      block = block.parentElement!
    if ((block.textContent ?? '').trim() !== text.trim())
      found.push(`a sentence that is turned around: ${block.textContent}`)
  }
  if (turns.test(document.title)) found.push(`a title that is turned around: ${document.title}`)
  const { scrollWidth, clientWidth } = document.documentElement
  if (scrollWidth > clientWidth) {
    const tooWide = [...main.querySelectorAll('*')].filter(
      (element) => element.getBoundingClientRect().right > clientWidth,
    )
    const deepest = tooWide.findLast(
      (element) => !tooWide.some((other) => element !== other && element.contains(other)),
    )
    found.push(
      `the page is ${scrollWidth} wide, the screen ${clientWidth}: ${deepest?.parentElement?.outerHTML.slice(0, 300)}`,
    )
  }
  return found
}

/** Lists show every name; their own pages, all alike, are opened for some in `npm test`. */
const sample = (ids: readonly string[]) => ids.slice(0, share(ids.length))

const widths = [
  { width: 1280, height: 900 },
  { width: 360, height: 740 },
]

/** Opens each address at both widths and gathers what does harm. */
async function harmsAt(page: Page, paths: readonly string[]): Promise<string[]> {
  const found: string[] = []
  for (const path of paths) {
    await page.goto(path)
    for (const size of widths) {
      await page.setViewportSize(size)
      await settle(page)
      found.push(...(await page.evaluate(harms)).map((harm) => `${path} at ${size.width}: ${harm}`))
    }
  }
  return found
}

describe('names that somebody made up to do harm', () => {
  it('are shown harmlessly to partners, in lists, on pages and in forms', async () => {
    const { page, complaints } = await visit(chromium, w.url)
    page.on('dialog', (dialog) => complaints.push(`a dialog opened: ${dialog.message()}`))
    await signIn(page, people.alder)
    const drafts = (await w.as('alder').seesHome()).drafts.map(({ id }) => `/register?draft=${id}`)
    const pages = sample(registrations).map((id) => `/registrations/${id}`)
    const found = await harmsAt(page, ['/', '/registrations', '/rules/accounts', ...drafts, ...pages])
    expect([...found, ...complaints]).toEqual([])
    await page.goto(pages[0]!)
    await see(page.getByRole('heading', { level: 1 })).toContainText('<script>globalThis.harmed = true</script>Acme')
  })

  it('and to staff, in lists, on pages and in panels', async () => {
    const { page, complaints } = await visit(chromium, w.url)
    page.on('dialog', (dialog) => complaints.push(`a dialog opened: ${dialog.message()}`))
    await signIn(page, people.manager, '/admin/')
    const lists = ['/admin/', '/admin/registrations', '/admin/accounts', '/admin/decisions']
    const pages = [
      ...sample(registrations).map((id) => `/admin/registrations/${id}`),
      ...sample(accounts).map((id) => `/admin/accounts/${id}`),
    ]
    const found = await harmsAt(page, [...lists, `/admin/accounts?open=${accounts[0]}`, ...pages])
    expect([...found, ...complaints]).toEqual([])
  })

  it('typing them asks nobody and suggests nothing', async () => {
    const { page, complaints } = await visit(chromium, w.url)
    await signIn(page, people.brightwater)
    await page.goto('/register')
    const customer = page.getByLabel('Customer', { exact: true })
    const asked: string[] = []
    page.on('request', (request) => asked.push(new URL(request.url()).pathname))
    for (const { name } of shownNames.slice(0, 6)) {
      await customer.fill(name)
      await page.waitForResponse((response) => response.url().endsWith('/partner/prechecks'))
    }
    const known = [
      '/api/v1/me',
      '/api/v1/notifications',
      '/api/v1/partner/prechecks',
      '/api/v1/partner/drafts',
      '/api/v1/partner/home',
    ]
    expect(asked.filter((path) => path.startsWith('/api/') && !known.some((each) => path.startsWith(each)))).toEqual([])
    await see(page.getByRole('listbox')).toHaveCount(0)
    expect([...(await page.evaluate(harms)), ...complaints]).toEqual([])
  })
})
