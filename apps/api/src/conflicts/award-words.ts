import type { ClaimOutcome } from '@parley/contract/conflicts'
import { familyName } from '../accounts/account-view.ts'
import type { Ctx } from '../context.ts'
import type { CaseRow } from './case-rows.ts'
import { formatBps } from './share-words.ts'

/** What a claimant reads where the policy decided: the same words, whoever else claims. */
export function policyWording(
  ctx: Ctx,
  row: CaseRow,
  outcome: ClaimOutcome,
  { isChosen = false, shareBps = null }: { isChosen?: boolean; shareBps?: number | null } = {},
): string {
  const family = familyName(ctx, row.productFamily)
  switch (outcome) {
    case 'leads':
      return isChosen
        ? `The customer chose you, so you lead this account for ${family}.`
        : `We have weighed what your claim shows. You lead this account for ${family}.`
    case 'shares':
      return `You lead this account for ${family} together with others. Your share is ${formatBps(shareBps ?? 0, ctx.locale)}.`
    case 'beside':
      return `Your part of this account is yours to work on for ${family}.`
    case 'doesNotLead':
      return `We have weighed what your claim shows, and you don’t lead this account for ${family}.`
  }
}
