import type { Ctx } from '../context.ts'
import type { DecisionRow } from '../decisions/decision-rows.ts'
import { applyDecision } from '../registrations/change-registration.ts'
import { effectsOf } from '../registrations/registration-effects.ts'
import { gatherFactsAgain } from '../registrations/registration-facts.ts'
import { isProtected, type RegistrationRow, readRegistration } from '../registrations/registration-rows.ts'

/** What an award makes of a registration. */
export type ByAward = {
  outcome: 'approve' | 'approveAsTeaming' | 'reject'
  /** Needed unless it's rejected. */
  protectionDays: number | null
  wording: string
}

/** Its exclusive protection holds at this instant. */
export const isLeading = ({ now }: Ctx, row: RegistrationRow): boolean =>
  isProtected(row, now) && row.status === 'approved' && row.protection!.kind === 'exclusive'

/**
 * Decides a registration as an award says: a decision of its own, in the words that its partner reads. Where the policy awarded, no
 * person of the vendor's stands for it.
 */
export async function decideRegistration(
  ctx: Ctx,
  row: RegistrationRow,
  award: { madeBy: 'policy' | 'person' | 'appeal'; reason: string | null; words?: string },
  { outcome, protectionDays, wording }: ByAward,
): Promise<void> {
  const present = await readRegistration(ctx.tx, row.id)
  const { facts } = await gatherFactsAgain(ctx, present)
  if (outcome !== 'reject' && protectionDays === null)
    throw new Error(`The award for ${row.reference} grants a protection of no length.`)
  const byPolicy = award.madeBy === 'policy'
  const decision: DecisionRow = {
    id: ctx.newId(),
    point: 'registration',
    subjectId: present.id,
    partnerId: present.partnerId,
    outcome,
    params: outcome === 'reject' ? {} : { protectionDays: protectionDays! },
    ...{ because: [], fired: [], nearly: [], missing: [], facts, policyVersion: null, policyActiveFrom: null },
    decidedAt: ctx.now,
    actorId: byPolicy ? 'system' : ctx.actor.userId,
    actorName: byPolicy ? 'the rules for conflicts' : ctx.actor.name,
    supersedes: present.decisionId,
    overrideReason: award.reason ?? award.words ?? 'The claims to this account were compared.',
    overrideWording: wording,
  }
  await applyDecision(ctx, present, decision, effectsOf(ctx, decision, null), { award: true })
}

/** Its protection has the account to itself again; those beside it have ended before. */
export async function standUncontested({ tx }: Ctx, { id }: RegistrationRow): Promise<void> {
  await tx.query(
    `UPDATE protection x SET contested = false WHERE x.registration_id = $1 AND x.contested
       AND NOT EXISTS (SELECT FROM protection y WHERE y.account_id = x.account_id AND y.product_family = x.product_family
         AND y.registration_id <> x.registration_id AND y.kind = 'exclusive' AND NOT y.contested AND y.during && x.during)`,
    [id],
  )
}
