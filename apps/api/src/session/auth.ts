import type { SignInSettings } from '@parley/db/sign-in-settings'
import { betterAuth } from 'better-auth'
import pg from 'pg'
import type { Logger } from 'pino'
import { challengePlugin } from './challenge.ts'
import { oidcPlugin, providerId } from './oidc.ts'
import { hashPassword, type PasswordCost, verifyPassword } from './password.ts'

export type { PasswordCost }

type AuthOptions = {
  pool: pg.Pool
  secret: string
  publicUrl: string
  newId: () => string
  clock: () => Date
  logger: Logger
  signIn: SignInSettings
  passwordCost?: PasswordCost
}

/** Carries where a request came from to better-auth; a header of this name from outside never gets there. */
export const addressHeader = 'x-parley-address'

/**
 * Sessions, their cookies, and sign-in with a password or at a provider. Nobody signs up: users are made by createUser, or
 * invited. Its routes are mounted one by one (auth.routes.ts); what isn't listed there isn't reachable.
 */
export function createAuth({ pool, secret, publicUrl, newId, clock, logger, signIn, passwordCost }: AuthOptions) {
  const secure = publicUrl.startsWith('https:')
  return betterAuth({
    appName: 'Parley',
    baseURL: publicUrl,
    basePath: '/api/auth',
    secret,
    database: pool,
    telemetry: { enabled: false },
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: 8,
      maxPasswordLength: 1000,
      password: {
        hash: (password) => hashPassword(password, passwordCost),
        verify: ({ password, hash }) => verifyPassword(password, hash),
      },
    },
    user: {
      additionalFields: {
        role: { type: 'string', required: true, input: false },
        partnerId: { type: 'string', required: false, input: false },
        twoFactorEnabled: { type: 'boolean', required: false, input: false },
        disabledAt: { type: 'date', required: false, input: false },
        lastSignInAt: { type: 'date', required: false, input: false },
      },
    },
    session: {
      // The absolute end, by the wall clock; the idle end is ours (identify.ts).
      expiresIn: signIn.sessionHours * 3600,
      disableSessionRefresh: true,
      additionalFields: {
        lastSeenAt: { type: 'date', required: false, input: false },
        signedInBy: { type: 'string', required: false, input: false },
      },
    },
    account: { accountLinking: { enabled: true, requireLocalEmailVerified: true, trustedProviders: [] } },
    databaseHooks: {
      session: {
        create: {
          before: async (session, ctx) => {
            const { rows } = await pool.query<{ gone: boolean }>(
              'SELECT "disabledAt" IS NOT NULL AS gone FROM "user" WHERE id = $1',
              [session.userId],
            )
            if (rows[0]?.gone !== false) return false
            const now = clock()
            const signedInBy = ctx?.path?.startsWith('/callback/') ? 'provider' : 'password'
            const ipAddress = ctx?.headers?.get(addressHeader) ?? ''
            return { data: { ...session, ipAddress, createdAt: now, updatedAt: now, lastSeenAt: now, signedInBy } }
          },
        },
      },
      account: {
        create: {
          // An address that was given to somebody else at the provider doesn't open its former owner's account.
          before: async (account) => {
            if (account.providerId !== providerId) return
            const { rowCount } = await pool.query('SELECT FROM account WHERE "userId" = $1 AND "providerId" = $2', [
              account.userId,
              providerId,
            ])
            return (rowCount ?? 0) === 0
              ? { data: { ...account, idToken: null, accessToken: null, refreshToken: null } }
              : false
          },
        },
        update: {
          // What the provider sent is used once, to know who it is, and not kept.
          before: async (account) => ({ data: { ...account, idToken: null, accessToken: null, refreshToken: null } }),
        },
      },
    },
    plugins: [challengePlugin({ pool, clock }), ...oidcPlugin(signIn.provider)],
    onAPIError: { errorURL: `${publicUrl}/sign-in` },
    // A browser that came by 127.0.0.1 is at home too: the request's own host counts beside the public one.
    trustedOrigins: (request) => [publicUrl, ...ownOrigins(request)],
    // Counted by Attempts, by person and place, so that nobody locks anybody else out.
    rateLimit: { enabled: false },
    advanced: {
      // __Host-: no other host, and nobody without https, can set it.
      useSecureCookies: false,
      cookiePrefix: secure ? '__Host-parley' : 'parley',
      database: { generateId: () => newId() },
      defaultCookieAttributes: { httpOnly: true, sameSite: 'lax', path: '/', secure },
      ipAddress: { disableIpTracking: true },
    },
    logger: {
      log: (level, message, ...details) => logger[level === 'error' ? 'error' : 'debug']({ details }, message),
    },
  })
}

export type Auth = ReturnType<typeof createAuth>

export function ownOrigins(request: Request | undefined): string[] {
  const host = request?.headers.get('host') ?? (request ? new URL(request.url).host : undefined)
  return host ? [`http://${host}`, `https://${host}`] : []
}

/** The app's connections once more, for better-auth, which names its tables without their schema. */
export function openAuthPool(appPool: pg.Pool): pg.Pool {
  const options = `${appPool.options.options ?? ''} -c search_path=auth`.trim()
  const pool = new pg.Pool({ ...appPool.options, options, max: 4 })
  pool.on('error', () => {}) // an idle connection was cut; the next query opens another
  pool.on('connect', (client) => client.on('error', () => {})) // one that is lent; what it was asked rejects by itself
  return pool
}
