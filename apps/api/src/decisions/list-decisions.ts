import type { DecisionSummary } from '@parley/contract/decisions'
import { assertRole } from '../abilities.ts'
import type { Ctx } from '../context.ts'
import { Conditions, decodeCursor, toPage } from '../page.ts'
import { decisionReaders, type ListedDecision, listedDecisions, toDecisionSummary } from './decision-view.ts'

type Query = {
  cursor?: string | undefined
  limit: number
  point?: string | undefined
  outcome?: string | undefined
  rule?: string | undefined
  policyVersion?: number | undefined
}

/** Decisions, newest first. */
export async function listDecisions(
  ctx: Ctx,
  query: Query,
): Promise<{ items: DecisionSummary[]; nextCursor: string | null }> {
  assertRole(ctx.actor, decisionReaders, 'read decisions')
  const where = new Conditions()
  if (query.point) where.add('d.point = $?', query.point)
  if (query.outcome) where.add('d.outcome = $?', query.outcome)
  if (query.rule) where.add('$? = ANY(d.because)', query.rule)
  if (query.policyVersion !== undefined) where.add('d.policy_version = $?', query.policyVersion)
  if (query.cursor) {
    const { key, id } = decodeCursor(query.cursor, 'newest')
    where.add('(d.decided_at, d.id) < ($?::timestamptz, $?::uuid)', key, id)
  }
  const rows = await ctx.tx.query<ListedDecision>(
    `${listedDecisions} ${where} ORDER BY d.decided_at DESC, d.id DESC LIMIT ${query.limit + 1}`,
    where.params,
  )
  const { page, nextCursor } = toPage(rows, query.limit, 'newest', (row) => row.decidedAt.toISOString())
  return { items: page.map(toDecisionSummary), nextCursor }
}
