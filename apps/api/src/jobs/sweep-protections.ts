import { type Ctx, type Env, systemActor } from '../context.ts'
import { applyProtectionDecision } from '../protections/apply-protection-decision.ts'
import { decideProtection } from '../protections/decide-protection.ts'
import { type DuePage, dueProtections, isAnnouncedDayHere } from '../protections/due-protections.ts'
import { closeConflicts, dropAnnouncedLapse, endProtection, tell } from '../registrations/change-registration.ts'
import { isProtected, lockRegistration, type RegistrationRow, statusAt } from '../registrations/registration-rows.ts'
import { inTransaction } from '../transaction.ts'

export type SweepResult = { seen: number; decided: number; expired: number; failed: number }

const pageSize = 200

/**
 * Looks after every protection that hasn't ended: reminds, lapses and notes what expired, each in a transaction of its
 * own. One that can't be decided is left for the next time and told to the log. Running it twice does nothing twice.
 */
export async function sweepProtections(env: Env): Promise<SweepResult> {
  const result: SweepResult = { seen: 0, decided: 0, expired: 0, failed: 0 }
  for (let after: string | null = null; ; ) {
    const page: DuePage = await inTransaction(env, systemActor, (ctx) => dueProtections(ctx, after, pageSize))
    result.seen += page.seen
    for (const id of page.due) {
      try {
        const done = await inTransaction(env, systemActor, (ctx) => lookAfter(ctx, id))
        if (done) result[done]++
      } catch (error) {
        result.failed++
        env.logger.error({ err: error, registrationId: id }, 'a protection could not be looked after')
      }
    }
    after = page.last
    if (page.seen < pageSize) break
  }
  // What ended by time alone, such as a question left unanswered, leaves cases with one partner as well.
  await inTransaction(env, systemActor, (ctx) => closeConflicts(ctx, null))
  return result
}

async function lookAfter(ctx: Ctx, id: string): Promise<'decided' | 'expired' | null> {
  const row = await lockRegistration(ctx.tx, id)
  if (statusAt(row, ctx.now) === 'expired' && row.status !== 'expired') return expire(ctx, row)
  if (!isProtected(row, ctx.now) || row.protection!.endedBecause) return null
  const decision = await decideProtection(ctx, row, row.protection!, 'sweep')
  if (decision.outcome === 'keep' && isAnnouncedDayHere(ctx, row.protection!)) return keepAfterAll(ctx, row)
  // What goes on as it is, is not worth a row each day; what can't be told yet is asked again tomorrow.
  if (decision.outcome === 'keep' || decision.outcome === 'informationNeeded') return null
  if (decision.outcome === 'confer' && (await isConferred(ctx, row))) return null
  await applyProtectionDecision(ctx, row, row.protection!, decision)
  return 'decided'
}

/** A call was due yesterday, too: it's on record once. */
async function isConferred({ tx }: Ctx, { protectionDecisionId }: RegistrationRow): Promise<boolean> {
  const found = await tx.query(`SELECT 1 FROM decision d WHERE d.id = $1 AND d.outcome = 'confer'`, [
    protectionDecisionId,
  ])
  return found.length > 0
}

/** The announced day came, and by the policy of that day the protection goes on: under a newer version, say. */
async function keepAfterAll(ctx: Ctx, row: RegistrationRow): Promise<null> {
  await dropAnnouncedLapse(ctx, row)
  await ctx.tx.query('UPDATE registration SET version = version + 1 WHERE id = $1', [row.id])
  return null
}

async function expire(ctx: Ctx, row: RegistrationRow): Promise<'expired'> {
  await endProtection(ctx, row, 'expired')
  await ctx.tx.query(`UPDATE registration SET status = 'expired', version = version + 1 WHERE id = $1`, [row.id])
  await tell(ctx, row, 'protection.expired', {})
  return 'expired'
}
