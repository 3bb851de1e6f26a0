import type { DeliveryState, HeldEmail, HeldMessage } from '@parley/contract/delivery'
import type { Role } from '@parley/contract/session'
import { assertRole } from '../abilities.ts'
import { AppError, notFound } from '../app-error.ts'
import { recordEvent } from '../audit/record-event.ts'
import type { Ctx } from '../context.ts'
import type { OutboxMessage } from './outbox-message.ts'
import { topicTitles } from './topic-titles.ts'

const operators: readonly Role[] = ['operator']
const mostShown = 100

/** What leaves the house and what is stuck, for operators. `isMailSet`: whether this process knows a mail server; a worker may know one. */
export async function readDeliveryState(ctx: Ctx, isMailSet: boolean): Promise<DeliveryState> {
  assertRole(ctx.actor, operators, 'look after delivery')
  const mail = await countEmails(ctx)
  const server = await readMailServer(ctx)
  const isSet = isMailSet || server !== undefined
  const messages = await countMessages(ctx)
  return {
    mail: { ...mail, isSet, words: mailWords(mail, isSet, server?.reason), oldestWaitingAt: iso(mail.oldestWaitingAt) },
    messages: { ...messages, words: messageWords(messages), oldestWaitingAt: iso(messages.oldestWaitingAt) },
    emailsGivenUp: await readEmails(ctx, 'given_up_at IS NOT NULL ORDER BY given_up_at DESC'),
    emailsWaiting: await readEmails(ctx, 'sent_at IS NULL AND given_up_at IS NULL ORDER BY next_attempt_at'),
    messagesHeld: await readHeldMessages(ctx),
    asOf: ctx.now.toISOString(),
  }
}

/** Puts an e-mail in line again. Ends in how delivery stands then. */
export async function retryEmail(ctx: Ctx, id: string, isMailSet: boolean): Promise<DeliveryState> {
  assertRole(ctx.actor, operators, 'send e-mails again')
  const [known] = await ctx.tx.query<{ isSent: boolean }>(
    'SELECT sent_at IS NOT NULL AS "isSent" FROM email_state WHERE id = $1',
    [id],
  )
  if (!known) throw notFound('e-mail')
  if (known.isSent) throw new AppError('conflict', 'This e-mail has left meanwhile.')
  const [{ done }] = (await ctx.tx.query('SELECT retry_email($1, $2) AS done', [id, ctx.now])) as [{ done: boolean }]
  if (!done) throw new AppError('conflict', 'The text of this e-mail isn’t kept any more, so it can’t be sent.')
  // Without its subject: events are kept for good, the text of an e-mail isn't.
  await recordEvent(ctx, { action: 'delivery.emailRetried', subject: { kind: 'email', id } })
  return readDeliveryState(ctx, isMailSet)
}

/** Hands a message out again that was set aside. What happened to its object since may have been told before it. */
export async function retryMessage(ctx: Ctx, eventId: string, isMailSet: boolean): Promise<DeliveryState> {
  assertRole(ctx.actor, operators, 'tell again what was set aside')
  const [told] = await ctx.tx.query<Pick<OutboxMessage, 'topic' | 'partnerId'>>(
    `UPDATE outbox SET set_aside_at = NULL, next_attempt_at = $2, attempts = 0
     WHERE event_id = $1 AND dispatched_at IS NULL RETURNING topic, partner_id AS "partnerId"`,
    [eventId, ctx.now],
  )
  if (!told) throw notFound('message')
  const subject = { kind: 'message', id: eventId, name: topicTitles[told.topic] ?? told.topic }
  await recordEvent(ctx, { action: 'delivery.messageRetried', subject, partnerId: told.partnerId })
  return readDeliveryState(ctx, isMailSet)
}

const seenWithinMs = 10 * 60_000

/** As a worker noted it in the last minutes; undefined when none has. */
async function readMailServer({ tx, now }: Ctx): Promise<{ reason: string | null } | undefined> {
  const [row] = await tx.query<{ reason: string | null }>('SELECT reason FROM mail_server WHERE seen_at > $1', [
    new Date(now.getTime() - seenWithinMs),
  ])
  return row
}

type Counted = { waiting: number; oldestWaitingAt: Date | null }

