import type { RuleTrace, StaffDecision, TraceNode } from '@parley/contract/decisions'
import { vocabularyOf } from '@parley/rules/derived/vocabulary'
import { type ConditionTrace, trace } from '@parley/rules/explain/trace'
import type { Point } from '@parley/rules/point'
import type { Policy } from '@parley/rules/policy'
import type { z } from 'zod'
import { assertRole } from '../abilities.ts'
import { notFound } from '../app-error.ts'
import type { Ctx } from '../context.ts'
import { pointOf } from '../policies/decision-point.ts'
import { loadPolicy } from '../policies/policy-in-force.ts'
import { outcomeOf, readCard } from './decision-card.ts'
import type { DecisionRow } from './decision-rows.ts'
import {
  decisionReaders,
  type ListedDecision,
  listedDecisions,
  moneyPoints,
  toDecisionSummary,
} from './decision-view.ts'

/** One decision with all facts, and every rule in order of evaluation. */
export async function readDecision(ctx: Ctx, { id }: { id: string }): Promise<z.infer<typeof StaffDecision>> {
  const row = await readDecisionRow(ctx, id)
  const point = pointOf(row.point)
  const policy = row.policyVersion === null ? null : await loadPolicy(ctx.tx, row.point, row.policyVersion)
  const { facts } = policy ? vocabularyOf(point, policy) : point
  return {
    summary: toDecisionSummary(row),
    card: await readCard(ctx, row),
    trace: policy ? toTrace(ctx, point, policy, row) : [],
    fired: [...row.fired],
    nearly: row.nearly.map(({ rule, by }) => ({
      rule,
      title: policy?.rules.find((each) => each.id === rule)?.title ?? rule,
      by: by.map((fact) => facts[fact]?.title ?? fact),
    })),
    supersedes: row.supersedes,
    supersededBy: row.supersededBy,
  }
}

export async function readDecisionRow(ctx: Ctx, id: string): Promise<ListedDecision> {
  const isFinance = ctx.actor.role === 'finance'
  if (!isFinance) assertRole(ctx.actor, decisionReaders, 'read decisions')
  const [row] = await ctx.tx.query<ListedDecision>(`${listedDecisions} WHERE d.id = $1`, [id])
  if (!row || (isFinance && !moneyPoints.includes(row.point))) throw notFound('decision')
  return row
}

function toTrace(ctx: Ctx, point: Point, policy: Policy, row: DecisionRow): RuleTrace[] {
  const near = new Map(row.nearly.map((each) => [each.rule, each]))
  return trace(point, policy, row.facts, ctx.locale).map((rule) => ({
    rule: rule.rule,
    title: rule.title,
    priority: rule.priority,
    audience: rule.audience,
    source: policy.rules.find((each) => each.id === rule.rule)!.source,
    outcomeTitle: outcomeOf(point, { outcome: rule.outcome }).title,
    result: resultText(rule.result),
    decided: row.because.includes(rule.rule),
    nearly: near.has(rule.rule),
    conditions: toNode(rule.condition),
  }))
}

const resultText = (result: boolean | 'unknown') => String(result) as 'true' | 'false' | 'unknown'

const groupTexts = { all: 'All of these hold', any: 'At least one of these holds', not: 'This does not hold' }

function toNode(node: ConditionTrace): TraceNode {
  if (node.is === 'comparison') {
    const text = `${node.title} ${node.operator} ${node.threshold}`.trim()
    return { kind: 'leaf', text, result: resultText(node.result), fact: node.fact, actual: node.value, children: [] }
  }
  const text = node.is === 'condition' ? node.title : groupTexts[node.is]
  return { kind: node.is, text, result: resultText(node.result), children: node.parts.map(toNode) }
}
