import { activityKinds, type TimelineEntry } from '@parley/contract/registrations'
import { formatDay } from '@parley/rules/format'
import { appealEntries } from '../accounts/timeline/award-entries.ts'
import type { Ctx } from '../context.ts'
import { outcomeOf } from '../decisions/decision-card.ts'
import type { DecisionRow } from '../decisions/decision-rows.ts'
import { dueInWords } from '../due-in-words.ts'
import { pointOf } from '../policies/decision-point.ts'
import { addDays, dayOf, lastDayBefore, startOfDay } from '../vendor-days.ts'
import type { RegistrationRecord } from './registration-record.ts'
import { isProtectedMeanwhile, statusAt } from './registration-rows.ts'

/** `protects`: about the protection: the decision that begins it, and its end that lies ahead. */
export type RegistrationEntry = {
  at: Date
  kind: TimelineEntry['kind']
  text: string
  by: string
  ahead?: true
  protects?: true
}
type Entry = RegistrationEntry

/** What happened and what lies ahead, oldest first, with names as this reader may know them. */
export async function timelineOf(ctx: Ctx, record: RegistrationRecord): Promise<TimelineEntry[]> {
  const entries = inOrder([...(await appealsOf(ctx, record)), ...entriesOf(ctx, record)])
  return entries.map(({ at, kind, text, by, ahead: future }) => ({
    ...{ at: at.toISOString(), kind, text, by },
    ahead: future ?? false,
  }))
}

/** The same without appeals, for a timeline of more than this registration, which tells them itself. */
export function entriesOf(ctx: Ctx, record: RegistrationRecord): RegistrationEntry[] {
  return inOrder([...beginning(ctx, record), ...dealings(ctx, record), ...ending(ctx, record), ...ahead(ctx, record)])
}

const inOrder = (entries: Entry[]): Entry[] =>
  entries.toSorted((a, b) => a.at.getTime() - b.at.getTime() || orderAtOnce(a) - orderAtOnce(b))

const appealKinds: Record<string, Entry['kind']> = { filed: 'submitted', silent: 'late', answered: 'decided' }

/** What its partner appealed against what was decided of its claim, and what came of it. */
async function appealsOf(ctx: Ctx, { row, isBeingMade }: RegistrationRecord): Promise<Entry[]> {
  if (isBeingMade) return []
  const entries = await appealEntries(ctx, { registrationIds: [row.id] })
  return entries.map(({ at, step, text, by }) =>
    step === 'due' ? { at, text, by, kind: 'scheduled', ahead: true } : { at, text, by, kind: appealKinds[step]! },
  )
}

/** Of one instant: what somebody did, then what was decided on it, then what is asked of them in turn. */
function orderAtOnce({ kind }: Entry): number {
  if (kind === 'submitted' || kind === 'answered' || kind === 'activity') return 0
  return kind === 'asked' ? 2 : 1
}

/** "You", or the name; partners read the vendor's for its people. */
function byPartner(ctx: Ctx, name: string | null): string {
  return ctx.actor.audience === 'partner' && name === ctx.actor.name ? 'You' : (name ?? 'The partner')
}
const byStaff = (ctx: Ctx, name: string | null) =>
  ctx.actor.audience === 'partner' ? ctx.vendor.name : (name ?? ctx.vendor.name)

function beginning(ctx: Ctx, { row, decisions }: RegistrationRecord): Entry[] {
  const submitted: Entry = {
    at: row.submittedAt,
    kind: 'submitted',
    text: `Registered for ${row.accountName}`,
    by: byPartner(ctx, row.submittedByName),
  }
  return [submitted, ...decisions.flatMap((decision) => decisionEntries(ctx, decision))]
}

function decisionEntries(ctx: Ctx, decision: DecisionRow): Entry[] {
  const { decidedAt: at, params, policyVersion, actorName } = decision
  const by = policyVersion === null ? byStaff(ctx, actorName) : 'The policy'
  if (decision.point === 'registration') {
    const { title } = outcomeOf(pointOf('registration'), decision)
    const days = params.protectionDays
    const until = typeof days === 'number' ? `, until ${dayIn(ctx, addDays(dayOf(at, ctx.vendor.timeZone), days))}` : ''
    const kind = policyVersion === null ? 'overridden' : 'decided'
    return [{ at, kind, text: `${title}${until}`, by, ...(until === '' ? {} : { protects: true }) }]
  }
  if (decision.point === 'request') return dutyEntries(ctx, decision)
  const asked = decision.facts['protection.askedBy'] === 'partner'
  switch (decision.outcome) {
    case 'extend':
      return [{ at, kind: 'extended', text: `Protection extended by ${params.extensionDays} days`, by }]
    case 'remind': {
      const about = reminders[String(params.about)] ?? 'The protection ends soon'
      return [{ at, kind: 'reminded', text: `Reminder: ${about}`, by }]
    }
    case 'lapse':
      return [{ at, kind: 'lapsed', text: 'Protection lapsed, because no activity was logged', by }]
  }
  return asked ? [{ at, kind: 'extensionRefused', text: 'Protection not extended', by }] : []
}

