import type { LineKind, StatementSummary } from '@parley/contract/statements'
import { notFound } from '../app-error.ts'
import type { Ctx } from '../context.ts'
import type { OwnShare } from '../decisions/withheld-facts.ts'
import { Conditions, decodeCursor, toPage } from '../page.ts'
import { ownOnly } from '../transaction.ts'
import type { KeptStep } from './step-words.ts'

export type StatementRow = {
  id: string
  reference: string
  partnerId: string
  partnerName: string
  firstDay: string
  currency: string
  totalMinor: number
  madeAt: Date
  paidAt: Date | null
}

export type LineRow = OwnShare & {
  id: string
  statementId: string
  position: number
  kind: LineKind
  claimId: string
  claimReference: string
  accountName: string
  amountMinor: number
  steps: KeptStep[]
  decisionId: string
  entryId: string
  policyPoint: 'commission' | 'clawback'
}

const select = `SELECT s.id, s.reference, s.partner_id AS "partnerId", p.name AS "partnerName", s.month AS "firstDay", s.currency,
  s.total_minor AS "totalMinor", s.made_at AS "madeAt", o.paid_at AS "paidAt"
  FROM statement s JOIN partner p ON p.id = s.partner_id LEFT JOIN payout o ON o.statement_id = s.id`

export async function readStatementRow({ tx }: Ctx, id: string): Promise<StatementRow> {
  const [row] = await tx.query<StatementRow>(`${select} WHERE s.id = $1 AND ${ownOnly('s.partner_id', 2)}`, [
    id,
    tx.partnerId,
  ])
  if (!row) throw notFound('statement')
  return row
}

export const readLines = ({ tx }: Ctx, of: 'statement_id' | 'id', id: string): Promise<LineRow[]> =>
  tx.query<LineRow>(
    `SELECT l.id, l.statement_id AS "statementId", l.position, l.kind, l.claim_id AS "claimId", c.reference AS "claimReference",
       c.account_name AS "accountName", l.amount_minor AS "amountMinor", l.steps, l.decision_id AS "decisionId", l.entry_id AS "entryId",
       d.point AS "policyPoint", c.base_minor AS "baseMinor", r.kind AS "registeredKind", r.tender AS "registeredTender"
     FROM statement_line l JOIN claim c ON c.id = l.claim_id JOIN decision d ON d.id = l.decision_id
       LEFT JOIN registration r ON r.id = c.registration_id
     WHERE l.${of} = $1 AND ${ownOnly('l.partner_id', 2)} ORDER BY l.position`,
    [id, tx.partnerId],
  )

export function toSummary({
  partnerId,
  partnerName,
  firstDay,
  madeAt,
  paidAt,
  ...row
}: StatementRow): StatementSummary {
  return {
    ...row,
    partner: { id: partnerId, name: partnerName },
    month: firstDay.slice(0, 7),
    madeAt: madeAt.toISOString(),
    paidAt: paidAt?.toISOString() ?? null,
  }
}

type Query = { cursor?: string | undefined; limit: number; month?: string | undefined }

/** Statements that this reader may see, newest first. */
export async function listStatements(ctx: Ctx, { cursor, limit, month }: Query) {
  const where = new Conditions()
  where.add(ownOnly('s.partner_id', Number(where.param(ctx.tx.partnerId).slice(1))))
  if (month) where.add('s.month = $?', `${month}-01`)
  if (cursor) {
    const { key, id } = decodeCursor(cursor, 'newest')
    where.add('(s.made_at, s.id) < ($?::timestamptz, $?::uuid)', key, id)
  }
  const rows = await ctx.tx.query<StatementRow>(
    `${select} ${where} ORDER BY s.made_at DESC, s.id DESC LIMIT ${limit + 1}`,
    where.params,
  )
  const { page, nextCursor } = toPage(rows, limit, 'newest', (row) => row.madeAt.toISOString())
  return { items: page.map(toSummary), nextCursor }
}
