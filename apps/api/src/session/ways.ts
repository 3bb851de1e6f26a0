import type { SignInWays } from '@parley/contract/sign-in'
import { AppError } from '../app-error.ts'
import type { Env } from '../context.ts'

export const waysOf = ({ signIn }: Pick<Env, 'signIn'>): SignInWays => ({
  password: signIn.password,
  provider: signIn.provider && { name: signIn.provider.name },
})

/** Throws where people sign in at the provider only. */
export function assertPasswordsUsed({ signIn }: Pick<Env, 'signIn'>): void {
  if (signIn.password) return
  throw new AppError(
    'notAllowed',
    `Passwords aren’t used here. Sign in with ${signIn.provider?.name ?? 'your provider'}.`,
  )
}
