import type { Env } from '../context.ts'
import { seal, unseal } from '../sealed.ts'

const mark = 'sealed:'

/**
 * A link as it waits in the database: what stands after a # lets somebody in, so such a link is sealed, bound to its e-mail.
 * Whoever reads the database or a backup can't follow it.
 */
export function keptLink(env: Pick<Env, 'derivedKeys' | 'drawBytes'>, url: string, emailId: string): string {
  if (!url.includes('#')) return url
  return mark + seal(env, 'waiting e-mails', Buffer.from(url), emailId).toString('base64url')
}

/** The link as it is sent. Throws when it was sealed with another PARLEY_SECRET, or for another e-mail. */
export function openedLink(env: Pick<Env, 'derivedKeys'>, kept: string, emailId: string): string {
  if (!kept.startsWith(mark)) return kept
  return unseal(env, 'waiting e-mails', Buffer.from(kept.slice(mark.length), 'base64url'), emailId).toString()
}
