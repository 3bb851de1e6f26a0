// Draws accounts.jsonl from the labelled company names of the research folder: the same 3,000 each time.
// node sample-accounts.mjs <path of identity/dev/accounts.jsonl>
import { createHash } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'

/** Mostly companies; a few universities, hospitals and authorities, because they buy too. */
const wanted = { wd: 1700, cik: 1000, ror: 300 }
const freeMail =
  /^(gmail|googlemail|yahoo|hotmail|outlook|live|msn|aol|icloud|gmx|web|mail|qq|163|126|protonmail|yandex)\./
/** Shells, funds and public services that no deal is registered for. */
const leftOut =
  /\b(fund|funds|trust|acquisition|spac|etf|portfolio|blank check|series|district|police|fire|sheriff|library|school|elementary|council|municipality|county|township)\b/i

const rank = (id) => createHash('sha256').update(`parley-demo ${id}`).digest('hex')
const accounts = readFileSync(process.argv[2], 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line))
  .map((account) => ({ ...account, domain: freeMail.test(account.domain ?? '') ? null : account.domain }))
  .filter(({ id, name, domain, country }) => country && name.length <= 60 && (domain || id.startsWith('cik:')))
  .filter(({ id, name }) => id.startsWith('ror:') || !leftOut.test(name))

const seen = new Set()
const sample = Object.entries(wanted).flatMap(([registry, count]) =>
  accounts
    .filter(({ id, name, domain }) => {
      const keys = [`${name.toLowerCase()}`, ...(domain ? [domain] : [])]
      if (!id.startsWith(`${registry}:`) || keys.some((key) => seen.has(key))) return false
      for (const key of keys) seen.add(key)
      return true
    })
    .sort((a, b) => (rank(a.id) < rank(b.id) ? -1 : 1))
    .slice(0, count),
)
sample.sort((a, b) => (a.id < b.id ? -1 : 1))
writeFileSync(
  new URL('accounts.jsonl', import.meta.url),
  `${sample.map((account) => JSON.stringify(account)).join('\n')}\n`,
)
console.log(sample.length, 'accounts')
