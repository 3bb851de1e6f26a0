import type { Ctx } from '../../context.ts'
import type { MatchedAccount } from './matched-account.ts'

/** Keeps what the matcher saw where a person must say which account is meant, or whether it's family. Nothing otherwise. */
export function keepAccountQuestion(
  ctx: Ctx,
  registrationId: string,
  { id, match, relatives, found }: MatchedAccount,
): void {
  if (match !== 'likely' && relatives.length === 0) return
  const { policyVersion, modelVersion, answer, candidates, related } = found
  ctx.tx.atCommit('keep_account_question', [
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
export function joinConflict({ tx, newId, now }: Ctx, registrationId: string, relatives: readonly string[]): void {
  tx.atCommit('open_conflict', [registrationId, null, `{${relatives.join(',')}}`, newId(), now])
}

/** The same after a merge, which brought it to the others. Ends in the case's id; null when nobody else wants the account. */
export async function openConflict(
  { tx, newId, now }: Ctx,
  registrationId: string,
  because: 'merge' | null,
  relatives: readonly string[],
): Promise<string | null> {
  const params = [registrationId, because, relatives, newId(), now]
  const [row] = await tx.query<{ id: string | null }>('SELECT open_conflict($1, $2, $3, $4, $5) AS id', params)
  return row!.id
}
