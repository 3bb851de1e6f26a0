import { formatDay } from '@parley/rules/format'
import type { Ctx } from '../../context.ts'
import type { AccountRow } from '../account-view.ts'
import type { Basis, HoldingRow, LeadRow } from './read-look.ts'

type Of = { lead: LeadRow; account: AccountRow; holding: HoldingRow | undefined; basis: Basis | undefined }

/** Why somebody leads where that isn't a registration's decision, in a sentence. */
export function whyLeads(ctx: Ctx, { lead, account: { designation }, holding, basis }: Of): string {
  if (lead.kind === 'nobody') return 'The first registration that the policy approves will lead.'
  if (basis?.signedOn) return `The customer names it in its letter of ${formatDay(basis.signedOn, ctx.locale)}.`
  if (basis?.interim) return 'It is protected for the time being: our answer is late.'
  if (holding) {
    const since = formatDay(holding.since, ctx.locale)
    return holding.partnerId === null ? `They buy directly, since ${since}.` : `Made the latest sale, on ${since}.`
  }
  if (designation === 'house') return 'It is a house account: we keep it for ourselves.'
  if (designation === 'named') return 'It is a named account: our own sales team works on it.'
  return ''
}
