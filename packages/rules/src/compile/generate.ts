import { toEpochDay } from '../days.ts'
import type { Facts } from '../point.ts'
import type { Comparable, Comparison, Program, ProgramNode } from './intermediate.ts'
import type { Evaluation } from './settle.ts'

/** V8 stops optimising very large functions: so many rules share one. */
const rulesPerFunction = 20
const longestWrittenList = 4

/** Says which rules hold, or undefined when a fact that the policy tests is unknown: then the closures have to say. */
export type Generated = (facts: Facts) => Evaluation | undefined

type Read = (facts: Facts, dayOf: typeof toEpochDay) => readonly Comparable[] | undefined
type Chunk = (values: readonly Comparable[], lists: readonly ReadonlySet<string>[], certain: number[]) => void

/**
 * The program as JavaScript, for going over millions of facts on the server: a browser's content security policy forbids it.
 * The text is made of slot numbers, operators and constants as JSON; nothing of a policy is taken over as code.
 */
export function generate(program: Program): Generated {
  const lists: ReadonlySet<string>[] = []
  const read = new Function('facts', 'dayOf', sourceOfRead(program)) as Read
  const chunks: Chunk[] = []
  for (let from = 0; from < program.rules.length; from += rulesPerFunction)
    chunks.push(new Function('values', 'lists', 'certain', sourceOfChunk(program, from, lists)) as Chunk)
  return (facts) => {
    const values = read(facts, toEpochDay)
    if (values === undefined) return undefined
    const certain: number[] = []
    for (const chunk of chunks) chunk(values, lists, certain)
    return { certain, open: [] }
  }
}

function sourceOfRead(program: Program): string {
  const reads = program.facts.map((name, slot) => `const v${slot} = facts[${JSON.stringify(name)}]`)
  const anyUnknown = program.facts.map((_, slot) => `v${slot} === undefined`).join(' || ')
  const values = program.definitions.map(({ kind }, slot) => (kind === 'date' ? `dayOf(v${slot})` : `v${slot}`))
  return [...reads, `if (${anyUnknown}) return undefined`, `return [${values.join(', ')}]`].join('\n')
}

function sourceOfChunk(program: Program, from: number, lists: ReadonlySet<string>[]): string {
  const rules = program.rules.slice(from, from + rulesPerFunction)
  const slots = new Set(rules.flatMap((rule) => rule.slots))
  const reads = [...slots].map((slot) => `const v${slot} = values[${slot}]`)
  const tests = rules.map((rule, index) => `if (${sourceOf(rule.node, lists)}) certain.push(${from + index})`)
  return [...reads, ...tests].join('\n')
}

function sourceOf(node: ProgramNode, lists: ReadonlySet<string>[]): string {
  if (node.is === 'comparison') return sourceOfComparison(node, lists)
  if (node.is === 'not') return `!(${sourceOf(node.node, lists)})`
  return `(${node.nodes.map((child) => sourceOf(child, lists)).join(node.is === 'all' ? ' && ' : ' || ')})`
}

const symbols: Partial<Record<Comparison['operator'], string>> = {
  equal: '===',
  notEqual: '!==',
  lessThan: '<',
  lessThanInclusive: '<=',
  greaterThan: '>',
  greaterThanInclusive: '>=',
}

function sourceOfComparison({ slot, operator, operand, otherSlot }: Comparison, lists: ReadonlySet<string>[]): string {
  const fact = `v${slot}`
  if (operand instanceof Set) return `${operator === 'notIn' ? '!' : ''}${sourceOfMembership(fact, operand, lists)}`
  const other = otherSlot === undefined ? JSON.stringify(operand) : `v${otherSlot}`
  if (operator === 'contains') return `${fact}.includes(${other})`
  if (operator === 'doesNotContain') return `!${fact}.includes(${other})`
  return `${fact} ${symbols[operator]} ${other}`
}

function sourceOfMembership(fact: string, list: ReadonlySet<string>, lists: ReadonlySet<string>[]): string {
  if (list.size <= longestWrittenList)
    return `(${Array.from(list, (text) => `${fact} === ${JSON.stringify(text)}`).join(' || ')})`
  return `lists[${lists.push(list) - 1}].has(${fact})`
}
