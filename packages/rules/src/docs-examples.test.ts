import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { parseCases, runCases } from './cases.ts'
import { hasErrors } from './finding.ts'
import { parseJson } from './json.ts'
import { pointIds, points } from './points/points.ts'
import { type ParsedPolicy, parsePolicy } from './policy.ts'

const manual = readFileSync(join(import.meta.dirname, '../../../docs/policies.md'), 'utf8')

type Example = { sort: string; line: number; json: unknown; policyBefore: unknown }

const examples: Example[] = []
for (const match of manual.matchAll(/^```json ?(\w*)\n(.*?)^```$/gms)) {
  const parsed = parseJson(match[2]!)
  if (parsed.findings) throw new Error(`docs/policies.md: ${JSON.stringify(parsed.findings)} in ${match[2]}`)
  const policyBefore = examples.findLast(({ sort }) => sort === 'policy')?.json
  const line = manual.slice(0, match.index).split('\n').length
  examples.push({ sort: match[1]!, line, json: parsed.value, policyBefore })
}
const ofSort = (wanted: string) => examples.filter(({ sort }) => sort === wanted)

type Document = { parameters: object; rules: Record<string, unknown>[] }
const northwind = JSON.parse(
  readFileSync(join(import.meta.dirname, 'points/registration/policy.json'), 'utf8'),
) as Document

/** Fragments of the manual are parsed in the place where they would stand in the shipped policy. */
function withRule(rule: unknown): ParsedPolicy {
  return parsePolicy(points.registration, { ...northwind, rules: [...northwind.rules, rule] })
}

function withCondition(condition: unknown): ParsedPolicy {
  return withRule({ ...northwind.rules[0], id: 'example', conditions: condition })
}

describe('docs/policies.md', () => {
  test('has examples of every sort, and no example that is not checked', () => {
    expect([...new Set(examples.map(({ sort }) => sort))].sort()).toEqual(
      ['cases', 'condition', 'parameters', 'policy', 'refused', 'rule'].sort(),
    )
  })

  test.each(ofSort('policy'))('the policy in line $line is sound', ({ json }) => {
    expect(parsePolicy(points.registration, json).findings).toEqual([])
  })

  test.each(ofSort('cases'))('the cases in line $line come out as they say', ({ json, policyBefore }) => {
    const { cases } = parseCases(points.registration, json)
    const { policy } = parsePolicy(points.registration, policyBefore)
    expect(runCases(points.registration, policy!, cases!).filter(({ pass }) => !pass)).toEqual([])
  })

  test.each(ofSort('rule'))('the rule in line $line is sound', ({ json }) => {
    expect(withRule(json).findings).toEqual([])
  })

  test.each(ofSort('condition'))('the condition in line $line is sound', ({ json }) => {
    expect(withCondition(json).findings).toEqual([])
  })

  test.each(ofSort('parameters'))('the parameters in line $line are sound', ({ json }) => {
    const parameters = { ...northwind.parameters, ...(json as object) }
    expect(hasErrors(parsePolicy(points.registration, { ...northwind, parameters }).findings)).toBe(false)
  })

  test.each(ofSort('refused'))('what is refused in line $line is refused, with a place and a mend', ({ json }) => {
    const { policy, findings } = withCondition(json)
    expect(policy).toBeUndefined()
    expect(findings[0]!.pointer).toMatch(/^\/rules\/\d+\/conditions/)
    expect(findings[0]!.mend).toBeTruthy()
  })

  test.each(pointIds)('lists the facts and outcomes of %s, and no others', (id) => {
    const section = manual.split('#### ').find((part) => part.startsWith(`\`${id}\``))!
    const listed = [...section.matchAll(/^\| `([\w.]+)`/gm)].map((row) => row[1])
    expect(listed).toEqual([...Object.keys(points[id].facts), ...Object.keys(points[id].outcomes)])
  })
})
