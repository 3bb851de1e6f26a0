import type { Interested } from '@parley/contract/account-look'
import type { RegistrationStatus } from '@parley/contract/registrations'
import { formatDay } from '@parley/rules/format'
import type { Ctx } from '../../context.ts'
import { type RegistrationRow, statusAt } from '../../registrations/registration-rows.ts'
import type { HoldingRow, LeadRow, PipelineRow } from './read-look.ts'

const words: Partial<Record<RegistrationStatus, string>> = {
  approved: 'Protected, too',
  teaming: 'Teaming',
  inReview: 'Registered, in review',
  informationNeeded: 'Registered, owes us an answer',
}

type Of = {
  lead: LeadRow
  /** After a merge, of each of the records. */
  holdings: readonly HoldingRow[]
  pipeline: readonly PipelineRow[]
  registrations: readonly RegistrationRow[]
}

/** Who wants to sell a product family beside the lead: partners with a live registration, the incumbent, our own people. */
export function interestedIn(ctx: Ctx, { lead, holdings, pipeline, registrations }: Of): Interested[] {
  const others = registrations.filter(({ id }) => id !== lead.registrationId)
  const known = new Set([lead.partnerId, ...others.map(({ partnerId }) => partnerId)])
  const none = { since: null, registrationId: null }
  return [
    ...others.map((row) => ({
      name: row.partnerName,
      what: words[statusAt(row, ctx.now)] ?? 'Registered',
      since: row.submittedAt.toISOString(),
      registrationId: row.id,
    })),
    ...holdings
      .filter(({ partnerId }, at) => {
        const isFirst = holdings.findIndex((each) => each.partnerId === partnerId) === at
        return partnerId !== null && isFirst && !known.has(partnerId)
      })
      .map((each) => ({
        ...none,
        name: each.partnerName!,
        what: each === holdings[0] ? 'Made the latest sale' : 'Sold here, too',
      })),
    ...pipeline.map(({ ownerName, lastContactOn }) => ({
      ...none,
      name: ownerName,
      what: `Our own sales team, last spoke with them on ${formatDay(lastContactOn, ctx.locale)}`,
    })),
  ]
}
