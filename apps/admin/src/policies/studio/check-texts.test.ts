import { points } from '@parley/rules/points/points'
import cases from '@parley/rules/points/registration/cases.json' with { type: 'json' }
import document from '@parley/rules/points/registration/policy.json' with { type: 'json' }
import { parsePolicy } from '@parley/rules/policy'
import { describe, expect, it } from 'vitest'
import { withExample } from './add-example.ts'
import { type Texts, whyNotReady } from './check.ts'
import { analyseTexts, type Base, readTexts } from './check-texts.ts'
import { formatJson } from './format-json.ts'
import { proposeExamples } from './propose-examples.ts'

const point = points.registration
const inForce: Base = { version: 1, document, cases, policy: parsePolicy(point, document).policy ?? null }
const texts: Texts = { document: formatJson(document), cases: formatJson(cases) }
const checkTexts = (texts: Texts) => analyseTexts(point, readTexts(point, texts, inForce, 'en-US'), 'en-US')
const changed = (from: string, to: string): Texts => {
  expect(texts.document).toContain(from)
  return { ...texts, document: texts.document.replace(from, to) }
}

describe('what stands beside the editor', () => {
  it('says of an unchanged draft that nothing differs', () => {
    const check = checkTexts(texts)
    expect(check.findings).toEqual([])
    expect(whyNotReady(check)).toBe('Nothing differs from version 1, which is in force.')
  })

  it('names a mistyped fact and what was meant', () => {
    const check = checkTexts(changed('"fact": "deal.scope"', '"fact": "deal.scop"'))
    expect(check.findings[0]).toMatchObject({ in: 'document', severity: 'error', mend: 'Did you mean "deal.scope"?' })
    expect(whyNotReady(check)).toBe('Mend the one mistake first.')
  })

  it('says where text stops being JSON, and runs no example then', () => {
    const check = checkTexts(changed('"currency": "USD",', '"currency": "USD"'))
    expect(check.findings[0]?.at?.line).toBe(6)
    expect(check.examples).toEqual([])
  })

  it('tells a raised parameter in words, and which examples come out differently', () => {
    const raised = changed('"kind": "money", "value": 1000000', '"kind": "money", "value": 4000000')
    const check = checkTexts(raised)
    expect(check.changes.map(({ text }) => text).join()).toContain('$40,000 instead of $10,000')
    const differs = check.examples.filter(({ pass }) => !pass)
    expect(differs.length).toBeGreaterThan(0)
    expect(differs[0]?.actual).toContain('Not approved')
    expect(whyNotReady(check)).toMatch(/example/)
  })

  it('tells what the analysis finds, with facts that show it and the other rule', () => {
    const clashing = structuredClone(document) as { rules: { id: string; priority: number }[] }
    const priorityOf = (id: string) => clashing.rules.find((rule) => rule.id === id)!
    priorityOf('approved-for-gold').priority = priorityOf('deal-below-minimum').priority
    const check = checkTexts({ ...texts, document: formatJson(clashing) })
    const finding = check.findings.find(({ kind }) => kind === 'contradiction')!
    expect(finding).toMatchObject({ severity: 'error', in: 'document' })
    expect(finding.witness!.join()).toMatch(/expected amount: \$/)
    expect(finding.others).toMatchObject([{ pointer: expect.stringMatching(/^\/rules\/\d+$/) }])
    expect(whyNotReady(check)).toBe('Mend the one mistake first.')
  })

  it('is not ready before the analysis has looked at it', () => {
    const { check } = readTexts(point, texts, inForce, 'en-US')
    expect(check.analysed).toBe(false)
    expect(whyNotReady(check)).toBe('The analysis is looking at it.')
  })

  it('proposes examples that can be added to the text as it is written, and come out as they say', () => {
    const without = { base: cases.base, cases: cases.cases.slice(0, 1) }
    const start = { ...texts, cases: formatJson(without) }
    const { proposals } = proposeExamples(point, start, 'en-US')
    const added = proposals!.slice(0, 20).reduce((text, each) => withExample(text, each.case)!, start.cases)
    expect(added).toBe(formatJson(JSON.parse(added)))
    const { examples } = checkTexts({ ...start, cases: added })
    expect(examples).toHaveLength(21)
    expect(examples.filter(({ pass }) => !pass)).toEqual([])
    expect(withExample('{ "base": {}, "cases": [] }', proposals![0]!.case)).toMatch(/"cases": \[\n {4}\{/)
    expect(withExample('{ "base": {', proposals![0]!.case)).toBeNull()
  })

  it('formats a text the same the second time', () => {
    for (const value of [document, cases]) {
      const once = formatJson(value)
      expect(formatJson(JSON.parse(once))).toBe(once)
      expect(JSON.parse(once)).toEqual(value)
    }
  })
})
