import type { Ctx } from '../context.ts'
import { decideByPolicy } from '../decisions/decide-by-policy.ts'
import type { DecisionRow } from '../decisions/decision-rows.ts'
import { policyInForce } from '../policies/policy-in-force.ts'
import type { ProtectionRow, RegistrationRow } from '../registrations/registration-rows.ts'
import { gatherProtectionFacts } from './protection-facts.ts'

/** Asks the policy whether this protection goes on. Records nothing yet. */
export async function decideProtection(
  ctx: Ctx,
  row: RegistrationRow,
  protection: ProtectionRow,
  askedBy: 'sweep' | 'partner',
  update?: string,
): Promise<DecisionRow> {
  const facts = await gatherProtectionFacts(ctx, row, protection, askedBy, update)
  const inForce = await policyInForce(ctx.tx, 'protection', ctx.now)
  const subject = { subjectId: row.id, partnerId: row.partnerId, supersedes: row.protectionDecisionId }
  const { row: decision } = await decideByPolicy(ctx, 'protection', inForce, facts, subject)
  return decision
}
