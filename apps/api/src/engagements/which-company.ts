import { profileParty } from '@parley/identity/party'
import { webPlace } from '@parley/identity/web-place'
import { readAccounts, readKept } from '../accounts/account-view.ts'
import { type Found, findAccount } from '../accounts/identity/find-account.ts'
import { AppError } from '../app-error.ts'
import type { Ctx } from '../context.ts'

/** The company that somebody asks about: the account where one is meant for certain, and the domain that was typed. */
export type Company = { accountId: string | null; accountName: string; domain: string | null }

type Typed = { company: string; accountId?: string | undefined; country?: string | undefined }

/**
 * Which company is meant by a name, a domain or an e-mail address in one box. Where the staff's text could mean several, it's refused
 * with those; a partner's answer is then for a company that nobody knows, so that nothing tells which ones are known.
 */
export async function whichCompany(ctx: Ctx, { company, accountId, country }: Typed): Promise<Company> {
  const party = partyOf(company, country)
  const domain = party.domain === null ? null : (webPlace(party.domain)?.domain ?? null)
  if (accountId !== undefined) {
    const { row } = await readKept(ctx, accountId)
    return { accountId: row.id, accountName: row.name, domain }
  }
  assertMeansSomething(party)
  const isStaff = ctx.actor.audience !== 'partner'
  const found = await findAccount(ctx, party, { by: isStaff ? 'staff' : 'registration' })
  if (isStaff && found.answer === 'aPersonDecides') throw await severalMeant(ctx, found)
  const known = found.answer === 'same' ? found.best!.accountId : null
  if (known === null || !isStaff) return { accountId: known, accountName: company, domain }
  const row = (await readAccounts(ctx, [known])).get(known)!
  return { accountId: known, accountName: row.name, domain }
}

/** A text with an @ is an e-mail address, one with a dot and no space a domain, if it is one; anything else is a name. */
function partyOf(company: string, country: string | undefined) {
  const isAddress = !/\s/.test(company) && /[.@]/.test(company)
  const isWeb = isAddress && webPlace(company) !== null
  const name = isWeb || (isAddress && company.includes('@')) ? '' : company
  return { name, domain: isWeb ? company : null, country: country ?? null }
}

function assertMeansSomething(party: ReturnType<typeof partyOf>): void {
  const { name, web } = profileParty(party)
  if (name.squashed !== '' || web !== null) return
  const detail = 'This doesn’t say which company it is.'
  const mend =
    'Write the company’s name or its own domain; an address at a free mail service belongs to nobody’s company.'
  throw new AppError('refused', `${detail} ${mend}`, [{ pointer: '/company', detail, mend }])
}

async function severalMeant(ctx: Ctx, { candidates }: Found): Promise<AppError> {
  const rows = await readAccounts(
    ctx,
    candidates.map(({ accountId }) => accountId),
  )
  const alike = candidates.map(({ accountId, chancePermille, relatedPermille, reasons }) => {
    const { name, domain, country, city } = rows.get(accountId)!
    return { accountId, name, domain, country, city, chancePermille, relatedPermille, reasons }
  })
  const detail = `Several companies may be meant: ${alike.map(({ name }) => `“${name}”`).join(', ')}.`
  const mend = 'Choose one, or write its domain.'
  return new AppError('conflict', `${detail} ${mend}`, [{ pointer: '/accountId', detail, mend }], undefined, alike)
}
