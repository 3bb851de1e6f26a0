import type { Role } from '@parley/contract/session'
import type { Env } from '../context.ts'

export type NewUser = { email: string; name: string; password: string; role: Role; partnerId: string | null }

/** Makes a person who can sign in; a partner's people carry its id. Ends in the user's id. */
export async function createUser(env: Env, user: NewUser): Promise<string> {
  const { internalAdapter, password } = await env.auth.$context
  const { email, name, role, partnerId } = user
  const made = await internalAdapter.createUser(
    { email, name, role, partnerId, emailVerified: true },
    { method: 'seed' },
  )
  await internalAdapter.createAccount({
    userId: made.id,
    providerId: 'credential',
    accountId: made.id,
    password: await password.hash(user.password),
  })
  return made.id
}
