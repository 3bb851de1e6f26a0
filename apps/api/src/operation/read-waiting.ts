import { type Env, systemActor } from '../context.ts'
import { inTransaction } from '../transaction.ts'

/** `ageSeconds`: how long the first has waited; none where this process has nobody who'd take it, because then it tells of no trouble. */
type Queue = { queue: string; rows: number; ageSeconds: number | null; givenUp: number }

/** What waits to leave the process, and since when the chain of records is known to be in order. */
export type Waiting = {
  queues: Queue[]
  /** Null until it was checked once. */
  recordsCheckedAgeSeconds: number | null
}

/** Each queue's rows that are due, since when the first has been, and the rows that were given up: by partial indexes. */
const question = `
  SELECT queue, rows::int, greatest(0, extract(epoch FROM $1::timestamptz - coalesce(since, $1)))::float8 AS "ageSeconds", given_up::int AS "givenUp"
  FROM (
    SELECT 'outbox' AS queue, count(*) AS rows, min(created_at) AS since,
      (SELECT count(*) FROM outbox WHERE set_aside_at IS NOT NULL) AS given_up
    FROM outbox WHERE dispatched_at IS NULL AND set_aside_at IS NULL
    UNION ALL
    SELECT 'email', count(*), min(created_at), (SELECT count(*) FROM email WHERE given_up_at IS NOT NULL)
    FROM email WHERE sent_at IS NULL AND given_up_at IS NULL
    UNION ALL
    SELECT 'webhook', count(*), min(d.created_at), (SELECT count(*) FROM webhook_endpoint WHERE paused_because = 'failing')
    FROM webhook_delivery d JOIN webhook_endpoint e ON e.id = d.endpoint_id AND e.status = 'active' WHERE d.state = 'waiting'
  ) each`

const lastCheck = `
  SELECT extract(epoch FROM $1::timestamptz - max(checked_at))::float8 AS age FROM record_check WHERE findings = '[]'`

export function readWaiting(env: Env): Promise<Waiting> {
  return inTransaction(env, systemActor, async ({ tx, now }) => {
    const rows = await tx.query<Queue>(question, [now], 'read_waiting')
    const queues = rows.map((row) => (row.queue === 'email' && !env.mail ? { ...row, ageSeconds: null } : row))
    const [check] = await tx.query<{ age: number | null }>(lastCheck, [now], 'read_last_check')
    return { queues, recordsCheckedAgeSeconds: check?.age ?? null }
  })
}
