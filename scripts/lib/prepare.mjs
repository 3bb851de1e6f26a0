import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { takeLock } from '../../packages/db/src/folder-lock.mjs'
import { inRoot, Refusal, root, run, step } from './steps.mjs'

const major = (version) => Number(version.split('.')[0])

export function checkNodeVersion() {
  if (major(process.versions.node) >= 20) return
  throw new Refusal(
    `Parley needs Node 20 or later to start, and this is ${process.versions.node}: install a newer one.`,
  )
}

/**
 * Installs and builds what is out of date, one process at a time in this folder. `wait`: queue instead of refusing. Where nothing is, nothing
 * is written: a service may run from a folder that isn't its own.
 */
export async function prepare({ build = true, wait = false } = {}) {
  checkNodeVersion()
  if (isInstalled() && (!build || isBuilt())) return
  const lock = await lockFolder(wait)
  try {
    await install()
    if (build) await buildApps()
  } finally {
    lock.release()
  }
}

async function lockFolder(wait) {
  for (;;) {
    const lock = tryLock()
    if (lock.release) return lock
    if (!wait) {
      throw new Refusal(
        `Another command is preparing this folder (process ${lock.heldBy}): try again when it has started.`,
      )
    }
    await pause(200)
  }
}

function tryLock() {
  try {
    return takeLock(inRoot('.parley', 'prepare.lock'))
  } catch (error) {
    if (!['EACCES', 'EPERM', 'EROFS'].includes(error.code)) throw error
    throw new Refusal(
      `There is something to install or build in ${root}, and user ${process.getuid?.()} can't write there: run npm ci && npx turbo run build as its owner, then start with node apps/api/src/server.ts.`,
    )
  }
}

const sha256 = (...parts) => parts.reduce((hash, part) => hash.update(part), createHash('sha256')).digest('hex')

const installedStamp = inRoot('node_modules', '.parley-installed')
const wantedInstalled = () => sha256(readFileSync(inRoot('package-lock.json')), process.platform, process.arch)
const says = (stamp, wanted) => existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted

/** Whether node_modules is what package-lock.json says. */
const isInstalled = () => says(installedStamp, wantedInstalled()) || installedAsLocked()

async function install() {
  if (says(installedStamp, wantedInstalled())) return
  if (!installedAsLocked()) {
    const args = ['ci', '--no-audit', '--no-fund', '--loglevel=error']
    const npm = process.env.npm_execpath?.endsWith('.js')
      ? [process.execPath, [process.env.npm_execpath, ...args]]
      : ['npm', args]
    const { code, output } = await step('Installing packages (about a minute)', () => run(...npm))
    if (code !== 0) throw new Refusal(`The packages could not be installed. npm says:\n${output.trim()}`)
  }
  writeFileSync(installedStamp, wantedInstalled())
}

/** npm leaves a list of what it installed: the same versions as locked means that there's nothing to do. */
function installedAsLocked() {
  const list = inRoot('node_modules', '.package-lock.json')
  if (!existsSync(list)) return false
  const installed = JSON.parse(readFileSync(list, 'utf8')).packages
  const locked = JSON.parse(readFileSync(inRoot('package-lock.json'), 'utf8')).packages
  return Object.entries(locked).every(
    ([path, entry]) =>
      !path.includes('node_modules') || entry.optional || installed[path]?.version === entry.version || entry.link,
  )
}

const apps = ['partner', 'admin']
const sources = ['package-lock.json', 'tsconfig.base.json', 'apps/partner', 'apps/admin']
const sharedSources = ['packages/contract', 'packages/rules', 'packages/ui']

const builtStamp = inRoot('node_modules', '.cache', 'parley-built')
const wantedBuilt = () =>
  sha256(...[...sources, ...sharedSources].flatMap(filesBelow).flatMap((path) => [path, read(path)]))

/** Whether no file that the apps are made of has changed since the last build. */
const isBuilt = () =>
  apps.every((app) => existsSync(inRoot('apps', app, 'dist', 'index.html'))) && says(builtStamp, wantedBuilt())

async function buildApps() {
  if (isBuilt()) return
  const wanted = wantedBuilt() // before: what is edited meanwhile is built the next time
  const args = ['run', 'build', '--output-logs=errors-only', '--log-order=grouped']
  const { code, output } = await step('Building the two apps', () => turbo(args))
  if (code !== 0) throw new Refusal(`The apps could not be built:\n${output.trim()}`)
  mkdirSync(dirname(builtStamp), { recursive: true })
  writeFileSync(builtStamp, wanted)
}

const read = (path) => readFileSync(inRoot(path))

function filesBelow(path) {
  if (path.endsWith('.json')) return [path]
  return readdirSync(inRoot(path), { withFileTypes: true })
    .filter(({ name }) => !['node_modules', 'dist', '.turbo'].includes(name) && !/\.test\.tsx?$/.test(name))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => (entry.isDirectory() ? filesBelow(join(path, entry.name)) : [join(path, entry.name)]))
}

export function turbo(args, options = {}) {
  const env = { TURBO_TELEMETRY_DISABLED: '1', TURBO_NO_UPDATE_NOTIFIER: '1', PATH: pathWithNode24() }
  return run(inRoot('node_modules', '.bin', 'turbo'), args, { ...options, env })
}

/** The Node 24 that npm installed, else this one if it's new enough: it runs TypeScript as it is. */
export function node24() {
  const installed = inRoot('node_modules', '.bin', process.platform === 'win32' ? 'node.exe' : 'node')
  if (existsSync(installed)) return installed
  if (major(process.versions.node) >= 24) return process.execPath
  throw new Refusal(
    `Parley runs on Node 24, npm has none for ${process.platform}-${process.arch}, and this is ${process.versions.node}: install Node 24 and start again.`,
  )
}

export const pathWithNode24 = () => `${join(root, 'node_modules', '.bin')}:${process.env.PATH ?? ''}`
