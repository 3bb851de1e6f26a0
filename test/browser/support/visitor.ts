import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { repositoryDir } from '@parley/db/settings'
import type { Browser, BrowserContextOptions, ConsoleMessage, Page } from '@playwright/test'
import { afterAll, afterEach } from 'vitest'
import { password as worldPassword } from '../../support/program.ts'
import { launchChromium } from './chromium.ts'
import { visitorHeader } from './serve.ts'

const pictures = join(repositoryDir, 'test-results', 'browser')

/** A Chromium until the tests of the file are over. Of a test that failed it leaves pictures in `test-results/browser/`. */
export async function openChromium(): Promise<Browser> {
  const browser = await launchChromium()
  afterEach(async ({ task }) => {
    if (task.result?.state !== 'fail') return
    mkdirSync(pictures, { recursive: true })
    const pages = browser.contexts().flatMap((context) => context.pages())
    const name = task.name.replaceAll(/\W+/g, '-').slice(0, 60)
    for (const [index, page] of pages.entries())
      await page.screenshot({ path: join(pictures, `${name}-${index}.png`), fullPage: true }).catch(() => {})
  })
  afterAll(() => browser.close())
  return browser
}

export type Visitor = {
  page: Page
  /** Errors in the console, exceptions and breaches of the content policy since the visit began. */
  complaints: string[]
  leaves(): Promise<void>
}

/** A browser window of its own, with cookies and storage of its own. */
export async function visit(
  browser: Browser,
  url: string,
  options: BrowserContextOptions & { name?: string } = {},
): Promise<Visitor> {
  const { name, ...others } = options
  const context = await browser.newContext({
    baseURL: url,
    locale: 'en-US',
    timezoneId: 'America/Chicago',
    reducedMotion: 'reduce',
    viewport: { width: 1280, height: 900 },
    ...(name ? { extraHTTPHeaders: { [visitorHeader]: name } } : {}),
    ...others,
  })
  context.setDefaultTimeout(20_000)
  const page = await context.newPage()
  const complaints: string[] = []
  await page.addInitScript(reportPolicyBreaches)
  page.on('console', (message) => {
    if (message.type() === 'error' && !isExpected(message)) complaints.push(`${page.url()}: ${message.text()}`)
  })
  page.on('pageerror', (error) => complaints.push(`${page.url()}: ${error.message}`))
  return { page, complaints, leaves: () => context.close() }
}

function reportPolicyBreaches(): void {
  document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) =>
    console.error(`Content policy: ${violatedDirective} keeps out ${blockedURI}`),
  )
}

const logged = [
  { status: /\b(401|404)\b/, path: /\/api\/(v1\/me|demo)$/ },
  { status: /\b409\b/, path: /\/api\/v1\/staff\/accounts$/ },
]

/**
 * A stranger who asks who is signed in, a program without a demo, a new account that is known: Chromium logs each answer
 * of 4xx, wanted or not.
 */
const isExpected = (message: ConsoleMessage) =>
  message.text().startsWith('Failed to load resource: ') &&
  logged.some(({ status, path }) => status.test(message.text()) && path.test(message.location().url))

/** Signs in through the page of the app at `at` (`/` or `/admin/`), and waits for the first screen. */
export async function signIn(
  page: Page,
  person: { email: string; password?: string },
  at: '/' | '/admin/' = '/',
): Promise<void> {
  await page.goto(`${at}sign-in`)
  await page.getByLabel('E-mail').fill(person.email)
  await page.locator('#password').fill(person.password ?? worldPassword)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await page.waitForURL((to) => !to.pathname.endsWith('/sign-in'))
  await page.getByRole('heading', { level: 1 }).waitFor()
}
