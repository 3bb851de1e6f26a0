import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import AxeBuilder from '@axe-core/playwright'
import { repositoryDir } from '@parley/db/settings'
import type { Page } from '@playwright/test'
import { describe, expect, it } from 'vitest'
import { people } from '../../support/program.ts'
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
/** What can differ when it is dark and narrow; everything else was looked at wide and in light. */
const aboutLooks = [
  'color-contrast',
  'link-in-text-block',
  'target-size',
  'scrollable-region-focusable',
  'button-name',
  'link-name',
  'label',
  'aria-hidden-focus',
  'duplicate-id-aria',
]
const wide = { width: 1280, height: 900 }
const narrow = { width: 360, height: 740 }

async function barriers(page: Page, rules: 'all' | 'aboutLooks'): Promise<string[]> {
  const axe = new AxeBuilder({ page }).setLegacyMode(true).options({ resultTypes: ['violations'] })
  const { violations } = await (rules === 'all' ? axe.withTags(wcag) : axe.withRules(aboutLooks)).analyze()
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

/**
 * Every screen of an app: wide in light, and narrow in dark.
 * `routes` finds the addresses in the app's own files that list them, so that none is forgotten.
 */
export async function everyoneCanUse(app: 'partner' | 'admin', routes: { sources: string; pattern: RegExp }) {
  const w = await servedWorld()
  await fillScreens(w)
  const visitorFor = windows(await openChromium(), w.url)
  const ofApp = screens.filter((screen) => screen.app === app)

  describe('every screen can be read and used by everyone, wide and narrow, light and dark', () => {
    it.each(ofApp)('$name', async (screen) => {
      const { page, complaints } = await visitorFor(screen.who)
      complaints.length = 0
      const found: string[] = []
      const look = async (as: string, rules: 'all' | 'aboutLooks') =>
        found.push(
          ...(await barriers(page, rules)).map((barrier) => `${as}: ${barrier}`),
          ...(await page.evaluate(sideways)).map((place) => `${as}: ${place}`),
        )
      await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' })
      await page.setViewportSize(wide)
      await openScreen(page, screen)
      await look('wide, light', 'all')
      await page.setViewportSize(narrow)
      await wearColours(page, 'dark')
      await look('narrow, dark', 'aboutLooks')
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
