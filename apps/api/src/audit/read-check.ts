import type { RecordCheck } from '@parley/contract/audit'
import { assertRole } from '../abilities.ts'
import type { Ctx } from '../context.ts'
import type { RecordFinding } from './finding.ts'
import { auditReaders } from './list-events.ts'

type Row = { checkedAt: Date; reach: 'newest' | 'all'; links: number; checkpoints: number; findings: RecordFinding[] }

/** When the records were last checked, and what came of it. */
export async function readCheck(ctx: Ctx): Promise<RecordCheck> {
  assertRole(ctx.actor, auditReaders, 'read whether the records are whole')
  const [last] = await ctx.tx.query<Row>(
    `SELECT checked_at AS "checkedAt", reach, links, checkpoints, findings FROM record_check ORDER BY checked_at DESC, id DESC LIMIT 1`,
  )
  if (!last) return { checkedAt: null, reach: null, records: 0, checkpoints: 0, findings: [], brokenSince: null }
  const { checkedAt, reach, links, checkpoints, findings } = last
  return {
    checkedAt: checkedAt.toISOString(),
    reach,
    records: links,
    checkpoints,
    findings: findings.map(({ words }) => words),
    brokenSince: findings.length > 0 ? ((await brokenSince(ctx)) ?? checkedAt).toISOString() : null,
  }
}

/** The first check that found something, since the last one that found nothing. */
async function brokenSince({ tx }: Ctx): Promise<Date | null> {
  const [first] = await tx.query<{ at: Date | null }>(
    `SELECT min(c.checked_at) AS at FROM record_check c WHERE c.checked_at > coalesce(
       (SELECT max(w.checked_at) FROM record_check w WHERE w.findings = '[]'), '-infinity')`,
  )
  return first!.at
}
