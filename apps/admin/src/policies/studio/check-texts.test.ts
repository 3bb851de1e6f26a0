import { points } from '@parley/rules/points/points'
import cases from '@parley/rules/points/registration/cases.json' with { type: 'json' }
import document from '@parley/rules/points/registration/policy.json' with { type: 'json' }
import { parsePolicy } from '@parley/rules/policy'
import { describe, expect, it } from 'vitest'
import { type Base, checkTexts, type Texts, whyNotReady } from './check-texts.ts'
import { formatJson } from './format-json.ts'

const point = points.registration
const inForce: Base = { version: 1, document, cases, policy: parsePolicy(point, document).policy ?? null }
const texts: Texts = { document: formatJson(document), cases: formatJson(cases) }
const changed = (from: string, to: string): Texts => {
  expect(texts.document).toContain(from)
  return { ...texts, document: texts.document.replace(from, to) }
}

describe('what stands beside the editor', () => {
  it('says of an unchanged draft that nothing differs', () => {
    const check = checkTexts(point, texts, inForce)
    expect(check.findings).toEqual([])
    expect(whyNotReady(check)).toBe('Nothing differs from version 1, which is in force.')
  })

  it('names a mistyped fact and what was meant', () => {
    const check = checkTexts(point, changed('"fact": "deal.scope"', '"fact": "deal.scop"'), inForce)
    expect(check.findings[0]).toMatchObject({ in: 'document', severity: 'error', mend: 'Did you mean "deal.scope"?' })
    expect(whyNotReady(check)).toBe('Mend the one mistake first.')
  })

  it('says where text stops being JSON, and runs no example then', () => {
    const check = checkTexts(point, changed('"currency": "USD",', '"currency": "USD"'), inForce)
    expect(check.findings[0]?.at?.line).toBe(6)
    expect(check.examples).toEqual([])
  })

  it('tells a raised parameter in words, and which examples come out differently', () => {
    const raised = changed('"kind": "money", "value": 1000000', '"kind": "money", "value": 4000000')
    const check = checkTexts(point, raised, inForce)
    expect(check.changes.map(({ text }) => text).join()).toContain('$40,000 instead of $10,000')
    const differs = check.examples.filter(({ pass }) => !pass)
    expect(differs.length).toBeGreaterThan(0)
    expect(differs[0]?.actual).toContain('Not approved')
    expect(whyNotReady(check)).toMatch(/example/)
  })

  it('formats a text the same the second time', () => {
    for (const value of [document, cases]) {
      const once = formatJson(value)
      expect(formatJson(JSON.parse(once))).toBe(once)
      expect(JSON.parse(once)).toEqual(value)
    }
  })
})
