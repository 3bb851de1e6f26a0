import { knownAs } from '@parley/identity/known-as'
import { normalizeName } from '@parley/identity/normalize-name'
import type { Party } from '@parley/identity/party'
import { webPlace } from '@parley/identity/web-place'
import type { Ctx } from '../../context.ts'
import { type Found, findAccount } from './find-account.ts'

/** The account that a registration is for, as far as the matcher says. */
export type MatchedAccount = {
  /** Null while nothing is recorded, when no known account is meant for certain. */
  id: string | null
  match: 'certain' | 'likely' | 'new'
  reason: string
  /** The registrable domain that was typed. */
  domain: string | null
  /** Accounts that look like its family, where it isn't a known account whose family is known. */
  relatives: readonly string[]
  found: Found
}

const matches = { same: 'certain', aPersonDecides: 'likely', different: 'new' } as const

/** The known account that is meant, for a form that is being typed. Writes nothing. */
export async function matchedAccount(ctx: Ctx, typed: Party): Promise<MatchedAccount> {
  return toMatched(typed, await findAccount(ctx, typed, { by: 'registration' }))
}

/** What makes an account of a company that nobody knew: the parameters of `enlist_account`. */
export type NewAccount = readonly unknown[]

/**
 * The same for what is recorded: without a known account that is meant for certain, there is one to be made. One that is only
 * likely refuses nobody: the registration stands at an account of its own until a person has said which it is. Others who
 * type such a company wait until this transaction ends, so that two never make it twice; and it's one question either way, so
 * that the time tells nobody whether the company was known.
 */
export async function accountToHold(ctx: Ctx, typed: Party): Promise<MatchedAccount & { made: NewAccount | null }> {
  const matched = await matchedToHold(ctx, typed)
  if (matched.id !== null) return { ...matched, made: null }
  const id = ctx.newId()
  return { ...matched, id, made: toMake(ctx, id, typed) }
}

/**
 * Whoever types a company that this process lately met as a known account makes none, and so neither waits for others who type
 * it nor holds them up; it's asked again when it's not known any longer.
 */
async function matchedToHold(ctx: Ctx, typed: Party): Promise<MatchedAccount> {
  const met = (ctx.tx.memory.get('companiesMet') as Set<string> | undefined) ?? new Set<string>()
  const key = JSON.stringify(Object.values(typed))
  if (met.has(key)) {
    const matched = await matchedAccount(ctx, typed)
    if (matched.id !== null) return matched
    met.delete(key)
  }
  const matched = toMatched(typed, await findAccount(ctx, typed, { by: 'registration', alone: true }))
  if (matched.id === null) return matched
  if (met.size >= mostMet) met.clear()
  ctx.tx.memory.set('companiesMet', met.add(key))
  return matched
}

const mostMet = 4000

function toMatched(typed: Party, found: Found): MatchedAccount {
  const match = matches[found.answer]
  const domain = typed.domain ? (webPlace(typed.domain)?.domain ?? null) : null
  return {
    id: match === 'certain' ? found.best!.accountId : null,
    match,
    reason: reasonFor(found),
    domain,
    relatives: match === 'certain' ? [] : found.related.map(({ accountId }) => accountId),
    found,
  }
}

function reasonFor({ answer, best }: Found): string {
  if (answer === 'different' || best === null) return 'No account we know is the same'
  const [first = 'like it by name', second] = best.reasons
  const text = second === undefined ? first : `${first}; ${second}`
  return text.charAt(0).toUpperCase() + text.slice(1)
}

function toMake(ctx: Ctx, id: string, typed: Party): NewAccount {
  const web = typed.domain ? webPlace(typed.domain) : null
  const name = typed.name === '' ? web!.domain : typed.name
  const known = knownAs({ ...typed, name, email: null })
  return [
    id,
    name,
    normalizeName(name),
    web?.domain ?? null,
    web?.host ?? null,
    typed.country ?? null,
    typed.city ?? null,
    JSON.stringify([{ account_id: id, ...known }]),
    ctx.now,
  ]
}
