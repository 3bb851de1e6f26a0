import type { DecisionCard } from '@parley/contract/decisions'
import type {
  Clock,
  PartnerRegistration,
  Protection,
  RegistrationSummary,
  StaffRegistration,
} from '@parley/contract/registrations'
import type { Ctx } from '../context.ts'
import { outcomeOf, readCard } from '../decisions/decision-card.ts'
import { toDuty } from '../duties/duty-view.ts'
import { pointOf } from '../policies/decision-point.ts'
import { tierTitles } from '../session/read-me.ts'
import { dayOf, daysFrom, lastDayBefore, startOfDay } from '../vendor-days.ts'
import { partnerAbilities, staffAbilities } from './registration-abilities.ts'
import type { RegistrationRecord } from './registration-record.ts'
import { type ProtectionRow, type RegistrationRow, statusAt } from './registration-rows.ts'
import { timelineOf } from './timeline.ts'

export function toSummary(ctx: Ctx, row: RegistrationRow): RegistrationSummary {
  const family = ctx.productFamilies.find((each) => each.id === row.productFamily)
  return {
    id: row.id,
    reference: row.reference,
    accountName: row.accountName,
    country: row.accountCountry,
    productFamily: { id: row.productFamily, name: family?.name ?? row.productFamily },
    amountMinor: row.amountMinor,
    expectedCloseOn: row.expectedCloseOn,
    status: statusAt(row, ctx.now),
    submittedAt: row.submittedAt.toISOString(),
    clock: clockOf(ctx, row),
    protection: row.protection && toProtection(ctx, row.protection),
    partner:
      ctx.actor.audience === 'partner'
        ? null
        : { id: row.partnerId, name: row.partnerName, tierTitle: tierTitles[row.partnerTier]! },
  }
}

/** Who owes what, and by when; null when nothing runs but the protection itself. */
function clockOf(ctx: Ctx, row: RegistrationRow): Clock | null {
  const { now, vendor } = ctx
  const status = statusAt(row, now)
  const clock = (owes: Clock['owes'], what: string, dueAt: Date): Clock => ({
    owes,
    what,
    dueAt: dueAt.toISOString(),
    late: dueAt <= now,
  })
  if (status === 'inReview' && row.answerDueAt) return clock('vendor', `An answer from ${vendor.name}`, row.answerDueAt)
  if (status === 'informationNeeded' && row.answerDueAt) return clock('partner', 'Your answer', row.answerDueAt)
  const lapseOn = status === 'approved' || status === 'teaming' ? row.protection?.lapseOn : null
  return lapseOn ? clock('partner', 'A logged activity', startOfDay(lapseOn, vendor.timeZone)) : null
}

function toProtection({ now, vendor }: Ctx, protection: ProtectionRow): Protection {
  const { kind, grantedAt, until, endedBecause, lapseOn, extensionsUsed } = protection
  const lastDay = lastDayBefore(until, vendor.timeZone)
  const over = until <= now
  return {
    kind,
    from: grantedAt.toISOString(),
    until: until.toISOString(),
    lastDay,
    daysLeft: over ? 0 : Math.max(0, daysFrom(dayOf(now, vendor.timeZone), lastDay)),
    lapseOn: over ? null : lapseOn,
    extensionsUsed,
    endedBecause: endedBecause ?? (over ? 'expired' : null),
  }
}

async function detail(ctx: Ctx, record: RegistrationRecord) {
  const { row, decisions } = record
  const decision = decisions.find((each) => each.id === row.decisionId)!
  const onProtection = decisions.find((each) => each.id === row.protectionDecisionId)
  return {
    summary: toSummary(ctx, row),
    account: { name: row.accountName, domain: row.accountDomain, country: row.accountCountry, city: row.accountCity },
    deal: {
      kind: row.kind,
      scope: row.scope,
      role: row.role,
      amountMinor: row.amountMinor,
      expectedCloseOn: row.expectedCloseOn,
      description: row.description,
      contactName: row.contactName,
      contactEmail: row.contactEmail,
      meetingsHeld: row.meetingsHeld,
      tender: row.tender,
      registeredWithCompetitor: row.registeredWithCompetitor,
      customerChoice: row.customerChoice,
    },
    decision: await readCard(ctx, decision),
    protectionDecision: onProtection ? await readCard(ctx, onProtection) : null,
    duty: record.duty && (await toDuty(ctx, record.duty)),
    timeline: await timelineOf(ctx, record),
    informationRequests: record.informationRequests.map((each) => ({
      id: each.id,
      question: each.question,
      askedAt: each.askedAt.toISOString(),
      dueAt: each.dueAt.toISOString(),
      answer: each.answer,
      answeredAt: each.answeredAt?.toISOString() ?? null,
    })),
    activities: record.activities.map((each) => ({ ...each, loggedAt: each.loggedAt.toISOString() })),
    version: row.version,
  }
}

export async function toPartnerRegistration(ctx: Ctx, record: RegistrationRecord): Promise<PartnerRegistration> {
  const shown = await detail(ctx, record)
  const toldDayIsOver = isToldDayOver(ctx, record, shown.decision)
  return { ...shown, toldDayIsOver, can: partnerAbilities(ctx, record.row) }
}

/** From the day that the partner was told and the clock alone: what became of the other's protection since doesn't show (012). */
function isToldDayOver({ now, vendor }: Ctx, { row, decisions }: RegistrationRecord, card: DecisionCard): boolean {
  const until = decisions.find(({ id }) => id === row.decisionId)?.facts['account.protectedUntil']
  const told = card.facts.find(({ fact }) => fact === 'account.protectedUntil')
  if (row.status !== 'rejected' || typeof until !== 'string' || !told) return false
  return card.reasons.some(({ text }) => text.includes(told.value)) && until < dayOf(now, vendor.timeZone)
}

export type StaffOnly = Pick<StaffRegistration, 'matchedAccount' | 'competing'>

export async function toStaffRegistration(
  ctx: Ctx,
  record: RegistrationRecord,
  more: StaffOnly,
): Promise<StaffRegistration> {
  const { row, decisions } = record
  return {
    ...(await detail(ctx, record)),
    ...more,
    staffDecision: { decisionId: row.decisionId },
    history: decisions.map((each) => ({
      decisionId: each.id,
      decidedAt: each.decidedAt.toISOString(),
      outcomeTitle: outcomeOf(pointOf(each.point), each).title,
      decidedByName: each.policyVersion === null ? each.actorName : null,
    })),
    can: staffAbilities(ctx, row, more.matchedAccount.question?.settled === null, openOf(record)),
  }
}

const openOf = ({ duty }: RegistrationRecord) => (duty && duty.closedAt === null ? duty : null)
