import type { RecoveryCodes, SecondFactorStart } from '@parley/contract/sign-in'
import { AppError } from '../app-error.ts'
import { recordEvent } from '../audit/record-event.ts'
import type { Ctx, Env } from '../context.ts'
import { queueEmail } from '../email/queue-email.ts'
import type { From } from '../http/mount.ts'
import { seal } from '../sealed.ts'
import { voidSignIns } from './end-sessions.ts'
import { needsSecondFactor } from './identify.ts'
import { rememberDevice } from './known-device.ts'
import { assertInPerson, subjectOf } from './own-account.ts'
import { assertOwnPassword, tooManyTries } from './own-password.ts'
import { hashRecoveryCode, newRecoveryCodes, useCode, useTotp } from './second-factor.ts'
import { toBase32, totpUri } from './totp.ts'

/** Makes the secret that the authenticator app will hold. Nothing is asked for until its first code was given. */
export async function startSecondFactor(ctx: Ctx, env: Env, password: string): Promise<SecondFactorStart> {
  assertInPerson(ctx)
  await assertOwnPassword(ctx, env, password)
  const { tx, actor, now, vendor } = ctx
  const secret = env.drawBytes(20)
  const started = await tx.query(
    `INSERT INTO auth.second_factor AS f (user_id, secret, started_at) VALUES ($1, $2, $3)
     ON CONFLICT (user_id) DO UPDATE SET secret = excluded.secret, started_at = excluded.started_at, last_step = NULL
       WHERE f.confirmed_at IS NULL RETURNING user_id`,
    [actor.userId, seal(env, 'second factor', secret, actor.userId).toString('base64url'), now],
  )
  if (started.length === 0)
    throw new AppError('conflict', 'Your second factor is on already. Turn it off first to set up another.')
  return { uri: totpUri(secret, actor.email, `Parley ${vendor.name}`), secret: toBase32(secret) }
}

/** Turns it on with the first code. Whoever else is signed in as this person, without it, is signed out; only this device stays known. */
export async function confirmSecondFactor(
  ctx: Ctx,
  env: Env,
  code: string,
  { headers, setCookie }: From,
): Promise<RecoveryCodes> {
  assertInPerson(ctx)
  const { tx, actor, now } = ctx
  const plain = code.replaceAll(/\s/g, '')
  if (!(await counted(ctx, env, () => useTotp(env, tx, actor.userId, plain, now, true)))) throw wrongCode()
  await tx.query('UPDATE auth.second_factor SET confirmed_at = $2 WHERE user_id = $1', [actor.userId, now])
  await tx.query('UPDATE auth."user" SET "twoFactorEnabled" = true, "updatedAt" = $2 WHERE id = $1', [
    actor.userId,
    now,
  ])
  const { credentials } = await voidSignIns(ctx, actor.userId, actor.sessionId)
  setCookie(rememberDevice(env, headers, actor.email, credentials))
  await recordEvent(ctx, { action: 'secondFactor.enabled', subject: subjectOf(ctx) })
  await tellAbout(
    ctx,
    'Your second factor is on',
    'From now on, signing in to Parley asks for a code from your phone as well.',
  )
  return replaceCodes(ctx, env)
}

/** The old recovery codes are void, and the person hears of it: whoever holds the new ones needs the phone no more. */
export async function renewRecoveryCodes(
  ctx: Ctx,
  env: Env,
  confirmed: { password: string; code: string },
): Promise<RecoveryCodes> {
  await assertBoth(ctx, env, confirmed)
  await recordEvent(ctx, { action: 'secondFactor.codesRenewed', subject: subjectOf(ctx) })
  await tellAbout(
    ctx,
    'You have new recovery codes',
    'New recovery codes were made for your Parley account, and the ones before them are void.',
  )
  return replaceCodes(ctx, env)
}

export async function endSecondFactor(
  ctx: Ctx,
  env: Env,
  confirmed: { password: string; code: string },
): Promise<null> {
  assertInPerson(ctx)
  if (needsSecondFactor(env, ctx.actor.audience)) {
    throw new AppError(
      'notAllowed',
      `${ctx.vendor.name} asks for a second factor, so it stays on. You can make new recovery codes.`,
    )
  }
  await assertBoth(ctx, env, confirmed)
  await removeSecondFactor(ctx, ctx.actor.userId)
  await recordEvent(ctx, { action: 'secondFactor.disabled', subject: subjectOf(ctx) })
  await tellAbout(ctx, 'Your second factor is off', 'From now on, signing in to Parley asks for your password only.')
  return null
}

/** For whoever lost phone and codes, too: the caller has checked who may do so, and records it. */
export async function removeSecondFactor({ tx, now }: Ctx, userId: string): Promise<void> {
  await tx.query('SELECT auth.remove_second_factor($1, $2)', [userId, now])
}

async function assertBoth(ctx: Ctx, env: Env, { password, code }: { password: string; code: string }): Promise<void> {
  assertInPerson(ctx)
  await assertOwnPassword(ctx, env, password)
  const { tx, actor, now } = ctx
  if (!(await counted(ctx, env, () => useCode(env, tx, actor.userId, code, now)))) throw wrongCode()
}

/** Guesses of a code, counted for this session. */
async function counted({ actor }: Ctx, env: Env, check: () => Promise<boolean>): Promise<boolean> {
  const place = { key: `session ${actor.sessionId}`, known: true, address: undefined }
  const wait = await env.attempts.begin('code', actor.userId, place)
  if (wait > 0) throw tooManyTries(wait)
  const right = await check()
  if (right) await env.attempts.succeeded('code', actor.userId, place)
  return right
}

function wrongCode(): AppError {
  const detail = 'This code isn’t right, or it was used already. Wait for the next one, and type that.'
  return new AppError('refused', detail, [{ pointer: '/code', detail }])
}

async function replaceCodes({ tx, actor }: Ctx, env: Env): Promise<RecoveryCodes> {
  const codes = newRecoveryCodes(env)
  await tx.query('DELETE FROM auth.recovery_code WHERE user_id = $1', [actor.userId])
  await tx.query('INSERT INTO auth.recovery_code (user_id, code_hash) SELECT $1, unnest($2::text[])', [
    actor.userId,
    codes.map((code) => hashRecoveryCode(actor.userId, code)),
  ])
  return { codes }
}

const tellAbout = (ctx: Ctx, subject: string, words: string) =>
  queueEmail(ctx, {
    to: ctx.actor.email,
    subject,
    lines: [
      `Hello ${ctx.actor.name},`,
      words,
      'If this wasn’t you, set a new password right away, and tell your administrator.',
    ],
    kind: 'secondFactor',
    once: `second-factor-${ctx.newId()}`,
  })
