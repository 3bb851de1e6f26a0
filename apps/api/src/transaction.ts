import pg from 'pg'
import { AppError } from './app-error.ts'
import type { Actor, Ctx, Env } from './context.ts'
import { explainDatabaseError, isWorthRetrying, meansConnectionLost } from './database-error.ts'
import { keptLink } from './email/sealed-link.ts'
import type { Decided } from './operation/operation.ts'

/** One open transaction. `name` makes a prepared statement, for queries that run all the time. */
export type Tx = {
  /** Whose rows it may have: a partner's, or everybody's (null) for staff and the system. Queries say so too: see ownOnly. */
  readonly partnerId: string | null
  query<Row>(sql: string, params?: readonly unknown[], name?: string): Promise<Row[]>
  /** The same for what nobody waits to read: the use case goes on meanwhile, and the commit waits for it. */
  write(sql: string, params: readonly unknown[], name: string): void
  /** Calls a function of the database with the commit, in its round trip: for what nobody waits to read. */
  atCommit(name: string, params: readonly (string | number | Date | null)[]): void
  /** Runs in this process once the commit went through, and not otherwise: for what it remembers. */
  afterCommit(done: () => void): void
  /** A decision of this transaction, to be counted once it is committed. */
  decided(decision: Decided): void
  /** What this process remembers of rows that never change, for this database. */
  memory: Map<string, unknown>
}

/** What was answered to a request, byte for byte, so that a repeat gets it again. */
export type Answer = {
  status: number
  body: string
  etag: string | null
  /** What a repeat gets instead, where the body holds a secret that is told once and kept nowhere. */
  kept?: string
}

/** The asker's key of a request, and what was asked: same key, same effect. */
export type Once = { key: string; fingerprint: string }

/** The condition that keeps a partner to its own rows, row-level security or not; `$<at>` is `tx.partnerId`. */
export const ownOnly = (column: string, at: number): string => `($${at}::uuid IS NULL OR ${column} = $${at})`

const attempts = 3

/**
 * Runs a use case in the only transaction there is, as seen by this actor: other partners' rows don't exist in it. When
 * another transaction was faster, all of it runs again with fresh facts. Throws AppError, or what `work` throws.
 */
export async function inTransaction<T>(env: Env, actor: Actor, work: (ctx: Ctx) => Promise<T>): Promise<T> {
  return repeatedly(async () => {
    const session = await begin(env, actor, undefined)
    return session.finish(work, () => 'COMMIT')
  })
}

/** The same, at most once for a key: a repeat gets the stored answer, and 422 when it asks for something else. */
export async function inTransactionOnce(
  env: Env,
  actor: Actor,
  once: Once,
  work: (ctx: Ctx) => Promise<Answer>,
): Promise<Answer & { replayed: boolean }> {
  return repeatedly(async () => {
    const session = await begin(env, actor, once)
    const { stored } = session
    if (stored) {
      await session.finish(
        async () => {},
        () => 'COMMIT',
      )
      if (stored.fingerprint === once.fingerprint) return { ...stored, replayed: true }
      throw new AppError(
        'idempotencyKeyReused',
        'This Idempotency-Key was used for another request. Send a new key with a new request.',
      )
    }
    const answer = await session.finish(work, (done, now) => keep(actor, once, done, now))
    return { ...answer, replayed: false }
  })
}

async function repeatedly<T>(attempt: () => Promise<T>): Promise<T> {
  for (let round = 1; ; round++) {
    try {
      return await attempt()
    } catch (error) {
      if (isWorthRetrying(error) && round < attempts) continue
      throw explainDatabaseError(error)
    }
  }
}

type Session<S> = {
  stored: S
  finish<T>(work: (ctx: Ctx) => Promise<T>, ending: (result: T, now: Date) => string): Promise<T>
}

type Stored = (Answer & { fingerprint: string }) | undefined

