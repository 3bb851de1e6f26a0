import type { DisputeView, Statement, StatementLine } from '@parley/contract/statements'
import { able, allOf, roleAbility, unable } from '../abilities.ts'
import type { Ctx } from '../context.ts'
import { financiers } from '../deals/deal-abilities.ts'
import { readCard } from '../decisions/decision-card.ts'
import { type DecisionRow, decisionColumns } from '../decisions/decision-rows.ts'
import { loadPolicy } from '../policies/policy-in-force.ts'
import { type LineRow, readLines, readStatementRow, type StatementRow, toSummary } from './statement-rows.ts'
import { stepsInWords } from './step-words.ts'

/** One statement: each line with its steps, its decision and its dispute, as this reader may know them. */
export async function readStatement(ctx: Ctx, id: string): Promise<Statement> {
  const row = await readStatementRow(ctx, id)
  const rows = await readLines(ctx, 'statement_id', id)
  const decisions = await decisionsOf(
    ctx,
    rows.map(({ decisionId }) => decisionId),
  )
  const disputes = await disputesOf(ctx, id)
  const lines: StatementLine[] = []
  for (const line of rows)
    lines.push(await toLine(ctx, row, line, decisions.get(line.decisionId)!, disputes.get(line.id)))
  return { ...toSummary(row), lines, can: { pay: canPay(ctx, row) } }
}

export function canPay({ actor }: Ctx, { paidAt, totalMinor, reference }: StatementRow) {
  return allOf(
    roleAbility(actor, financiers, 'note payouts'),
    paidAt === null ? able : unable(`${reference} is paid already.`),
    totalMinor > 0 ? able : unable('There is nothing to pay on it.'),
  )
}

export async function decisionsOf({ tx }: Ctx, ids: readonly string[]): Promise<Map<string, DecisionRow>> {
  const rows = await tx.query<DecisionRow>(`SELECT ${decisionColumns} FROM decision d WHERE d.id = ANY($1)`, [ids])
  return new Map(rows.map((row) => [row.id, row]))
}

async function toLine(
  ctx: Ctx,
  { currency }: StatementRow,
  line: LineRow,
  decision: DecisionRow,
  dispute: DisputeView | undefined,
): Promise<StatementLine> {
  const { id, position, kind, claimId, claimReference, accountName, amountMinor, entryId } = line
  const version = decision.policyVersion
  const policy = version === null ? null : await loadPolicy(ctx.tx, decision.point, version)
  return {
    ...{ id, position, kind, claimId, claimReference, accountName, amountMinor, entryId },
    steps: policy ? stepsInWords(ctx, line.steps, policy, currency) : [],
    decision: await readCard(ctx, decision, line),
    dispute: dispute ?? null,
    can: { dispute: dispute ? unable('You have disputed this line.') : able },
  }
}

type DisputeRow = {
  id: string
  lineId: string
  reason: string
  openedAt: Date
  openedByName: string
  decisionId: string
  dueOn: string | null
  isUpheld: boolean | null
  wording: string
  answeredAt: Date
  answeredByName: string
}

async function disputesOf(ctx: Ctx, statementId: string): Promise<Map<string, DisputeView>> {
  const rows = await ctx.tx.query<DisputeRow>(
    `SELECT d.id, d.line_id AS "lineId", d.reason, d.opened_at AS "openedAt", d.opened_by_name AS "openedByName",
       d.decision_id AS "decisionId", d.due_on AS "dueOn", a.is_upheld AS "isUpheld", a.wording, a.answered_at AS "answeredAt",
       a.answered_by_name AS "answeredByName"
     FROM dispute d JOIN statement_line l ON l.id = d.line_id LEFT JOIN dispute_answer a ON a.dispute_id = d.id
     WHERE l.statement_id = $1`,
    [statementId],
  )
  const decisions = await decisionsOf(
    ctx,
    rows.map(({ decisionId }) => decisionId),
  )
  const views = new Map<string, DisputeView>()
  for (const { lineId, decisionId, openedAt, isUpheld, wording, answeredAt, answeredByName, ...row } of rows)
    views.set(lineId, {
      ...row,
      openedAt: openedAt.toISOString(),
      decision: await readCard(ctx, decisions.get(decisionId)!),
      answer:
        isUpheld === null
          ? null
          : {
              isUpheld,
              wording,
              answeredAt: answeredAt.toISOString(),
              answeredByName: ctx.actor.audience === 'staff' ? answeredByName : null,
            },
    })
  return views
}
