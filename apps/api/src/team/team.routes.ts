import { invitations, team, users } from '@parley/contract/routes/team'
import type { Ctx, Env } from '../context.ts'
import { type Http, mount } from '../http/mount.ts'
import { RateLimit } from '../http/rate-limit.ts'
import { acceptInvitation, lookAtInvitation } from './accept-invitation.ts'
import { changeAccess, changeRole } from './change-person.ts'
import { endSecondFactorOf } from './end-second-factor.ts'
import { invitePerson, renewInvitation } from './invite-person.ts'
import { listInvitations, listPartnerNames, listUsers } from './list-users.ts'
import { readTeam } from './read-team.ts'
import { withdrawInvitation } from './withdraw-invitation.ts'

/** Nobody floods other people's mailboxes through us. */
const inviting = (env: Env) => ({
  toldOnce: 'link',
  limit: new RateLimit(env.clock, { most: 100, windowMs: 3_600_000 }),
})

/** What this process remembers of a person is forgotten with the commit; the others hear of it from the database. */
const forgetting = (env: Env, { tx }: Ctx, id: string) => tx.afterCommit(() => env.sessions.forgetUser(id))

export function partnerTeamRoutes(app: Http, env: Env): void {
  const limited = inviting(env)
  mount(app, env, team.get, (ctx) => readTeam(ctx))
  mount(
    app,
    env,
    team.invite,
    (ctx, { body }) => invitePerson(ctx, { ...body, partnerId: ctx.actor.partnerId }),
    limited,
  )
  mount(app, env, team.renewInvitation, (ctx, { params }) => renewInvitation(ctx, params.id), limited)
  mount(app, env, team.withdrawInvitation, (ctx, { params }) => withdrawInvitation(ctx, params.id))
  mount(app, env, team.changeRole, (ctx, { params, body }) => {
    forgetting(env, ctx, params.id)
    return changeRole(ctx, params.id, body.role)
  })
  mount(app, env, team.changeAccess, (ctx, { params, body }) => {
    forgetting(env, ctx, params.id)
    return changeAccess(ctx, params.id, body.enabled)
  })
  mount(app, env, team.endSecondFactor, (ctx, { params }) => {
    forgetting(env, ctx, params.id)
    return endSecondFactorOf(ctx, params.id)
  })
}

export function staffTeamRoutes(app: Http, env: Env): void {
  const limited = inviting(env)
  mount(app, env, users.list, (ctx, { query }) => listUsers(ctx, query))
  mount(app, env, users.partners, (ctx, { query }) => listPartnerNames(ctx, query))
  mount(app, env, users.invitations, (ctx, { query }) => listInvitations(ctx, query))
  mount(app, env, users.invite, (ctx, { body }) => invitePerson(ctx, body), limited)
  mount(app, env, users.renewInvitation, (ctx, { params }) => renewInvitation(ctx, params.id), limited)
  mount(app, env, users.withdrawInvitation, (ctx, { params }) => withdrawInvitation(ctx, params.id))
  mount(app, env, users.changeRole, (ctx, { params, body }) => {
    forgetting(env, ctx, params.id)
    return changeRole(ctx, params.id, body.role)
  })
  mount(app, env, users.changeAccess, (ctx, { params, body }) => {
    forgetting(env, ctx, params.id)
    return changeAccess(ctx, params.id, body.enabled)
  })
  mount(app, env, users.endSecondFactor, (ctx, { params }) => {
    forgetting(env, ctx, params.id)
    return endSecondFactorOf(ctx, params.id)
  })
}

export function invitationRoutes(app: Http, env: Env): void {
  mount(app, env, invitations.look, (ctx, { body }) => lookAtInvitation(ctx, env.signIn, body.token))
  mount(app, env, invitations.accept, (ctx, { body }) => acceptInvitation(ctx, env, body))
}
