import { z } from 'zod'
import { route } from '../route.ts'
import {
  AskReset,
  ChangePassword,
  Code,
  Confirmed,
  ConfirmedByCode,
  OwnName,
  OwnSignIn,
  RecoveryCodes,
  SecondFactorStart,
  SetPassword,
  SignInWays,
} from '../sign-in.ts'

const done = { response: z.null(), status: 204 } as const

/** For people who aren't signed in yet. Signing in itself sets cookies: it is below /api/auth, beside this list. */
export const signIn = {
  ways: route({
    id: 'signInWays',
    method: 'get',
    path: '/sign-in/ways',
    audience: 'public',
    tag: 'Session',
    summary: 'How people can sign in here',
    response: SignInWays,
    status: 200,
  }),
  askReset: route({
    id: 'askPasswordReset',
    method: 'post',
    path: '/password-reset/ask',
    audience: 'public',
    tag: 'Session',
    summary: 'Send a link for a new password to an e-mail address, if it is somebody’s here',
    body: AskReset,
    ...done,
  }),
  setPassword: route({
    id: 'setPassword',
    method: 'post',
    path: '/password-reset/set',
    audience: 'public',
    tag: 'Session',
    summary: 'Set a new password with the link’s token; all sessions end',
    body: SetPassword,
    ...done,
  }),
}

const own = { audience: 'anyone', tag: 'Session' } as const

/** A person's own account: how they sign in, and where they are signed in. */
export const ownAccount = {
  get: route({
    id: 'ownSignIn',
    method: 'get',
    path: '/me/sign-in',
    ...own,
    summary: 'How you sign in, and where you are signed in',
    response: OwnSignIn,
    status: 200,
  }),
  rename: route({
    id: 'ownName',
    method: 'put',
    path: '/me/name',
    ...own,
    summary: 'Change your name',
    body: OwnName,
    ...done,
  }),
  changePassword: route({
    id: 'ownPassword',
    method: 'put',
    path: '/me/password',
    ...own,
    summary: 'Change your password; your other sessions end',
    body: ChangePassword,
    ...done,
  }),
  startSecondFactor: route({
    id: 'startSecondFactor',
    method: 'post',
    path: '/me/second-factor/start',
    ...own,
    summary: 'Begin to set up a second factor (TOTP)',
    body: Confirmed,
    response: SecondFactorStart,
    status: 200,
  }),
  confirmSecondFactor: route({
    id: 'confirmSecondFactor',
    method: 'post',
    path: '/me/second-factor/confirm',
    ...own,
    summary: 'Turn the second factor on with the first code; your other sessions end',
    body: z.object({ code: Code }),
    response: RecoveryCodes,
    status: 200,
  }),
  renewRecoveryCodes: route({
    id: 'renewRecoveryCodes',
    method: 'post',
    path: '/me/second-factor/recovery-codes',
    ...own,
    summary: 'Make new recovery codes; the old ones are void',
    body: ConfirmedByCode,
    response: RecoveryCodes,
    status: 200,
  }),
  endSecondFactor: route({
    id: 'endSecondFactor',
    method: 'post',
    path: '/me/second-factor/end',
    ...own,
    summary: 'Turn the second factor off',
    body: ConfirmedByCode,
    ...done,
  }),
  endSession: route({
    id: 'endSession',
    method: 'delete',
    path: '/me/sessions/{id}',
    ...own,
    summary: 'End one of your sessions',
    params: z.object({ id: z.string().min(1).max(64) }),
    ...done,
  }),
  endOtherSessions: route({
    id: 'endOtherSessions',
    method: 'post',
    path: '/me/sessions/end-others',
    ...own,
    summary: 'End all of your sessions but this one',
    ...done,
  }),
}
