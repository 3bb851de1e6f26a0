import type { PartnerNotice, StaffNotice } from '@parley/contract/notifications'
import type { Role } from '@parley/contract/session'
import { formatDay, formatMoney } from '@parley/rules/format'
import { caseDeciders } from '../conflicts/case-abilities.ts'
import type { Ctx } from '../context.ts'
import { dealKeepers, settlers } from '../deals/deal-abilities.ts'
import { type Reader, toCard } from '../decisions/decision-card.ts'
import { type DecisionRow, decisionColumns } from '../decisions/decision-rows.ts'
import type { OwnShare } from '../decisions/withheld-facts.ts'
import { keepers as letterKeepers } from '../designations/designation-abilities.ts'
import { dueInWords } from '../due-in-words.ts'
import { askers as askersToAct, consenters } from '../engagements/engagement-abilities.ts'
import type { Message } from '../outbox/dispatch.ts'
import { loadPolicy } from '../policies/policy-in-force.ts'
import { askers, deciders } from '../registrations/registration-abilities.ts'
import { type RegistrationRow, readRegistration } from '../registrations/registration-rows.ts'
import { addDays, dayOf, lastDayBefore } from '../vendor-days.ts'
import {
  tellAppealAnswered,
  tellAppealDue,
  tellAppealed,
  tellAwarded,
  tellCaseDue,
  tellOffered,
  tellSilent,
  tellTeaming,
  tellTeamingSettled,
  tellToDecide,
} from './conflict-notices.ts'
import { tellBrought, tellLead, tellLetterDecided, tellLetterExpired, tellTakenBack } from './designation-notices.ts'
import { tellEscalated, tellInterimOver, tellTaken } from './duty-notices.ts'
import {
  tellClaimDecided,
  tellClaimDeclined,
  tellClaimed,
  tellDealChanged,
  tellDisputeAnswered,
  tellDisputed,
  tellLowered,
  tellStatement,
} from './earnings-notices.ts'
import {
  tellAnswered,
  tellApproved,
  tellAsked,
  tellDone,
  tellDue,
  tellHelpAsked,
  tellLapsed,
} from './engagement-notices.ts'
import { tellIncumbent } from './renewal-notices.ts'

/** The roles that each kind of notice is there for. */
export const rolesToTell: Record<StaffNotice, readonly Role[]> = {
  queue: deciders,
  due: deciders,
  answered: askers,
  consent: consenters,
  permission: askersToAct,
  help: askersToAct,
  conflict: caseDeciders,
  letter: letterKeepers,
  claim: dealKeepers,
  exposure: dealKeepers,
  dispute: settlers,
}

type Words = {
  title: string
  lines: string[]
  /** The record within the reader's app, where it isn't the registration that the message is about. */
  path?: string
  /** Of a partner, these people beside its admins. */
  alsoTo?: string[]
  /** Of the staff, nobody but these people. */
  onlyTo?: string[]
}
/** What happened, in words, for the partner whose registration it is, or for the staff whose work it is. */
export type Notice = ({ to: 'partner'; kind: PartnerNotice } & Words) | ({ to: 'staff'; kind: StaffNotice } & Words)

type Told = { ctx: Ctx; message: Message; row: RegistrationRow }
type Teller = (told: Told) => Notice[] | Promise<Notice[]>

type OwnTopic =
  | 'engagement.asked'
  | 'engagement.done'
  | 'engagement.approved'
  | `consent.${string}`
  | 'help.asked'
  | `${'conflict' | 'appeal' | 'teaming'}.${string}`
  | `${'letter' | 'lead' | 'renewal'}.${string}`
  | `${'claim' | 'deal' | 'statement' | 'dispute'}.${string}`
/** Topics that aren't about a registration. */
const otherTellers: Record<Extract<Message['topic'], OwnTopic>, (told: Omit<Told, 'row'>) => Promise<Notice[]>> = {
  'engagement.asked': tellAsked,
  'engagement.done': tellDone,
  'engagement.approved': tellApproved,
  'consent.answered': tellAnswered,
  'consent.due': tellDue,
  'consent.lapsed': tellLapsed,
  'help.asked': tellHelpAsked,
  'conflict.toDecide': tellToDecide,
  'conflict.due': tellCaseDue,
  'conflict.awarded': tellAwarded,
  'appeal.filed': tellAppealed,
  'appeal.due': tellAppealDue,
  'appeal.silent': tellSilent,
  'appeal.answered': tellAppealAnswered,
  'teaming.offered': tellOffered,
  'teaming.proposed': tellTeaming,
  'teaming.settled': tellTeamingSettled,
  'letter.brought': tellBrought,
  'letter.decided': tellLetterDecided,
  'letter.takenBack': tellTakenBack,
  'letter.expired': tellLetterExpired,
  'lead.told': tellLead,
  'lead.settled': tellLead,
  'renewal.noted': tellIncumbent,
  'claim.filed': tellClaimed,
  'claim.decided': tellClaimDecided,
  'claim.declined': tellClaimDeclined,
  'claim.reduced': tellLowered,
  'claim.takenBack': tellLowered,
  'deal.changed': tellDealChanged,
  'statement.made': tellStatement,
  'statement.paid': tellStatement,
  'dispute.opened': tellDisputed,
  'dispute.due': tellDisputed,
  'dispute.answered': tellDisputeAnswered,
}

