import { globSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { repositoryDir } from '@parley/db/settings'
import type { Page } from '@playwright/test'
import type Axe from 'axe-core'
import { describe, expect, it } from 'vitest'
import { people } from '../../support/program.ts'
import { thorough } from '../../support/thorough.ts'
import { fillScreens } from './busy-program.ts'
import { openScreen, screens, type Who, wearColours } from './screens.ts'
import { servedWorld } from './serve.ts'
import { openChromium, signIn, type Visitor, visit } from './visitor.ts'

const signsIn: Record<Who, (visitor: Visitor) => Promise<void>> = {
  stranger: async () => {},
  seller: ({ page }) => signIn(page, people.alder),
  admin: ({ page }) => signIn(page, people.alderAdmin),
  manager: ({ page }) => signIn(page, people.manager, '/admin/'),
  editor: ({ page }) => signIn(page, people.editor, '/admin/'),
  approver: ({ page }) => signIn(page, people.approver, '/admin/'),
  finance: ({ page }) => signIn(page, people.finance, '/admin/'),
  operator: ({ page }) => signIn(page, people.operator, '/admin/'),
}

/** Signs each role in once, in a window of its own. */
function windows(chromium: Awaited<ReturnType<typeof openChromium>>, url: string) {
  const visitors = new Map<Who, Promise<Visitor>>()
  return (who: Who): Promise<Visitor> => {
    const known = visitors.get(who)
    if (known) return known
    const opened = visit(chromium, url).then(async (visitor) => {
      await signsIn[who](visitor)
      return visitor
    })
    visitors.set(who, opened)
    return opened
  }
}

const wcag = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']
const sizes = { wide: { width: 1280, height: 900 }, narrow: { width: 360, height: 740 } }
type Look = { size: keyof typeof sizes; colours: 'light' | 'dark' }
/** `npm test` looks at each screen in one of the first two, by turns; `npm run test:whole` in all. */
const looks: readonly Look[] = [
  { size: 'wide', colours: 'light' },
  { size: 'narrow', colours: 'dark' },
  { size: 'wide', colours: 'dark' },
  { size: 'narrow', colours: 'light' },
]

async function wears(page: Page, { size, colours }: Look): Promise<void> {
  await page.setViewportSize(sizes[size])
  await wearColours(page, colours)
}

/** What axe finds against WCAG 2.2, levels A and AA. It's given to a page once: that takes as long as its rules. */
async function barriers(page: Page): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axeSource)
  const violations = await page.evaluate(async (tags) => {
    const { axe } = window as unknown as { axe: typeof Axe }
    const found = await axe.run({ runOnly: { type: 'tag', values: tags }, resultTypes: ['violations'] })
    return found.violations
  }, wcag)
  return violations.flatMap(({ id, help, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id} (${help}) ${html}\n${failureSummary}`),
  )
}
const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

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

/**
 * Every screen of an app, wide and narrow, in light and in dark.
 * `routes` finds the addresses in the app's own files that list them, so that none is forgotten.
 */
export async function everyoneCanUse(app: 'partner' | 'admin', routes: { sources: string; pattern: RegExp }) {
  const w = await servedWorld()
  await fillScreens(w)
  const visitorFor = windows(await openChromium(), w.url)
  const ofApp = screens.filter((screen) => screen.app === app).map((screen, place) => ({ ...screen, place }))

  describe('every screen can be read and used by everyone, wide and narrow, light and dark', () => {
    it.each(ofApp)('$name', async (screen) => {
      const { page, complaints } = await visitorFor(screen.who)
      complaints.length = 0
      const found: string[] = []
      const [one, ...others] = thorough ? looks : [looks[screen.place % 2]!]
      await page.emulateMedia({ colorScheme: one!.colours, reducedMotion: 'reduce' })
      await page.setViewportSize(sizes[one!.size])
      await openScreen(page, screen)
      const look = async (as: Look) =>
        found.push(
          ...[...(await barriers(page)), ...(await page.evaluate(sideways))].map(
            (each) => `${as.size}, ${as.colours}: ${each}`,
          ),
        )
      await look(one!)
      for (const other of others) {
        await wears(page, other)
        await look(other)
      }
      expect([...found, ...complaints]).toEqual([])
    })

    it(`and that is every route of ${routes.sources}`, () => {
      const known = globSync(routes.sources, { cwd: repositoryDir }).flatMap((source) =>
        [...readFileSync(join(repositoryDir, source), 'utf8').matchAll(routes.pattern)].map(([, path]) => path),
      )
      const shown = new Set(ofApp.map(({ route }) => route))
      expect(known.length).toBeGreaterThan(20)
      expect(known.filter((route) => !shown.has(route!))).toEqual([])
    })
  })
}
