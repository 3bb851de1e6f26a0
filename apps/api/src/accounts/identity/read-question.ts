import type { AccountLikeness, StaffRegistration } from '@parley/contract/registrations'
import type { Ctx } from '../../context.ts'
import type { RegistrationRow } from '../../registrations/registration-rows.ts'
import { type AccountRow, keptOf, readAccounts } from '../account-view.ts'
import type { Seen } from './find-account.ts'

type Question = NonNullable<StaffRegistration['matchedAccount']['question']>
type Row = { candidates: Seen[]; related: Seen[]; byName: string | null; at: Date | null }

/** What a person has to choose from, or has chosen from; null when the matcher was sure. */
export async function readQuestion(ctx: Ctx, { id, accountId }: RegistrationRow): Promise<Question | null> {
  const [row] = await ctx.tx.query<Row>(
    `SELECT candidates, related, settled_by_name AS "byName", settled_at AS at FROM account_question WHERE registration_id = $1`,
    [id],
  )
  if (!row) return null
  const seen = [...row.candidates, ...row.related].map((each) => each.accountId)
  const kept = await keptOf(ctx, seen)
  const accounts = await readAccounts(ctx, [...kept.values()])
  const listed = (all: readonly Seen[]) => {
    const each = new Map<string, AccountLikeness>()
    for (const one of all) {
      const account = accounts.get(kept.get(one.accountId)!)!
      // Records that became one since are shown once, and its own isn't to be chosen.
      if (!each.has(account.id) && (row.at !== null || account.id !== accountId))
        each.set(account.id, toLikeness(account, one))
    }
    return [...each.values()]
  }
  return {
    candidates: listed(row.candidates),
    related: listed(row.related),
    settled: row.at && { byName: row.byName!, at: row.at.toISOString() },
  }
}

function toLikeness({ id, name, domain, country, city }: AccountRow, seen: Seen): AccountLikeness {
  const { chancePermille, relatedPermille, reasons } = seen
  return { accountId: id, name, domain, country, city, chancePermille, relatedPermille, reasons }
}

/** "Which account is it? Acme Corp. or Acme Dental or a new one?", of what can be chosen, for those of these registrations that wait for it. */
export async function questionsOf(ctx: Ctx, registrationIds: readonly string[]): Promise<Map<string, string>> {
  const rows = await ctx.tx.query<{ id: string; own: string; candidates: Seen[] }>(
    `SELECT q.registration_id AS id, r.account_id AS own, q.candidates FROM account_question q JOIN registration r ON r.id = q.registration_id
     WHERE q.registration_id = ANY($1) AND q.settled_at IS NULL AND q.answer = 'aPersonDecides'`,
    [registrationIds],
  )
  const kept = await keptOf(
    ctx,
    rows.flatMap((row) => row.candidates.map(({ accountId }) => accountId)),
  )
  const accounts = await readAccounts(ctx, [...new Set(kept.values())])
  return new Map(
    rows.map(({ id, own, candidates }) => {
      const ids = new Set(candidates.map(({ accountId }) => kept.get(accountId)!))
      ids.delete(own)
      const likely = [...ids].slice(0, 3).map((each) => accounts.get(each)!)
      const names = timesTold(likely.map((each) => toldApart(each, likely)))
      return [id, `Which account is it? ${[...names, 'a new one'].join(' or ')}?`.replace(/\.\?$/, '?')]
    }),
  )
}

/** Its name, and where another one reads the same, whatever of them differs: the domain, or the place. */
function toldApart(account: AccountRow, all: readonly AccountRow[]): string {
  const alike = all.filter((each) => each !== account && each.name.toLowerCase() === account.name.toLowerCase())
  if (alike.length === 0) return account.name
  const places = ({ domain, city, country }: AccountRow) => [domain, city, country]
  const differs = places(account).find((said, at) => said !== null && alike.every((each) => places(each)[at] !== said))
  return differs ? `${account.name} (${differs})` : account.name
}

/** Records that nothing tells apart are named once, with how many they are. */
function timesTold(names: readonly string[]): string[] {
  const times = Map.groupBy(names, (name) => name.toLowerCase())
  return [...times.values()].map((same) => (same.length === 1 ? same[0]! : `${same[0]} (${same.length} records)`))
}
