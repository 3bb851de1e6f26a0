import type { Likeness, LookUpAccount, LookUpAnswer } from '@parley/contract/accounts'
import { profileParty } from '@parley/identity/party'
import type { z } from 'zod'
import { assertRole } from '../abilities.ts'
import { AppError } from '../app-error.ts'
import type { Ctx } from '../context.ts'
import { accountReaders } from './account-abilities.ts'
import { readSummaries } from './account-view.ts'
import { findAccount, type Seen } from './identity/find-account.ts'

/** Whether a company is known, by the identity policy in force. Writes nothing. */
export async function lookUpAccount(
  ctx: Ctx,
  { taxId, ...typed }: z.infer<typeof LookUpAccount>,
): Promise<LookUpAnswer> {
  assertRole(ctx.actor, accountReaders, 'read accounts')
  const { name, web } = profileParty(typed)
  if (name.squashed === '' && web === null && taxId === undefined) {
    const detail = 'Give the company’s name, its own domain or its tax id.'
    throw new AppError('refused', detail, [{ pointer: '/name', detail }])
  }
  const found = await findAccount(ctx, typed, { by: 'staff', taxId: taxId ?? null })
  const summaries = await readSummaries(
    ctx,
    [...found.candidates, ...found.related].map(({ accountId }) => accountId),
  )
  const toLikeness = ({ accountId, name: knownAs, ...seen }: Seen): Likeness => {
    const account = summaries.get(accountId)!
    return { ...seen, account, knownAs: knownAs === account.name ? null : knownAs }
  }
  const { answer, policyVersion, modelVersion } = found
  return {
    ...{ answer, policyVersion, modelVersion },
    candidates: found.candidates.map(toLikeness),
    related: found.related.map(toLikeness),
  }
}
