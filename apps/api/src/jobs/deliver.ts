import type { MailSettings } from '@parley/db/mail-settings'
import type { Env } from '../context.ts'
import { type MailTimeouts, openMailer } from '../email/mailer.ts'
import { noteMailServer } from '../email/note-mail-server.ts'
import { sendEmails } from '../email/send-emails.ts'
import { dispatch } from '../outbox/dispatch.ts'
import { sendDue } from '../webhooks/send-due.ts'
import { type Loop, startLoop } from './loop.ts'

const lookEveryMs = 1000
/** A mail server that is away is asked again after so long, whatever waits. */
const mailAwayMs = 30_000

/** Hands out what happened and sends e-mails, from this process; any number of processes may. */
export function startDelivery(env: Env, timeouts?: MailTimeouts): Loop[] {
  const loops = [
    startLoop(env, 'outbox', lookEveryMs, async (_cut, isStopping) => {
      await dispatch(env, undefined, isStopping)
    }),
    startLoop(env, 'webhooks', lookEveryMs, async (cut, isStopping) => {
      await sendDue(env, cut, isStopping)
    }),
  ]
  if (env.mail) loops.push(startMail(env, env.mail, timeouts))
  return loops
}

/** Says how the server stands when that changes, and each minute that it's there. */
function startMail(env: Env, mail: MailSettings, timeouts: MailTimeouts | undefined): Loop {
  let noted: { away: string | null; atMs: number } | undefined
  return startLoop(env, 'e-mail', lookEveryMs, async (cut, isStopping) => {
    const { vendor } = await env.program()
    const mailer = openMailer(mail, { vendorName: vendor.name, publicUrl: env.publicUrl }, timeouts)
    const { sent, putOff, givenUp, away } = await sendEmails(env, mailer, cut, isStopping)
    const wasAsked = sent + putOff + givenUp > 0
    const state = wasAsked ? away : (noted?.away ?? null)
    if (!noted || noted.away !== state || env.watchMs() - noted.atMs > 60_000) {
      await noteMailServer(env, state)
      noted = { away: state, atMs: env.watchMs() }
    }
    return away ? mailAwayMs : undefined
  })
}
