import { setImmediate as nextTurn } from 'node:timers/promises'
import { pointIds } from '@parley/rules/points/points'
import pg from 'pg'
import { meansConnectionLost } from '../database-error.ts'

/** What a look found: `silent` is a server that takes too long to say anything. */
export type Look = {
  database: 'there' | 'away' | 'silent'
  /** Number of the newest migration that was applied. */
  migration: number
  /** Decision points that have no policy in force. */
  withoutPolicy: string[]
}

const everyMs = 500
const mostMs = 1200
/** A busy machine is silent now and then: only this many silences in a row keep requests from trying. */
const silencesMeanAway = 4

const question = `SELECT (SELECT max(number) FROM public.parley_migration) AS migration,
  ARRAY(SELECT point FROM unnest($1::text[]) point WHERE parley.policy_in_force(point, $2) IS NULL) AS "withoutPolicy"`

/**
 * Looks at the database over a connection of its own, so that a full pool doesn't look like a lost database. Once it is
 * started and the database is away, requests end at once instead of waiting, and connections that went silent are cut.
 */
export class DatabaseWatch {
  isAway = false
  /** Called when a look finds nobody there: an embedded server that was killed is started again. */
  onAway: () => Promise<void> = async () => {}
  #probe: pg.Pool
  #guarded = new Set<pg.Client>()
  #waiting = new Set<(error: Error) => void>()
  #silences = 0
  #timer: NodeJS.Timeout | undefined
  #looking: Promise<Look> | undefined
  #clock: () => Date

  constructor(appPool: pg.Pool, clock: () => Date) {
    this.#clock = clock
    this.#probe = new pg.Pool({ ...appPool.options, max: 1, connectionTimeoutMillis: mostMs, query_timeout: mostMs })
    this.#probe.on('error', () => {})
    this.guard(appPool)
  }

  /** Connections of this pool are cut when the database has gone silent, so that nobody waits for an answer on them. */
  guard(pool: pg.Pool): void {
    if (typeof pool.on !== 'function') return // a part of a transaction that the demo is loaded in
    pool.on('connect', (client) => this.#guarded.add(client as pg.Client))
    pool.on('remove', (client) => this.#guarded.delete(client as pg.Client))
  }

  start(): void {
    const again = () => {
      this.#timer = setTimeout(() => this.look().finally(() => this.#timer && again()), everyMs)
      this.#timer.unref()
    }
    again()
  }

  /** One look at a time: who asks meanwhile gets the same answer. Takes at most about 2.5 s. */
  look(): Promise<Look> {
    this.#looking ??= this.#ask()
      .then((look) => this.#note(look))
      .finally(() => {
        this.#looking = undefined
      })
    return this.#looking
  }

  /** Ends with `work`, or with an error as soon as the database is known to be away. */
  orAway<T>(work: Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      this.#waiting.add(reject)
      work.then(resolve, reject).finally(() => this.#waiting.delete(reject))
    })
  }

  async close(): Promise<void> {
    clearTimeout(this.#timer)
    this.#timer = undefined
    await this.#looking?.catch(() => {})
    await this.#probe.end()
  }

  async #ask(): Promise<Look> {
    try {
      const { rows } = await this.#probe.query(question, [pointIds, this.#clock()])
      return { database: 'there', migration: rows[0].migration ?? 0, withoutPolicy: rows[0].withoutPolicy }
    } catch (error) {
      if (!isTimeout(error)) return { ...nothing, database: meansConnectionLost(error) ? 'away' : 'there' }
      await nextTurn() // a process that was busy itself finds the answer waiting now
      return { ...nothing, database: 'silent' }
    }
  }

  #note(look: Look): Look {
    this.#silences = look.database === 'silent' ? this.#silences + 1 : 0
    this.isAway = look.database === 'away' || this.#silences >= silencesMeanAway
    if (!this.isAway) return look
    for (const give of this.#waiting) give(away())
    if (this.#timer) this.onAway().catch(() => {}) // the next look asks for it again
    if (look.database === 'silent') for (const client of this.#guarded) cut(client)
    return look
  }
}

const nothing = { migration: 0, withoutPolicy: [] }

const away = () => Object.assign(new Error('Connection terminated: the database is away'), { code: '08006' })

const isTimeout = (error: unknown) =>
  /timeout/i.test((error as Error).message) && (error as { code?: string }).code === undefined

/** Its queries reject, and the pool opens another. */
function cut(client: pg.Client): void {
  const { connection } = client as unknown as { connection: { stream: { destroy(): void } } }
  connection.stream.destroy()
}
