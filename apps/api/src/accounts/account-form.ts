import type { AccountForm } from '@parley/contract/accounts'
import { normalizeName } from '@parley/identity/normalize-name'
import { profileParty } from '@parley/identity/party'
import { webPlace } from '@parley/identity/web-place'
import type { z } from 'zod'
import { AppError } from '../app-error.ts'
import type { Ctx } from '../context.ts'
import { dayOf } from '../vendor-days.ts'
import type { AccountRow } from './account-view.ts'

export type Form = z.infer<typeof AccountForm>

/** What of an account a form decides, as it is kept. */
export type FormColumns = Pick<
  AccountRow,
  | 'name'
  | 'normalizedName'
  | 'host'
  | 'domain'
  | 'country'
  | 'city'
  | 'taxId'
  | 'designation'
  | 'designatedOn'
  | 'parentId'
  | 'relation'
>

/** A form as it is kept. `before` is the account as it is, if there is one. */
export function columnsOf(ctx: Ctx, form: Form, before: AccountRow | null): FormColumns {
  const { name, country, city, taxId, designation, parentId, relation } = form
  if (profileParty({ name }).name.squashed === '')
    throw refused('/name', 'Write the name of the company, with letters or digits.')
  // What an import or a registration has brought stays as it is until somebody changes it.
  const unchanged = before !== null && form.domain !== null && [before.host, before.domain].includes(form.domain)
  const web = form.domain === null ? null : unchanged ? before : ownPlace(form.domain)
  const today = dayOf(ctx.now, ctx.vendor.timeZone)
  const designatedOn = designation === 'open' ? null : designation === before?.designation ? before.designatedOn : today
  return {
    ...{ name, country, city, taxId, designation, parentId, relation, designatedOn },
    normalizedName: normalizeName(name),
    host: web?.host ?? null,
    domain: web?.domain ?? null,
  }
}

/** A company's place on the web. One that many share says nothing of who it is, and is refused. */
export function ownPlace(typed: string): { host: string; domain: string } {
  const web = webPlace(typed)
  if (web) return { host: web.host, domain: web.domain }
  throw refused(
    '/domain',
    'This isn’t a domain of one company: free mail and shared hosts have many behind them.',
    'Give the company’s own domain, like company.com, or leave it empty.',
  )
}

function refused(pointer: string, detail: string, mend?: string): AppError {
  return new AppError('refused', detail, [{ pointer, detail, ...(mend ? { mend } : {}) }])
}
