import { randomBytes, randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import type { Role } from '@parley/contract/session'
import type pg from 'pg'
import { type Logger, pino } from 'pino'
import { type Program, readProgram } from './program.ts'
import { type Auth, createAuth, openAuthPool, type PasswordCost } from './session/auth.ts'
import { SessionMemo } from './session/session-memo.ts'
import type { Tx } from './transaction.ts'

export type Actor = {
  userId: string
  name: string
  email: string
  role: Role | 'system'
  audience: 'partner' | 'staff' | 'system'
  partnerId: string | null
  /** BCP 47: how this reader writes dates and amounts; `en-US` when left out. */
  locale?: string
}

/** What a use case gets, and all that it gets: the transaction, who acts, the present instant, ids, the program. */
export type Ctx = {
  tx: Tx
  actor: Actor
  now: Date
  newId(): string
  /** `R-7K2F9Q`: random, because a sequence would tell partners about each other. */
  newReference(): string
  vendor: Program['vendor']
  productFamilies: Program['productFamilies']
  locale: string
}

/** What a process has, for as long as it runs. */
export type Env = {
  pool: pg.Pool
  auth: Auth
  sessions: SessionMemo
  clock(): Date
  /** Milliseconds on a watch that only goes forward: for how long something takes, never for what time it is. */
  watchMs(): number
  /** Ends after so many milliseconds. */
  pause(ms: number): Promise<void>
  newId(): string
  newReference(): string
  program(): Promise<Program>
  logger: Logger
  publicUrl: string
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
  publicUrl: string
  clock?: () => Date
  logger?: Logger
  passwordCost?: PasswordCost
}

export function createEnv(options: EnvOptions): Env {
  const clock = options.clock ?? (() => new Date())
  const newId = () => timeOrderedId(clock())
  const logger = options.logger ?? pino({ name: 'parley', level: 'warn' })
  const authPool = openAuthPool(options.appPool)
  let program: Promise<Program> | undefined
  return {
    pool: options.appPool,
    auth: createAuth({ ...options, pool: authPool, newId, logger }),
    sessions: new SessionMemo(clock),
    clock,
    watchMs: () => Number(process.hrtime.bigint()) / 1e6,
    pause: (ms) => pause(ms),
    newId,
    newReference,
    program() {
      program ??= readProgram(options.appPool).catch((error) => {
        program = undefined
        throw error
      })
      return program
    },
    logger,
    publicUrl: options.publicUrl,
    memory: new Map(),
    roundTrips: { count: 0 },
    close: () => authPool.end(),
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
