import { keptLocale } from '@parley/rules/format'
import { readKept } from '@parley/rules/kept-text'
import type { Ctx } from '../context.ts'
import { queueEmail } from '../email/queue-email.ts'
import type { Consumer, Message } from '../outbox/dispatch.ts'
import { type Notice, noticesOf } from './notices-of.ts'
import { type PersonToTell, peopleToTell } from './people-to-tell.ts'

/** News that is older isn't sent by e-mail any more: it stands in the app. */
const freshForMs = 3 * 86_400_000

/**
 * Writes what each person is told of a message: a notice in the app and, where they want it, an e-mail. Days and amounts are kept as
 * marks: whoever opens the notice reads them as they write them; an e-mail is read as it was sent.
 */
export const notices: Consumer = {
  name: 'notices',
  async take(ctx, message) {
    for (const notice of await noticesOf({ ...ctx, locale: keptLocale }, message))
      for (const person of await peopleToTell(ctx, message, notice)) await tellPerson(ctx, message, notice, person)
  },
}

/** The unique key (person, event) has the last word: whoever has a notice of this event gets neither a second nor an e-mail. */
async function tellPerson(ctx: Ctx, message: Message, notice: Notice, person: PersonToTell): Promise<void> {
  const { eventId, topic, subjectId, happenedAt } = message
  const path = notice.path ?? `/registrations/${subjectId}`
  const told = await ctx.tx.query(
    `INSERT INTO notification (id, user_id, partner_id, event_id, kind, topic, title, lines, path, created_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) ON CONFLICT (user_id, event_id) DO NOTHING RETURNING id`,
    [
      ctx.newId(),
      person.userId,
      person.partnerId,
      eventId,
      notice.kind,
      topic,
      notice.title,
      notice.lines,
      path,
      happenedAt,
    ],
    'tell_person',
  )
  const isFresh = ctx.now.getTime() - happenedAt.getTime() < freshForMs
  if (told.length === 0 || person.channel !== 'email' || !isFresh) return
  await queueEmail(ctx, {
    to: person.email,
    subject: readKept(notice.title, ctx.locale),
    lines: notice.lines.map((line) => readKept(line, ctx.locale)),
    link: {
      words: notice.path ? 'Open it' : 'Open the registration',
      url: `${notice.to === 'partner' ? '' : '/admin'}${path}`,
    },
    kind: `${notice.to}.${notice.kind}`,
    once: `notice ${eventId}`,
    about: subjectId,
  })
}
