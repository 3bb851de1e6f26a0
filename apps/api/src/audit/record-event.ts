import type { AuditAction } from '@parley/contract/audit'
import type { AuditDetailName } from '@parley/contract/audit-details'
import type { Ctx } from '../context.ts'

type Details = { readonly [Name in AuditDetailName]?: string | number | boolean | null | undefined }
/** A detail without words is no detail: said here too of what is spread, or comes as a variable. */
type WithWords<Of> = Of & { readonly [Name in Exclude<keyof Of, AuditDetailName>]: never }

type AuditEvent<Of extends Details> = {
  /** One of the list in packages/contract/src/audit.ts, which has its words for the screen: add yours there. */
  action: AuditAction
  subject?: { kind: string; id: string; name?: string }
  /** Whose people it concerns; the actor's own partner when left out. */
  partnerId?: string | null
  /** No secret, no token, no password: staff read it, in the words of packages/contract/src/audit-details.ts. */
  details?: WithWords<Of>
}

/**
 * Keeps who did what, with the commit and without a round trip of its own: an event whose transaction fails is gone with
 * it. What is refused by throwing, such as a sign-in, is recorded in a transaction of its own.
 */
export async function recordEvent<Of extends Details>(
  ctx: Ctx,
  { action, subject, partnerId, details }: AuditEvent<Of>,
): Promise<void> {
  const { actor } = ctx
  ctx.tx.atCommit('record_event', [
    ctx.newId(),
    action,
    subject?.kind ?? null,
    subject?.id ?? null,
    subject?.name ?? null,
    partnerId ?? actor.partnerId,
    JSON.stringify(details ?? {}),
    actor.userId,
    actor.name,
    actor.role,
    actor.via ?? null,
    actor.viewedBy?.userId ?? null,
    actor.viewedBy?.name ?? null,
    ctx.now,
  ])
}