/** Whom each topic tells what. A partner's words come from its own edition of the decision, so they name nobody else. */
const tellers: Record<Exclude<Message['topic'], OwnTopic>, Teller> = {
  'registration.decided': tellDecision,
  'registration.overridden': tellDecision,
  'registration.informationRequested': tellQuestion,
  'registration.answered': ({ row }) => [
    staffNotice('answered', `${row.partnerName} answered about ${row.accountName}`, [
      'What they wrote is on the registration.',
    ]),
  ],
  'registration.withdrawn': ({ row }) => [
    partnerNotice('ended', `Withdrawn: ${row.accountName}`, [
      `${row.closedByName ?? 'A colleague'} withdrew this registration.`,
    ]),
  ],
  'registration.closed': ({ ctx, message, row }) => [
    partnerNotice('ended', `${message.payload.result === 'won' ? 'Won' : 'Lost'}: ${row.accountName}`, [
      `${ctx.vendor.name} closed this registration as ${message.payload.result === 'won' ? 'won' : 'lost'}.`,
    ]),
  ],
  'registration.answerDue': tellDueAnswer,
  'protection.extended': tellProtection('Protection extended'),
  'protection.extensionRefused': tellProtection('Protection not extended'),
  'protection.reminded': tellReminder,
  'protection.lapsed': tellProtection('Protection lapsed'),
  'protection.redesignated': ({ row }) => [
    partnerNotice('protection', `Protection ended: ${row.accountName}`, [
      'The customer has named another representative. What you have earned stays yours.',
    ]),
  ],
  'protection.expired': (told) =>
    told.row.protection?.kind === 'interim'
      ? tellInterimOver(told)
      : [
          partnerNotice('protection', `Protection ended: ${told.row.accountName}`, [
            'It came to its last day. You can register this account again.',
          ]),
        ],
  'duty.taken': tellTaken,
  'duty.escalated': tellEscalated,
  // People hear of the answer, and of whom a late one went to: these two are for systems.
  'duty.met': () => [],
  'duty.missed': () => [],
}

/** The notices of a message; none where nobody has to know. */
export async function noticesOf(ctx: Ctx, message: Message): Promise<Notice[]> {
  const { topic } = message
  if (isOf(otherTellers, topic)) return otherTellers[topic]({ ctx, message })
  if (!isOf(tellers, topic)) return []
  const row = await readRegistration(ctx.tx, message.subjectId)
  return tellers[topic]({ ctx, message, row })
}

const isOf = <Tellers extends object>(tellers: Tellers, topic: PropertyKey): topic is keyof Tellers =>
  Object.hasOwn(tellers, topic)

async function tellDecision({ ctx, message, row }: Told): Promise<Notice[]> {
  // An award is told as one.
  if (message.payload.award === true) return []
  const decision = await readDecision(ctx, message)
  const card = await cardFor(ctx, decision, 'partner')
  const { status, answerDueAt } = row
  const needsYou = message.payload.status === 'informationNeeded'
  const isCurrent = row.decisionId === decision.id
  const due = needsYou && isCurrent && answerDueAt ? [answerBy(ctx, answerDueAt)] : []
  const ends = isCurrent && row.protection && ['approved', 'teaming'].includes(status) ? [protectedTo(ctx, row)] : []
  const title = needsYou ? `${ctx.vendor.name} needs an answer` : card.outcome.title
  const forPartner = partnerNotice(needsYou ? 'question' : 'answer', `${title}: ${row.accountName}`, [
    card.headline,
    ...ends,
    ...due,
  ])
  if (message.payload.status !== 'inReview') return [forPartner]
  return [forPartner, staffNotice('queue', `Decide: ${row.accountName}`, await forDeciders(ctx, row, decision))]
}

async function forDeciders(ctx: Ctx, row: RegistrationRow, decision: DecisionRow): Promise<string[]> {
  const family = ctx.productFamilies.find(({ id }) => id === row.productFamily)?.name ?? row.productFamily
  const amount = formatMoney(row.amountMinor, { locale: ctx.locale, currency: ctx.vendor.currency })
  const { headline } = await cardFor(ctx, decision, 'staff')
  const due = row.decisionId === decision.id && row.answerDueAt ? [answerPromised(ctx, row.answerDueAt)] : []
  return [`${row.partnerName} registered it for ${family}, ${amount}.`, headline, ...due]
}

async function tellQuestion({ ctx, message, row }: Told): Promise<Notice[]> {
  const [asked] = await ctx.tx.query<{ question: string; dueAt: Date }>(
    `SELECT question, due_at AS "dueAt" FROM information_request WHERE registration_id = $1 AND asked_at <= $2
     ORDER BY asked_at DESC, id DESC LIMIT 1`,
    [row.id, message.happenedAt],
  )
  if (!asked) return []
  const lines = [asked.question, answerBy(ctx, asked.dueAt)]
  return [partnerNotice('question', `${ctx.vendor.name} has a question: ${row.accountName}`, lines)]
}

