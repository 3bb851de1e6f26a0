import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import AxeBuilder from '@axe-core/playwright'
import { repositoryDir } from '@parley/db/settings'
import type { Page } from '@playwright/test'
import { describe, expect, it } from 'vitest'
import { people } from '../support/program.ts'
import { fillScreens } from './support/busy-program.ts'
import { Keyboard } from './support/keyboard.ts'
import { openScreen, screens, type Who, wearColours } from './support/screens.ts'
import { see } from './support/see.ts'
import { servedWorld } from './support/serve.ts'
import { openChromium, signIn, type Visitor, visit } from './support/visitor.ts'

const w = await servedWorld()
await fillScreens(w)
const chromium = await openChromium()

const signsIn: Record<Who, (visitor: Visitor) => Promise<void>> = {
  stranger: async () => {},
  seller: ({ page }) => signIn(page, people.alder),
  admin: ({ page }) => signIn(page, people.alderAdmin),
  manager: ({ page }) => signIn(page, people.manager, '/admin/'),
  editor: ({ page }) => signIn(page, people.editor, '/admin/'),
  approver: ({ page }) => signIn(page, people.approver, '/admin/'),
  operator: ({ page }) => signIn(page, people.operator, '/admin/'),
}
const visitors = new Map<Who, Promise<Visitor>>()
/** One window for each role, signed in once. */
function visitorFor(who: Who): Promise<Visitor> {
  const known = visitors.get(who)
  if (known) return known
  const opened = visit(chromium, w.url).then(async (visitor) => {
    await signsIn[who](visitor)
    return visitor
  })
  visitors.set(who, opened)
  return opened
}

const wcag = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']
/** What can differ between light and dark; everything else was looked at in light. */
const aboutColours = ['color-contrast', 'link-in-text-block']
/** The narrow screen has the colours of the wide one: it wears one set of them. */
const sizes = [
  { width: 1280, height: 900, wears: ['light', 'dark'] },
  { width: 360, height: 740, wears: ['light'] },
] as const

async function barriers(page: Page, colours: 'light' | 'dark'): Promise<string[]> {
  const axe = new AxeBuilder({ page }).setLegacyMode(true).options({ resultTypes: ['violations'] })
  const { violations } = await (colours === 'light' ? axe.withTags(wcag) : axe.withRules(aboutColours)).analyze()
  return violations.flatMap(({ id, help, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id} (${help}) ${html}\n${failureSummary}`),
  )
}

/** The page, and what scrolls up and down in its stead, must not scroll sideways too; a wide table may, in its own frame. */
function sideways(): string[] {
  const frames = [...document.querySelectorAll('main, main *')].filter(
    (element) =>
      /auto|scroll/.test(getComputedStyle(element).overflowY) &&
      element.scrollHeight > element.clientHeight &&
      !element.matches('.cm-scroller'),
  )
  const tooWide = [document.documentElement, ...frames].filter(
    ({ scrollWidth, clientWidth }) => scrollWidth > clientWidth,
  )
  const cutOff = [...document.querySelectorAll('main')].filter(
    (main) => main.getBoundingClientRect().right > innerWidth,
  )
  return [...tooWide, ...cutOff].map(
    ({ tagName, className, scrollWidth }) => `${tagName} ${className} is ${scrollWidth} wide`,
  )
}

describe('every screen can be read and used by everyone, wide and narrow, light and dark', () => {
  it.each(screens)('$name', async (screen) => {
    const { page, complaints } = await visitorFor(screen.who)
    complaints.length = 0
    const found: string[] = []
    for (const { width, height, wears } of sizes) {
      await page.setViewportSize({ width, height })
      await openScreen(page, screen)
      for (const colours of wears) {
        await wearColours(page, colours)
        found.push(...(await barriers(page, colours)).map((barrier) => `${width} ${colours}: ${barrier}`))
      }
      found.push(...(await page.evaluate(sideways)).map((place) => `${width}: ${place}`))
    }
    expect([...found, ...complaints]).toEqual([])
  })

  it.each([
    { app: 'partner', source: 'apps/partner/src/paths.ts', pattern: /: '(\/[^']*)'/g },
    { app: 'admin', source: 'apps/admin/src/router.tsx', pattern: /\bpath: '(\/[^']*)'/g },
  ] as const)('and that is every route of $source', ({ app, source, pattern }) => {
    const routes = [...readFileSync(join(repositoryDir, source), 'utf8').matchAll(pattern)].map(([, path]) => path)
    const shown = new Set(screens.filter((screen) => screen.app === app).map(({ route }) => route))
    expect(routes.length).toBeGreaterThan(4)
    expect(routes.filter((route) => !shown.has(route!))).toEqual([])
  })
})

describe('a partner without a mouse', () => {
  it('signs in, registers a deal and reads the answer with the keyboard alone', async () => {
    const { page, complaints } = await visit(chromium, w.url)
    const keys = new Keyboard(page)
    await page.goto('/')
    await keys.types('E-mail', people.brightwater.email)
    await keys.types('Password', 'a long enough password')
    await page.keyboard.press('Enter')
    await see(page.getByRole('heading', { level: 1 })).not.toHaveText('Who is it?')

    await keys.follows('link', 'Register a deal')
    await keys.types('Customer', 'Ravenswood Turbine Works')
    await keys.picks('Country', 'United States')
    await keys.chooses('Which product family is it for?', 'Backup')
    await keys.chooses('Is this new business, an expansion or a renewal?', 'New business')
    await keys.types('How much do you expect the customer to spend?', '45,000')
    await keys.types('When do you expect to close?', '02152027')
    await keys.chooses('What is your part in the deal?', 'Managed service')
    await keys.chooses('Do you register one opportunity or the whole account?', 'One opportunity')
    await keys.types(
      'What does the customer want to solve?',
      'They want to replace tape backups in fourteen depots before the lease of the old library ends in spring.',
    )
    await keys.types('Who is your contact at the customer?', 'Dana Whitfield')
    await keys.types('Their e-mail address', 'dana.whitfield@example.com')
    await keys.types('How many meetings have you held with the customer?', '2')
    await keys.chooses('Is there a public tender?', 'No tender')
    await keys.chooses('Has the customer chosen a partner?', 'Not chosen yet')
    await keys.chooses('Have you registered this opportunity with a competing vendor?', 'No')
    await keys.follows('button', 'Register this deal')

    await see(page.getByRole('article').first()).toContainText('Approved')
    await see(page.getByRole('heading', { level: 1 })).toBeFocused()
    expect(complaints).toEqual([])
  })
})
