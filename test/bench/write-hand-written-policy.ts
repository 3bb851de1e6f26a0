/**
 * Writes `hand-written-policy.ts`: the forty rules as a programmer would have written them, to measure against. Run it again
 * only when the forty rules change: `node test/bench/write-hand-written-policy.ts`.
 */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { FactDefinition } from '@parley/rules/point'
import type { Condition, Leaf } from '@parley/rules/policy'
import { bench, fortyRules } from './forty-rules.ts'

const policy = fortyRules()
const symbols: Readonly<Record<string, string>> = {
  equal: '===',
  notEqual: '!==',
  lessThan: '<',
  lessThanInclusive: '<=',
  greaterThan: '>',
  greaterThanInclusive: '>=',
}

function written(condition: Condition): string {
  if ('all' in condition) return `(${condition.all.map(written).join(' && ')})`
  if ('any' in condition) return `(${condition.any.map(written).join(' || ')})`
  if ('not' in condition) return `!(${written(condition.not)})`
  if ('condition' in condition) return written(policy.conditions[condition.condition]!)
  return writtenLeaf(condition)
}

function writtenLeaf({ fact, operator, value }: Leaf): string {
  const left = `facts['${fact}']`
  if (typeof value === 'object' && 'parameter' in value)
    return value.parameter === 'codes'
      ? `${operator === 'notIn' ? '!' : ''}codes.has(${left})`
      : `${left} ${symbols[operator]} soonDays`
  if (Array.isArray(value)) {
    const alternatives = value.map((each) => `${left} === '${each}'`).join(' || ')
    return operator === 'in' ? `(${alternatives})` : `!(${alternatives})`
  }
  const right = typeof value === 'string' ? `'${value}'` : String(value)
  if (operator === 'contains') return `${left}.includes(${right})`
  if (operator === 'doesNotContain') return `!${left}.includes(${right})`
  return `${left} ${symbols[operator]} ${right}`
}

const types: Partial<Record<FactDefinition['kind'], string>> = {
  yesNo: 'boolean',
  choice: 'string',
  text: 'string',
  count: 'number',
  money: 'number',
  date: 'string',
  set: 'readonly string[]',
}
const factTypes = Object.entries(bench.facts).map(([fact, { kind }]) => `  '${fact}': ${types[kind]}`)
const ordered = policy.rules.toSorted((a, b) => b.priority - a.priority)
const outcomes = ordered.map(({ id, event: { type, params } }) =>
  type === 'approve' ? `  '${id}': approve(${params.days}),` : `  '${id}': ${type},`,
)
const tests = ordered.map((rule) => `  if (${written(rule.conditions)}) fired.push('${rule.id}')`)
const { codes, soonDays } = policy.parameters

const write = (file: string, text: string) => writeFileSync(join(import.meta.dirname, file), text)

write(
  'hand-written-facts.ts',
  `/** The facts of \`forty-rules.ts\`, typed by hand. */
export type BenchFacts = {
${factTypes.join('\n')}
}
`,
)

write(
  'hand-written-policy.ts',
  `/** The forty rules of \`forty-rules.ts\` without a policy: what deciding costs when the rules are code. */

import type { BenchFacts } from './hand-written-facts.ts'

const soonDays = ${soonDays!.value}
const codes = new Set(Array.from({ length: ${(codes!.value as string[]).length} }, (_, index) => \`code-\${index}\`))

type Outcome = { type: string; params: Record<string, number> }
const review: Outcome = { type: 'review', params: {} }
const reject: Outcome = { type: 'reject', params: {} }
const approve = (days: number): Outcome => ({ type: 'approve', params: { days } })

const outcomes: Readonly<Record<string, Outcome>> = {
${outcomes.join('\n')}
}
const otherwise = ${policy.otherwise.event.type}

export function decideByHand(facts: BenchFacts) {
  const fired: string[] = []
${tests.join('\n')}
  return { fired, outcome: fired.length > 0 ? outcomes[fired[0]!]! : otherwise }
}
`,
)
