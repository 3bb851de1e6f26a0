import { session } from '@parley/contract/routes/session'
import { ownAccount, signIn } from '@parley/contract/routes/sign-in'
import type { Ctx, Env } from '../context.ts'
import { type Http, mount } from '../http/mount.ts'
import { placeOf } from './known-device.ts'
import { endOtherSessions, endOwnSession, readOwnSignIn, renameMyself } from './own-account.ts'
import { changePassword } from './own-password.ts'
import { confirmSecondFactor, endSecondFactor, renewRecoveryCodes, startSecondFactor } from './own-second-factor.ts'
import { readMe } from './read-me.ts'
import { askReset, setPassword } from './reset-password.ts'
import { waysOf } from './ways.ts'

/** Who is signed in, what people do about their own account, and what they need before they are signed in. */
export function sessionRoutes(app: Http, env: Env): void {
  mount(app, env, session.me, (ctx) => readMe(ctx))

  mount(app, env, signIn.ways, async () => waysOf(env))
  mount(
    app,
    env,
    signIn.askReset,
    (ctx, { body }, { headers, address }) => askReset(ctx, env, body.email, placeOf(env, headers, address, body.email)),
    { steady: true },
  )
  mount(app, env, signIn.setPassword, (ctx, { body }) => setPassword(ctx, env, body))

  /** This process forgets who the sessions stood for before anybody can ask again; the others are told by the database. */
  const changing =
    <I, T>(work: (ctx: Ctx, input: I) => Promise<T>) =>
    async (ctx: Ctx, input: I): Promise<T> => {
      ctx.tx.afterCommit(() => env.sessions.forgetUser(ctx.actor.userId))
      return work(ctx, input)
    }
  mount(app, env, ownAccount.get, (ctx) => readOwnSignIn(ctx, env))
  mount(
    app,
    env,
    ownAccount.rename,
    changing((ctx, { body }) => renameMyself(ctx, body.name)),
  )
  mount(
    app,
    env,
    ownAccount.changePassword,
    changing((ctx, { body }) => changePassword(ctx, env, body)),
  )
  mount(app, env, ownAccount.startSecondFactor, (ctx, { body }) => startSecondFactor(ctx, env, body.password))
  mount(
    app,
    env,
    ownAccount.confirmSecondFactor,
    changing((ctx, { body }) => confirmSecondFactor(ctx, env, body.code)),
  )
  mount(app, env, ownAccount.renewRecoveryCodes, (ctx, { body }) => renewRecoveryCodes(ctx, env, body))
  mount(
    app,
    env,
    ownAccount.endSecondFactor,
    changing((ctx, { body }) => endSecondFactor(ctx, env, body)),
  )
  mount(
    app,
    env,
    ownAccount.endSession,
    changing((ctx, { params }) => endOwnSession(ctx, params.id)),
  )
  mount(
    app,
    env,
    ownAccount.endOtherSessions,
    changing((ctx) => endOtherSessions(ctx)),
  )
}
