import { type Ctx, type Env, systemActor } from '../context.ts'
import { inTransaction } from '../transaction.ts'
import type { Ask } from './ask.ts'
import { readCheckpoints, signCheckpoint } from './checkpoint.ts'
import { type Verification, verifyRecords } from './verify-records.ts'
import type { Head } from './walk-lane.ts'

const asksIn =
  (ctx: Ctx): Ask =>
  <Row>(sql: string, params?: readonly unknown[]) =>
    ctx.tx.query<Row>(sql, params)

type Reach = 'newest' | 'all'

/**
 * Checks the chain and keeps what came of it: `newest` is what was recorded since it was last found whole. While something is
 * wrong all of it is checked, so that no later result forgets it.
 */
export async function checkRecords(env: Env, asked: Reach): Promise<Verification> {
  const checkpoints = env.checkpoints ? await readCheckpoints(env.checkpoints) : []
  const { found, reach } = await inTransaction(env, systemActor, async (ctx) => {
    const since = asked === 'newest' ? await wholeUntil(ctx) : null
    const reach: Reach = since ? 'newest' : 'all'
    return { found: await verifyRecords(asksIn(ctx), checkpoints, since ?? []), reach }
  })
  const { links, findings, heads } = found
  await inTransaction(env, systemActor, (ctx) =>
    ctx.tx.query(
      `INSERT INTO record_check (id, checked_at, reach, links, checkpoints, findings, heads) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
      [ctx.newId(), ctx.now, reach, links, found.checkpoints, JSON.stringify(findings), JSON.stringify(heads)],
    ),
  )
  if (findings.length > 0) env.logger.error({ findings }, 'a record was changed, or what keeps it is off')
  return found
}

/** How far the last check came, if it found nothing. */
async function wholeUntil({ tx }: Ctx): Promise<Head[] | null> {
  const [last] = await tx.query<{ findings: unknown[]; heads: Head[] }>(
    'SELECT findings, heads FROM record_check ORDER BY checked_at DESC, id DESC LIMIT 1',
  )
  return last && last.findings.length === 0 ? last.heads : null
}

/** Signs how far the records have come, if this process keeps checkpoints. */
export async function signRecords(env: Env): Promise<boolean> {
  const { checkpoints } = env
  if (!checkpoints) return false
  return inTransaction(env, systemActor, (ctx) => signCheckpoint(asksIn(ctx), checkpoints, ctx.now))
}
