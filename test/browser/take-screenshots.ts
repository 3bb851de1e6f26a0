// For people: `node test/browser/take-screenshots.ts http://localhost:3000 OUTDIR`, on a running demo, takes every
// screen at 1280 and 360 px, light and dark. It signs in as people of the demo and changes nothing.
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, Page } from '@playwright/test'
import { launchChromium } from './support/chromium.ts'
import { openScreen, screens, type Who, wearColours } from './support/screens.ts'

type SignIn = { email: string; password: string; role: string; audience: 'partner' | 'staff' }

/** Pixels; a list that goes on looks like its beginning. */
const tallest = 2600
const sizes = [
  { width: 1280, height: 900 },
  { width: 360, height: 740 },
]
const roles: Record<Exclude<Who, 'stranger'>, string> = {
  seller: 'partnerSeller',
  admin: 'partnerAdmin',
  manager: 'channelManager',
  editor: 'policyEditor',
  approver: 'policyApprover',
  finance: 'finance',
  operator: 'operator',
}

const [url, folder] = process.argv.slice(2)
if (!url || !folder) {
  console.error('Say where Parley runs and where the pictures go: node test/browser/take-screenshots.ts URL FOLDER')
  process.exit(1)
}
mkdirSync(folder, { recursive: true })
const browser = await launchChromium()
let missing = 0
try {
  const signIns = await demoOf(url)
  for (const who of ['stranger', 'seller', 'admin', 'manager', 'editor', 'approver', 'finance', 'operator'] as const) {
    const page = await signedIn(browser, signIns, who)
    for (const screen of screens.filter((each) => each.who === who)) await take(page, screen)
    await page.context().close()
  }
} finally {
  await browser.close()
}
process.exit(missing > 0 ? 1 : 0)

async function demoOf(server: string): Promise<SignIn[]> {
  const answer = await fetch(new URL('/api/demo', server))
  if (!answer.ok) throw new Error(`There is no demo at ${server}: start Parley with it, then try again.`)
  return ((await answer.json()) as { signIns: SignIn[] }).signIns
}

async function signedIn(chromium: Browser, signIns: SignIn[], who: Who): Promise<Page> {
  const context = await chromium.newContext({ baseURL: url!, locale: 'en-US', reducedMotion: 'reduce' })
  const page = await context.newPage()
  if (who === 'stranger') return page
  const person = signIns.find(({ role }) => role === roles[who])
  if (!person) throw new Error(`The demo has nobody with the role ${roles[who]}.`)
  const { email, password } = person
  const answer = await page.request.post('/api/auth/sign-in/email', { data: { email, password } })
  if (!answer.ok()) throw new Error(`${email} can’t sign in: ${answer.status()} ${await answer.text()}`)
  return page
}

/** Four pictures of one screen. What this demo has nothing to show for is named, and the others go on. */
async function take(page: Page, screen: (typeof screens)[number]): Promise<void> {
  const name = screen.name.replaceAll(/\W+/g, '-')
  try {
    for (const size of sizes) {
      await page.setViewportSize(size)
      await openScreen(page, screen)
      for (const colours of ['light', 'dark'] as const) {
        await wearColours(page, colours)
        const path = join(folder!, `${screen.app}-${name}-${size.width}-${colours}.png`)
        const height = Math.min(tallest, await page.evaluate(() => document.documentElement.scrollHeight))
        await page.screenshot({ path, fullPage: true, clip: { x: 0, y: 0, width: size.width, height } })
      }
    }
    console.log(screen.name)
  } catch (error) {
    missing += 1
    console.error(`${screen.name}: ${(error as Error).message.split('\n')[0]}`)
  }
}
