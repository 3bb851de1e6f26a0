import { partnerRoles, type Role } from '@parley/contract/session'
import type { SignInStep } from '@parley/contract/sign-in'
import { isAPIError } from 'better-auth/api'
import { AppError } from '../app-error.ts'
import { recordEvent } from '../audit/record-event.ts'
import { type Actor, type Env, systemActor } from '../context.ts'
import { inTransaction } from '../transaction.ts'
import { endViewsOf } from '../view-as/end-view.ts'
import { viewCookie, viewIdIn } from '../view-as/view-of.ts'
import { addressHeader } from './auth.ts'
import { deviceWords } from './device-words.ts'
import { credentialsOf } from './end-sessions.ts'
import { sessionCookie } from './identify.ts'
import { placeOf, rememberDevice } from './known-device.ts'
import { providerSaid } from './oidc.ts'
import { tooManyTries } from './own-password.ts'
import { type Rows, useCode } from './second-factor.ts'
import { assertPasswordsUsed } from './ways.ts'

/** Whence somebody signs in: the request's headers as they came, and its address as far as it is known. */
export type Visit = { headers: Headers; address: string | undefined }

/** What a step of signing in sends: the cookies, and what comes next. */
export type Step = SignInStep & { setCookies: string[] }

/** With e-mail and password. For people with a second factor that is half of it. */
export async function signInByPassword(env: Env, visit: Visit, email: string, password: string): Promise<Step> {
  assertPasswordsUsed(env)
  const who = email.trim().toLowerCase()
  const credentials = await credentialsOf(rowsOf(env), who)
  const place = placeOf(env, visit.headers, visit.address, who, credentials)
  const wait = await env.attempts.begin('password', who, place)
  if (wait > 0) throw tooManyTries(wait)
  const answer = await asked(
    env.auth.api.signInEmail({ body: { email: who, password }, headers: shown(visit), asResponse: true }),
  )
  if (!answer.ok) {
    await env.attempts.failed()
    await recordRefusal(env, visit, who, 'password')
    throw new AppError('notSignedIn', 'This e-mail address and password don’t go together. Check both.')
  }
  await env.attempts.succeeded('password', who, place)
  const { next } = (await answer.json()) as { next?: 'code' }
  const setCookies = answer.headers.getSetCookie()
  if (next !== 'code') return started(env, visit, setCookies, credentials)
  await assertUnchanged(env, who, credentials)
  return { next, setCookies }
}

/** Outside any transaction: nobody is signed in yet. */
const rowsOf = ({ pool }: Env): Rows => ({
  query: async <Row>(sql: string, params: readonly unknown[] = []) =>
    (await pool.query(sql, [...params])).rows as Row[],
})

const changed = () =>
  new AppError('notSignedIn', 'Your password or your second factor was changed at this moment. Sign in again.')

/** A password that was right before it was changed leads to no code: a change under way is waited for. */
async function assertUnchanged(env: Env, email: string, credentials: number): Promise<void> {
  const { rowCount } = await env.pool.query(
    'SELECT FROM auth."user" WHERE email = $1 AND "credentialsVersion" = $2 FOR SHARE',
    [email, credentials],
  )
  if (rowCount === 0) throw changed()
}

/** With a code of the second factor, after the password. */
export async function signInByCode(env: Env, visit: Visit, code: string): Promise<Step> {
  assertPasswordsUsed(env)
  const headers = shown(visit)
  const person = await env.auth.api.readChallenge({ headers })
  if (!person) throw new AppError('notSignedIn', 'That took a while. Begin with your password again.')
  const place = placeOf(env, visit.headers, visit.address, person.email, person.credentials)
  const wait = await env.attempts.begin('code', person.id, place)
  if (wait > 0) throw tooManyTries(wait)
  if (!(await useCode(env, rowsOf(env), person.id, code, env.clock()))) {
    await env.attempts.failed()
    await recordRefusal(env, visit, person.email, 'code')
    const detail = 'This code isn’t right, or it was used already. Wait for the next one, and type that.'
    throw new AppError('refused', detail, [{ pointer: '/code', detail }])
  }
  await env.attempts.succeeded('code', person.id, place)
  const answer = await asked(env.auth.api.passChallenge({ headers, body: { userId: person.id }, asResponse: true }))
  if (!answer.ok) throw new AppError('notSignedIn', 'That took a while. Begin with your password again.')
  return started(env, visit, answer.headers.getSetCookie(), person.credentials)
}

