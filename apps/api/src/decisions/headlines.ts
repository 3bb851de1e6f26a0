import { explain } from '@parley/rules/explain/reasons'
import type { Ctx } from '../context.ts'
import { pointOf } from '../policies/decision-point.ts'
import { loadPolicy } from '../policies/policy-in-force.ts'
import { toDecision } from './decide-by-policy.ts'
import { outcomeOf } from './decision-card.ts'
import { type DecisionRow, decisionColumns } from './decision-rows.ts'

/** The first reason of each decision in the staff's words, by the decision's id. */
export async function headlinesOf(ctx: Ctx, decisionIds: readonly string[]): Promise<Map<string, string>> {
  const rows = await ctx.tx.query<DecisionRow>(`SELECT ${decisionColumns} FROM decision d WHERE d.id = ANY($1)`, [
    decisionIds,
  ])
  const headlines = new Map<string, string>()
  for (const row of rows) headlines.set(row.id, await headlineOf(ctx, row))
  return headlines
}

async function headlineOf(ctx: Ctx, row: DecisionRow): Promise<string> {
  if (row.policyVersion === null) return row.overrideReason!
  const point = pointOf(row.point)
  const policy = await loadPolicy(ctx.tx, row.point, row.policyVersion)
  const [reason] = explain(point, policy, row.facts, toDecision(row), 'staff', ctx.locale)
  return reason?.text ?? outcomeOf(point, row).title
}
