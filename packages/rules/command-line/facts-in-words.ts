import { vocabularyOf } from '../src/derived/vocabulary.ts'
import { formatBesideTitle } from '../src/format.ts'
import { own } from '../src/names.ts'
import type { Facts, Point } from '../src/point.ts'
import type { Policy } from '../src/policy.ts'

/** "expected amount: $5,000", one line a fact, in the order of the point. */
export function factsInWords(base: Point, policy: Policy, facts: Facts, locale = 'en-US'): string[] {
  const point = vocabularyOf(base, policy)
  const options = { locale, currency: policy.currency, zone: policy.calendar?.zone }
  const names = Object.keys(point.facts).filter((name) => Object.hasOwn(facts, name))
  return names.map((name) => {
    const definition = own(point.facts, name)!
    return `${definition.title}: ${formatBesideTitle(definition, facts[name], options)}`
  })
}
