import type { AnswerAppeal } from '@parley/contract/conflicts'
import { assertAble, unable } from '../abilities.ts'
import { notFound } from '../app-error.ts'
import { recordEvent } from '../audit/record-event.ts'
import type { Ctx } from '../context.ts'
import { insertMessage, outboxParams } from '../outbox/outbox-message.ts'
import { applyAward, type Part } from './apply-award.ts'
import { assertTerm, refusedAt } from './award-in-person.ts'
import { type AppealRow, readOutcomes } from './award-rows.ts'
import { canAnswerAppeal, type Standing } from './case-abilities.ts'
import { type ClaimRow, isLive, lockCase, nameOf, touchCase } from './case-rows.ts'
import { readStanding } from './case-standing.ts'
import { assertVersion } from './case-version.ts'
import { daysOf } from './decide-case.ts'
import { decideRegistration } from './registration-awards.ts'
import { weighClaims } from './weigh.ts'

type Input = AnswerAppeal & { id: string; appealId: string; ifMatch: number }

/**
 * Somebody else than who decided answers an appeal. Upheld, the partner leads from now on, by an award that is final; if not, what
 * held for the time being ends.
 */
export async function answerAppeal(ctx: Ctx, input: Input): Promise<void> {
  const row = await lockCase(ctx, input.id)
  assertVersion(row, input.ifMatch)
  const standing = await readStanding(ctx, row)
  const appeal = standing.appeals.find(({ id }) => id === input.appealId)
  if (!appeal) throw notFound('appeal')
  if (appeal.answeredAt !== null) assertAble(unable('This appeal was answered already.'))
  assertAble(canAnswerAppeal(ctx, standing))
  await ctx.tx.query(
    `UPDATE appeal SET is_upheld = $2, wording = $3, reason = $4, answered_by = $5, answered_by_name = $6, answered_at = $7 WHERE id = $1`,
    [appeal.id, input.isUpheld, input.wording, input.reason, ctx.actor.userId, ctx.actor.name, ctx.now],
  )
  const appellant = standing.claims.find(({ id }) => id === appeal.claimId)!
  if (input.isUpheld) await turnRound(ctx, standing, appellant, input)
  else await endInterim(ctx, appellant, appeal, input)
  await touchCase(ctx, row.id)
  const subject = { kind: 'appeal', id: appeal.id, name: `${row.accountName}, ${nameOf(ctx, appellant)}` }
  const details = { isUpheld: input.isUpheld, reason: input.reason }
  await recordEvent(ctx, { action: 'appeal.answered', subject, partnerId: appeal.partnerId, details })
  const message = {
    topic: 'appeal.answered' as const,
    subjectId: appellant.registrations[0]!.id,
    partnerId: appeal.partnerId,
    payload: { appealId: appeal.id },
  }
  await ctx.tx.query(insertMessage(1), outboxParams(message, ctx.now))
}

/** The appellant leads; whoever led until now doesn't, and others that had no part in the lead keep what they have. */
async function turnRound(ctx: Ctx, { row, claims }: Standing, appellant: ClaimRow, input: Input): Promise<void> {
  if (!input.wordingForOthers)
    throw refusedAt('/wordingForOthers', 'Say what whoever led until now reads; without naming anybody.')
  const { settings, version, awarded } = await weighClaims(ctx, row, claims)
  const outcomes = await readOutcomes(
    ctx,
    claims.map(({ id }) => id),
  )
  const parts = claims.flatMap((claim): Part[] => {
    const before = outcomes.get(claim.id)
    const isAppellant = claim.id === appellant.id
    const hadLead = before?.outcome === 'leads' || before?.outcome === 'shares'
    if (!before || (!isAppellant && !(hadLead && isLive(ctx, claim)))) return []
    const common = { claim, shareBps: null, decisionId: before.decisionId }
    return isAppellant
      ? [{ ...common, outcome: 'leads', wording: input.wording }]
      : [{ ...common, outcome: 'doesNotLead', wording: input.wordingForOthers! }]
  })
  const protectionDays = daysOf(settings.leadDays)
  assertTerm(ctx, parts, protectionDays)
  await applyAward(ctx, row, settings, {
    ...{ madeBy: 'appeal', result: 'lead', policyVersion: version, reason: input.reason, protectionDays, parts },
    awarded: { result: 'lead', lead: appellant.id, points: awarded.points },
  })
}

/** What it had beside the lead because we were late ends with the answer. */
async function endInterim(ctx: Ctx, { live }: ClaimRow, appeal: AppealRow, { wording, reason }: Input): Promise<void> {
  if (appeal.silentSince === null) return
  for (const registration of live.filter(({ status }) => status === 'teaming'))
    await decideRegistration(
      ctx,
      registration,
      { madeBy: 'appeal', reason },
      { outcome: 'reject', protectionDays: null, wording },
    )
}
