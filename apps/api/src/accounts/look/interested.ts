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
  holding: HoldingRow | undefined
  pipeline: readonly PipelineRow[]
  registrations: readonly RegistrationRow[]
}

/** Who wants to sell a product family beside the lead: partners with a live registration, the incumbent, our own people. */
export function interestedIn(ctx: Ctx, { lead, holding, pipeline, registrations }: Of): Interested[] {
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
    ...(holding && holding.partnerName !== null && !known.has(holding.partnerId)
      ? [{ ...none, name: holding.partnerName, what: 'Made the latest sale' }]
      : []),
    ...pipeline.map(({ ownerName, lastContactOn }) => ({
      ...none,
      name: ownerName,
      what: `Our own sales team, last spoke with them on ${formatDay(lastContactOn, ctx.locale)}`,
    })),
  ]
}
