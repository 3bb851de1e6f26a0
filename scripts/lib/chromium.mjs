import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { inRoot, Refusal, run, step } from './steps.mjs'

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome']

/** The path of a Chromium; installs one where there is none. Throws Refusal when it can't. */
export async function findChromium() {
  const given = process.env.PARLEY_CHROMIUM
  if (given && existsSync(given)) return given
  if (given)
    throw new Refusal(`PARLEY_CHROMIUM is "${given}", and there is no such file: leave it out to have one found.`)
  return (await existing()) ?? (await fromDebian()) ?? (await fromPlaywright()) ?? refuse()
}

async function existing() {
  const folders = [...(process.env.PATH ?? '').split(':'), '/usr/bin', '/snap/bin']
  const candidates = [
    ...names.flatMap((name) => folders.map((folder) => join(folder, name))),
    '/opt/google/chrome/chrome',
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
    await playwrightPath(),
  ]
  return candidates.find((path) => path && existsSync(path))
}

async function playwrightPath() {
  const module = inRoot('node_modules', 'playwright-core', 'index.mjs')
  if (!existsSync(module)) return undefined
  const { chromium } = await import(pathToFileURL(module).href)
  return chromium.executablePath()
}

async function fromDebian() {
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return undefined
  const install = ['install', '-y', '--no-install-recommends', 'chromium']
  const env = { DEBIAN_FRONTEND: 'noninteractive' }
  await step('Installing Chromium from Debian', async () => {
    const first = await run('apt-get', install, { env })
    if (first.code === 0) return
    await run('apt-get', ['update'], { env })
    await run('apt-get', install, { env })
  })
  return existing()
}

async function fromPlaywright() {
  const cli = inRoot('node_modules', 'playwright-core', 'cli.js')
  await step('Downloading Chromium', () => run(process.execPath, [cli, 'install', 'chromium']))
  return existing()
}

function refuse() {
  throw new Refusal(
    'The browser tests need a Chromium and none could be installed: install Chromium or Chrome, or set PARLEY_CHROMIUM to its path.',
  )
}
