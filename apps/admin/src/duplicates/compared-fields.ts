import { type AccountPair, designations } from '@parley/contract/accounts'
import { countryName } from '@parley/ui/countries'
import { formatDay } from '@parley/ui/date'

type Account = AccountPair['one']

/** How two values of one field compare; null where a difference says nothing. */
export type Comparison = 'same' | 'alike' | 'different' | 'oneOnly' | null
export type ComparedField = {
  key: string
  title: string
  one: string[]
  other: string[]
  comparison: Comparison
  /** What stands where there is no value. */
  none: string
}

type Compare = (one: string[], other: string[]) => Comparison
type Field = {
  key: string
  title: string
  of: (account: Account) => (string | null)[]
  compare?: Compare
  none?: string
}

const fields: Field[] = [
  { key: 'name', title: 'Name', of: ({ summary }) => [summary.name], compare: byText },
  { key: 'aliases', title: 'Also known as', of: ({ aliases }) => aliases, compare: bySharing, none: 'No other name' },
  { key: 'domains', title: 'Domains', of: ({ summary, domains }) => [summary.domain, ...domains], compare: bySharing },
  { key: 'taxId', title: 'Tax id', of: ({ taxId }) => [taxId], compare: byLetters },
  { key: 'country', title: 'Country', of: ({ summary }) => [countryName(summary.country)], compare: byLetters },
  { key: 'city', title: 'City', of: ({ summary }) => [summary.city], compare: byText },
  {
    key: 'parent',
    title: 'Belongs to',
    of: ({ parentName }) => [parentName],
    compare: byText,
    none: 'Nobody above it',
  },
  {
    key: 'designation',
    title: 'Designation',
    of: ({ summary }) => [designations[summary.designation]],
    compare: byLetters,
  },
  {
    key: 'protections',
    title: 'Protected now',
    of: ({ protections }) =>
      protections.map((each) => `${each.partnerName} for ${each.productFamilyName}, until ${formatDay(each.lastDay)}`),
    none: 'Nobody',
  },
  {
    key: 'registrations',
    title: 'Registrations',
    of: ({ registrations }) => [registrations === 0 ? null : String(registrations)],
    none: 'None',
  },
  { key: 'holdings', title: 'What it buys', of: ({ holdings }) => holdings, none: 'Nothing yet' },
  { key: 'provenance', title: 'Where it is from', of: ({ provenance }) => [sourceInWords(provenance)] },
  { key: 'since', title: 'Known since', of: ({ createdAt }) => [formatDay(createdAt)] },
]

/** Every field of two records, with how its values compare. */
export function comparedFields({ one, other }: Pick<AccountPair, 'one' | 'other'>): ComparedField[] {
  return fields.map(({ key, title, of, compare, none = 'Not known' }) => {
    const [mine, theirs] = [valuesOf(of(one)), valuesOf(of(other))]
    const empty = mine.length === 0 || theirs.length === 0
    const comparison =
      !compare || (empty && mine.length === theirs.length) ? null : empty ? 'oneOnly' : compare(mine, theirs)
    return { key, title, one: mine, other: theirs, comparison, none }
  })
}

/** Records from public registries carry their number there: `wd:Q42`, `cik:0001091587`. */
const registries: Record<string, string> = {
  wd: 'Wikidata',
  ror: 'Research organisations',
  cik: 'US securities register',
}
const sourceInWords = (provenance: string | null) =>
  provenance?.replace(
    /^(wd|ror|cik):(\w+)$/,
    (_, registry: string, number: string) => `${registries[registry]}, ${number}`,
  ) ?? null

const valuesOf = (values: (string | null)[]) => [
  ...new Set(values.filter((value): value is string => value !== null && value !== '')),
]

const letters = (text: string) =>
  text
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]/gu, '')

function byLetters([one]: string[], [other]: string[]): Comparison {
  return letters(one!) === letters(other!) ? 'same' : 'different'
}

function byText([one]: string[], [other]: string[]): Comparison {
  if (one === other) return 'same'
  return sharedPairs(letters(one!), letters(other!)) >= 0.5 ? 'alike' : 'different'
}

function bySharing(one: string[], other: string[]): Comparison {
  const theirs = new Set(other.map(letters))
  const shared = one.filter((value) => theirs.has(letters(value))).length
  if (shared === 0) return 'different'
  return shared === one.length && shared === other.length ? 'same' : 'alike'
}

/** Share of the pairs of neighbouring letters that two words have in common, 0 to 1. */
function sharedPairs(one: string, other: string): number {
  if (one === other) return 1
  const left = pairsOf(other)
  const count = left.length
  let shared = 0
  const pairs = pairsOf(one)
  for (const pair of pairs) {
    const at = left.indexOf(pair)
    if (at === -1) continue
    left.splice(at, 1)
    shared++
  }
  return pairs.length + count === 0 ? 0 : (2 * shared) / (pairs.length + count)
}

function pairsOf(text: string): string[] {
  const each = [...text]
  return each.slice(1).map((letter, index) => each[index]! + letter)
}
