import type { Ctx } from '../../context.ts'
import type { AccountRow } from '../account-view.ts'
import { keepNames } from '../identity/keep-names.ts'
import { answerQuestions } from './answer-questions.ts'
import { bringTogether, whoIsThere } from './bring-together.ts'
import { moveNames, type NamedHow } from './move-names.ts'
import { moveRecords } from './move-records.ts'
import { moveSayings } from './move-sayings.ts'
import { takeOver } from './take-over.ts'

/**
 * Merges one locked record into another: everything that stands at it goes over, and is noted down for an undo. No
 * decision changes. Ends in the merge's id.
 */
export async function absorb(
  ctx: Ctx,
  kept: AccountRow,
  absorbed: AccountRow,
  how: NamedHow & { reason: string },
): Promise<string> {
  const wereThere = await whoIsThere(ctx, kept.id)
  // The family first: what is above and below is read before anything moves.
  const taken = await takeOver(ctx, kept, absorbed)
  const records = await moveRecords(ctx, kept.id, absorbed.id)
  const names = await moveNames(ctx, kept, absorbed, how)
  const sayings = await moveSayings(ctx, kept.id, absorbed.id)
  const questions = await answerQuestions(ctx, kept.id, absorbed.id, how.reason)
  await ctx.tx.query('UPDATE account SET merged_into = $2, version = version + 1 WHERE id = $1', [absorbed.id, kept.id])
  const conflicts = await bringTogether(ctx, kept.id, wereThere, 'merge')
  const id = ctx.newId()
  const moved = { ...records, ...taken, ...names, ...sayings, questions, conflicts }
  await ctx.tx.query(
    `INSERT INTO account_merge (id, kept_id, absorbed_id, reason, moved, merged_by_name, merged_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7)`,
    [id, kept.id, absorbed.id, how.reason, JSON.stringify(moved), ctx.actor.name, ctx.now],
  )
  await keepNames(ctx, [kept.id, absorbed.id])
  return id
}
