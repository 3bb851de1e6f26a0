import { AppError } from '../app-error.ts'
import { recordEvent } from '../audit/record-event.ts'
import type { Ctx, Env } from '../context.ts'
import { queueEmail } from '../email/queue-email.ts'
import type { From } from '../http/mount.ts'
import { voidSignIns } from './end-sessions.ts'
import { rememberDevice } from './known-device.ts'
import { assertInPerson, subjectOf } from './own-account.ts'
import { verifyPassword } from './password.ts'
import { assertGoodPassword } from './password-rules.ts'

/** Throws unless this is the password of the person who asks; tries are counted for this session. */
export async function assertOwnPassword(ctx: Ctx, env: Env, password: string, pointer = '/password'): Promise<void> {
  const { userId, sessionId } = ctx.actor
  const place = { key: `session ${sessionId}`, known: true, address: undefined }
  const wait = await env.attempts.begin('confirm', userId, place)
  if (wait > 0) throw tooManyTries(wait)
  const [account] = await ctx.tx.query<{ password: string | null }>(
    `SELECT password FROM auth.account WHERE "userId" = $1 AND "providerId" = 'credential'`,
    [userId],
  )
  if (account?.password && (await verifyPassword(password, account.password))) {
    return env.attempts.succeeded('confirm', userId, place)
  }
  const detail = account?.password
    ? 'This isn’t your password. Check it.'
    : 'You have no password here yet. Set one first: sign out, and choose “Forgot your password?”.'
  throw new AppError('refused', detail, [{ pointer, detail }])
}

export function tooManyTries(seconds: number): AppError {
  const minutes = Math.ceil(seconds / 60)
  const words = minutes === 1 ? 'a minute' : `${minutes} minutes`
  return new AppError('tooMany', `That were many tries in a row. Try again in ${words}.`, undefined, seconds)
}

/** Asks for the old one; all other sessions of the person end, and only this device stays known. */
export async function changePassword(
  ctx: Ctx,
  env: Env,
  { current, password }: { current: string; password: string },
  { headers, setCookie }: From,
): Promise<null> {
  assertInPerson(ctx)
  if (!env.signIn.password)
    throw new AppError('notAllowed', 'Passwords aren’t used here: you sign in by your company’s provider.')
  await assertOwnPassword(ctx, env, current, '/current')
  const { actor } = ctx
  assertGoodPassword(password, actor)
  await keepPassword(ctx, env, actor.userId, password)
  const { ended, credentials } = await voidSignIns(ctx, actor.userId, actor.sessionId)
  setCookie(rememberDevice(env, headers, actor.email, credentials))
  await recordEvent(ctx, { action: 'password.changed', subject: subjectOf(ctx), details: { sessionsEnded: ended } })
  await tellPasswordChanged(ctx, actor)
  return null
}

/** Puts the hash of a new password in place. Who may do so, and whether it is good enough, the caller has checked. */
export async function keepPassword(ctx: Ctx, env: Env, userId: string, password: string): Promise<void> {
  const hash = await (await env.auth.$context).password.hash(password)
  await ctx.tx.query(
    `INSERT INTO auth.account (id, "accountId", "providerId", "userId", password, "createdAt", "updatedAt")
     VALUES ($1, $2, 'credential', $2, $3, $4, $4)
     ON CONFLICT ("providerId", "accountId") DO UPDATE SET password = excluded.password, "updatedAt" = excluded."updatedAt"`,
    [ctx.newId(), userId, hash, ctx.now],
  )
}

export const tellPasswordChanged = (ctx: Ctx, { email, name }: { email: string; name: string }) =>
  queueEmail(ctx, {
    to: email,
    subject: 'Your password was changed',
    lines: [
      `Hello ${name},`,
      `the password of your Parley account at ${ctx.vendor.name} was changed just now. If that was you, there is nothing to do.`,
      'If it wasn’t, set a new one right away: choose “Forgot your password?” where you sign in. That ends all sessions.',
    ],
    kind: 'passwordChanged',
    once: `password-changed-${ctx.newId()}`,
  })
