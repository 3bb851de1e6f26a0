import { spawnSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import {
  chownSync,
  existsSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { canEnter, type RunAs, reachableRoot } from './postgres-binaries.ts'
import { SettingError } from './settings.ts'

/** The files lie in dataDir, unless root's server user can't get there: then under /var/lib, and a note says where. */
export function filesParent(dataDir: string, user: RunAs, say: (line: string) => void): string {
  if (canEnter(dataDir, user)) return realpathSync(dataDir)
  const note = join(dataDir, 'files-are-in')
  if (!existsSync(note)) {
    const place = join(reachableRoot, randomUUID().slice(0, 8))
    mkdirSync(place, { recursive: true, mode: 0o755 })
    writeFileSync(join(place, 'belongs-to'), `${dataDir}\n`)
    writeFileSync(note, place)
  }
  const place = readFileSync(note, 'utf8').trim()
  mkdirSync(place, { recursive: true, mode: 0o755 })
  say(`The database's files are in ${place}: its unprivileged user can't enter ${dataDir}.`)
  return realpathSync(place)
}

/** The folder under /var/lib that filesParent made for this dataDir, and the note about it. */
export function removeOtherPlace(dataDir: string) {
  const note = join(dataDir, 'files-are-in')
  if (!existsSync(note)) return
  rmSync(readFileSync(note, 'utf8').trim(), { recursive: true, force: true })
  rmSync(note)
}

/** initdb into a draft folder, then a rename: a start that was killed half-way leaves nothing that looks complete. */
export function createFiles(
  binaries: string,
  filesDir: string,
  password: string,
  user: RunAs,
  options: { durable?: boolean; say?: (line: string) => void },
) {
  options.say?.('Creating the database')
  const draft = `${filesDir}.draft`
  const passwordFile = `${filesDir}.password`
  rmSync(draft, { recursive: true, force: true })
  rmSync(passwordFile, { force: true })
  mkdirSync(draft, { mode: 0o700 })
  writeFileSync(passwordFile, password, { mode: 0o600 })
  if (user) for (const path of [draft, passwordFile]) chownSync(path, user.uid, user.gid)
  const made = spawnSync(
    join(binaries, 'bin', 'initdb'),
    [
      ...['-D', draft, '-U', 'postgres', `--pwfile=${passwordFile}`, '--auth=scram-sha-256', '--encoding=UTF8'],
      ...['--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--no-instructions'],
      ...(options.durable === false ? ['--no-sync'] : []),
    ],
    { ...user, cwd: '/', env: { LC_ALL: 'C', TZ: 'UTC' }, encoding: 'utf8' },
  )
  rmSync(passwordFile, { force: true })
  if (made.status !== 0) {
    rmSync(draft, { recursive: true, force: true })
    const why = (made.stderr || String(made.error ?? '')).trim().split('\n').at(-1)
    throw new SettingError(`The embedded PostgreSQL couldn't create its files in ${filesDir}: ${why}`)
  }
  renameSync(draft, filesDir)
}

/** A newer PostgreSQL doesn't read an older one's files. Throws SettingError. */
export function refuseOtherMajor(binaries: string, filesDir: string, user: RunAs) {
  const theirs = readFileSync(join(filesDir, 'PG_VERSION'), 'utf8').trim()
  const ours = /(\d+)/.exec(
    spawnSync(join(binaries, 'bin', 'postgres'), ['--version'], { ...user, cwd: '/' }).stdout.toString(),
  )?.[1]
  if (theirs === ours) return
  throw new SettingError(
    `The data in ${filesDir} was made by PostgreSQL ${theirs}, and this Parley brings ${ours}: dump it with the old one, or set PARLEY_DATA to a new folder.`,
  )
}