/** Where the browser goes to sign in at the provider, and the cookie that ties its answer to this browser. */
export async function goToProvider(
  env: Env,
  visit: Visit,
  app: 'partner' | 'admin',
  next: string,
): Promise<{ url: string; setCookies: string[] }> {
  const { provider } = env.signIn
  if (!provider) throw new AppError('notFound', 'There is no other provider to sign in with.')
  const home = `${env.publicUrl}${app === 'admin' ? '/admin' : ''}`
  const body = {
    provider: 'oidc',
    callbackURL: `${home}${next}`,
    errorCallbackURL: `${home}/sign-in`,
    disableRedirect: true,
  }
  const answer = await asked(env.auth.api.signInSocial({ body, headers: shown(visit), asResponse: true }))
  if (!answer.ok) {
    throw new AppError(
      'unavailable',
      `${provider.name} can’t be reached at the moment. Try again shortly.`,
      undefined,
      5,
    )
  }
  return { url: ((await answer.json()) as { url: string }).url, setCookies: answer.headers.getSetCookie() }
}

/** The provider's answer: a redirect into the app, with a session, or with `error` to the sign-in screen. */
export async function returnFromProvider(env: Env, visit: Visit, url: string): Promise<Response> {
  const said: { email?: string } = {}
  const answer = await providerSaid.run(said, () => env.auth.handler(new Request(url, { headers: shown(visit) })))
  const headers = new Headers(answer.headers)
  headers.delete('content-type')
  headers.set('cache-control', 'no-store')
  const setCookies = headers.getSetCookie()
  if (newSession(env, setCookies)) {
    headers.delete('set-cookie')
    for (const cookie of (await started(env, visit, setCookies, null)).setCookies) headers.append('set-cookie', cookie)
  } else if (said.email) await recordRefusal(env, visit, said.email.trim().toLowerCase(), 'provider')
  return new Response(null, { status: answer.status, headers })
}

/**
 * A session has begun: it is on record, the one before it in this browser is over, and the device is known from now on. What was proven
 * under credentials that changed meanwhile begins none; at the provider nothing of ours was.
 */
async function started(env: Env, visit: Visit, setCookies: string[], credentials: number | null): Promise<Step> {
  const cookie = newSession(env, setCookies)
  const found = cookie && (await env.auth.api.getSession({ headers: new Headers({ cookie }) }))
  if (!found)
    throw new AppError('unavailable', 'Signing in doesn’t work at the moment. Try again shortly.', undefined, 2)
  const { user, session } = found
  let current: number
  try {
    current = await inTransaction(env, actorOf({ ...user, partnerId: user.partnerId ?? null }), async (ctx) => {
      // Waits for whoever changes the credentials or shuts the person out at this moment, and sees it.
      const [kept] = await ctx.tx.query<{ version: number }>(
        `UPDATE auth."user" SET "lastSignInAt" = $2 WHERE id = $1 AND "disabledAt" IS NULL AND ($3::int IS NULL OR "credentialsVersion" = $3)
         RETURNING "credentialsVersion" AS version`,
        [user.id, ctx.now, credentials],
      )
      if (!kept) throw changed()
      const details = {
        device: deviceWords(visit.headers.get('user-agent')),
        address: visit.address ?? null,
        by: session.signedInBy ?? 'password',
      }
      await recordEvent(ctx, {
        action: 'session.started',
        subject: { kind: 'user', id: user.id, name: user.name },
        details,
      })
      return kept.version
    })
  } catch (error) {
    await env.pool.query('DELETE FROM auth.session WHERE id = $1', [session.id])
    throw error
  }
  await endFormer(env, visit, session.id)
  return { next: 'done', setCookies: [...setCookies, rememberDevice(env, visit.headers, user.email, current)] }
}