/** What followed from the vendor's own deadline; what was promised stands ahead while it is. */
function dutyEntries(ctx: Ctx, { decidedAt: at, outcome, params, facts }: DecisionRow): Entry[] {
  const answerBy = facts['request.answerBy']
  const dueAt = typeof answerBy === 'string' ? new Date(answerBy) : null
  const isLate = dueAt !== null && dueAt < at
  if (outcome === 'answeredLate')
    return [{ at, kind: 'late', text: `${ctx.vendor.name} answered late`, by: 'The policy' }]
  if (outcome !== 'escalate') return []
  const late = isLate ? `${ctx.vendor.name} is late. ` : ''
  const { title } = outcomeOf(pointOf('request'), { outcome })
  const interim = params.consequence === 'interimProtection'
  const text = interim ? `${late}Protected for the time being` : `${late}${title}: ${holders[String(params.to)]}`
  return [{ at, kind: 'late', text, by: 'The policy', ...(interim ? { protects: true as const } : {}) }]
}
const reminders: Record<string, string> = {
  activity: 'No activity was logged lately',
  meeting: 'No meeting is set yet',
}
const holders: Record<string, string> = {
  backup: 'the backup has it',
  manager: 'a manager has it',
  director: 'the director has it',
}

function dealings(ctx: Ctx, { informationRequests, activities }: RegistrationRecord): Entry[] {
  const asked = informationRequests.flatMap((each): Entry[] => {
    const question: Entry = { at: each.askedAt, kind: 'asked', text: each.question, by: byStaff(ctx, each.askedByName) }
    if (!each.answeredAt) return [question]
    return [
      question,
      { at: each.answeredAt, kind: 'answered', text: each.answer!, by: byPartner(ctx, each.answeredByName) },
    ]
  })
  const logged = activities.map(
    (each): Entry => ({
      at: each.loggedAt,
      kind: 'activity',
      text: `${activityKinds[each.kind]} on ${dayIn(ctx, each.happenedOn)}: ${each.note}`,
      by: byPartner(ctx, each.loggedByName),
    }),
  )
  return [...asked, ...logged]
}

function ending(ctx: Ctx, { row }: RegistrationRecord): Entry[] {
  const status = statusAt(row, ctx.now)
  const note = row.closeNote ? `: ${row.closeNote}` : ''
  const at = row.closedAt
  if (status === 'withdrawn' && at) {
    return [{ at, kind: 'withdrawn', text: `Withdrawn${note}`, by: byPartner(ctx, row.closedByName) }]
  }
  if ((status === 'won' || status === 'lost') && at) {
    // The vendor's people write this note among themselves, and may name others in it.
    const text = `${status === 'won' ? 'Won' : 'Lost'}${ctx.actor.audience === 'partner' ? '' : note}`
    return [{ at, kind: 'closed', text, by: byStaff(ctx, row.closedByName) }]
  }
  if (status !== 'expired' || !row.protection) return []
  return [{ at: row.protection.until, kind: 'expired', text: 'Protection ended', by: 'The policy' }]
}

function ahead(ctx: Ctx, { row }: RegistrationRecord): Entry[] {
  const status = statusAt(row, ctx.now)
  const { timeZone, name } = ctx.vendor
  const entries: Entry[] = []
  const plan = (at: Date, text: string, by: string, of: { protects?: true } = {}) =>
    entries.push({ at, kind: 'scheduled', text, by, ahead: true, ...of })
  if (status === 'inReview' && row.answerDueAt) {
    const verb = row.answerDueAt > ctx.now ? 'answers' : 'was to answer'
    plan(row.answerDueAt, `${name} ${verb} ${dueInWords(ctx, row.answerDueAt)}`, name)
  }
  if (status === 'informationNeeded' && row.answerDueAt) {
    const by = ctx.actor.audience === 'partner' ? 'You' : row.partnerName
    plan(row.answerDueAt, `An answer is due by ${dayIn(ctx, lastDayBefore(row.answerDueAt, timeZone))}`, by)
  }
  if (isProtectedMeanwhile(row, ctx.now)) {
    const last = dayIn(ctx, lastDayBefore(row.protection!.until, timeZone))
    plan(row.protection!.until, `Protection for the time being ends after ${last}, or with the answer`, 'The policy', {
      protects: true,
    })
  }
  if ((status === 'approved' || status === 'teaming') && row.protection) {
    const { lapseOn, until } = row.protection
    if (lapseOn) {
      const text = `Protection lapses on ${dayIn(ctx, lapseOn)}, unless activity is logged before`
      plan(startOfDay(lapseOn, timeZone), text, 'The policy', { protects: true })
    }
    plan(until, `Protection ends after ${dayIn(ctx, lastDayBefore(until, timeZone))}`, 'The policy', { protects: true })
  }
  return entries
}

const dayIn = (ctx: Ctx, day: string) => formatDay(day, ctx.locale)
