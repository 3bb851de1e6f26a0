import { systemActor } from '@parley/api/context'
import { addCertifications, addPartners } from '@parley/api/demo/fill'
import { createUser } from '@parley/api/session/create-user'
import { inTransaction } from '@parley/api/transaction'
import { openPool } from '@parley/db/connect'
import { Arrangement } from './arrangement.ts'
import type { Company } from './market.ts'
import { buildNorthwind, openInstance } from './open-world.ts'
import { partners, password } from './program.ts'

const emailOf = (number: number) => `rival-${number}@partner.example`

/** Fills a migrated database: the program, so many Platinum partners with a seller each, and accounts that are known already. */
export async function buildRivals(ownerUrl: string, count: number, known: readonly Company[] = []): Promise<void> {
  await buildNorthwind(ownerUrl)
  const pool = openPool(ownerUrl, { role: 'parley_app', size: 4 })
  const instance = openInstance(pool, () => new Date())
  const ids = Array.from({ length: count }, () => instance.env.newId())
  await inTransaction(instance.env, systemActor, async (ctx) => {
    await addPartners(
      ctx,
      ids.map((id, number) => ({ ...partners.alder, id, name: `Rival number ${number}`, tier: 'platinum' as const })),
    )
    const certified = { productFamily: 'backup', personName: 'Certified Person', expiresOn: '2099-12-31' }
    await addCertifications(
      ctx,
      ids.map((partnerId) => ({ ...certified, partnerId })),
    )
  })
  for (const [number, partnerId] of ids.entries()) {
    const seller = { email: emailOf(number), name: `Seller ${number}`, role: 'partnerSeller' as const }
    await createUser(instance.env, { ...seller, password, partnerId })
  }
  if (known.length > 0) await new Arrangement(instance.env).accounts(known)
  await instance.close()
  await pool.end()
}

/** The session cookies of the rivals' sellers, each from a real sign-in at this API; they count at every process. */
export async function signInRivals(url: string, count: number): Promise<string[]> {
  const cookies: string[] = []
  for (let number = 0; number < count; number++) cookies.push(await signIn(url, emailOf(number)))
  return cookies
}

export async function signIn(url: string, email: string): Promise<string> {
  const answer = await fetch(`${url}/api/auth/sign-in/email`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: url },
    body: JSON.stringify({ email, password }),
  })
  if (!answer.ok) throw new Error(`${email} can’t sign in: ${answer.status} ${await answer.text()}`)
  return answer.headers
    .getSetCookie()
    .map((each) => each.split(';')[0])
    .join('; ')
}

/** A day ninety days ahead of the machine's clock: processes under test have no other. */
export const closingSoon = () => new Date(Date.now() + 90 * 86_400_000).toISOString().slice(0, 10)
