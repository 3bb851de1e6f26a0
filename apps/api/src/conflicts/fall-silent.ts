import { settingsOf } from '@parley/rules/cases'
import { formatDay } from '@parley/rules/format'
import { conflict as point } from '@parley/rules/points/conflict/point'
import type { Ctx } from '../context.ts'
import { insertMessage, outboxParams } from '../outbox/outbox-message.ts'
import { loadPolicy } from '../policies/policy-in-force.ts'
import { lastDayBefore } from '../vendor-days.ts'
import { readAwards } from './award-rows.ts'
import { lockCase, readClaims } from './case-rows.ts'
import { daysOf } from './decide-case.ts'
import { decideRegistration } from './registration-awards.ts'

type Late = { conflictId: string; claimId: string; partnerId: string; dueAt: Date; awardId: string }

/**
 * The vendor didn't answer an appeal in time: what the policy of the award says for that holds from now on. Nothing where it was
 * answered meanwhile, or the time isn't over.
 */
export async function fallSilent(ctx: Ctx, appealId: string): Promise<boolean> {
  const late = await readLate(ctx, appealId)
  if (!late) return false
  const row = await lockCase(ctx, late.conflictId)
  const marked = await ctx.tx.query(
    'UPDATE appeal SET silent_since = due_at WHERE id = $1 AND answered_at IS NULL AND silent_since IS NULL AND due_at <= $2 RETURNING 1',
    [appealId, ctx.now],
  )
  if (marked.length === 0) return false
  const award = (await readAwards(ctx, row.id)).find(({ id }) => id === late.awardId)!
  const settings = settingsOf(point, await loadPolicy(ctx.tx, 'conflict', award.policyVersion))
  const days = daysOf(settings.interimDays)
  const isBeside = settings.appealSilence === 'workBeside' && days !== null
  const claim = (await readClaims(ctx, row)).find(({ id }) => id === late.claimId)!
  const main = claim.registrations.find(({ status }) => status === 'rejected')
  const day = formatDay(lastDayBefore(late.dueAt, ctx.vendor.timeZone), ctx.locale)
  if (isBeside && main && claim.live.length === 0)
    await decideRegistration(
      ctx,
      main,
      { madeBy: 'policy', reason: `The appeal was due by ${day} and wasn’t answered.` },
      {
        outcome: 'approveAsTeaming',
        protectionDays: days,
        wording: `We should have answered your appeal by ${day}, and we haven’t. You work on this account beside whoever leads it until we do.`,
      },
    )
  await ctx.tx.query('UPDATE conflict SET version = version + 1 WHERE id = $1', [row.id])
  const message = {
    topic: 'appeal.silent' as const,
    subjectId: claim.registrations[0]!.id,
    partnerId: late.partnerId,
    payload: { appealId, isBeside },
  }
  await ctx.tx.query(insertMessage(1), outboxParams(message, ctx.now))
  return true
}

async function readLate({ tx, now }: Ctx, appealId: string): Promise<Late | undefined> {
  const [row] = await tx.query<Late>(
    `SELECT k.conflict_id AS "conflictId", l.claim_id AS "claimId", l.partner_id AS "partnerId", l.due_at AS "dueAt", o.award_id AS "awardId"
     FROM appeal l JOIN conflict_claim k ON k.id = l.claim_id JOIN conflict_outcome o ON o.id = l.outcome_id
     WHERE l.id = $1 AND l.answered_at IS NULL AND l.silent_since IS NULL AND l.due_at <= $2`,
    [appealId, now],
  )
  return row
}
