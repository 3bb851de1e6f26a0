import { AppError } from '../app-error.ts'
import { type Ctx, type Env, systemActor } from '../context.ts'
import { notices } from '../notifications/notify.ts'
import { inTransaction } from '../transaction.ts'
import { deliveriesOf } from '../webhooks/deliveries-of.ts'
import type { OutboxMessage } from './outbox-message.ts'

/** What happened, as it leaves: `eventId` is random and stays the same however often it is handed out. `id` is for our own tables only. */
export type Message = {
  id: number
  eventId: string
  topic: OutboxMessage['topic']
  subjectId: string
  partnerId: string | null
  payload: Record<string, unknown>
  /** Whose deed it was; the system's own is `system`. */
  actorId: string | null
  happenedAt: Date
}

/**
 * Writes its own rows about a message, such as notices or deliveries, as the system and in the dispatcher's transaction. It sends nothing.
 * What it throws is tried again with back-off, and the object's later messages wait meanwhile.
 */
export type Consumer = { name: string; take(ctx: Ctx, message: Message): Promise<void> }

/** Whoever is told of what happened. Each name is kept with the messages that it is done with: don't rename one. */
export const consumers: readonly Consumer[] = [notices, deliveriesOf]

type Row = Message & { takenBy: string[]; attempts: number }

const mostAtOnce = 20
/** About four hours of tries; then it waits for a person, and the object's later messages go on. */
const mostAttempts = 12

const columns = `o.id, o.event_id AS "eventId", o.topic, o.subject_id AS "subjectId", o.partner_id AS "partnerId", o.payload,
    o.actor_id AS "actorId", o.created_at AS "happenedAt", o.taken_by AS "takenBy", o.attempts`

/** The first message in line of each object, unless another process has it in hand. Those that wait for their next try hold their line. */
const nextInLine = (most: number) => `SELECT ${columns}
  FROM outbox o WHERE o.dispatched_at IS NULL AND o.set_aside_at IS NULL AND (o.next_attempt_at IS NULL OR o.next_attempt_at <= $1)
    AND NOT EXISTS (SELECT FROM outbox e WHERE e.subject_id = o.subject_id AND e.id < o.id AND e.dispatched_at IS NULL AND e.set_aside_at IS NULL)
  ORDER BY o.id LIMIT ${most} FOR UPDATE OF o SKIP LOCKED`

/**
 * The first in line of some objects, and all that stands behind them up to the last of these: whoever has the first in hand has those too. So
 * what happened first is told first across objects as well, however many messages of others stand between.
 */
const allInLine = `WITH first AS MATERIALIZED (${nextInLine(mostAtOnce)})
  SELECT ${columns} FROM outbox o WHERE o.dispatched_at IS NULL AND o.set_aside_at IS NULL
    AND o.subject_id IN (SELECT f."subjectId" FROM first f) AND o.id <= (SELECT max(f.id) FROM first f) ORDER BY o.id`

/**
 * Hands everything that waits to the consumers, each object's messages in their order; any number of processes may do so at once.
 * Ends when nothing is due, or when told to stop, in how many messages are done.
 */
export async function dispatch(
  env: Env,
  to: readonly Consumer[] = consumers,
  isStopping: () => boolean = () => false,
): Promise<number> {
  for (let done = 0; ; ) {
    if (isStopping()) return done
    const together = await inTransaction(env, systemActor, (ctx) => takeTogether(ctx, to)).catch((error) => {
      env.logger.warn({ err: error }, 'messages are handed out one by one, because one of them failed')
      return 'oneByOne' as const
    })
    if (together === 0) return done
    if (together !== 'oneByOne') done += together
    else done += await dispatchOneByOne(env, to)
  }
}

async function takeTogether(ctx: Ctx, to: readonly Consumer[]): Promise<number> {
  const rows = await ctx.tx.query<Row>(allInLine, [ctx.now])
  for (const row of rows)
    for (const consumer of to) if (!row.takenBy.includes(consumer.name)) await consumer.take(ctx, row)
  if (rows.length > 0) await markDone(ctx, rows, to)
  return rows.length
}

/** A batch's worth, each message in a transaction of its own, so that only the one that fails has to wait. */
async function dispatchOneByOne(env: Env, to: readonly Consumer[]): Promise<number> {
  let done = 0
  for (let count = 0; count < mostAtOnce; count++) {
    const inHand: { row?: Row } = {}
    const result = await inTransaction(env, systemActor, (ctx) => takeAlone(ctx, to, env.logger, inHand)).catch(
      (error) => refusedAtCommit(env, inHand.row, error),
    )
    if (result === 'none') break
    if (result === 'done') done++
  }
  return done
}

/** What the database refuses at the commit is a failure of the message too; one that is away isn't. */
async function refusedAtCommit(env: Env, row: Row | undefined, error: unknown): Promise<'failed'> {
  if (!row || (error instanceof AppError && error.code === 'unavailable')) throw error
  env.logger.error({ err: error, eventId: row.eventId, topic: row.topic }, 'a message failed at its commit')
  await inTransaction(env, systemActor, (ctx) => putOff(ctx, row, row.takenBy, `At the commit: ${wordsOf(error)}`))
  return 'failed'
}

const wordsOf = (error: unknown) => (error instanceof Error ? error.message : String(error))

/** One that throws loses what it wrote, and the others keep theirs. */
async function takeAlone(
  ctx: Ctx,
  to: readonly Consumer[],
  logger: Env['logger'],
  inHand: { row?: Row },
): Promise<'done' | 'failed' | 'none'> {
  const [row] = await ctx.tx.query<Row>(nextInLine(1), [ctx.now])
  if (!row) return 'none'
  inHand.row = row
  const takenBy = [...row.takenBy]
  let problem: string | undefined
  for (const consumer of to) {
    if (takenBy.includes(consumer.name)) continue
    await ctx.tx.query('SAVEPOINT consumer')
    try {
      await consumer.take(ctx, row)
      await ctx.tx.query('RELEASE SAVEPOINT consumer')
      takenBy.push(consumer.name)
    } catch (error) {
      await ctx.tx.query('ROLLBACK TO SAVEPOINT consumer')
      problem = `${consumer.name}: ${wordsOf(error)}`
      logger.error({ err: error, consumer: consumer.name, eventId: row.eventId, topic: row.topic }, 'a message failed')
    }
  }
  if (problem === undefined) await markDone(ctx, [row], to)
  else await putOff(ctx, row, takenBy, problem)
  return problem === undefined ? 'done' : 'failed'
}

async function markDone({ tx, now }: Ctx, rows: readonly Row[], to: readonly Consumer[]): Promise<void> {
  await tx.query(
    'UPDATE outbox SET dispatched_at = $2, taken_by = $3, last_error = NULL, next_attempt_at = NULL WHERE id = ANY($1)',
    [rows.map(({ id }) => id), now, to.map(({ name }) => name)],
  )
}

async function putOff({ tx, now }: Ctx, row: Row, takenBy: string[], problem: string): Promise<void> {
  const attempts = row.attempts + 1
  const next = new Date(now.getTime() + Math.min(3600, 5 * 2 ** row.attempts) * 1000)
  await tx.query(
    'UPDATE outbox SET attempts = $2, taken_by = $3, last_error = $4, next_attempt_at = $5, set_aside_at = $6 WHERE id = $1',
    [row.id, attempts, takenBy, problem.slice(0, 1000), next, attempts >= mostAttempts ? now : null],
  )
}
