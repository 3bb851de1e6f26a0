import type { DecideDesignation, StaffLetter, WaiveWait } from '@parley/contract/designations'
import { designation as point } from '@parley/rules/points/designation/point'
import type { z } from 'zod'
import { assertAble, assertRole } from '../abilities.ts'
import { recordEvent } from '../audit/record-event.ts'
import type { Ctx } from '../context.ts'
import type { DecisionRow } from '../decisions/decision-rows.ts'
import { policyInForce } from '../policies/policy-in-force.ts'
import { applyDesignation, decideAgain, decideOthersAgain } from './decide-designation.ts'
import { canDecide, canWaive, keepers } from './designation-abilities.ts'
import { gatherDesignationFacts } from './designation-facts.ts'
import { type DesignationRow, type LetterRow, lockLetter, readDesignation } from './letter-rows.ts'
import { assertStaffVersion } from './letter-version.ts'
import { toStaffLetter } from './letter-view.ts'

type At = { id: string; ifMatch: number }

async function lockBoth(ctx: Ctx, { id, ifMatch }: At): Promise<{ row: DesignationRow; letter: LetterRow }> {
  const { letterId } = await readDesignation(ctx.tx, id)
  const letter = await lockLetter(ctx.tx, letterId)
  await assertStaffVersion(ctx, letter, ifMatch)
  return { row: await readDesignation(ctx.tx, id), letter }
}

/** The vendor waives the present lead's days. What follows, the policy says. */
export async function waiveWait(ctx: Ctx, { reason, ...at }: z.infer<typeof WaiveWait> & At): Promise<StaffLetter> {
  assertRole(ctx.actor, keepers, 'waive the wait')
  const { row, letter } = await lockBoth(ctx, at)
  assertAble(canWaive(ctx, row))
  await ctx.tx.query('UPDATE designation SET wait_waived = true WHERE id = $1', [row.id])
  await ctx.tx.query('UPDATE customer_letter SET version = version + 1 WHERE id = $1', [letter.id])
  await decideAgain(ctx, { ...row, waitWaived: true })
  await decideOthersAgain(ctx, letter.id)
  const subject = { kind: 'letter', id: letter.id, name: letter.accountName }
  await recordEvent(ctx, { action: 'letter.waitWaived', subject, partnerId: row.partnerId, details: { reason } })
  return toStaffLetter(ctx, letter.id)
}

/** A person decides in the policy's place: a new decision with name and reason, which supersedes the present one. */
export async function decideInPerson(
  ctx: Ctx,
  { outcome, reason, wording, ...at }: z.infer<typeof DecideDesignation> & At,
): Promise<StaffLetter> {
  assertRole(ctx.actor, keepers, 'decide in the policy’s place')
  const { row, letter } = await lockBoth(ctx, at)
  assertAble(canDecide(ctx, row))
  const { policy } = await policyInForce(ctx.tx, 'designation', letter.receivedAt)
  const facts = await gatherDesignationFacts(ctx, row, letter)
  const decision: DecisionRow = {
    ...{ id: ctx.newId(), point: 'designation', subjectId: row.id, partnerId: row.partnerId, outcome, params: {} },
    ...{ because: [], fired: [], nearly: [], missing: [], facts, policyVersion: null, policyActiveFrom: null },
    ...{ decidedAt: ctx.now, actorId: ctx.actor.userId, actorName: ctx.actor.name, supersedes: row.decisionId },
    ...{ overrideReason: reason, overrideWording: wording },
  }
  await applyDesignation(ctx, row, letter, decision, policy)
  await decideOthersAgain(ctx, letter.id)
  const subject = { kind: 'letter', id: letter.id, name: letter.accountName }
  const details = { outcome: point.outcomes[outcome].title, reason }
  await recordEvent(ctx, { action: 'decision.overridden', subject, partnerId: row.partnerId, details })
  return toStaffLetter(ctx, letter.id)
}
