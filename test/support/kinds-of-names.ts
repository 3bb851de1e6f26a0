import { findAccount } from '@parley/api/accounts/identity/find-account'
import { systemActor } from '@parley/api/context'
import { inTransaction } from '@parley/api/transaction'
import { aDeal } from './factories.ts'
import { type Company, market } from './market.ts'
import type { World } from './open-world.ts'
import type { Someone } from './someone.ts'

/** Of these a published rule says nothing; of those it does. */
export const open = ['existing', 'unknown', 'likely', 'family'] as const
export const told = ['protected', 'house', 'named', 'customer'] as const
export const kinds = [...open, ...told]
export type Kind = (typeof kinds)[number]
export type Typed = { name: string; country: string }

const typedOf = ({ name, country }: Company): Typed => ({ name, country: country ?? 'US' })
const twoWordsAndMore = (company: Company): Company => ({
  ...company,
  name: `${company.name.split(' ').slice(0, 2).join(' ')} Services`,
})
/** A Gold partner may hold twenty open registrations. */
const heldByOne = 18

/** Names that the matcher gives this answer for, without family of theirs in sight. */
async function thoseThatAre(
  w: World,
  answer: 'same' | 'aPersonDecides' | 'different',
  companies: readonly Company[],
  most: number,
): Promise<Typed[]> {
  const found: Typed[] = []
  for (const company of companies) {
    if (found.length === most) return found
    const typed = typedOf(company)
    const said = await inTransaction(w.env, systemActor, (ctx) => findAccount(ctx, typed, { by: 'registration' }))
    if (said.answer === answer && (answer === 'same' || said.related.length === 0)) found.push(typed)
  }
  if (found.length < most) throw new Error(`Only ${found.length} of the names are ${answer}.`)
  return found
}

/**
 * A vendor with 1,800 accounts, and a list of names of each kind: known and free, unknown, such as a person must decide, subsidiaries of
 * an account that another partner leads, accounts that others lead, house and named ones, customers.
 */
export async function arrangeKinds(w: World, perKind: number): Promise<Record<Kind, Typed[]>> {
  const companies = market().filter(({ country }) => country !== null)
  const of = (from: number, count: number) => companies.slice(from, from + count)
  await w.has.accounts(of(0, 1_000))
  await w.has.accounts(of(1_000, 200).map((company) => ({ ...company, designation: 'house' as const })))
  await w.has.accounts(of(1_200, 200).map((company) => ({ ...company, designation: 'named' as const })))
  for (const { id } of await w.has.accounts(of(1_400, 200)))
    await w.has.holding({ accountId: id, productFamily: 'backup', incumbentPartnerId: null, since: '2024-05-01' })
  const parentId = await w.has.account({ name: 'Quillmoor Holdings', domain: 'quillmoor.com' })
  await w.has.accounts(of(1_600, 200).map((company) => ({ ...company, parentId, relationToParent: 'subsidiary' })))

  // As the server does by itself before long.
  await w.sql('ANALYZE')

  const names = {
    existing: await thoseThatAre(w, 'same', of(0, 400), perKind),
    unknown: await thoseThatAre(w, 'different', of(2_000, 500), perKind),
    likely: await thoseThatAre(w, 'aPersonDecides', of(400, 600).map(twoWordsAndMore), perKind),
    family: await thoseThatAre(w, 'same', of(1_600, 200), perKind),
    protected: await thoseThatAre(w, 'same', of(700, 300), perKind),
    house: await thoseThatAre(w, 'same', of(1_000, 200), perKind),
    named: await thoseThatAre(w, 'same', of(1_200, 200), perKind),
    customer: await thoseThatAre(w, 'same', of(1_400, 200), perKind),
  }
  await w.as('brightwater').registers(aDeal({ account: { name: 'Quillmoor Holdings' } }))
  let rival: Someone | null = null
  for (const [index, account] of names.protected.entries()) {
    if (index % heldByOne === 0) rival = w.person(await w.has.partner(`Rival number ${index}`))
    const { summary } = await rival!.registers(aDeal({ account }))
    if (summary.status !== 'approved') throw new Error(`${account.name} is ${summary.status}.`)
  }
  return names
}
