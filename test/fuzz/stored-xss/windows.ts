import type { Browser, BrowserContextOptions, Page } from '@playwright/test'
import type { Who } from '../../browser/support/screen.ts'
import { openScreen, settle } from '../../browser/support/screens.ts'
import { signIn } from '../../browser/support/visitor.ts'
import { people } from '../../support/program.ts'
import type { HostileTexts } from './hostile-texts.ts'
import type { Visit } from './visits.ts'
import { type Harm, look, watch } from './watch.ts'

/** Of each app, which payload of which field was read on a screen: `registerDeal /account/name 7`. */
export type Seen = Record<Visit['app'], Set<string>>

export const signsIn: Record<Who, (page: Page) => Promise<void>> = {
  stranger: async () => {},
  seller: (page) => signIn(page, people.alder),
  admin: (page) => signIn(page, people.alderAdmin),
  manager: (page) => signIn(page, people.manager, '/admin/'),
  editor: (page) => signIn(page, people.editor, '/admin/'),
  approver: (page) => signIn(page, people.approver, '/admin/'),
  finance: (page) => signIn(page, people.finance, '/admin/'),
  operator: (page) => signIn(page, people.operator, '/admin/'),
}

/** A window of its own, watched. */
export async function openWindow(chromium: Browser, url: string, options: BrowserContextOptions = {}) {
  const context = await chromium.newContext({
    baseURL: url,
    locale: 'en-US',
    timezoneId: 'America/Chicago',
    reducedMotion: 'reduce',
    viewport: { width: 1280, height: 900 },
    ...options,
  })
  context.setDefaultTimeout(60_000)
  const harm = await watch(context, url)
  return { page: await context.newPage(), harm, leaves: () => context.close() }
}

/** As a link leads there: the next record on a screen that is loaded, waiting for its own answer. Anything else is loaded anew. */
async function opens(page: Page, visit: Visit): Promise<void> {
  const path = `${visit.app === 'admin' ? '/admin' : ''}${visit.path}`
  const id = typeof visit.path === 'string' && /[0-9a-f-]{36}$/.exec(visit.path)?.[0]
  const { pathname, protocol } = new URL(page.url())
  const isThere = protocol === 'http:' && pathname.startsWith('/admin') === (visit.app === 'admin')
  if (!id || !isThere || visit.act) return openScreen(page, visit)
  await Promise.all([
    page.waitForResponse((response) => response.url().includes(id)),
    page.evaluate((to) => history.pushState(null, '', to), path),
  ])
  await settle(page)
}

/** Opens each address as whoever may, several people at once, and reads all of it. Ends in what was wrong. */
export async function visitAll(
  chromium: Browser,
  url: string,
  visits: readonly Visit[],
  texts: HostileTexts,
  options: BrowserContextOptions,
): Promise<{ harm: Harm; markup: string[]; unseen: string[]; seen: Seen }> {
  const seen: Seen = { partner: new Set(), admin: new Set() }
  const markup: string[] = []
  const unseen: string[] = []
  const harms: Harm[] = []
  const visitAs = async (who: Who, own: readonly Visit[]) => {
    const { page, harm, leaves } = await openWindow(chromium, url, options)
    harms.push(harm)
    await signsIn[who](page)
    for (const visit of own) {
      const reads = async () => {
        const found = await look(page)
        markup.push(...found.markup.map((each) => `${visit.name}: ${each}`))
        for (const { field, n } of texts.seenIn(found.text)) seen[visit.app].add(`${field} ${n}`)
      }
      try {
        await opens(page, visit)
        await reads()
        for (const step of visit.steps ?? []) {
          await step(page)
          await settle(page)
          await reads()
        }
      } catch (error) {
        unseen.push(`${visit.name} can’t be seen: ${(error as Error).message.slice(0, 600)}`)
      }
    }
    await page.waitForTimeout(200) // what a page began to load is asked for
    await leaves()
  }
  // Two at work at a time, each as one person after the other; who has most to see begins.
  const people = [...Map.groupBy(visits, ({ who }) => who)].sort(([, one], [, other]) => other.length - one.length)
  const works = async () => {
    for (let next = people.shift(); next; next = people.shift()) await visitAs(...next)
  }
  await Promise.all([works(), works()])
  const all = (of: keyof Harm) => harms.flatMap((harm) => harm[of])
  const harm = { ran: all('ran'), loaded: all('loaded'), kept: all('kept'), complained: all('complained') }
  return { harm, markup, unseen, seen }
}
