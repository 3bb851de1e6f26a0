import { createHash } from 'node:crypto'
import type { BetterAuthPlugin } from 'better-auth'
import { createAuthEndpoint, createAuthMiddleware } from 'better-auth/api'
import { deleteSessionCookie, expireCookie, setSessionCookie } from 'better-auth/cookies'
import { generateRandomString } from 'better-auth/crypto'
import type pg from 'pg'
import { z } from 'zod'

const cookieName = 'second_factor'
const challengeMinutes = 10
const identifierOf = (token: string) => `second-factor:${createHash('sha256').update(token).digest('hex')}`

/**
 * Between a right password and a session: for people with a second factor, the password earns a challenge (a signed cookie of
 * ten minutes) instead of a session. Whoever has checked a code of theirs trades the challenge for a session.
 */
export const challengePlugin = ({ pool, clock }: { pool: pg.Pool; clock: () => Date }) =>
  ({
    id: 'parley-challenge',
    hooks: {
      after: [
        {
          matcher: ({ path }) => path === '/sign-in/email',
          handler: createAuthMiddleware(async (ctx) => {
            const begun = ctx.context.newSession
            if (!begun?.user.twoFactorEnabled) return
            deleteSessionCookie(ctx, true)
            await ctx.context.internalAdapter.deleteSession(begun.session.token)
            ctx.context.setNewSession(null)
            const token = generateRandomString(32)
            const now = clock()
            await pool.query(
              `INSERT INTO verification (id, identifier, value, "expiresAt", "createdAt", "updatedAt") VALUES ($1, $2, $3, $4, $5, $5)`,
              [
                begun.session.id,
                identifierOf(token),
                begun.user.id,
                new Date(now.getTime() + challengeMinutes * 60_000),
                now,
              ],
            )
            const cookie = ctx.context.createAuthCookie(cookieName, { maxAge: challengeMinutes * 60 })
            await ctx.setSignedCookie(cookie.name, token, ctx.context.secret, cookie.attributes)
            return ctx.json({ next: 'code' })
          }),
        },
      ],
    },
    endpoints: {
      /** Whose challenge this browser holds; null when none, or when it is too old. */
      readChallenge: createAuthEndpoint.serverOnly({ method: 'POST', requireHeaders: true }, async (ctx) => {
        const cookie = ctx.context.createAuthCookie(cookieName)
        const token = await ctx.getSignedCookie(cookie.name, ctx.context.secret)
        if (!token) return ctx.json(null)
        const { rows } = await pool.query<{ id: string; email: string; credentials: number }>(
          `SELECT u.id, u.email, u."credentialsVersion" AS credentials FROM verification v JOIN "user" u ON u.id = v.value WHERE v.identifier = $1 AND v."expiresAt" > $2`,
          [identifierOf(token), clock()],
        )
        return ctx.json(rows[0] ?? null)
      }),
      /** Trades the challenge for a session, once. The caller has checked a code of this person. */
      passChallenge: createAuthEndpoint.serverOnly(
        { method: 'POST', requireHeaders: true, body: z.object({ userId: z.string() }) },
        async (ctx) => {
          const cookie = ctx.context.createAuthCookie(cookieName)
          const token = await ctx.getSignedCookie(cookie.name, ctx.context.secret)
          const { rowCount } = await pool.query(
            `DELETE FROM verification WHERE identifier = $1 AND value = $2 AND "expiresAt" > $3`,
            [identifierOf(token || ''), ctx.body.userId, clock()],
          )
          const user = rowCount === 1 ? await ctx.context.internalAdapter.findUserById(ctx.body.userId) : null
          const session = user && (await ctx.context.internalAdapter.createSession(user.id))
          if (!session) throw ctx.error('UNAUTHORIZED')
          await setSessionCookie(ctx, { session, user })
          expireCookie(ctx, cookie)
          return ctx.json({ next: 'done' })
        },
      ),
    },
  }) satisfies BetterAuthPlugin