/** Opens the transaction in one round trip, with who sees what, and what was answered to this key before. */
async function begin(env: Env, actor: Actor, once: Once | undefined): Promise<Session<Stored>> {
  const program = await env.program()
  const now = env.clock()
  const client = await env.pool.connect()
  const last: string[] = []
  const afterwards: (() => void)[] = []
  const decided: Decided[] = []
  const underWay: Promise<unknown>[] = []
  const tx: Tx = {
    write(sql, params, name) {
      const written = tx.query(sql, params, name)
      written.catch(() => {}) // told at the end, whatever comes first
      underWay.push(written)
    },
    partnerId: actor.partnerId,
    atCommit(name, params) {
      last.push(`SELECT parley.${name}(${params.map(literalOf).join(', ')})`)
    },
    afterCommit(done) {
      afterwards.push(done)
    },
    async query<Row>(text: string, params: readonly unknown[] = [], name?: string) {
      env.roundTrips.count++
      const config = { text, values: params as unknown[], types: columnTypes, ...(name ? { name } : {}) }
      return (await client.query(config)).rows as Row[]
    },
    decided({ id, point, outcome }) {
      decided.push({ id, point, outcome })
    },
    memory: env.memory,
  }
  const plain = async (sql: string) => {
    env.roundTrips.count++
    return (await client.query(sql)) as unknown as pg.QueryResult[]
  }
  const giveUp = async (error: unknown) => {
    await Promise.allSettled(underWay)
    const lost =
      meansConnectionLost(error) ||
      (await plain('ROLLBACK').then(
        () => false,
        () => true,
      ))
    client.release(lost)
    return error
  }
  let stored: Stored
  try {
    const results = await plain(opening(actor, once))
    stored = once ? (results.at(-1)!.rows[0] as Stored) : undefined
  } catch (error) {
    throw await giveUp(error)
  }
  return {
    stored,
    async finish(work, ending) {
      const { vendor, productFamilies } = program
      const { newId, newReference, newSecret, publicUrl } = env
      const sealLink = (url: string, emailId: string) => keptLink(env, url, emailId)
      const { locale = 'en-US' } = actor
      let result: Awaited<ReturnType<typeof work>>
      try {
        result = await work({
          ...{ tx, actor, now, newId, newReference, newSecret, sealLink, vendor, productFamilies, locale, publicUrl },
        })
        await Promise.all(underWay)
        await plain([...last, ending(result, now)].join('; '))
      } catch (error) {
        throw await giveUp(error)
      }
      client.release()
      env.operation.committed(decided)
      // What was committed stays so, whatever this process can't remember of it.
      for (const done of afterwards) {
        try {
          done()
        } catch (error) {
          env.logger.error({ err: error }, 'what follows a commit could not be done')
        }
      }
      return result
    },
  }
}

function opening(actor: Actor, once: Once | undefined): string {
  const values = [actor.audience, actor.partnerId ?? '', actor.userId, once?.key ?? null].map(literal)
  const start = actor.via === 'viewAs' ? `BEGIN READ ONLY; SELECT set_config('parley.viewing', 'on', true)` : 'BEGIN'
  return `${start}; SELECT * FROM parley.open_request(${values.join(', ')})`
}

function keep(actor: Actor, once: Once, { status, body, kept = body, etag }: Answer, now: Date): string {
  const { userId, partnerId } = actor
  const before = [userId, once.key, partnerId, once.fingerprint].map(literal)
  const after = [kept, etag, now.toISOString()].map(literal)
  return `SELECT parley.keep_answer(${[...before, status, ...after].join(', ')}); COMMIT`
}

const literalOf = (value: string | number | Date | null) =>
  literal(value instanceof Date ? value.toISOString() : value === null ? null : String(value))
const literal = (value: string | null) => (value === null ? 'NULL' : pg.escapeLiteral(value))

/** Days stay `YYYY-MM-DD`; amounts and counts are within 2^53 by their checks, so bigint comes as a number. */
const columnTypes = {
  getTypeParser(oid: number, format?: 'text' | 'binary') {
    if (oid === 1082) return (value: string) => value
    if (oid === 20) return Number
    return pg.types.getTypeParser(oid, format as 'text')
  },
} as pg.CustomTypesConfig
