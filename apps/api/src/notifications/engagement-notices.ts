import { engagementVerbs } from '@parley/contract/engagements'
import { formatDay } from '@parley/rules/format'
import { familyName } from '../accounts/account-view.ts'
import type { Ctx } from '../context.ts'
import { type ConsentRow, consentAt, type EngagementRow, readEngagement } from '../engagements/engagement-rows.ts'
import type { Message } from '../outbox/dispatch.ts'
import { lastDayBefore } from '../vendor-days.ts'
import { cardFor, type Notice, partnerNotice, readDecision, staffNotice } from './notices-of.ts'

type Told = { ctx: Ctx; message: Message }

/** A question, or what became of it: for the lead in its own edition of the decision, which names nobody else. */
export async function tellAsked({ ctx, message }: Told): Promise<Notice[]> {
  const row = await readEngagement(ctx.tx, message.subjectId)
  const decision = await readDecision(ctx, message)
  const notices: Notice[] = []
  if (row.askedBy === 'vendor' && row.partnerId !== null) {
    const { headline, outcome } = await cardFor(ctx, decision, 'partner')
    const asked = `A seller of ${ctx.vendor.name} asked to ${engagementVerbs[row.verb]}, for ${familyName(ctx, row.productFamily)}.`
    const lines = [headline, asked, ...noteOf(row)]
    const { consent } = row
    notices.push(
      consent?.askedOf === 'lead' && consent.state === 'waiting'
        ? at(
            row,
            await ofLead(ctx, row),
            partnerNotice('consent', `Do you agree? ${row.accountName}`, [...lines, ...dueOf(ctx, consent)]),
          )
        : at(
            row,
            await ofLead(ctx, row),
            partnerNotice('engagement', `${titleOf(outcome.type)}: ${row.accountName}`, lines),
          ),
    )
  }
  if (row.consent?.askedOf === 'vendor' && row.consent.state === 'waiting') {
    const asked = `${whoOf(row)} wants to ${engagementVerbs[row.verb]}, for ${familyName(ctx, row.productFamily)}.`
    const lines = [asked, ...noteOf(row), ...dueOf(ctx, row.consent)]
    notices.push(at(row, [], staffNotice('consent', `Do you agree? ${row.accountName}`, lines)))
  }
  if (decision.params.sendTo === 'matching' && row.askedBy === 'vendor') {
    const lines = [
      `Only partners sell ${familyName(ctx, row.productFamily)}. The customer asked to buy.`,
      'Find it a partner that fits.',
    ]
    notices.push(at(row, [], staffNotice('consent', `Find a partner: ${row.accountName}`, lines)))
  }
  return notices
}

const titles: Record<string, string> = {
  permit: 'You are helped',
  permitAndTell: 'They may go ahead',
  forbid: 'Asked, and refused',
  consentRequired: 'Asked, and waiting',
}
const titleOf = (outcome: string) => titles[outcome] ?? 'Asked'

/** To whoever asked. */
export async function tellAnswered({ ctx, message }: Told): Promise<Notice[]> {
  const row = await readEngagement(ctx.tx, message.subjectId)
  const { consent } = row
  if (!consent || consent.reason === null) return []
  const title = `${consent.state === 'given' ? 'Agreed' : 'Not agreed'}: ${row.accountName}`
  return [toAsker(row, title, [`You asked to ${engagementVerbs[row.verb]}.`, `The reason: ${consent.reason}`])]
}

/** No answer came in time: whoever asked and whoever was asked hear so. */
export async function tellLapsed({ ctx, message }: Told): Promise<Notice[]> {
  const row = await readEngagement(ctx.tx, message.subjectId)
  if (!row.consent) return []
  const title = `No answer in time: ${row.accountName}`
  const asked = `${row.askedBy === 'vendor' ? `A seller of ${ctx.vendor.name}` : whoOf(row)} wanted to ${engagementVerbs[row.verb]}.`
  const end = 'No answer is a no, so it can’t go ahead.'
  const forAsker = toAsker(row, title, [`You asked to ${engagementVerbs[row.verb]}.`, end])
  const forAsked =
    row.consent.askedOf === 'lead'
      ? at(row, await ofLead(ctx, row), partnerNotice('engagement', title, [asked, end]))
      : at(row, [], staffNotice('consent', title, [asked, end]))
  return [forAsker, forAsked]
}

