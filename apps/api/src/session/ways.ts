import type { SignInWays } from '@parley/contract/sign-in'
import type { Env } from '../context.ts'

export const waysOf = ({ signIn }: Pick<Env, 'signIn'>): SignInWays => ({
  password: signIn.password,
  provider: signIn.provider && { name: signIn.provider.name },
})
