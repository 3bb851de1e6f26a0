/** An e-mail as it stands in the database. */
export type QueuedEmail = {
  id: string
  address: string
  subject: string
  lines: readonly string[]
  linkWords: string | null
  linkUrl: string | null
  kind: string
}

/** Whom it is from, and where Parley stands. */
export type Sender = { name: string; address: string; vendorName: string; publicUrl: string }

export type ComposedEmail = {
  messageId: string
  subject: string
  text: string
  html: string
  /** Where its reader chooses what comes by e-mail; null for what isn't a notice. */
  settingsUrl: string | null
}

/**
 * Text and HTML of an e-mail, from sentences. Whatever people typed stands there as text: escaped, without pictures, fonts or
 * anything else to load. The same e-mail has the same Message-ID at each try.
 */
export function compose(email: QueuedEmail, sender: Sender): ComposedEmail {
  const subject = onOneLine(email.subject)
  const lines = email.lines.map(withoutControls)
  const link = linkOf(email, sender)
  const settingsUrl = settingsOf(email.kind, sender.publicUrl)
  return {
    messageId: `<${email.id}@${sender.address.split('@').at(-1)}>`,
    subject,
    text: textOf(lines, link, settingsUrl, sender),
    html: htmlOf(subject, lines, link, settingsUrl, sender),
    settingsUrl,
  }
}

type Link = { words: string; url: string }

/** A path is below our own address; what isn't a web address is left out. */
function linkOf({ linkWords, linkUrl }: QueuedEmail, { publicUrl }: Sender): Link | null {
  const url = linkUrl === null ? null : URL.parse(linkUrl, publicUrl)
  if (!url || linkWords === null || !['http:', 'https:'].includes(url.protocol)) return null
  return { words: onOneLine(linkWords), url: url.href }
}

function settingsOf(kind: string, publicUrl: string): string | null {
  if (kind.startsWith('partner.')) return new URL('/notifications/settings', publicUrl).href
  return kind.startsWith('staff.') ? new URL('/admin/notifications/settings', publicUrl).href : null
}

function textOf(lines: string[], link: Link | null, settingsUrl: string | null, { vendorName }: Sender): string {
  const parts = [...lines]
  if (link) parts.push(`${link.words}:\n${link.url}`)
  parts.push(`-- \n${vendorName}${settingsUrl ? `\nChoose what you get by e-mail: ${settingsUrl}` : ''}`)
  return `${parts.join('\n\n')}\n`
}

const page = 'margin:0;padding:24px;background:#f4f5f7;font:16px/1.5 system-ui,sans-serif;color:#1b1f24'
const sheet = 'max-width:36rem;margin:0 auto;padding:24px;background:#ffffff;border-radius:12px'
const button =
  'display:inline-block;padding:10px 18px;border-radius:8px;background:#1f5fbf;color:#ffffff;text-decoration:none'
const small = 'max-width:36rem;margin:16px auto 0;font-size:13px;color:#5a6370'

function htmlOf(
  subject: string,
  lines: string[],
  link: Link | null,
  settingsUrl: string | null,
  { vendorName }: Sender,
): string {
  const body = [
    `<h1 style="margin:0 0 12px;font-size:20px">${escaped(subject)}</h1>`,
    ...lines.map((line) => `<p style="margin:0 0 12px">${escaped(line).replaceAll('\n', '<br>')}</p>`),
    ...(link
      ? [
          `<p style="margin:20px 0 12px"><a style="${button}" href="${escaped(link.url)}">${escaped(link.words)}</a></p>`,
          `<p style="margin:0;font-size:13px;color:#5a6370;overflow-wrap:anywhere">${escaped(link.url)}</p>`,
        ]
      : []),
  ]
  const settings = settingsUrl
    ? `<br><a style="color:#5a6370" href="${escaped(settingsUrl)}">Choose what you get by e-mail</a>`
    : ''
  return [
    '<!doctype html>',
    `<html lang="en"><head><meta charset="utf-8"><title>${escaped(subject)}</title></head>`,
    `<body style="${page}">`,
    `<div style="${sheet}">`,
    ...body,
    '</div>',
    `<p style="${small}">${escaped(vendorName)}${settings}</p>`,
    '</body></html>',
    '',
  ].join('\n')
}

const signs: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }
const escaped = (text: string) => text.replaceAll(/[&<>"']/g, (sign) => signs[sign]!)

/** Marks that turn the direction of what follows: an address would read as another. */
const turns = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g

/** No header can begin in a subject: line ends of every kind and controls become a space. */
function onOneLine(text: string): string {
  const line = text
    .replaceAll(turns, '')
    .replaceAll(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, ' ')
    .trim()
  return line.length > 180 ? `${line.slice(0, 179)}…` : line
}

const withoutControls = (text: string) =>
  text
    .replaceAll(turns, '')
    .replaceAll(/\r\n?|[\u2028\u2029\u0085]/g, '\n')
    .replaceAll(/(?!\n)\p{Cc}/gu, ' ')
    .trim()
