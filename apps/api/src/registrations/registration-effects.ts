import type { DecisionCard } from '@parley/contract/decisions'
import type { RegistrationStatus } from '@parley/contract/registrations'
import type { Policy } from '@parley/rules/policy'
import type { Ctx } from '../context.ts'
import { type Reader, toCard } from '../decisions/decision-card.ts'
import type { DecisionRow } from '../decisions/decision-rows.ts'
import { endAfterDays } from '../vendor-days.ts'

/** What follows from a decision on a registration. */
export type Effects = {
  status: RegistrationStatus
  protection: { kind: 'exclusive' | 'teaming' | 'shared'; until: Date } | null
  /** Put to the partner, when something is missing. */
  question: string | null
  answerDueAt: Date | null
}

export function effectsOf(ctx: Ctx, row: DecisionRow, policy: Policy | null): Effects {
  const nothing = { protection: null, question: null, answerDueAt: null }
  const end = (days: number) => endAfterDays(ctx.now, days, ctx.vendor.timeZone)
  switch (row.outcome) {
    case 'approve':
      return {
        ...nothing,
        status: 'approved',
        protection: {
          kind: row.params.exclusive === false ? 'shared' : 'exclusive',
          until: end(daysIn(row, 'protectionDays')),
        },
      }
    case 'approveAsTeaming':
      return {
        ...nothing,
        status: 'teaming',
        protection: { kind: 'teaming', until: end(daysIn(row, 'protectionDays')) },
      }
    case 'askForInformation': {
      const answerDueAt = end(daysIn(row, 'answerWithinDays'))
      return { ...nothing, status: 'informationNeeded', question: questionOf(ctx, row, policy), answerDueAt }
    }
    case 'informationNeeded': {
      const asked = cardForPartner(ctx, row, policy).missing.some(({ question }) => question !== null)
      const days = daysToAnswer(policy!, asked ? 'askForInformation' : 'review')
      const answerDueAt = days === null ? null : end(days)
      // What no form asks for, or only internal rules do, the vendor finds out: then it owes the next step, not the partner.
      if (!asked || !answerDueAt) return { ...nothing, status: 'inReview', answerDueAt }
      return { ...nothing, status: 'informationNeeded', question: questionOf(ctx, row, policy), answerDueAt }
    }
    case 'review':
      return { ...nothing, status: 'inReview', answerDueAt: end(daysIn(row, 'answerWithinDays')) }
    case 'reject':
      return { ...nothing, status: 'rejected' }
  }
  throw new Error(`A registration has no outcome ${row.outcome}.`)
}

function daysIn(row: DecisionRow, name: string): number {
  const days = row.params[name]
  if (typeof days !== 'number') throw new Error(`The outcome ${row.outcome} of decision ${row.id} carries no ${name}.`)
  return days
}

/** How long this policy gives for an answer, where what is missing wasn't asked for by one of its rules; null when it says nowhere. */
function daysToAnswer(policy: Policy, outcome: 'askForInformation' | 'review'): number | null {
  const events = [...policy.rules, policy.otherwise].map(({ event }) => event)
  const given = events.filter(({ params }) => params.answerWithinDays !== undefined)
  const days = (given.find(({ type }) => type === outcome) ?? given[0])?.params.answerWithinDays
  const value = typeof days === 'object' && 'parameter' in days ? policy.parameters[days.parameter]?.value : days
  return typeof value === 'number' ? value : null
}

/** The partner's own words of the reasons, and what each missing fact's form would ask. */
function questionOf(ctx: Ctx, row: DecisionRow, policy: Policy | null): string {
  const card = cardForPartner(ctx, row, policy)
  const questions = card.missing.map((each) => each.question ?? `Tell us about ${each.title}.`)
  return [...card.reasons.map((reason) => reason.text), ...questions].join(' ')
}

function cardForPartner({ locale, vendor }: Ctx, row: DecisionRow, policy: Policy | null): DecisionCard {
  const reader: Reader = { audience: 'partner', locale, vendor }
  return toCard(row, policy, reader)
}
