import { parsePolicy } from '@parley/rules/policy'
import { describe, expect, test } from 'vitest'
import { hostileDocuments } from './hostile/all.ts'
import {
  type Json,
  leaf,
  withCalendar,
  withCondition,
  withDerived,
  withParameter,
  withRule,
} from './hostile/documents.ts'
import { Random } from './rules-random.ts'
import { randomPolicy, smallWorld } from './rules-small-world.ts'

test('the policies that hostile documents are made from are sound', () => {
  const count = { title: 'it', sum: [{ fact: 'it.people' }, 1] }
  const days = { title: 'it', kind: 'duration', unit: 'days', value: 1 }
  for (const document of [withCondition(leaf), withRule({}), withCalendar({}), withDerived(count), withParameter(days)])
    expect(parsePolicy(smallWorld, document).findings.filter(({ severity }) => severity === 'error')).toEqual([])
})

describe.each(Object.entries(hostileDocuments))(
  'a hostile document is refused with its place and a mend: %s',
  (_, documents) => {
    test.each(documents)('%s', (_, document, pointer, message) => {
      const result = parsePolicy(smallWorld, document)
      expect(result.policy).toBeUndefined()
      const finding = result.findings.find((each) => each.pointer === pointer)
      expect(finding, JSON.stringify(result.findings).slice(0, 2_000)).toBeDefined()
      expect(finding!.message).toMatch(message)
      for (const each of result.findings) {
        expect(each.mend, each.message).toMatch(/\S/)
        expect(each.message).not.toMatch(/invalid|expected string|received|undefined/i)
      }
    })

    test('and what is said of it stays short', () => {
      for (const [what, document] of documents) {
        const { findings } = parsePolicy(smallWorld, document)
        expect(findings.length, what).toBeLessThan(200)
        expect(JSON.stringify(findings).length, what).toBeLessThan(50_000)
      }
    })
  },
)

test('there are more than 300 hostile documents, and nothing of them reaches a prototype', () => {
  const documents = Object.values(hostileDocuments).flat()
  expect(documents.length).toBeGreaterThan(300)
  expect(new Set(documents.map(([what]) => what)).size).toBe(documents.length)
  for (const [, document] of documents) parsePolicy(smallWorld, document)
  expect(({} as Json).point).toBeUndefined()
  expect(Object.keys(Object.prototype)).toEqual([])
})

describe('a document that is no policy at all', () => {
  test.each([
    ['a text', 'policy'],
    ['a number', 7],
    ['null', null],
    ['a list', []],
    ['nothing', undefined],
    ['a function', () => 1],
    ['a date', new Date(0)],
    ['a map', new Map()],
  ])('%s', (_, document) => {
    const { policy, findings } = parsePolicy(smallWorld, document)
    expect(policy).toBeUndefined()
    expect(findings.length).toBeGreaterThan(0)
    for (const { mend } of findings) expect(mend).toMatch(/\S/)
  })
})

describe('a policy with one random change', () => {
  test('is refused with places that exist or could, or is sound, and never throws', () => {
    const random = new Random(11)
    const odd = [null, -1, 1.5, '', '__proto__', [], {}, { fact: 'it.people' }, 'x'.repeat(3000), true, { all: [] }]
    let refusals = 0
    for (let run = 0; run < 3_000; run++) {
      const policy = structuredClone(randomPolicy(random)) as unknown as Json
      let place = policy
      for (;;) {
        const key = random.pick(Object.keys(place))
        const next = place[key]
        if (typeof next === 'object' && next !== null && Object.keys(next).length > 0 && random.chance(0.85)) {
          place = next as Json
          continue
        }
        if (random.chance(0.5)) place[key] = random.pick(odd)
        else delete place[key]
        break
      }
      const { policy: parsed, findings } = parsePolicy(smallWorld, policy)
      if (parsed) continue
      refusals++
      expect(findings.length).toBeGreaterThan(0)
      for (const finding of findings) expect(finding.message, JSON.stringify(finding)).not.toMatch(/invalid|received/i)
    }
    expect(refusals).toBeGreaterThan(1_000)
  })
})
