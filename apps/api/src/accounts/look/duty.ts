import type { Owed } from '@parley/contract/account-look'
import type { Ctx } from '../../context.ts'
import type { RegistrationRow } from '../../registrations/registration-rows.ts'

/** Something that one side owes at an account. `dueAt` is the end of the last day for it. */
export type Duty = Pick<Owed, 'owes' | 'who' | 'what' | 'about'> & {
  productFamily: string | null
  since: Date | null
  dueAt: Date | null
}

/** Reads the duties of one kind; the live registrations of the account are read already. */
export type Reader = (
  ctx: Ctx,
  accountId: string,
  registrations: readonly RegistrationRow[],
) => Duty[] | Promise<Duty[]>

export const byVendor = ({ vendor }: Ctx) => ({ owes: 'vendor' as const, who: vendor.name })
export const byPartner = (who: string) => ({ owes: 'partner' as const, who })
