import { engagementVerbs } from '@parley/contract/engagements'
import { formatDay } from '@parley/rules/format'
import { engagement as point } from '@parley/rules/points/engagement/point'
import type { Ctx } from '../../context.ts'
import { outcomeOf } from '../../decisions/decision-card.ts'
import { consentAt, type EngagementRow, readEngagements } from '../../engagements/engagement-rows.ts'
import { lastDayBefore } from '../../vendor-days.ts'
import { type Entry, own, type Source } from './entry.ts'

/** What was asked before somebody acted, the consent to it, and what was done in spite of the answer. */
export const engagementEntries: Source = async (ctx, { engagementIds }) => {
  const rows = await readEngagements(ctx.tx, 'WHERE e.id = ANY($1)', [engagementIds])
  return rows.flatMap((row) => [...asked(ctx, row), ...consentOf(ctx, row), ...deedOf(ctx, row)])
}

type Part = Pick<Entry, 'at' | 'order' | 'step' | 'text' | 'by'>

const entry = ({ id, productFamily, partnerName }: EngagementRow, part: Part, ofPartner: boolean): Entry => ({
  ...part,
  ...{ id, kind: 'engagement', productFamily, partnerName: ofPartner ? partnerName : null },
  about: { kind: 'engagement', id },
})

/** Partners read the role of the vendor's people. */
const someoneOfVendor = ({ actor, vendor }: Ctx, name: string, role: 'seller' | 'channel manager') =>
  actor.audience === 'partner' ? `A ${role} of ${vendor.name}` : name

function asked(ctx: Ctx, row: EngagementRow): Entry[] {
  const { askedBy, askedAt, actorName, verb, outcome, consent } = row
  // Its first answer: with consent it was decided again since.
  const { title } = outcomeOf(point, { outcome: consent ? 'consentRequired' : outcome })
  const text = `Asked to ${engagementVerbs[verb]}: ${title.charAt(0).toLowerCase()}${title.slice(1)}`
  const by = askedBy === 'partner' ? own(ctx, actorName) : someoneOfVendor(ctx, actorName, 'seller')
  return [entry(row, { at: askedAt, order: 0, step: 'asked', text, by }, askedBy === 'partner')]
}

function consentOf(ctx: Ctx, row: EngagementRow): Entry[] {
  const { consent } = row
  if (!consent) return []
  const ofLead = consent.askedOf === 'lead'
  const state = consentAt(consent, ctx.now)
  const verb = engagementVerbs[row.verb]
  if (consent.answeredByName !== null) {
    const text = `Consent to ${verb} ${state === 'given' ? 'given' : 'refused'}: ${consent.reason}`
    const { answeredByName } = consent
    const by = ofLead ? own(ctx, answeredByName) : someoneOfVendor(ctx, answeredByName, 'channel manager')
    return [entry(row, { at: consent.answeredAt!, order: 1, step: 'consent', text, by }, ofLead)]
  }
  if (consent.dueAt === null) return []
  const due = { at: consent.dueAt, order: 1, step: 'consent' }
  if (state === 'unanswered') {
    const text = `Asked for consent to ${verb}, and no answer came in time`
    return [entry(row, { ...due, text, by: 'The policy' }, ofLead)]
  }
  const lastDay = formatDay(lastDayBefore(consent.dueAt, ctx.vendor.timeZone), ctx.locale)
  return [entry(row, { ...due, text: `Consent to ${verb} is due by ${lastDay}`, by: '' }, ofLead)]
}

function deedOf(ctx: Ctx, row: EngagementRow): Entry[] {
  const { deed } = row
  if (!deed) return []
  const isPartner = ctx.actor.audience === 'partner'
  const done = `Done in spite of the answer: ${engagementVerbs[row.verb]}`
  const recorded: Part = {
    ...{ at: deed.recordedAt, order: 2, step: 'done' },
    text: isPartner ? done : `${done}. ${deed.reason}`,
    by: someoneOfVendor(ctx, deed.doneByName, 'seller'),
  }
  if (deed.approvedAt === null) return [entry(row, recorded, false)]
  const by = someoneOfVendor(ctx, deed.approvedByName ?? '', 'channel manager')
  const approved: Part = { at: deed.approvedAt, order: 3, step: 'approved', text: 'Stood in for what was done', by }
  return [entry(row, recorded, false), entry(row, approved, false)]
}
