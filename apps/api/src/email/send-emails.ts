import { type Ctx, type Env, systemActor } from '../context.ts'
import { inTransaction } from '../transaction.ts'
import type { QueuedEmail } from './compose.ts'
import type { Mailer, Tried } from './mailer.ts'
import { openedLink } from './sealed-link.ts'

/** `away`: why the mail server couldn’t be asked, in words; null when it could. */
export type SendingResult = { sent: number; putOff: number; givenUp: number; away: string | null }

type Claimed = QueuedEmail & { attempts: number; dueAt: Date }

const mostAtOnce = 5
/** How long one try may take; the lease is longer, so that nobody sends beside a worker that lives. */
const deadlineMs = 60_000
const leaseSeconds = 180
/** A minute, two, four … at most four hours: three days in all. */
const mostAttempts = 24

const claim = `SELECT id, address, subject, lines, link_words AS "linkWords", link_url AS "linkUrl", kind, attempts, next_attempt_at AS "dueAt"
  FROM lease_emails($1, $2, ${mostAtOnce}, ${leaseSeconds})`

/**
 * Sends what is due, until nothing is, the server is away, or it's told to stop. Nothing is locked while it sends: a worker that is killed
 * leaves its lease, and when that ends another sends the same message again, with the same Message-ID.
 */
export async function sendEmails(
  env: Env,
  mailer: Mailer,
  cut?: AbortSignal,
  isStopping: () => boolean = () => false,
): Promise<SendingResult> {
  const total: SendingResult = { sent: 0, putOff: 0, givenUp: 0, away: null }
  while (!isStopping() && !total.away) {
    const lease = env.newId()
    const claimed = await inTransaction(env, systemActor, (ctx) => ctx.tx.query<Claimed>(claim, [ctx.now, lease]))
    if (claimed.length === 0) break
    const results = await Promise.all(claimed.map((email) => sendOne(env, mailer, email, lease, cut)))
    for (const result of results) {
      if (result.result === 'sent') total.sent++
      else if (result.result === 'refused') total.givenUp++
      else total.putOff++
      if (result.result === 'away') total.away = result.reason
    }
  }
  return total
}

const freshForMs = 7 * 86_400_000

/**
 * A mail server that is set after a month sends no month of notices. Counted from when it should have gone, and not from when it was
 * written: whoever sends one again wants it sent, and that is a new day for it.
 */
const isOldNews = (env: Env, { kind, dueAt }: Claimed) =>
  /^(partner|staff)\./.test(kind) && env.clock().getTime() - dueAt.getTime() > freshForMs

async function sendOne(env: Env, mailer: Mailer, email: Claimed, lease: string, cut?: AbortSignal): Promise<Tried> {
  const deadline = AbortSignal.timeout(deadlineMs)
  const tried: Tried = isOldNews(env, email)
    ? { result: 'refused', reason: 'It waited for more than a week. It stands in the app.' }
    : await sendOpened(env, mailer, email, cut ? AbortSignal.any([deadline, cut]) : deadline)
  const outcome: Tried =
    tried.result !== 'sent' && tried.result !== 'refused' && email.attempts >= mostAttempts
      ? { result: 'refused', reason: `Given up after ${mostAttempts} tries. ${tried.reason}` }
      : tried
  if (outcome.result !== 'sent') env.logger.warn({ emailId: email.id, ...outcome }, 'an e-mail didn’t go')
  await mark(env, email, lease, outcome, cut?.aborted ?? false)
  return outcome
}

async function sendOpened(env: Env, mailer: Mailer, email: Claimed, signal: AbortSignal): Promise<Tried> {
  let linkUrl: string | null
  try {
    linkUrl = email.linkUrl && openedLink(env, email.linkUrl, email.id)
  } catch {
    const reason = 'Its link was sealed with another PARLEY_SECRET. Whoever it was for asks for a new one.'
    return { result: 'refused', reason }
  }
  return mailer.send({ ...email, linkUrl }, signal)
}

/** What was sent is noted with patience: without the note it would go out once more. */
async function mark(env: Env, email: Claimed, lease: string, tried: Tried, stopped: boolean): Promise<void> {
  for (let round = 1; ; round++) {
    try {
      return await inTransaction(env, systemActor, (ctx) => note(ctx, email, lease, tried, stopped))
    } catch (error) {
      if (round === 5) throw error
      await env.pause(400 * round)
    }
  }
}

async function note({ tx, now }: Ctx, email: Claimed, lease: string, tried: Tried, stopped: boolean): Promise<void> {
  const mine = 'leased_until = NULL, leased_by = NULL'
  const which = 'WHERE id = $1 AND leased_by = $2 AND sent_at IS NULL'
  if (tried.result === 'sent') {
    await tx.query(
      `UPDATE email SET sent_at = $3, last_error = NULL, lines = NULL, link_words = NULL, link_url = NULL, ${mine} ${which}`,
      [email.id, lease, now],
    )
    return
  }
  const reason = tried.reason.slice(0, 500)
  if (tried.result === 'refused') {
    await tx.query(`UPDATE email SET given_up_at = $3, last_error = $4, ${mine} ${which}`, [
      email.id,
      lease,
      now,
      reason,
    ])
    return
  }
  // Cut off because this worker ends: another may send it at once.
  const waitSeconds = stopped ? 0 : Math.min(14_400, 60 * 2 ** (email.attempts - 1))
  await tx.query(`UPDATE email SET next_attempt_at = $3, last_error = $4, ${mine} ${which}`, [
    ...[email.id, lease, new Date(now.getTime() + waitSeconds * 1000), reason],
  ])
}
