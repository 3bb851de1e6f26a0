import { randomBytes } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { isAbsolute, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { writingAt } from './explain-write-error.ts'
import { type MailSettings, mailSettings } from './mail-settings.ts'

/** What the person who starts Parley can mend. The message is one sentence that names the setting and the mend. */
export class SettingError extends Error {
  override name = 'SettingError'
}

export type Settings = {
  /** TCP port of the API and both apps. */
  port: number
  /** Address to listen on. */
  host: string
  /** Origin that browsers use, without a trailing slash. */
  publicUrl: string
  /** A PostgreSQL server of your own; undefined means the embedded one. */
  databaseUrl: string | undefined
  /** The same database by a login of the requests' own; undefined means that they act as `parley_app` by the owner's. */
  appDatabaseUrl: string | undefined
  /** Absolute folder of the embedded database, its password and the kept secrets. */
  dataDir: string
  /** Key that signs sessions; undefined means the one kept in dataDir. */
  secret: string | undefined
  /** The one before it, which still opens what it sealed until that is sealed anew; `lost` when nobody has it any more. */
  secretBefore: string | 'lost' | undefined
  /** Absolute path of the file that signed checkpoints are appended to. */
  checkpointFile: string
  /** Ed25519 seed that signs checkpoints, 32 bytes as base64url; undefined means the one kept in dataDir. */
  checkpointKey: string | undefined
  /** The mail server and the sender; undefined means that e-mails wait. */
  mail: MailSettings | undefined
  /** Connections in the app's pool. */
  poolSize: number
  /** Whether an empty database is filled with the demo: unless it is said, the embedded one only, while nobody else reaches it. */
  demo: boolean
  /** Requests that one person may send in a minute; 0 for as many as they like. */
  requestsPerMinute: number
  /** Whether a proxy of yours stands before Parley and writes X-Forwarded-For. */
  proxy: boolean
}

export const repositoryDir = fileURLToPath(new URL('../../../', import.meta.url)).replace(/[/\\]$/, '')

type Env = Record<string, string | undefined>

/** Reads every setting from the environment. Throws SettingError on the first that can't be used. */
export function readSettings(env: Env): Settings {
  const port = wholeNumber(env, 'PORT', 3000, 1, 65535)
  const host = given(env, 'PARLEY_HOST') ?? '127.0.0.1'
  const ownDatabase = databaseUrl(env, 'DATABASE_URL')
  const appDatabaseUrl = databaseUrl(env, 'DATABASE_APP_URL')
  if (appDatabaseUrl !== undefined && ownDatabase === undefined) {
    throw new SettingError(
      'DATABASE_APP_URL is set and DATABASE_URL isn’t: the embedded database makes its own login. Set both or leave both out.',
    )
  }
  const local = host === '0.0.0.0' || host === '::' || host === '127.0.0.1' ? 'localhost' : host
  const browsers = publicUrl(env) ?? `http://${local.includes(':') ? `[${local}]` : local}:${port}`
  return {
    port,
    host,
    publicUrl: browsers,
    databaseUrl: ownDatabase,
    appDatabaseUrl,
    dataDir: dataDir(env),
    secret: secret(env, 'PARLEY_SECRET'),
    secretBefore: secretBefore(env),
    checkpointFile: path(env, 'PARLEY_CHECKPOINTS') ?? join(dataDir(env), 'checkpoints.jsonl'),
    checkpointKey: checkpointKey(env),
    mail: mailSettings(env),
    poolSize: wholeNumber(env, 'PARLEY_POOL_SIZE', 10, 2, 500),
    demo: onOrOff(env, 'PARLEY_DEMO', ownDatabase === undefined && !isForOthers({ host, publicUrl: browsers })),
    requestsPerMinute: wholeNumber(env, 'PARLEY_REQUESTS_PER_MINUTE', 1_200, 0, 1_000_000),
    proxy: onOrOff(env, 'PARLEY_PROXY', false),
  }
}

/** The variable, or what stands in the file that `<name>_FILE` names: secrets needn't be in an environment. */
export function given(env: Env, name: string): string | undefined {
  const value = env[name]?.trim()
  const file = env[`${name}_FILE`]?.trim()
  if (value && file) throw new SettingError(`${name} and ${name}_FILE are both set: leave one of them out.`)
  if (value) return value
  if (!file) return undefined
  try {
    return readFileSync(file, 'utf8').trim() || undefined
  } catch (error) {
    throw new SettingError(`${name}_FILE is "${file}", which can't be read (${(error as NodeJS.ErrnoException).code}).`)
  }
}

export function oneOf<const T extends string>(env: Env, name: string, words: readonly T[], fallback: T): T {
  const value = given(env, name) ?? fallback
  if ((words as readonly string[]).includes(value)) return value as T
  throw new SettingError(`${name} is "${value}": set it to ${words.join(', ')}, or leave it out for ${fallback}.`)
}

export function wholeNumber(env: Env, name: string, fallback: number, least: number, most: number): number {
  const value = given(env, name)
  if (value === undefined) return fallback
  const number = /^\d{1,9}$/.test(value) ? Number(value) : Number.NaN
  if (number >= least && number <= most) return number
  throw new SettingError(
    `${name} is "${value}": set it to a whole number from ${least} to ${most}, or leave it out for ${fallback}.`,
  )
}

export function onOrOff(env: Env, name: string, fallback: boolean): boolean {
  const value = given(env, name)
  if (value === undefined) return fallback
  if (value === 'on' || value === 'off') return value === 'on'
  throw new SettingError(`${name} is "${value}": set it to on or off, or leave it out for ${fallback ? 'on' : 'off'}.`)
}

function publicUrl(env: Env): string | undefined {
  const value = given(env, 'PARLEY_URL')
  if (value === undefined) return undefined
  const url = URL.parse(value)
  if (url?.protocol === 'http:' && !isThisMachine(url.hostname) && !onOrOff(env, 'PARLEY_PLAIN_HTTP', false))
    throw new SettingError(
      `PARLEY_URL is "${value}": sign-ins would cross the network unencrypted. Put a proxy with TLS before Parley and write https, or say PARLEY_PLAIN_HTTP=on.`,
    )
  if (url && (url.protocol === 'http:' || url.protocol === 'https:') && url.pathname === '/' && !url.search) {
    return url.origin
  }
  throw new SettingError(
    `PARLEY_URL is "${value}": set it to the address that browsers use, such as https://deals.example.com, without a path.`,
  )
}

/** Whether anybody but this machine's people is meant to get in: then nobody may have a password that everybody knows. */
export const isForOthers = ({ host, publicUrl }: Pick<Settings, 'host' | 'publicUrl'>): boolean =>
  !isThisMachine(host.includes(':') ? `[${host}]` : host) || !isThisMachine(new URL(publicUrl).hostname)

/** What browsers take for safe without TLS (W3C Secure Contexts, 3.1). */
export const isThisMachine = (host: string): boolean => /^(localhost|.+\.localhost|127(\.\d+){3}|\[::1\])$/.test(host)

/** Names no part of the value: it may hold a password. */
function databaseUrl(env: Env, name: 'DATABASE_URL' | 'DATABASE_APP_URL'): string | undefined {
  const value = given(env, name)
  if (value === undefined) return undefined
  const shape = 'postgresql://user:password@host:5432/database'
  const url = URL.parse(value)
  if (!url)
    throw new SettingError(
      `${name} can't be read as an address: write it as ${shape}, with @, :, /, # and % of a password as %40, %3A, %2F, %23 and %25.`,
    )
  if (url.protocol !== 'postgresql:' && url.protocol !== 'postgres:') {
    throw new SettingError(`${name} starts with ${url.protocol}// but Parley needs PostgreSQL: write it as ${shape}.`)
  }
  // What stands in the wrong place then is a piece of the password, which the next sentence about it would show.
  if (url.pathname.includes('@') || url.search.includes('@') || url.hash || !isDecodable(url))
    throw new SettingError(
      `${name} has an @, /, ?, # or % in the password or the name that ends it early: write them as %40, %2F, %3F, %23 and %25, in ${shape}.`,
    )
  if (url.pathname.length < 2) throw new SettingError(`${name} names no database: write it as ${shape}.`)
  return value
}

function isDecodable({ username, password, pathname }: URL): boolean {
  try {
    return [username, password, pathname].every((part) => decodeURIComponent(part) !== undefined)
  } catch {
    return false
  }
}

const dataDir = (env: Env) => path(env, 'PARLEY_DATA') ?? join(repositoryDir, '.parley')

function path(env: Env, name: string): string | undefined {
  const value = given(env, name)
  if (value === undefined) return undefined
  return isAbsolute(value) ? resolve(value) : resolve(env.INIT_CWD ?? process.cwd(), value)
}

function checkpointKey(env: Env): string | undefined {
  const value = given(env, 'PARLEY_CHECKPOINT_KEY')
  if (value === undefined || /^[\w-]{43}$/.test(value)) return value
  throw new SettingError(
    'PARLEY_CHECKPOINT_KEY is not a key of 32 bytes: give it 43 characters of base64url, as in a kept file checkpoint-key, or leave it out.',
  )
}

function secret(env: Env, name: string): string | undefined {
  const value = given(env, name)
  if (value === undefined || value.length >= 32) return value
  throw new SettingError(
    `${name} has ${value.length} characters: give it at least 32 random ones (openssl rand -hex 32), or leave it out.`,
  )
}

function secretBefore(env: Env): string | undefined {
  if (given(env, 'PARLEY_SECRET_BEFORE') === 'lost') return 'lost'
  const before = secret(env, 'PARLEY_SECRET_BEFORE')
  if (before === undefined) return undefined
  const now = given(env, 'PARLEY_SECRET')
  if (now === undefined)
    throw new SettingError(
      'PARLEY_SECRET_BEFORE is set and PARLEY_SECRET isn’t: set PARLEY_SECRET to the new one, or leave both out.',
    )
  if (now === before)
    throw new SettingError(
      'PARLEY_SECRET_BEFORE is the same as PARLEY_SECRET: set PARLEY_SECRET to the new one, or leave the one before out.',
    )
  return before
}

/** A random secret (43 URL-safe characters) that is made once and kept in `<dir>/<name>`, readable by its owner only. */
export function keptSecret(dir: string, name: string): string {
  const path = join(dir, name)
  return writingAt('PARLEY_DATA', dir, () => {
    mkdirSync(dir, { recursive: true })
    try {
      writeFileSync(path, randomBytes(32).toString('base64url'), { mode: 0o600, flag: 'wx' })
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    }
    return readFileSync(path, 'utf8').trim()
  })
}

/** Turns what `server.listen` emits into a sentence; anything else is returned as it is. */
export function explainListenError(error: unknown, settings: Pick<Settings, 'port' | 'host'>): unknown {
  const code = (error as NodeJS.ErrnoException | undefined)?.code
  if (code === 'EADDRINUSE') {
    return new SettingError(
      `Port ${settings.port} is taken by another program: stop it, or choose another port, such as PORT=${settings.port + 1} npm start.`,
    )
  }
  if (code === 'EACCES') {
    return new SettingError(`Port ${settings.port} needs more rights than you have: choose one above 1023 with PORT.`)
  }
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') {
    return new SettingError(
      `PARLEY_HOST is "${settings.host}", which is not an address of this machine: use 127.0.0.1, or 0.0.0.0 for all.`,
    )
  }
  return error
}

/** Prints a SettingError as its one sentence and anything else with its stack, and ends the process with 1. */
export function exitWith(error: unknown): never {
  if (error instanceof SettingError) console.error(error.message)
  else console.error(error)
  process.exit(1)
}
