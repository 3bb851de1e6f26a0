import type { Ctx } from '../context.ts'

/** An e-mail as a use case says it: plain sentences; the sender makes text and HTML of them, and escapes everything. */
export type EmailToQueue = {
  to: string
  subject: string
  lines: string[]
  /** The one thing to do, such as `Choose a password`. `url` is absolute, or a path below Parley's own address; what lets somebody in stands after a #. */
  link?: { words: string; url: string }
  /** What sort of e-mail it is, such as `invitation`; a kind of notice adds a link to its settings. */
  kind: string
  /** Whatever is sent with the same `once` to the same address is sent once. */
  once: string
  /** The record that it is about: a person's e-mails about one record leave in order. */
  about?: string
}

/** One plain address: anything else could name another recipient or header. */
const oneAddress = /^[^\s<>()[\],;:"\\@]{1,64}@[^\s<>()[\],;:"\\@]{1,253}$/

/** Writes an e-mail in the transaction of what it tells: sent by a worker after the commit, and never without it. */
export async function queueEmail(ctx: Ctx, email: EmailToQueue): Promise<void> {
  const { to, subject, lines, link, kind, once, about } = email
  const address = to.trim()
  if (!oneAddress.test(address)) throw new Error('An e-mail goes to one plain address, such as name@company.com.')
  const id = ctx.newId()
  await ctx.tx.query('SELECT queue_email($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)', [
    id,
    once,
    address.toLowerCase(),
    kind,
    about ?? null,
    subject,
    lines,
    link?.words ?? null,
    link ? ctx.sealLink(link.url, id) : null,
    ctx.now,
  ])
}
