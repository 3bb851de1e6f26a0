import type { UnderstoodRow } from '@parley/contract/imports'
import { type Found, findAccount, type Seen } from '../../accounts/identity/find-account.ts'
import type { Ctx } from '../../context.ts'
import { inLine } from './in-line.ts'
import { accountsByExternalId, namesOfAccounts, saidBefore } from './known-ids.ts'
import { relativesOf } from './relatives.ts'
import { externalKeyOf, isSpelledAlike, partyOf, saysOf } from './row-party.ts'

/** Which account a row means, as far as can be said without a person. */
export type Who = { is: 'known'; accountId: string } | { is: 'new' } | { is: 'unsure'; candidates: Seen[] }

/** Asks for each of these rows which account it means, by the identity policy in force. Writes nothing. */
export async function whoAre(ctx: Ctx, rows: readonly UnderstoodRow[], importId: string): Promise<Who[]> {
  const said = await saidBefore(ctx, rows.map(saysOf))
  const left = rows.filter((row) => !said.has(saysOf(row)))
  const byExternalId = await accountsByExternalId(ctx, left)
  const names = await namesOfAccounts(ctx, [...new Set(byExternalId.values())])
  const relatives = await relativesOf(ctx, left, importId)
  const line = inLine(ctx)
  const who = async (row: UnderstoodRow): Promise<Who> => {
    const before = said.get(saysOf(row))
    if (before) return 'accountId' in before ? { is: 'known', ...before } : { is: 'unsure', ...before }
    const byId = byExternalId.get(externalKeyOf(row) ?? '')
    const isItsName = (name: string) => isSpelledAlike(name, row.name)
    if (byId !== undefined && names.get(byId)?.some(isItsName)) return { is: 'known', accountId: byId }
    return ask(line, row, { byId, except: relatives(row) })
  }
  return Promise.all(rows.map(who))
}

async function ask(
  ctx: Ctx,
  row: UnderstoodRow,
  { byId, except }: { byId: string | undefined; except: ReadonlySet<string> },
): Promise<Who> {
  const found = await findAccount(ctx, partyOf(row), { by: 'import', taxId: row.taxId, except })
  const answered = found.answer === 'same' ? found.best!.accountId : undefined
  // An id that was another name's until now: perhaps renamed, perhaps a mistake. A person says.
  if (byId !== undefined && byId !== answered)
    return { is: 'unsure', candidates: withFirst(byId, found, `Has the id “${row.externalId}”`) }
  if (answered !== undefined) return { is: 'known', accountId: answered }
  return found.answer === 'different' ? { is: 'new' } : { is: 'unsure', candidates: found.candidates }
}

function withFirst(accountId: string, { candidates }: Found, reason: string): Seen[] {
  const seen = candidates.find((each) => each.accountId === accountId)
  const first: Seen = seen
    ? { ...seen, reasons: [reason, ...seen.reasons] }
    : { accountId, name: '', chancePermille: 0, relatedPermille: 0, reasons: [reason] }
  return [first, ...candidates.filter((each) => each !== seen)]
}