/** Said once for each date, and not any more when the answer has come meanwhile. */
function tellDueAnswer({ ctx, message, row }: Told): Notice[] {
  const dueAt = new Date(String(message.payload.dueAt))
  if (row.answerDueAt?.getTime() !== dueAt.getTime()) return []
  if (row.status === 'inReview') {
    const lines = [`${row.partnerName} was promised an answer.`, answerPromised(ctx, dueAt)]
    const title = dueAt <= ctx.now ? 'An answer is late' : 'An answer falls due'
    return [staffNotice('due', `${title}: ${row.accountName}`, lines)]
  }
  if (row.status !== 'informationNeeded') return []
  const lines = [answerBy(ctx, dueAt), 'After that day the registration no longer holds others up.']
  const title = dueAt <= ctx.now ? 'Your answer was due' : 'Your answer falls due'
  return [partnerNotice('question', `${title}: ${row.accountName}`, lines)]
}

function tellProtection(title: string): Teller {
  return async ({ ctx, message, row }) => {
    const { headline } = await cardFor(ctx, await readDecision(ctx, message), 'partner')
    const ends = row.protection && !row.protection.endedBecause ? [protectedTo(ctx, row)] : []
    return [partnerNotice('protection', `${title}: ${row.accountName}`, [headline, ...ends])]
  }
}

/** By the day alone: the policy's words count the days that are left, and would still count them long after they were sent. */
async function tellReminder({ ctx, message, row }: Told): Promise<Notice[]> {
  const decision = await readDecision(ctx, message)
  if (message.payload.about === 'activity') {
    const lapseOn = row.protection?.lapseOn
    const day = lapseOn ? [`Without a logged activity it lapses on ${formatDay(lapseOn, ctx.locale)}.`] : []
    const lines = ['No activity was logged lately.', ...day]
    return [partnerNotice('protection', `Log an activity: ${row.accountName}`, lines)]
  }
  if (message.payload.about === 'meeting') return remindedOfMeeting({ ctx, message, row }, decision)
  const ends = row.protection ? [protectedTo(ctx, row)] : []
  return [partnerNotice('protection', `Protection ends soon: ${row.accountName}`, ends)]
}

/** Some programs remind the partner and the vendor's own manager of it together. */
function remindedOfMeeting({ ctx, message, row }: Told, { decidedAt, params }: DecisionRow): Notice[] {
  const lastDay = addDays(dayOf(decidedAt, ctx.vendor.timeZone), Number(params.daysLeft))
  const day = `There is time for it until ${formatDay(lastDay, ctx.locale)}.`
  const lines = ['No meeting with the customer is set yet.', day]
  const forPartner = partnerNotice('protection', `Set a meeting: ${row.accountName}`, lines)
  if (message.payload.to !== 'partnerAndManager') return [forPartner]
  const forStaff = [`${row.partnerName} has no meeting with the customer yet.`, day]
  return [forPartner, staffNotice('due', `No meeting is set yet: ${row.accountName}`, forStaff)]
}

export async function readDecision({ tx }: Ctx, message: Message): Promise<DecisionRow> {
  const [decision] = await tx.query<DecisionRow>(`SELECT ${decisionColumns} FROM decision d WHERE d.id = $1`, [
    message.payload.decisionId,
  ])
  if (!decision)
    throw new Error(
      `The message ${message.eventId} names the decision ${message.payload.decisionId}, which isn’t there.`,
    )
  return decision
}

export async function cardFor(ctx: Ctx, decision: DecisionRow, audience: Reader['audience'], share?: OwnShare) {
  const { policyVersion, point } = decision
  const policy = policyVersion === null ? null : await loadPolicy(ctx.tx, point, policyVersion)
  return toCard(decision, policy, { audience, locale: ctx.locale, vendor: ctx.vendor, ...(share && { share }) })
}

export const partnerNotice = (kind: PartnerNotice, title: string, lines: string[]): Notice => ({
  to: 'partner',
  kind,
  title,
  lines,
})
export const staffNotice = (kind: StaffNotice, title: string, lines: string[]): Notice => ({
  to: 'staff',
  kind,
  title,
  lines,
})

const protectedTo = ({ vendor, locale }: Ctx, { protection }: RegistrationRow) =>
  `Protected until the end of ${formatDay(lastDayBefore(protection!.until, vendor.timeZone), locale)}.`
const answerBy = ({ vendor, locale }: Ctx, dueAt: Date) =>
  `Answer by the end of ${formatDay(lastDayBefore(dueAt, vendor.timeZone), locale)}.`
const answerPromised = (ctx: Ctx, dueAt: Date) =>
  `The answer ${dueAt <= ctx.now ? 'was' : 'is'} due ${dueInWords(ctx, dueAt)}.`