/** Whoever was signed in in this browser before isn't any more: no session outlives a sign-in over it, nor does a view that went on in it. */
async function endFormer(env: Env, { headers }: Visit, current: string): Promise<void> {
  const former = sessionCookie(env, headers)
  if (!former) return
  env.sessions.forget(former)
  const { authCookies } = await env.auth.$context
  const found = await env.auth.api.getSession({
    headers: new Headers({ cookie: `${authCookies.sessionToken.name}=${former}` }),
  })
  if (!found || found.session.id === current) return
  await env.pool.query('DELETE FROM auth.session WHERE id = $1', [found.session.id])
  const { user } = found
  if (viewIdIn(env.publicUrl, headers.get('cookie') ?? ''))
    await inTransaction(env, actorOf({ ...user, partnerId: user.partnerId ?? null }), (ctx) => endViewsOf(ctx, user.id))
}

/** Ends the session of this browser, and the view that goes on in it. Ends in the cookies that say so. */
export async function signOut(env: Env, visit: Visit, actor: Actor | null): Promise<string[]> {
  const cookie = sessionCookie(env, visit.headers)
  if (cookie) env.sessions.forget(cookie)
  if (actor?.sessionId) {
    await inTransaction(env, actor, async (ctx) => {
      if (actor.looksAs !== undefined) await endViewsOf(ctx, actor.userId)
      await ctx.tx.query('DELETE FROM auth.session WHERE id = $1', [actor.sessionId])
      await recordEvent(ctx, {
        action: 'session.ended',
        subject: { kind: 'user', id: actor.userId, name: actor.name },
        details: { here: true },
      })
    })
  }
  const answer = await asked(env.auth.api.signOut({ headers: shown(visit), asResponse: true }))
  const viewId = viewIdIn(env.publicUrl, visit.headers.get('cookie') ?? '')
  return [...answer.headers.getSetCookie(), ...(viewId ? [viewCookie(env.publicUrl, viewId, 0)] : [])]
}

/** Of people only: a stranger's typing is nobody's business, and could be a password in the wrong field. */
async function recordRefusal(
  env: Env,
  visit: Visit,
  email: string,
  step: 'password' | 'code' | 'provider',
): Promise<void> {
  const { rows } = await env.pool.query<Person>(
    'SELECT id, name, email, role, "partnerId" FROM auth."user" WHERE email = $1',
    [email],
  )
  const [person] = rows
  if (!person) return
  const details = { device: deviceWords(visit.headers.get('user-agent')), address: visit.address ?? null, step }
  await inTransaction(env, actorOf(person), (ctx) =>
    recordEvent(ctx, {
      action: 'session.refused',
      subject: { kind: 'user', id: person.id, name: person.name },
      details,
    }),
  )
}

type Person = { id: string; name: string; email: string; role: string; partnerId: string | null }

function actorOf({ id, name, email, role, partnerId }: Person): Actor {
  const audience = (partnerRoles as readonly string[]).includes(role) ? 'partner' : 'staff'
  return { ...systemActor, userId: id, name, email, role: role as Role, audience, partnerId }
}

/** `name=value` of the session that a step began. */
function newSession(env: Env, setCookies: string[]): string | undefined {
  const set = setCookies.map((cookie) => cookie.split(';')[0]!)
  return set.findLast((cookie) => sessionCookie(env, new Headers({ cookie })))
}

/** What better-auth is shown of a request: its cookies, its device, and the address as we know it. */
function shown({ headers, address }: Visit): Headers {
  const passed = new Headers()
  for (const name of ['cookie', 'user-agent']) if (headers.has(name)) passed.set(name, headers.get(name)!)
  if (address) passed.set(addressHeader, address)
  return passed
}

/** A refusal as a response, thrown or not; what else goes wrong is told as such. */
async function asked(work: Promise<Response>): Promise<Response> {
  const answer = await work.catch((error) => {
    if (isAPIError(error)) return new Response(null, { status: error.statusCode })
    throw error
  })
  if (answer.status < 500) return answer
  throw new AppError('unavailable', 'Signing in doesn’t work at the moment. Try again shortly.', undefined, 2)
}
