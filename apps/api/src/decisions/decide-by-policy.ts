import { compile } from '@parley/rules/compile/closures'
import { decide } from '@parley/rules/decide'
import type { Decision } from '@parley/rules/decision'
import type { Facts } from '@parley/rules/point'
import type { Policy } from '@parley/rules/policy'
import type { Ctx } from '../context.ts'
import { pointOf } from '../policies/decision-point.ts'
import { loadPolicy } from '../policies/policy-in-force.ts'
import type { DecisionRow } from './decision-rows.ts'

/** A version of a policy, and since when it is in force. */
export type InForce = { version: number; activeFrom: Date }

export type Subject = { subjectId: string; partnerId: string | null; supersedes: string | null }

/** Decides by the policy and gives the row to be recorded. Records nothing itself; a disagreement of evaluators throws. */
export async function decideByPolicy(
  ctx: Ctx,
  point: string,
  inForce: InForce,
  facts: Facts,
  subject: Subject,
): Promise<{ row: DecisionRow; policy: Policy }> {
  const policy = await loadPolicy(ctx.tx, point, inForce.version)
  const decision = await decide(pointOf(point), policy, facts)
  return { row: toRow(ctx, point, inForce, facts, subject, decision), policy }
}

/**
 * What the policy would say, by the compiled evaluator alone, without what nearly held: to find out of many what is due. Whatever is
 * recorded is decided by `decideByPolicy`.
 */
export async function foreseeByPolicy(
  ctx: Ctx,
  point: string,
  inForce: InForce,
  facts: Facts,
  subject: Subject,
): Promise<{ row: DecisionRow; policy: Policy }> {
  const policy = await loadPolicy(ctx.tx, point, inForce.version)
  const settled = compile(pointOf(point), policy).settle(facts)
  const base = { point, policyVersion: inForce.version, fired: [], nearly: [] }
  const decision: Decision =
    'missing' in settled
      ? { ...base, status: 'informationNeeded', missing: settled.missing }
      : { ...base, status: 'decided', outcome: settled.outcome, because: settled.because }
  return { row: toRow(ctx, point, inForce, facts, subject, decision), policy }
}

function toRow(
  ctx: Ctx,
  point: string,
  inForce: InForce,
  facts: Facts,
  subject: Subject,
  decision: Decision,
): DecisionRow {
  return {
    id: ctx.newId(),
    point,
    ...subject,
    ...recordedEnd(decision),
    facts,
    policyVersion: inForce.version,
    policyActiveFrom: inForce.activeFrom,
    decidedAt: ctx.now,
    actorId: ctx.actor.userId,
    actorName: ctx.actor.name,
    overrideReason: null,
    overrideWording: null,
  }
}

/** What a row keeps of a decision. */
export function recordedEnd(
  decision: Decision,
): Pick<DecisionRow, 'outcome' | 'params' | 'because' | 'fired' | 'nearly' | 'missing'> {
  const decided = decision.status === 'decided' ? decision : null
  return {
    outcome: decided ? decided.outcome.type : 'informationNeeded',
    params: { ...decided?.outcome.params },
    because: decided ? decided.because : [],
    fired: decision.fired,
    nearly: decision.nearly,
    missing: decision.status === 'informationNeeded' ? decision.missing : [],
  }
}

/** The decision of a stored row as the rules know it, to explain it again. */
export function toDecision(row: DecisionRow): Decision {
  const base = { point: row.point, policyVersion: row.policyVersion ?? 0, fired: row.fired, nearly: row.nearly }
  if (row.outcome === 'informationNeeded') return { ...base, status: 'informationNeeded', missing: row.missing }
  return { ...base, status: 'decided', outcome: { type: row.outcome, params: row.params }, because: row.because }
}
