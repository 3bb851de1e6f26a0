import { describe, expect, test } from 'vitest'
import { parseCases } from '../cases.ts'
import { registration } from '../points/registration/point.ts'
import { samplePolicy } from '../testing/sample-policy.ts'

const policy = samplePolicy((json) => {
  Object.assign(json, {
    derived: {
      daysToClose: {
        title: 'days until the close',
        elapsed: { from: { fact: 'deal.registeredOn' }, to: { fact: 'deal.expectedCloseOn' }, in: 'days' },
      },
    },
  })
})

const said = (json: unknown, of: typeof policy | undefined = policy) =>
  (parseCases(registration, json, of).findings ?? []).map(
    ({ pointer, message, mend }) => `${pointer}: ${message} ${mend}`,
  )
const expected = { outcome: 'approve', because: ['proven-partner'] }
const oneCase = (change: object) => said({ base: {}, cases: [{ name: 'one', facts: {}, expect: expected, ...change }] })

describe('a file of cases that is not one says what to write', () => {
  test('where it is no object, or lacks a part', () => {
    expect(said([])).toEqual([': A file of cases is an object in braces. Begin with { "base": {}, "cases": [] }.'])
    expect(said({ cases: [] })).toEqual([
      '/base: "base" is missing. Add "base": the facts from which every case starts, {} for none.',
    ])
    expect(said({ base: {}, cases: {} })).toEqual(['/cases: "cases" has to be a list. Write [brackets] around it.'])
    expect(said({ base: {}, cases: ['one'] })[0]).toMatch(/^\/cases\/0: A case is an object in braces\. Write "name", /)
  })

  test('where a key is mistyped, once, or belongs nowhere', () => {
    expect(said({ base: {}, cases: [{ name: 'one', fact: {}, expect: expected }] })).toEqual([
      '/cases/0/fact: "fact" doesn\'t belong here. Did you mean "facts"?',
    ])
    expect(oneCase({ comment: 'x' })).toEqual([
      '/cases/0/comment: "comment" doesn\'t belong here. Remove it. A case has "id", "name", "facts" and "expect".',
    ])
  })

  test('where it is not said what should come out', () => {
    const mend = 'Add "expect": {"outcome": "…", "because": ["…"]}, or {"missing": ["…"]} where facts are asked for.'
    expect(said({ base: {}, cases: [{ name: 'one', facts: {} }] })).toEqual([
      `/cases/0/expect: "expect" is missing. ${mend}`,
    ])
    expect(oneCase({ expect: {} })).toEqual([`/cases/0/expect: It isn't said what should come out. ${mend}`])
    expect(oneCase({ expect: { ...expected, missing: ['deal.kind'] } })[0]).toMatch(
      /Keep either "outcome" or "missing"/,
    )
  })

  test('where rules or facts are named as a text, or not at all', () => {
    expect(oneCase({ expect: { outcome: 'approve', because: 'proven-partner' } })).toEqual([
      '/cases/0/expect/because: "because" has to be a list. Write it in brackets: ["proven-partner"].',
    ])
    expect(oneCase({ expect: { missing: [] } })).toEqual([
      '/cases/0/expect/missing: "missing" is empty. Name at least one, for example ["deal.kind"].',
    ])
  })

  test('where the base leaves a fact unknown', () => {
    expect(said({ base: { 'deal.kind': null }, cases: [] })).toEqual([
      '/base/deal.kind: The base can\'t say that "deal.kind" is unknown. Leave it out, or give it a value here and null in the cases that don\'t know it.',
    ])
  })
})

describe('names in cases exist:', () => {
  test('a derived fact is not given, but what it is worked out from', () => {
    expect(oneCase({ facts: { 'derived.daysToClose': 3 } })).toEqual([
      '/cases/0/facts/derived.daysToClose: "derived.daysToClose" is worked out by the policy and can\'t be given. Give "deal.registeredOn" (day of the registration) and "deal.expectedCloseOn" (day on which the deal is expected to close) instead.',
    ])
    expect(oneCase({ expect: { missing: ['derived.daysToClose'] } })[0]).toMatch(
      /Nobody is asked for "derived.daysToClose"/,
    )
  })

  test('outcomes, what they carry, and rules; rules only where the policy is known', () => {
    const mistaken = { outcome: 'aprove', because: ['proven-partnr', 'otherwise'] }
    expect(oneCase({ expect: mistaken })).toEqual([
      '/cases/0/expect/outcome: There is no outcome "aprove". Did you mean "approve"?',
      '/cases/0/expect/because/0: There is no rule "proven-partnr". Did you mean "proven-partner"?',
    ])
    const file = { base: {}, cases: [{ name: 'one', facts: {}, expect: { ...expected, because: ['unheard-of'] } }] }
    expect(parseCases(registration, file).findings).toBeUndefined()
    expect(oneCase({ expect: { ...expected, params: { protectonDays: 90 } } })).toEqual([
      '/cases/0/expect/params/protectonDays: "approve" has no "protectonDays". Did you mean "protectionDays"?',
    ])
    expect(oneCase({ expect: { ...expected, params: { protectionDays: '90' } } })[0]).toMatch(
      /without quotation marks: 90/,
    )
  })

  test('kinds of findings', () => {
    expect(said({ base: {}, cases: [], findings: [{ kind: 'range-hol', pointer: '/rules/0' }] })).toEqual([
      '/findings/0/kind: The analysis has no finding "range-hol". Did you mean "range-hole"?',
    ])
  })
})

test('amounts and yes or no are told in the words of the fact', () => {
  expect(oneCase({ facts: { 'deal.amountMinor': '$2,000', 'deal.contactNamed': 'yes' } })).toEqual([
    '/cases/0/facts/deal.amountMinor: "$2,000" can\'t be the expected amount. Write it as a whole number of the smallest unit of money: in cents, $2,000 is 200000.',
    '/cases/0/facts/deal.contactNamed: "yes" doesn\'t say whether contact at the customer is named. Write true or false.',
  ])
})
