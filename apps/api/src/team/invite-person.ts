import { hash } from 'node:crypto'
import { type Role, roleTitles } from '@parley/contract/session'
import type { InvitationSent } from '@parley/contract/team'
import { AppError } from '../app-error.ts'
import { recordEvent } from '../audit/record-event.ts'
import type { Ctx } from '../context.ts'
import { queueEmail } from '../email/queue-email.ts'
import { assertMayAppoint, isPartnerRole } from './appoint.ts'
import { holdInvitation, type InvitationRow, invitationRows, invitationView, isOpen } from './invitation-rows.ts'

const dayMs = 86_400_000
const goodForDays = 7
const mostOpen = 100

export const hashOfToken = (token: string) => hash('sha256', token, 'hex')
/** The token is behind the #, which browsers keep to themselves. */
export const linkOf = (publicUrl: string, token: string) => `${publicUrl}/invitation#${token}`

export type ToInvite = { email: string; name: string; role: Role; partnerId: string | null }

/** Invites somebody by mail; the inviter gets the link too, this once. */
export async function invitePerson(ctx: Ctx, { email, name, role, partnerId }: ToInvite): Promise<InvitationSent> {
  const { tx, actor, now } = ctx
  await assertStillMayAppoint(ctx, role)
  await assertHouse(ctx, role, partnerId)
  await assertNewcomer(ctx, email, partnerId)
  const id = ctx.newId()
  const token = ctx.newSecret()
  await tx.query(
    `INSERT INTO invitation (id, token_hash, email, name, role, partner_id, invited_by_id, invited_by_name, invited_at, expires_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [...[id, hashOfToken(token), email, name, role, partnerId, actor.userId, actor.name, now], endOf(now)],
  )
  await recordEvent(ctx, {
    action: 'user.invited',
    subject: { kind: 'invitation', id, name },
    partnerId,
    details: { role: roleTitles[role] },
  })
  return sent(ctx, id, token)
}

/** Sends it again with a new link and a new week; the link before is void. From now on it is the sender's, who is told the link. */
export async function renewInvitation(ctx: Ctx, id: string): Promise<InvitationSent> {
  const row = await holdInvitation(ctx, id)
  await assertStillMayAppoint(ctx, row.role)
  const { actor, now } = ctx
  const token = ctx.newSecret()
  await ctx.tx.query(
    'UPDATE invitation SET token_hash = $2, expires_at = $3, invited_by_id = $4, invited_by_name = $5 WHERE id = $1',
    [id, hashOfToken(token), endOf(now), actor.userId, actor.name],
  )
  await recordEvent(ctx, {
    action: 'user.invited',
    subject: { kind: 'invitation', id, name: row.name },
    partnerId: row.partnerId,
    details: { role: roleTitles[row.role], again: true },
  })
  return sent(ctx, id, token)
}

/**
 * Asked of the person as it is now, and held until the end: whoever is shut out or loses the role at this moment finds this invitation
 * among those to take back, or it isn't made.
 */
async function assertStillMayAppoint({ tx, actor }: Ctx, role: Role): Promise<void> {
  assertMayAppoint(actor, role)
  const [now] = await tx.query<{ role: Role; gone: boolean }>(
    'SELECT role, "disabledAt" IS NOT NULL AS gone FROM auth."user" WHERE id = $1 FOR SHARE',
    [actor.userId],
  )
  if (now?.gone) throw new AppError('notSignedIn', 'Your access was ended.')
  if (now) assertMayAppoint({ ...actor, role: now.role }, role)
}

const endOf = (now: Date) => new Date(now.getTime() + goodForDays * dayMs)

async function sent(ctx: Ctx, id: string, token: string): Promise<InvitationSent> {
  const [row] = await ctx.tx.query<InvitationRow>(`${invitationRows} WHERE i.id = $1`, [id])
  const link = linkOf(ctx.publicUrl, token)
  await mail(ctx, row!, link, hashOfToken(token))
  return { ...invitationView(ctx, row!), link }
}

async function mail(ctx: Ctx, { id, email, name, partnerName, role }: InvitationRow, url: string, once: string) {
  if (!email) return
  const house = partnerName ? `${partnerName} in the partner program of ${ctx.vendor.name}` : ctx.vendor.name
  await queueEmail(ctx, {
    to: email,
    subject: `${ctx.actor.name} invites you to ${ctx.vendor.name} on Parley`,
    lines: [
      `Hello ${name},`,
      `${ctx.actor.name} invites you to work for ${house}, as ${roleTitles[role].toLowerCase()}.`,
      `The link is good for ${goodForDays} days, and for you alone. If you don’t expect it, leave it be: nothing happens.`,
    ],
    link: { words: 'Accept the invitation', url },
    kind: 'invitation',
    once: `invitation ${once.slice(0, 32)}`,
    about: id,
  })
}

async function assertHouse({ tx }: Ctx, role: Role, partnerId: string | null): Promise<void> {
  if (isPartnerRole(role) !== (partnerId !== null)) {
    const detail = partnerId === null ? 'Choose the partner.' : 'Staff of the vendor belong to no partner.'
    throw new AppError('refused', detail, [{ pointer: '/partnerId', detail }])
  }
  if (partnerId === null) return
  const known = await tx.query('SELECT 1 FROM partner WHERE id = $1', [partnerId])
  if (known.length > 0) return
  const detail = 'There is no such partner. Choose one of the list.'
  throw new AppError('refused', detail, [{ pointer: '/partnerId', detail }])
}

/** A partner is told of its own people only: who else is invited or signs in stays unsaid until the link is used. */
async function assertNewcomer({ tx, now, actor }: Ctx, email: string, partnerId: string | null): Promise<void> {
  const refuse = (detail: string) => new AppError('refused', detail, [{ pointer: '/email', detail }])
  const [person] = await tx.query<{ name: string }>('SELECT name FROM auth."user" WHERE email = $1', [email])
  if (person) throw refuse(`${person.name} signs in with this address already.`)
  const open = await tx.query<{ email: string; over: boolean }>(
    `SELECT lower(i.email) AS email, i.expires_at <= $2 AS over FROM invitation i
     WHERE i.partner_id IS NOT DISTINCT FROM $1 AND ${isOpen}`,
    [partnerId, now],
  )
  if (open.some((each) => each.email === email && !each.over))
    throw refuse('This address has an open invitation. Send it again, or withdraw it first.')
  if (open.filter(({ over }) => !over).length >= mostOpen)
    throw new AppError('conflict', `There are ${mostOpen} open invitations. Withdraw some before you send more.`)
  await tx.query(
    `UPDATE invitation i SET withdrawn_at = $3, withdrawn_by_name = $4
     WHERE i.partner_id IS NOT DISTINCT FROM $1 AND lower(i.email) = $2 AND ${isOpen}`,
    [partnerId, email, now, actor.name],
  )
}