/** Half of the time is over; not any more when it was answered meanwhile. */
export async function tellDue({ ctx, message }: Told): Promise<Notice[]> {
  const row = await readEngagement(ctx.tx, message.subjectId)
  const { consent } = row
  if (!consent || consentAt(consent, ctx.now) !== 'waiting') return []
  const title = `Your answer falls due: ${row.accountName}`
  const who = row.askedBy === 'vendor' ? `A seller of ${ctx.vendor.name}` : whoOf(row)
  const lines = [`${who} wants to ${engagementVerbs[row.verb]}.`, ...dueOf(ctx, consent)]
  if (consent.askedOf === 'lead') return [at(row, await ofLead(ctx, row), partnerNotice('consent', title, lines))]
  return [at(row, [], staffNotice('consent', title, lines))]
}

/** It was done all the same: the lead hears of it, and a channel manager looks at it. */
export async function tellDone({ ctx, message }: Told): Promise<Notice[]> {
  const row = await readEngagement(ctx.tx, message.subjectId)
  const { deed } = row
  if (!deed) return []
  const lines = [
    `${deed.doneByName} did it on ${formatDay(deed.doneOn, ctx.locale)}: ${engagementVerbs[row.verb]}.`,
    deed.reason,
  ]
  const forStaff = at(row, [], staffNotice('consent', `Done in spite of the answer: ${row.accountName}`, lines))
  if (row.partnerId === null) return [forStaff]
  const told = [
    `A seller of ${ctx.vendor.name} asked to ${engagementVerbs[row.verb]}. The answer wasn’t yes, and it was done all the same.`,
    'It is on record with the reason, and somebody else has to stand in for it.',
  ]
  const title = `Done in spite of the answer: ${row.accountName}`
  return [at(row, await ofLead(ctx, row), partnerNotice('engagement', title, told)), forStaff]
}

export async function tellApproved({ ctx, message }: Told): Promise<Notice[]> {
  const row = await readEngagement(ctx.tx, message.subjectId)
  const lines = [`${row.deed?.approvedByName ?? 'A channel manager'} stands in for what you did.`]
  return [toAsker(row, `Approved: ${row.accountName}`, lines)]
}

type Help = { wish: string; accountId: string; accountName: string; partnerName: string; productFamily: string }

export async function tellHelpAsked({ ctx, message }: Told): Promise<Notice[]> {
  const [help] = await ctx.tx.query<Help>(
    `SELECT h.wish, h.account_id AS "accountId", r.account_name AS "accountName", p.name AS "partnerName", h.product_family AS "productFamily"
     FROM help_request h JOIN registration r ON r.id = h.registration_id JOIN partner p ON p.id = h.partner_id WHERE h.id = $1`,
    [message.subjectId],
  )
  if (!help) return []
  const lines = [`${help.partnerName} asks for help with ${familyName(ctx, help.productFamily)}.`, help.wish]
  const notice = staffNotice('help', `Help is asked for: ${help.accountName}`, lines)
  return [{ ...notice, path: `/accounts/${help.accountId}` }]
}

const whoOf = ({ askedBy, partnerName, actorName }: EngagementRow) => (askedBy === 'partner' ? partnerName! : actorName)
const noteOf = ({ note }: EngagementRow) => (note === null ? [] : [`“${note}”`])
const dueOf = ({ vendor, locale }: Ctx, { dueAt }: ConsentRow) =>
  dueAt === null
    ? []
    : [`Answer by the end of ${formatDay(lastDayBefore(dueAt, vendor.timeZone), locale)}. No answer is a no.`]

const at = (row: EngagementRow, userIds: string[], notice: Notice): Notice => ({
  ...notice,
  path: `/may-i/${row.id}`,
  alsoTo: userIds,
})

/** Whoever asked, and of a partner its admins too; a key is nobody, and reads the answer itself. */
function toAsker(row: EngagementRow, title: string, lines: string[]): Notice {
  if (row.askedBy === 'partner') return at(row, [row.actorId], partnerNotice('consent', title, lines))
  return { ...at(row, [row.actorId], staffNotice('permission', title, lines)), onlyTo: [row.actorId] }
}

/** Who registered the deal by which the partner leads: beside its admins, whoever works on it. */
async function ofLead({ tx }: Ctx, { id }: EngagementRow): Promise<string[]> {
  const rows = await tx.query<{ userId: string }>(
    'SELECT r.submitted_by AS "userId" FROM engagement_lead l JOIN registration r ON r.id = l.registration_id WHERE l.engagement_id = $1',
    [id],
  )
  return rows.map(({ userId }) => userId)
}
