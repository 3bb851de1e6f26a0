import type { Ctx } from '../context.ts'
import { queueEmail } from '../email/queue-email.ts'

type Stopped = { id: string; host: string; partnerId: string | null; version: number; because: 'failing' | 'gone' }

const words = {
  failing: (host: string) => [
    `Every event that we sent to ${host} in the last 5 days failed, so we stopped sending.`,
    'What happens is kept for 30 days. Mend the receiver, then let the webhook go on.',
  ],
  gone: (host: string) => [
    `${host} answered 410, which says that it wants no more events. We turned the webhook off.`,
    'Nothing is kept for it meanwhile. If this was a mistake, turn it on again.',
  ],
}

/** Tells whoever can mend it: the partner's admins, or the vendor's operators. */
export async function tellOwner(ctx: Ctx, { id, host, partnerId, version, because }: Stopped): Promise<void> {
  const url = `${pageOf(ctx, partnerId)}/${id}`
  for (const { email } of await keepersOf(ctx, partnerId))
    await queueEmail(ctx, {
      to: email,
      subject: `We stopped sending events to ${host}`,
      lines: words[because](host),
      link: { words: 'Look at the webhook', url },
      kind: 'webhookStopped',
      once: `webhook ${id} stopped ${version}`,
    })
}

const pageOf = ({ publicUrl }: Ctx, partnerId: string | null) =>
  `${publicUrl}${partnerId === null ? '/admin/webhooks' : '/integrations'}`

const keepersOf = ({ tx }: Ctx, partnerId: string | null) =>
  tx.query<{ email: string }>(
    `SELECT email FROM auth."user" WHERE role = $1 AND "partnerId" IS NOT DISTINCT FROM $2::uuid AND "disabledAt" IS NULL ORDER BY id`,
    [partnerId === null ? 'operator' : 'partnerAdmin', partnerId],
  )

/**
 * Somebody was shut out who was shown the secret of webhooks. These are the company's and go on: whoever looks after them hears which,
 * and that the secret can be renewed. An address can hold a token, so it's named by its host.
 */
export async function tellWhatGoesOn(ctx: Ctx, { id, name }: { id: string; name: string }): Promise<void> {
  const known = await ctx.tx.query<{ partnerId: string | null; url: string; description: string }>(
    'SELECT partner_id AS "partnerId", url, description FROM webhooks_known_to($1)',
    [id],
  )
  if (known.length === 0) return
  const { partnerId } = known[0]!
  const named = known.map(({ url, description }) => {
    const host = URL.parse(url)?.hostname ?? url
    return description === '' ? host : `${host} (“${description}”)`
  })
  for (const { email } of await keepersOf(ctx, partnerId))
    await queueEmail(ctx, {
      to: email,
      subject: `${name} is shut out, and knows the secret of webhooks that go on`,
      lines: [
        `${name} added them, or renewed their secret: ${named.join(', ')}.`,
        'They are your company’s, so they go on. Whoever knows a secret can send your system events that look like ours.',
        'Make sure that each address is still yours. Then renew its secret, and take the old one out of your system.',
      ],
      link: { words: 'Look at your webhooks', url: pageOf(ctx, partnerId) },
      kind: 'webhookGoesOn',
      once: `webhooks of ${id} go on ${ctx.now.toISOString()}`,
    })
}
