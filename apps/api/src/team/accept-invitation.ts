import type { Role } from '@parley/contract/session'
import type { AcceptInvitation, InvitationOffer } from '@parley/contract/team'
import { AppError } from '../app-error.ts'
import { recordEvent } from '../audit/record-event.ts'
import type { Actor, Ctx, Env } from '../context.ts'
import { assertGoodPassword } from '../session/password-rules.ts'
import { isPartnerRole } from './appoint.ts'
import { hashOfToken } from './invite-person.ts'

type Found = {
  id: string
  email: string | null
  name: string
  role: Role
  partner_id: string | null
  partner_name: string | null
  invited_by_name: string
  expires_at: Date
}

type SignInWays = Pick<Env['signIn'], 'password' | 'provider'>

/** What a link invites to. Throws 404 for one that isn't known, was used or taken back, or is over: nobody can tell which. */
export async function lookAtInvitation(ctx: Ctx, signIn: SignInWays, token: string): Promise<InvitationOffer> {
  const found = await find(ctx, token)
  return {
    email: found.email,
    name: found.name,
    role: found.role,
    partnerName: found.partner_name,
    vendorName: ctx.vendor.name,
    invitedByName: found.invited_by_name,
    expiresAt: found.expires_at.toISOString(),
    app: appOf(found.role),
    withPassword: signIn.password,
    signInWith: signIn.provider?.name ?? null,
  }
}

/** Makes the person who was invited, and voids the link. Asked by whoever holds the link, so the transaction is the system's. */
export async function acceptInvitation(ctx: Ctx, env: Pick<Env, 'auth' | 'signIn'>, input: AcceptInvitation) {
  const found = await find(ctx, input.token)
  const email = found.email ?? input.email
  if (!email) throw refused('/email', 'Give your e-mail address: you sign in with it.')
  const hashed = await hashPassword(env, input, email)
  const { tx, now } = ctx
  const userId = ctx.newId()
  const accepted = await tx.query(
    `UPDATE invitation SET accepted_at = $2, accepted_by_id = $3
     WHERE id = $1 AND accepted_at IS NULL AND withdrawn_at IS NULL RETURNING id`,
    [found.id, now, userId],
  )
  if (accepted.length === 0) throw gone()
  const { role, partner_id: partnerId } = found
  await tx
    .query(
      `INSERT INTO auth."user" (id, name, email, "emailVerified", role, "partnerId", "createdAt", "updatedAt")
       VALUES ($1, $2, $3, $7, $4, $5, $6, $6)`,
      // The link is told to the inviter too: a password chosen by it doesn't show whose the address is. A provider's sign-in does.
      [userId, input.name, email, role, partnerId, now, hashed === null],
    )
    .catch((error) => {
      throw isTaken(error) ? taken(found) : error
    })
  if (hashed !== null)
    await tx.query(
      `INSERT INTO auth.account (id, "accountId", "providerId", "userId", password, "createdAt", "updatedAt")
       VALUES ($1, $2, 'credential', $2, $3, $4, $4)`,
      [ctx.newId(), userId, hashed, now],
    )
  const actor: Actor = {
    ...{ userId, name: input.name, email, role, partnerId },
    audience: isPartnerRole(role) ? 'partner' : 'staff',
  }
  const subject = { kind: 'user', id: userId, name: input.name }
  await recordEvent({ ...ctx, actor }, { action: 'user.joined', subject, partnerId })
  return { email, app: appOf(role) } as const
}

/** Null for whoever will sign in with another system. */
async function hashPassword(
  { auth, signIn }: Pick<Env, 'auth' | 'signIn'>,
  { name, password }: AcceptInvitation,
  email: string,
): Promise<string | null> {
  if (password === undefined || !signIn.password) {
    if (signIn.provider) return null
    throw refused('/password', 'Choose a password.')
  }
  assertGoodPassword(password, { email, name })
  return (await auth.$context).password.hash(password)
}

async function find({ tx, now }: Ctx, token: string): Promise<Found> {
  const [found] = await tx.query<Found>('SELECT * FROM find_invitation($1, $2)', [hashOfToken(token), now])
  if (!found) throw gone()
  return found
}

const appOf = (role: Role) => (isPartnerRole(role) ? 'partner' : 'console')
const gone = () =>
  new AppError('notFound', 'This link was used, taken back, or is over. Ask whoever invited you for a new one.')
const refused = (pointer: string, detail: string) => new AppError('refused', detail, [{ pointer, detail }])
const isTaken = (error: unknown) =>
  error instanceof Error && (error as { constraint?: string }).constraint === 'user_email_key'

/** Told to whoever holds the link, and not to whom the address belongs. */
const taken = ({ email }: Found) =>
  email === null
    ? refused('/email', 'Somebody signs in with this address already. Give another.')
    : new AppError(
        'conflict',
        `${email} can’t be used for this invitation. Ask whoever invited you to use another address.`,
      )