async function countEmails({ tx, now }: Ctx): Promise<Counted & { givenUp: number; sentLastDay: number }> {
  const [row] = await tx.query<Counted & { givenUp: number; sentLastDay: number }>(
    `SELECT count(*) FILTER (WHERE sent_at IS NULL AND given_up_at IS NULL)::int AS waiting,
       count(*) FILTER (WHERE given_up_at IS NOT NULL)::int AS "givenUp",
       count(*) FILTER (WHERE sent_at > $1)::int AS "sentLastDay",
       min(created_at) FILTER (WHERE sent_at IS NULL AND given_up_at IS NULL) AS "oldestWaitingAt" FROM email_state`,
    [new Date(now.getTime() - 86_400_000)],
  )
  return row!
}

async function countMessages({ tx }: Ctx): Promise<Counted & { setAside: number }> {
  const [row] = await tx.query<Counted & { setAside: number }>(
    `SELECT count(*) FILTER (WHERE set_aside_at IS NULL)::int AS waiting, count(*) FILTER (WHERE set_aside_at IS NOT NULL)::int AS "setAside",
       min(created_at) FILTER (WHERE set_aside_at IS NULL) AS "oldestWaitingAt" FROM outbox WHERE dispatched_at IS NULL`,
  )
  return row!
}

function mailWords(
  { waiting, givenUp }: { waiting: number; givenUp: number },
  isSet: boolean,
  away: string | null | undefined,
): string {
  const wait = count(waiting, 'e-mail waits', 'e-mails wait')
  if (!isSet && waiting === 0)
    return 'No mail server is set. E-mails will wait until PARLEY_SMTP_URL and PARLEY_MAIL_FROM are.'
  if (!isSet) return `${wait}, because no mail server is set. They leave once PARLEY_SMTP_URL and PARLEY_MAIL_FROM are.`
  if (away && waiting > 0) return `${wait}. ${away} It is asked again every few minutes.`
  if (givenUp > 0) return `${count(givenUp, 'e-mail', 'e-mails')} couldn’t be sent. The reasons stand below.`
  return waiting > 0 ? `${count(waiting, 'e-mail is', 'e-mails are')} on the way.` : 'Every e-mail has left.'
}

function messageWords({ waiting, setAside }: { waiting: number; setAside: number }): string {
  if (setAside > 0)
    return `${count(setAside, 'message was', 'messages were')} set aside after many tries. Nothing is lost: tell again once the reason is mended.`
  return waiting > 0
    ? `${count(waiting, 'message waits', 'messages wait')} to be told.`
    : 'Everything that happened was told.'
}

const count = (number: number, one: string, many: string) =>
  `${number.toLocaleString('en')} ${number === 1 ? one : many}`
const iso = (at: Date | null) => at?.toISOString() ?? null

type EmailRow = Omit<HeldEmail, 'createdAt' | 'nextAttemptAt'> & { createdAt: Date; nextAttemptAt: Date | null }

async function readEmails({ tx }: Ctx, tail: string): Promise<HeldEmail[]> {
  const rows = await tx.query<EmailRow>(
    `SELECT id, address, subject, kind, created_at AS "createdAt", attempts, last_error AS reason, kept AS "canRetry",
       CASE WHEN given_up_at IS NULL THEN next_attempt_at END AS "nextAttemptAt" FROM email_state WHERE ${tail}, seq LIMIT ${mostShown}`,
  )
  return rows.map((row) => ({ ...row, createdAt: row.createdAt.toISOString(), nextAttemptAt: iso(row.nextAttemptAt) }))
}

type MessageRow = {
  id: string
  topic: OutboxMessage['topic']
  subjectId: string
  words: string | null
  happenedAt: Date
  attempts: number
  reason: string
  nextAttemptAt: Date | null
}

/** Those that failed at least once: set aside, or waiting for their next try. */
async function readHeldMessages({ tx }: Ctx): Promise<HeldMessage[]> {
  const rows = await tx.query<MessageRow>(
    `SELECT o.event_id AS id, o.topic, o.subject_id AS "subjectId", r.reference || ', ' || r.account_name AS words,
       o.created_at AS "happenedAt", o.attempts, o.last_error AS reason,
       CASE WHEN o.set_aside_at IS NULL THEN o.next_attempt_at END AS "nextAttemptAt"
     FROM outbox o LEFT JOIN registration r ON r.id = o.subject_id WHERE o.dispatched_at IS NULL AND o.last_error IS NOT NULL
     ORDER BY o.set_aside_at IS NULL, o.id LIMIT ${mostShown}`,
  )
  return rows.map(({ subjectId, words, happenedAt, nextAttemptAt, ...row }) => ({
    ...row,
    title: topicTitles[row.topic] ?? row.topic,
    subject: words === null ? null : { id: subjectId, words },
    happenedAt: happenedAt.toISOString(),
    nextAttemptAt: iso(nextAttemptAt),
  }))
}
