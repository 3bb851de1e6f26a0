import { hkdfSync, randomBytes, randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import type { Role } from '@parley/contract/session'
import type { MailSettings } from '@parley/db/mail-settings'
import { ordinarySignIn, type SignInSettings } from '@parley/db/sign-in-settings'
import type pg from 'pg'
import { type Logger, pino } from 'pino'
import type { Checkpoints } from './audit/checkpoint.ts'
import { type RateLimits, RequestLimits } from './http/rate-limits.ts'
import { type Measuring, Operation } from './operation/operation.ts'
import { type Program, readProgram } from './program.ts'
import { Attempts } from './session/attempts.ts'
import { type Auth, createAuth, openAuthPool, type PasswordCost } from './session/auth.ts'
import { listenForEndedSessions } from './session/ended-elsewhere.ts'
import { SessionMemo } from './session/session-memo.ts'
import type { Tx } from './transaction.ts'
import { type Network, openNetwork } from './webhooks/network.ts'

export type Actor = {
  userId: string
  name: string
  email: string
  role: Role | 'system'
  audience: 'partner' | 'staff' | 'system'
  partnerId: string | null
  /** The session that asks; none for keys, and for the system. */
  sessionId?: string
  /** This person must set up a second factor before anything else. */
  secondFactorMissing?: boolean
  /** BCP 47: how this reader writes dates and amounts; `en-US` when left out. */
  locale?: string
  /** How they come in; a person with a session of their own when left out. */
  via?: 'session' | 'apiKey' | 'viewAs'
  /** What an API key may do. */
  scopes?: readonly string[]
  /** As whom this member of staff looks in another window: until that ends, they only read. */
  looksAs?: { viewId: string; name: string; endsAt: Date }
  /** Who of the vendor looks as this person, read-only, and until when. */
  viewedBy?: { userId: string; name: string; viewId: string; endsAt: Date }
}

/** What a use case gets, and all that it gets: the transaction, who acts, the present instant, ids, the program. */
export type Ctx = {
  tx: Tx
  actor: Actor
  now: Date
  newId(): string
  /** `R-7K2F9Q`: random, because a sequence would tell partners about each other. */
  newReference(): string
  /** 256 random bits in 43 letters, digits, `-` and `_`: for what lets somebody in. */
  newSecret(): string
  /** How the link of an e-mail is kept until it is sent. */
  sealLink(url: string, emailId: string): string
  vendor: Program['vendor']
  productFamilies: Program['productFamilies']
  locale: string
  publicUrl: string
}

/** What a process has, for as long as it runs. */
export type Env = {
  pool: pg.Pool
  auth: Auth
  sessions: SessionMemo
  /** How people may sign in. */
  signIn: SignInSettings
  /** Guesses at passwords and codes. */
  attempts: Attempts
  clock(): Date
  /** Milliseconds on a watch that only goes forward: for how long something takes, never for what time it is. */
  watchMs(): number
  /** Ends after so many milliseconds. */
  pause(ms: number): Promise<void>
  newId(): string
  newReference(): string
  newSecret(): string
  program(): Promise<Program>
  logger: Logger
  /** How this process does: whether it serves, what is measured. */
  operation: Operation
  publicUrl: string
  /**
   * 32 bytes from PARLEY_SECRET by HKDF-SHA256, different for each purpose; after them those from PARLEY_SECRET_BEFORE, which only
   * open and recognise.
   */
  derivedKeys(purpose: string): readonly [current: Buffer, ...before: Buffer[]]
  drawBytes(size: number): Buffer
  /** Takes our e-mails; without, they wait. */
  mail: MailSettings | undefined
  /** Where webhooks may go. */
  network: Network
  /** Where signed checkpoints of the records are kept, outside the database; none are signed without. */
  checkpoints?: Checkpoints
  /** How often anybody may ask; no limit where there is none. */
  limits?: RequestLimits
  /** Whether the far address is in the last X-Forwarded-For, written by a proxy of ours. */
  trustsProxy: boolean
  /** What is remembered of rows that never change, such as policy versions. */
  memory: Map<string, unknown>
  /** SQL statements sent, each one round trip: for the bench. */
  roundTrips: { count: number }
  /** Ends what createEnv opened; the pool that it was given stays. */
  close(): Promise<void>
}

export type EnvOptions = {
  /** Connections as parley_app. */
  appPool: pg.Pool
  /** Signs session cookies; at least 32 characters. */
  secret: string
  /** The one before, while what it sealed isn't sealed anew. */
  secretBefore?: string | undefined
  publicUrl: string
  clock?: () => Date
  logger?: Logger
  passwordCost?: PasswordCost
  measuring?: Measuring
  signIn?: SignInSettings
  mail?: MailSettings | undefined
  /** PARLEY_WEBHOOK_HOSTS, read. */
  network?: Network
  checkpoints?: Checkpoints
  rateLimits?: RateLimits
  trustsProxy?: boolean
}

/** The machine's clock, for a process and for commands: the one place that asks it. */
export const wallClock = (): Date => new Date()

const keyFrom = (secret: string, purpose: string) =>
  Buffer.from(hkdfSync('sha256', secret, '', `parley ${purpose}`, 32))

export function createEnv(options: EnvOptions): Env {
  const clock = options.clock ?? wallClock
  const newId = () => timeOrderedId(clock())
  const logger = options.logger ?? pino({ name: 'parley', level: 'warn' })
  const operation = new Operation(options.appPool, clock, options.measuring)
  const authPool = openAuthPool(options.appPool)
  operation.watches(authPool)
  let program: Promise<Program> | undefined
  const signIn = options.signIn ?? ordinarySignIn
  const sessions = new SessionMemo(clock)
  const ended = listenForEndedSessions(options.appPool, sessions)
  return {
    pool: options.appPool,
    auth: createAuth({ ...options, pool: authPool, newId, logger, clock, signIn }),
    sessions,
    signIn,
    attempts: new Attempts(authPool, clock),
    clock,
    watchMs: () => Number(process.hrtime.bigint()) / 1e6,
    pause: (ms) => pause(ms),
    newId,
    newReference,
    newSecret: drawSecret,
    program() {
      program ??= readProgram(options.appPool).catch((error) => {
        program = undefined
        throw error
      })
      return program
    },
    logger,
    operation,
    publicUrl: options.publicUrl,
    derivedKeys: (purpose) => [
      keyFrom(options.secret, purpose),
      ...(options.secretBefore ? [keyFrom(options.secretBefore, purpose)] : []),
    ],
    drawBytes: (size) => randomBytes(size),
    mail: options.mail,
    network: options.network ?? openNetwork(process.env.PARLEY_WEBHOOK_HOSTS),
    ...(options.checkpoints ? { checkpoints: options.checkpoints } : {}),
    ...(options.rateLimits ? { limits: new RequestLimits(clock, options.rateLimits) } : {}),
    trustsProxy: options.trustsProxy ?? false,
    memory: new Map(),
    roundTrips: { count: 0 },
    close: async () => {
      await operation.close()
      await ended.close()
      await authPool.end()
    },
  }
}

export const systemActor: Actor = {
  userId: 'system',
  name: 'Parley',
  email: '',
  role: 'system',
  audience: 'system',
  partnerId: null,
}

/** Whoever asks a route that is for everybody; sees what the use case looks for, as the system does. */
export const visitorActor: Actor = { ...systemActor, userId: 'visitor', name: 'Somebody not signed in' }

/** An id for what happens where there is no Env yet, or no request. */
export const drawId = (): string => randomUUID()
export const drawSecret = (): string => randomBytes(32).toString('base64url')

/** A UUID of version 7 (RFC 9562): rows of one time lie together in an index. */
function timeOrderedId(at: Date): string {
  const time = at.getTime().toString(16).padStart(12, '0')
  return `${time.slice(0, 8)}-${time.slice(8)}-7${randomUUID().slice(15)}`
}

/** Letters and digits that nobody mistakes for each other on the telephone. */
const alphabet = '23456789ABCDEFGHJKMNPQRSTVWXYZ'

/** 30^6, of which a collision is refused by the database and tried again. */
function newReference(): string {
  let reference = 'R-'
  while (reference.length < 8) {
    for (const byte of randomBytes(8)) {
      if (byte < 240 && reference.length < 8) reference += alphabet[byte % 30]
    }
  }
  return reference
}
