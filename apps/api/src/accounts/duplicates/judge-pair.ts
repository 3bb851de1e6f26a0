import { judgeCandidates } from '@parley/identity/judge-candidates'
import { profileParty } from '@parley/identity/party'
import { trainedModel } from '@parley/identity/trained-model'
import type { Ctx } from '../../context.ts'
import type { AccountRow } from '../account-view.ts'
import { taxKeyOf } from '../identity/compare-tax-ids.ts'
import { permille } from '../identity/find-account.ts'
import { readCandidates } from '../identity/read-candidates.ts'

/** How likely two accounts are the same, and why: one asked about among all that are like it, by the matcher as it is today. */
export async function judgePair(
  ctx: Ctx,
  one: AccountRow,
  other: AccountRow,
): Promise<{ chancePermille: number; relatedPermille: number; reasons: string[] }> {
  const profile = profileParty({ ...one, domain: one.host })
  const { candidates, statistics } = await readCandidates(ctx, profile, false)
  const others = candidates.filter(({ accountId }) => accountId !== one.id)
  const listed = others.some(({ accountId }) => accountId === other.id)
    ? others
    : [
        ...others,
        { accountId: other.id, name: other.name, weight: 0, profile: profileParty({ ...other, domain: other.host }) },
      ]
  const { judged } = judgeCandidates(profile, listed, statistics, trainedModel)
  const found = judged.find(({ candidate }) => candidate.accountId === other.id)!
  return {
    chancePermille: permille(found.chanceOfSame),
    relatedPermille: permille(found.chanceOfRelated),
    reasons: [...taxReasons(one, other), ...found.reasons().map(({ words }) => words)],
  }
}

function taxReasons(one: AccountRow, other: AccountRow): string[] {
  if (one.taxId === null || other.taxId === null) return []
  return [taxKeyOf(one.taxId) === taxKeyOf(other.taxId) ? 'same tax id' : 'tax ids differ']
}
