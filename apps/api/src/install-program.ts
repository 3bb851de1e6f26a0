import { rekeyAccounts } from './accounts/identity/rekey-accounts.ts'
import { ensureSigningKey } from './attestations/signing-keys.ts'
import { type Env, systemActor } from './context.ts'
import { nameVendor } from './demo/fill.ts'
import { installDefaultPolicies } from './policies/install-default-policies.ts'
import type { Program } from './program.ts'
import { inTransaction } from './transaction.ts'

/** What a program of your own starts as, until it is named. */
const unnamed: Program = {
  vendor: { name: 'Your company', currency: 'USD', timeZone: 'UTC' },
  productFamilies: [{ id: 'products', name: 'Products' }],
}

/**
 * A vendor, the policies that Parley comes with at each decision point that has none, a key that signs attestations, and accounts that this
 * version's matcher finds: at every start, as versions of Parley bring new points and keys.
 */
export async function installProgram(
  env: Env,
  say?: (line: string) => void,
  program: Program = unnamed,
): Promise<void> {
  const { rows } = await env.pool.query('SELECT 1 FROM parley.vendor')
  if (rows.length === 0) await nameVendor(env.pool, program)
  await inTransaction(env, systemActor, (ctx) => installDefaultPolicies(ctx))
  await ensureSigningKey(env)
  await rekeyAccounts(env, say)
}
