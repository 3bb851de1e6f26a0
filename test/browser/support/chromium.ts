import { existsSync } from 'node:fs'
import { type Browser, chromium } from '@playwright/test'

const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/** The Chromium of PARLEY_CHROMIUM (`npm test` finds one), else Debian's. Throws when it isn't there. */
export function launchChromium(): Promise<Browser> {
  const executablePath = process.env.PARLEY_CHROMIUM || '/usr/bin/chromium'
  if (!existsSync(executablePath))
    throw new Error(`There is no Chromium at ${executablePath}: run npm test, or set PARLEY_CHROMIUM to one.`)
  return chromium.launch({ executablePath, args: flags })
}
