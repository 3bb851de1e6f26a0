import { foldOfAccount } from './folds.ts'
import type { Folder, Query } from './read-folder.ts'

/**
 * The accounts' other names as further queries to learn from, with the fields filled as often as in the queries: a domain
 * for 35 %, else an e-mail address for 25 %, a country for 90 %, a city for half. Drawn by the account's id: always the same.
 */
export function queriesFromAliases({ accounts, aliases }: Folder, fold: number, most = 1): Query[] {
  const byId = new Map(accounts.map((account) => [account.id, account]))
  const queries: Query[] = []
  for (const [id, names] of aliases) {
    const account = byId.get(id)
    if (!account || foldOfAccount(id) !== fold) continue
    names.slice(0, most).forEach((name, at) => {
      const drawn = (salt: string, share: number) => foldOfAccount(`${salt}${id}${at}`, 1000) < share * 1000
      const domain = account.domain && drawn('d', 0.35) ? account.domain : null
      const email = account.domain && !domain && drawn('e', 0.25) ? `info@${account.domain}` : null
      queries.push({
        id: `${id}/${at}`,
        name,
        domain,
        email,
        country: drawn('c', 0.9) ? account.country : null,
        city: drawn('t', 0.5) ? account.city : null,
        match: id,
        cls: 'alias',
        channel: domain ? 'domain' : email ? 'email' : 'name',
        src: id.split(':')[0]!,
      })
    })
  }
  return queries
}
