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
  const people = await ctx.tx.query<{ email: string }>(
    `SELECT email FROM auth."user" WHERE role = $1 AND "partnerId" IS NOT DISTINCT FROM $2::uuid AND "disabledAt" IS NULL ORDER BY id`,
    [partnerId === null ? 'operator' : 'partnerAdmin', partnerId],
  )
  const url = `${ctx.publicUrl}${partnerId === null ? '/admin/webhooks' : '/integrations'}/${id}`
  for (const { email } of people)
    await queueEmail(ctx, {
      to: email,
      subject: `We stopped sending events to ${host}`,
      lines: words[because](host),
      link: { words: 'Look at the webhook', url },
      kind: 'webhookStopped',
      once: `webhook ${id} stopped ${version}`,
    })
}
