import type { Ctx } from '../context.ts'
import { dueInWords } from '../due-in-words.ts'
import { readDuties } from '../duties/duty-rows.ts'
import type { Message } from '../outbox/dispatch.ts'
import type { RegistrationRow } from '../registrations/registration-rows.ts'
import { cardFor, type Notice, partnerNotice, readDecision, staffNotice } from './notices-of.ts'

type Told = { ctx: Ctx; message: Message; row: RegistrationRow }

/** The first word: the partner reads that somebody looks at it. */
export function tellTaken({ ctx, row }: Told): Notice[] {
  if (row.status !== 'inReview') return []
  const lines = [`Somebody at ${ctx.vendor.name} looks at your registration.`, ...promised(ctx, row)]
  return [partnerNotice('answer', `Looked at: ${row.accountName}`, lines)]
}

/** Whoever has it now hears so; the partner hears when we are late, and what follows for it. */
export async function tellEscalated({ ctx, message, row }: Told): Promise<Notice[]> {
  const decision = await readDecision(ctx, message)
  const [duty] = await readDuties(ctx.tx, 'WHERE d.id = $1', [message.payload.dutyId])
  const { headline } = await cardFor(ctx, decision, 'staff')
  const told: Notice[] = []
  if (duty?.holderId && duty.closedAt === null) {
    const lines = [`${row.partnerName} waits for an answer.`, headline]
    told.push({ ...staffNotice('due', `You have it now: ${row.accountName}`, lines), onlyTo: [duty.holderId] })
  }
  const isLate = duty?.dueAt ? duty.dueAt < decision.decidedAt : false
  // Passed on among our own people: the partner has heard already that we are late.
  if (!isLate || message.payload.passedOn === true) return told
  const interim = message.payload.interim === true
  const forPartner = await cardFor(ctx, decision, 'partner')
  const possible = forPartner.reasons.flatMap((reason) => reason.possible ?? [])
  const title = interim ? `Protected for the time being: ${row.accountName}` : `We are late: ${row.accountName}`
  return [partnerNotice(interim ? 'protection' : 'answer', title, [forPartner.headline, ...possible]), ...told]
}

/** It came to its last day, and we still haven't answered. */
export const tellInterimOver = ({ ctx, row }: Told): Notice[] => [
  partnerNotice('protection', `Protection for the time being ended: ${row.accountName}`, [
    `It came to its last day. ${ctx.vendor.name} still owes you an answer to this registration.`,
  ]),
]

const promised = (ctx: Ctx, { answerDueAt }: RegistrationRow) =>
  answerDueAt && answerDueAt > ctx.now ? [`The answer is due ${dueInWords(ctx, answerDueAt)}.`] : []
