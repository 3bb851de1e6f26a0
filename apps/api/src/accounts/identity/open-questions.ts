import type { Ctx } from '../../context.ts'
import type { MatchedAccount } from './matched-account.ts'

/** Keeps what the matcher saw where a person must say which account is meant, or whether it's family. Nothing otherwise. */
export async function keepAccountQuestion(
  ctx: Ctx,
  registrationId: string,
  { id, match, relatives, found }: MatchedAccount,
): Promise<void> {
  if (match !== 'likely' && relatives.length === 0) return
  const { policyVersion, modelVersion, answer, candidates, related } = found
  await ctx.tx.query('SELECT keep_account_question($1, $2, $3, $4, $5, $6, $7, $8)', [
    registrationId,
    id,
    policyVersion,
    modelVersion,
    answer,
    JSON.stringify(candidates),
    JSON.stringify(related),
    ctx.now,
  ])
}

/** Puts a registration into the case of those who want the same account family, which is opened when it's the second one. */
export async function joinConflict(ctx: Ctx, registrationId: string, { relatives }: MatchedAccount): Promise<void> {
  await ctx.tx.query('SELECT open_conflict($1, $2, $3, $4, $5)', [
    registrationId,
    relatives.length > 0 ? 'family' : 'overlap',
    relatives,
    ctx.newId(),
    ctx.now,
  ])
}
