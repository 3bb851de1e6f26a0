import { setImmediate as othersFirst } from 'node:timers/promises'
import type { PastDecision } from '@parley/rules/backtest/history'
import type { Facts, FactValue } from '@parley/rules/point'
import type { Ctx } from '../context.ts'
import { type Cursor, decodeCursor } from '../page.ts'

/** A recorded decision as a backtest takes it, with what a person knows it by. */
export type RecordedDecision = { past: PastDecision; title: string; decidedAt: Date }

type Row = {
  id: string
  outcome: string
  params: Record<string, FactValue>
  because: string[]
  facts: Facts
  policyVersion: number | null
  decidedAt: Date
  partnerName: string | null
  tier: string | null
  productFamily: string | null
  amountMinor: number | null
  accountName: string | null
  reference: string | null
}

const rowsAtOnce = 500

/** A page of a point's decisions, newest first, read in chunks so that no answer is large and other requests come in between. */
export async function readPastDecisions(
  ctx: Ctx,
  point: string,
  { limit, cursor }: { limit: number; cursor?: string | undefined },
): Promise<{ decisions: RecordedDecision[]; next: Cursor | null }> {
  const decisions: RecordedDecision[] = []
  let after = cursor === undefined ? undefined : decodeCursor(cursor, 'newest')
  for (;;) {
    const wanted = Math.min(rowsAtOnce, limit - decisions.length)
    const rows = await readRows(ctx, point, after, wanted + 1)
    decisions.push(...rows.slice(0, wanted).map(toRecorded))
    const last = rows[wanted - 1]
    after = last && { sort: 'newest', key: last.decidedAt.toISOString(), id: last.id }
    if (rows.length <= wanted) return { decisions, next: null }
    if (decisions.length === limit) return { decisions, next: after! }
    await othersFirst()
  }
}

function readRows({ tx }: Ctx, point: string, after: Cursor | undefined, limit: number): Promise<Row[]> {
  return tx.query<Row>(
    `SELECT d.id, d.outcome, d.params, d.because, d.facts, d.policy_version AS "policyVersion", d.decided_at AS "decidedAt",
       p.name AS "partnerName", p.tier, r.product_family AS "productFamily", r.amount_minor AS "amountMinor",
       r.account_name AS "accountName", r.reference
     FROM decision d LEFT JOIN partner p ON p.id = d.partner_id LEFT JOIN registration r ON r.id = d.subject_id
     WHERE d.point = $1 AND ($2::timestamptz IS NULL OR (d.decided_at, d.id) < ($2::timestamptz, $3::uuid))
     ORDER BY d.decided_at DESC, d.id DESC LIMIT $4`,
    [point, after?.key ?? null, after?.id ?? null, limit],
    'past_decisions',
  )
}

/** How many decisions of the point are recorded, those of persons included. */
export async function countPastDecisions({ tx }: Ctx, point: string): Promise<number> {
  const [row] = await tx.query<{ count: number }>('SELECT count(*)::int AS count FROM decision WHERE point = $1', [
    point,
  ])
  return row!.count
}

/** The facts have the last word: what a partner or a deal is today may not be what it was then. */
function toRecorded(row: Row): RecordedDecision {
  const past: PastDecision = {
    id: row.id,
    facts: row.facts,
    outcome: row.outcome === 'informationNeeded' ? null : { type: row.outcome, params: row.params },
    because: row.because,
    decidedBy: row.policyVersion === null ? 'person' : 'policy',
    policyVersion: row.policyVersion ?? 0,
    partner: row.partnerName,
    tier: textIn(row.facts['partner.tier']) ?? row.tier,
    productFamily: textIn(row.facts['deal.productFamily']) ?? row.productFamily,
    amountMinor: amountIn(row.facts) ?? row.amountMinor,
  }
  const title = row.accountName === null ? row.id : `${row.accountName}, ${row.reference}`
  return { past, title, decidedAt: row.decidedAt }
}

const textIn = (fact: FactValue | undefined) => (typeof fact === 'string' ? fact : null)

/** The amount that a decision is about, where its facts have one. */
const amountFacts = ['deal.amountMinor', 'deal.netAmountMinor', 'contract.amountMinor'] as const
function amountIn(facts: Facts): number | null {
  const amount = amountFacts.map((name) => facts[name]).find((value) => typeof value === 'number')
  return typeof amount === 'number' ? amount : null
}
