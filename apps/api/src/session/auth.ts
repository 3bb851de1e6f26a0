import { betterAuth } from 'better-auth'
import pg from 'pg'
import type { Logger } from 'pino'
import { hashPassword, type PasswordCost, verifyPassword } from './password.ts'

export type { PasswordCost }

type AuthOptions = {
  pool: pg.Pool
  secret: string
  publicUrl: string
  newId: () => string
  logger: Logger
  passwordCost?: PasswordCost
}

/** Sign-in with e-mail and password below /api/auth. Nobody signs up: users are made by createUser. */
export function createAuth({ pool, secret, publicUrl, newId, logger, passwordCost }: AuthOptions) {
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
      maxPasswordLength: 200,
      password: {
        hash: (password) => hashPassword(password, passwordCost),
        verify: ({ password, hash }) => verifyPassword(password, hash),
      },
    },
    user: {
      additionalFields: {
        role: { type: 'string', required: true, input: false },
        partnerId: { type: 'string', required: false, input: false },
      },
    },
    session: { expiresIn: 7 * 86_400, updateAge: 86_400 },
    // A browser that came by 127.0.0.1 is at home too: the request's own host counts beside the public one.
    trustedOrigins: (request) => [publicUrl, ...ownOrigins(request)],
    disabledPaths: ['/update-user', '/change-email', '/delete-user', '/set-password'],
    // Counted by SignInLimit, by person and address, so that nobody locks anybody else out.
    rateLimit: { enabled: false },
    advanced: {
      cookiePrefix: 'parley',
      database: { generateId: () => newId() },
      defaultCookieAttributes: { httpOnly: true, sameSite: 'lax', path: '/' },
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
  return pool
}
