import type { OwnSignIn } from '@parley/contract/sign-in'
import { AppError, notFound } from '../app-error.ts'
import { recordEvent } from '../audit/record-event.ts'
import type { Ctx, Env } from '../context.ts'
import { endViewsOf } from '../view-as/end-view.ts'
import { deviceWords } from './device-words.ts'
import { endSessionsIn } from './end-sessions.ts'
import { needsSecondFactor } from './identify.ts'
import { waysOf } from './ways.ts'

/** A person's own account is that person's: no key and nobody who looks in from the vendor reaches it. */
export function assertInPerson({ actor }: Ctx): void {
  if (actor.sessionId && !actor.viewedBy && (actor.via ?? 'session') === 'session') return
  throw new AppError('notAllowed', 'Only the person can do this, signed in with a session of their own.')
}

type OwnRow = {
  email: string
  name: string
  has_password: boolean
  on: boolean
  confirmed_at: Date | null
  codes_left: number
}
type SessionRow = {
  id: string
  ipAddress: string | null
  userAgent: string | null
  createdAt: Date
  lastSeenAt: Date | null
}

export async function readOwnSignIn(ctx: Ctx, env: Env): Promise<OwnSignIn> {
  assertInPerson(ctx)
  const { tx, actor, now } = ctx
  const [own] = await tx.query<OwnRow>(
    `SELECT u.email, u.name, u."twoFactorEnabled" AS on, f.confirmed_at,
       EXISTS (SELECT FROM auth.account a WHERE a."userId" = u.id AND a."providerId" = 'credential' AND a.password IS NOT NULL) AS has_password,
       (SELECT count(*)::int FROM auth.recovery_code c WHERE c.user_id = u.id AND c.used_at IS NULL) AS codes_left
     FROM auth."user" u LEFT JOIN auth.second_factor f ON f.user_id = u.id AND f.confirmed_at IS NOT NULL WHERE u.id = $1`,
    [actor.userId],
  )
  if (!own) throw notFound('person')
  const { idleMinutes, sessionHours } = env.signIn
  const sessions = await tx.query<SessionRow>(
    `SELECT id, "ipAddress", "userAgent", "createdAt", "lastSeenAt" FROM auth.session
     WHERE "userId" = $1 AND coalesce("lastSeenAt", "createdAt") > $2 AND "createdAt" > $3
     ORDER BY id = $4 DESC, coalesce("lastSeenAt", "createdAt") DESC LIMIT 200`,
    [
      actor.userId,
      new Date(now.getTime() - idleMinutes * 60_000),
      new Date(now.getTime() - sessionHours * 3_600_000),
      actor.sessionId,
    ],
  )
  const required = needsSecondFactor(env, actor.audience)
  return {
    email: own.email,
    name: own.name,
    ways: waysOf(env),
    hasPassword: own.has_password,
    secondFactor: {
      on: own.on,
      since: own.confirmed_at?.toISOString() ?? null,
      recoveryCodesLeft: own.codes_left,
      needed: actor.secondFactorMissing ?? false,
      required,
    },
    sessions: sessions.map(({ id, ipAddress, userAgent, createdAt, lastSeenAt }) => ({
      id,
      device: deviceWords(userAgent),
      address: ipAddress || null,
      since: createdAt.toISOString(),
      lastSeen: (id === actor.sessionId ? now : (lastSeenAt ?? createdAt)).toISOString(),
      here: id === actor.sessionId,
    })),
  }
}

export async function renameMyself(ctx: Ctx, name: string): Promise<null> {
  assertInPerson(ctx)
  await ctx.tx.query('UPDATE auth."user" SET name = $2, "updatedAt" = $3 WHERE id = $1', [
    ctx.actor.userId,
    name,
    ctx.now,
  ])
  return null
}

export async function endOwnSession(ctx: Ctx, id: string): Promise<null> {
  assertInPerson(ctx)
  const ended = await ctx.tx.query<{ userAgent: string | null }>(
    'DELETE FROM auth.session WHERE id = $1 AND "userId" = $2 RETURNING "userAgent"',
    [id, ctx.actor.userId],
  )
  if (!ended[0]) throw notFound('session')
  // A view isn’t kept with the session that looks: it ends too early rather than stays open on record.
  await endViewsOf(ctx, ctx.actor.userId)
  await recordSessionsEnded(ctx, { device: deviceWords(ended[0].userAgent) })
  return null
}

export async function endOtherSessions(ctx: Ctx): Promise<null> {
  assertInPerson(ctx)
  const count = await endSessionsIn(ctx, ctx.actor.userId, ctx.actor.sessionId)
  if (count > 0) await recordSessionsEnded(ctx, { count })
  return null
}

const recordSessionsEnded = (ctx: Ctx, details: { device: string } | { count: number }) =>
  recordEvent(ctx, { action: 'session.ended', subject: subjectOf(ctx), details })

export const subjectOf = ({ actor }: Ctx) => ({ kind: 'user', id: actor.userId, name: actor.name })
