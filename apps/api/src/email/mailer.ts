import type { MailSettings } from '@parley/db/mail-settings'
import { createTransport } from 'nodemailer'
import { compose, type QueuedEmail, type Sender } from './compose.ts'

/** What became of one try, with the reason in words. `away`: the server itself is in trouble, whatever the e-mail. */
export type Tried = { result: 'sent' } | { result: 'refused' | 'later' | 'away'; reason: string }

export type Mailer = { send(email: QueuedEmail, signal: AbortSignal): Promise<Tried> }

/** Milliseconds: to reach the server, to be greeted, between two bytes. */
export type MailTimeouts = { connect: number; greeting: number; silence: number }
export const mailTimeouts: MailTimeouts = { connect: 15_000, greeting: 15_000, silence: 30_000 }

/** Sends by SMTP, a connection for each e-mail. */
export function openMailer(
  settings: MailSettings,
  place: { vendorName: string; publicUrl: string },
  { connect, greeting, silence }: MailTimeouts = mailTimeouts,
): Mailer {
  const { host, port, secure, requireTls, user, password, fromName, fromAddress } = settings
  const transport = createTransport({
    ...{ host, port, secure, requireTLS: requireTls },
    ...(user === undefined ? {} : { auth: { user, pass: password ?? '' } }),
    ...{ connectionTimeout: connect, greetingTimeout: greeting, socketTimeout: silence, dnsTimeout: connect },
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  const sender: Sender = { name: fromName || place.vendorName, address: fromAddress, ...place }
  return {
    async send(email, signal) {
      const { messageId, subject, text, html, settingsUrl } = compose(email, sender)
      try {
        await transport.sendMail({
          from: { name: sender.name, address: sender.address },
          to: { name: '', address: email.address },
          ...{ messageId, subject, text, html, signal },
          headers: {
            'Auto-Submitted': 'auto-generated',
            ...(settingsUrl ? { 'List-Unsubscribe': { prepared: true, value: `<${settingsUrl}>` } } : {}),
          },
        })
        return { result: 'sent' }
      } catch (error) {
        return judge(error)
      }
    },
  }
}

type SmtpError = { code?: string; responseCode?: number; response?: string; message: string }

/** These say that we, not this e-mail, aren't welcome: sign in first, use TLS first. */
const aboutUs = new Set([530, 534, 535, 538])

function judge(error: unknown): Tried {
  const { code, responseCode, response, message } = error as SmtpError
  const said = response ? `The mail server said: ${response}` : ''
  const isAboutThis = (code === 'EENVELOPE' || code === 'EMESSAGE') && !aboutUs.has(responseCode ?? 0)
  if (isAboutThis && responseCode !== undefined)
    return { result: responseCode >= 500 ? 'refused' : 'later', reason: said || message }
  if (isAboutThis) return { result: 'refused', reason: message }
  if (code === 'ETLS')
    return {
      result: 'away',
      reason:
        `The mail server doesn’t do TLS, which keeps the password from being read on the way: mend that there, or add ?tls=optional to PARLEY_SMTP_URL. ${said}`.trim(),
    }
  if (code === 'EAUTH')
    return { result: 'away', reason: `The mail server doesn’t take the user and password. ${said}`.trim() }
  if (code === 'EABORT') return { result: 'away', reason: 'The mail server took too long.' }
  if (code === 'ETIMEDOUT') return { result: 'away', reason: `The mail server didn’t answer in time (${message}).` }
  return { result: 'away', reason: said || `The mail server can’t be reached, or hung up (${message}).` }
}
