import { registration } from '@parley/rules/points/registration/point'
import { describe, expect, it } from 'vitest'
import { explainWord } from './explain-word.ts'
import { placeAt } from './json-place.ts'
import { namesIn, placeholders, suggestInPolicy } from './suggest.ts'
import { suggestInExamples } from './suggest-examples.ts'

const parameters = '"parameters": { "smallest": { "title": "smallest deal", "kind": "money", "value": 5 } }'
const conditions = '"conditions": { "unproven": { "title": "partner is unproven", "fact": "deal.kind" } }'

/** What is offered at the bar in a document that is being typed, and so is broken. */
function offeredAt(typed: string): string[] {
  const text = `{ ${parameters}, ${conditions}, "rules": [{ ${typed}`
  const pos = text.indexOf('|')
  const document = text.replace('|', '')
  const place = placeAt(document, pos)
  return suggestInPolicy(document, place, namesIn(document, registration)).map(({ label }) => label)
}

const leaf = '"conditions": { "all": [{ '

describe('what the studio offers at the cursor', () => {
  it('names every fact of the point', () => {
    expect(offeredAt(`${leaf}"fact": "|" }]`)).toEqual(Object.keys(registration.facts))
  })

  it('offers only operators that fit the kind of the fact', () => {
    expect(offeredAt(`${leaf}"fact": "deal.contactNamed", "operator": "|`)).toEqual(['equal', 'notEqual'])
    expect(offeredAt(`${leaf}"operator": "|", "fact": "deal.amountMinor"`)).toContain('lessThan')
    expect(offeredAt(`${leaf}"operator": "|", "fact": "deal.amountMinor"`)).not.toContain('in')
  })

  it('offers the values of a choice, and as a list where the operator takes one', () => {
    expect(offeredAt(`${leaf}"fact": "deal.kind", "operator": "equal", "value": "|`)).toContain('renewal')
    expect(offeredAt(`${leaf}"fact": "deal.kind", "operator": "in", "value": |`)).toContain('[renewal]')
  })

  it('offers parameters of the same kind only', () => {
    expect(offeredAt(`${leaf}"fact": "deal.amountMinor", "operator": "lessThan", "value": { "parameter": "|`)).toEqual([
      'smallest',
    ])
    expect(offeredAt(`${leaf}"fact": "deal.meetingsHeld", "operator": "lessThan", "value": { "parameter": "|`)).toEqual(
      [],
    )
  })

  it('offers named conditions, outcomes and what an outcome carries', () => {
    expect(offeredAt(`${leaf}"condition": "|`)).toEqual(['unproven'])
    expect(offeredAt('"event": { "type": "|')).toEqual(Object.keys(registration.outcomes))
    expect(offeredAt('"event": { "type": "approve", "params": { "|')).toEqual(
      Object.keys(registration.outcomes.approve.parameters),
    )
  })

  it('offers for a partner’s wording no fact that only staff may know', () => {
    const text = `{ ${parameters}, "rules": [{ "event": { "type": "approve" }, "wording": { "partner": "{" } }] }`
    const place = placeAt(text, text.indexOf('"{"') + 2)
    const offered = placeholders(place, text, namesIn(text, registration)).map(({ label }) => label)
    expect(offered).toContain('deal.amountMinor')
    expect(offered).toContain('parameter.smallest')
    expect(offered).toContain('outcome.protectionDays')
    expect(offered).not.toContain('account.conductHold')
  })

  it('offers what belongs to time: calendar, derived facts and their parts, units, durations', () => {
    const at = (typed: string) => {
      const pos = typed.indexOf('|')
      const text = typed.replace('|', '')
      return suggestInPolicy(text, placeAt(text, pos), namesIn(text, registration)).map(({ label }) => label)
    }
    expect(at('{ "|')).toEqual(expect.arrayContaining(['calendar', 'derived', 'covers']))
    expect(at('{ "calendar": { "businessDays": ["|')).toContain('monday')
    expect(at('{ "calendar": { "zone": "|')).toContain('Europe/Berlin')
    expect(at('{ "derived": { "lastDay": { "|')).toEqual(expect.arrayContaining(['deadline', 'elapsed', 'share']))
    expect(at('{ "derived": { "lastDay": { "deadline": { "add": { "unit": "|')).toContain('businessDays')
    const duration = '"parameters": { "window": { "title": "window", "kind": "duration", "value": 5 } }'
    expect(at(`{ ${duration}, "derived": { "lastDay": { "deadline": { "add": { "parameter": "|`)).toEqual(['window'])
    expect(at('{ "parameters": { "window": { "kind": "|')).toEqual(
      expect.arrayContaining(['duration', 'rate', 'instant']),
    )
    expect(at('{ "covers": [["|')).toContain('deal.kind')
    expect(at('{ "rules": [{ "|')).toContain('criteria')
  })

  it('offers a derived fact that is being written, and explains words', () => {
    const text =
      '{ "derived": { "lastDay": { "title": "last day" } }, "rules": [{ "conditions": { "fact": "deal.kind" } }] }'
    const names = namesIn(text, registration)
    const place = placeAt(text, text.indexOf('deal.kind'))
    expect(suggestInPolicy(text, place, names).map(({ label }) => label)).toContain('derived.lastDay')
    expect(explainWord(text, text.indexOf('deal.kind'), names, new Map())!.text).toMatch(/^kind of deal\./)
    expect(explainWord(text, text.indexOf('derived'), names, new Map())!.text).toBe('facts that the policy works out')
    expect(explainWord(text, text.indexOf('last day'), names, new Map())).toBeUndefined()
  })

  it('offers in the examples the facts, their values, and the policy’s own rules', () => {
    const names = namesIn('{ "rules": [\n  { \n"id": "deal-below-minimum" }] }', registration)
    const at = (typed: string) => {
      const pos = typed.indexOf('|')
      const text = typed.replace('|', '')
      return suggestInExamples(text, placeAt(text, pos), names).map(({ label }) => label)
    }
    expect(at('{ "base": { "|')).toEqual(Object.keys(registration.facts))
    expect(at('{ "cases": [{ "facts": { "deal.tender": "|')).toEqual(['none', 'planned', 'published', 'null'])
    expect(at('{ "cases": [{ "expect": { "because": ["|')).toEqual(['deal-below-minimum', 'otherwise'])
  })
})
