import { createHash } from 'node:crypto'
import { partnerRoles } from '@parley/contract/session'
import { AppError } from '../app-error.ts'
import { recordEvent } from '../audit/record-event.ts'
import { type Actor, type Ctx, type Env, systemActor } from '../context.ts'
import { queueEmail } from '../email/queue-email.ts'
import type { From } from '../http/mount.ts'
import { credentialsOf, voidSignIns } from './end-sessions.ts'
import { placeOf, rememberDevice } from './known-device.ts'
import { keepPassword, tellPasswordChanged, tooManyTries } from './own-password.ts'
import { assertGoodPassword } from './password-rules.ts'
import { assertPasswordsUsed } from './ways.ts'

const minutesValid = 60
const identifierOf = (token: string) => `password-reset:${createHash('sha256').update(token).digest('hex')}`

type PersonRow = {
  id: string
  name: string
  email: string
  role: string
  partnerId: string | null
  disabledAt: Date | null
}
const person = 'SELECT id, name, email, role, "partnerId", "disabledAt" FROM auth."user"'

/** Sends a link, if there is such a person. Mount it steadily: the answer and its time are the same if there isn't. */
export async function askReset(ctx: Ctx, env: Env, email: string, { headers, address: from }: From): Promise<null> {
  assertPasswordsUsed(env)
  const address = email.trim().toLowerCase()
  const place = placeOf(env, headers, from, address, await credentialsOf(ctx.tx, address))
  const wait = await env.attempts.begin('reset', address, place)
  if (wait > 0) throw tooManyTries(wait)
  await env.attempts.failed()
  const [found] = await ctx.tx.query<PersonRow>(`${person} WHERE email = $1`, [address])
  if (found && !found.disabledAt) await sendLink(asPerson(ctx, found), found)
  return null
}

async function sendLink(ctx: Ctx, { id, name, email, role }: PersonRow): Promise<void> {
  const token = ctx.newSecret()
  const expiresAt = new Date(ctx.now.getTime() + minutesValid * 60_000)
  await ctx.tx.query(
    `INSERT INTO auth.verification (id, identifier, value, "expiresAt", "createdAt", "updatedAt") VALUES ($1, $2, $3, $4, $5, $5)`,
    [ctx.newId(), identifierOf(token), id, expiresAt, ctx.now],
  )
  const app = (partnerRoles as readonly string[]).includes(role) ? '' : '/admin'
  await queueEmail(ctx, {
    to: email,
    subject: 'Choose a new password',
    lines: [
      `Hello ${name},`,
      `somebody asked for a new password for your Parley account at ${ctx.vendor.name}. If that was you, choose one here:`,
      'The link works for an hour, and once. Setting a new password ends all sessions that are open.',
      'If it wasn’t you, there is nothing to do: your password stays as it is.',
    ],
    // After the #, which no browser sends to any server: the token is in no log.
    link: { words: 'Choose a new password', url: `${ctx.publicUrl}${app}/set-password#${token}` },
    kind: 'passwordReset',
    once: `password-reset-${ctx.newId()}`,
  })
  await recordEvent(ctx, { action: 'password.resetAsked', subject: { kind: 'user', id, name } })
}

/** Whether a link still sets a password, before one is thought up and typed. The link stays unused. */
export async function checkReset(ctx: Ctx, env: Env, token: string): Promise<{ usable: boolean }> {
  assertPasswordsUsed(env)
  const found = await ctx.tx.query(
    `SELECT FROM auth.verification v JOIN auth."user" u ON u.id = v.value
     WHERE v.identifier = $1 AND v."expiresAt" > $2 AND u."disabledAt" IS NULL`,
    [identifierOf(token), ctx.now],
  )
  return { usable: found.length > 0 }
}

/**
 * Sets the password of whoever the link was sent to. The link is used up, and all sessions of the person end. The device is known from now
 * on: whoever has the mailbox gets in, however many strangers guess.
 */
export async function setPassword(
  ctx: Ctx,
  env: Env,
  { token, password }: { token: string; password: string },
  { headers, setCookie }: From,
): Promise<null> {
  assertPasswordsUsed(env)
  const [link] = await ctx.tx.query<{ value: string }>(
    'DELETE FROM auth.verification WHERE identifier = $1 AND "expiresAt" > $2 RETURNING value',
    [identifierOf(token), ctx.now],
  )
  const [found] = link ? await ctx.tx.query<PersonRow>(`${person} WHERE id = $1`, [link.value]) : []
  if (!found || found.disabledAt) {
    throw new AppError('refused', 'This link was used already, or it is older than an hour. Ask for a new one.', [
      { pointer: '/token', detail: 'Ask for a new link.' },
    ])
  }
  // A password that isn't good enough throws, and with it the link stays unused.
  assertGoodPassword(password, found)
  await keepPassword(ctx, env, found.id, password)
  // The link went to this address and nowhere else. A second factor stays: a mailbox alone doesn't get past it.
  await ctx.tx.query('UPDATE auth."user" SET "emailVerified" = true WHERE id = $1', [found.id])
  const own = asPerson(ctx, found)
  const { ended, credentials } = await voidSignIns(own, found.id)
  setCookie(rememberDevice(env, headers, found.email, credentials))
  ctx.tx.afterCommit(() => env.sessions.forgetUser(found.id))
  const subject = { kind: 'user', id: found.id, name: found.name }
  await recordEvent(own, { action: 'password.reset', subject, details: { sessionsEnded: ended } })
  await tellPasswordChanged(own, found)
  return null
}

/** Nobody is signed in: whoever holds the link acts as its person. */
function asPerson(ctx: Ctx, { id, name, email, role, partnerId }: PersonRow): Ctx {
  const isPartner = (partnerRoles as readonly string[]).includes(role)
  const audience = isPartner ? 'partner' : 'staff'
  return {
    ...ctx,
    actor: { ...systemActor, userId: id, name, email, role: role as Actor['role'], audience, partnerId },
  }
}
