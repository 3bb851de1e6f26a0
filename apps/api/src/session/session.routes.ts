import { session } from '@parley/contract/routes/session'
import { ownAccount, signIn } from '@parley/contract/routes/sign-in'
import type { Ctx, Env } from '../context.ts'
import { type From, type Http, mount } from '../http/mount.ts'
import { endOtherSessions, endOwnSession, readOwnSignIn, renameMyself } from './own-account.ts'
import { changePassword } from './own-password.ts'
import { confirmSecondFactor, endSecondFactor, renewRecoveryCodes, startSecondFactor } from './own-second-factor.ts'
import { readMe } from './read-me.ts'
import { askReset, checkReset, setPassword } from './reset-password.ts'
import { waysOf } from './ways.ts'

/** Who is signed in, what people do about their own account, and what they need before they are signed in. */
export function sessionRoutes(app: Http, env: Env): void {
  mount(app, env, session.me, (ctx) => readMe(ctx))

  mount(app, env, signIn.ways, async () => waysOf(env))
  mount(app, env, signIn.askReset, (ctx, { body }, from) => askReset(ctx, env, body.email, from), { steady: true })
  mount(app, env, signIn.checkReset, (ctx, { body }) => checkReset(ctx, env, body.token))
  mount(app, env, signIn.setPassword, (ctx, { body }, from) => setPassword(ctx, env, body, from))

  /** This process forgets who the sessions stood for before anybody can ask again; the others are told by the database. */
  const changing =
    <I, T>(work: (ctx: Ctx, input: I, from: From) => Promise<T>) =>
    async (ctx: Ctx, input: I, from: From): Promise<T> => {
      ctx.tx.afterCommit(() => env.sessions.forgetUser(ctx.actor.userId))
      return work(ctx, input, from)
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
    changing((ctx, { body }, from) => changePassword(ctx, env, body, from)),
  )
  mount(app, env, ownAccount.startSecondFactor, (ctx, { body }) => startSecondFactor(ctx, env, body.password))
  mount(
    app,
    env,
    ownAccount.confirmSecondFactor,
    changing((ctx, { body }, from) => confirmSecondFactor(ctx, env, body.code, from)),
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
