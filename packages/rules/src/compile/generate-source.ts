import { fromComparable } from './comparable.ts'
import type { Comparable, Comparison, Program, ProgramNode, ProgramRule } from './intermediate.ts'

/** V8 stops optimising very large functions: so many rules share one. */
const rulesPerFunction = 20
const longestWrittenList = 4

/** Wraps the text of a comparison, for code that notes what each came to. */
type WrapLeaf = (source: string) => string

/**
 * Writes conditions as JavaScript over the constants `v0`, `v1` … of their slots and the constants `list0` … of long lists. The text
 * is made of numbers, operators and constants as JSON; nothing of a policy is taken over as code. Days and moments are compared
 * as the texts that documents hold: in these forms texts have the order of time, and reading them as numbers costs more.
 */
export class SourceWriter {
  lists: ReadonlySet<string>[] = []
  #program: Program
  #wrapLeaf: WrapLeaf

  constructor(program: Program, wrapLeaf: WrapLeaf = (source) => source) {
    this.#program = program
    this.#wrapLeaf = wrapLeaf
  }

  /** Reads the facts that these rules test. */
  reads(rules: readonly ProgramRule[]): string {
    const slots = [...new Set(rules.flatMap((rule) => rule.slots))]
    return slots.map((slot) => `const v${slot} = facts[${JSON.stringify(this.#program.facts[slot])}]`).join('\n')
  }

  condition(node: ProgramNode): string {
    if (node.is === 'comparison') return this.#wrapLeaf(this.#comparison(node))
    if (node.is === 'not') return `!(${this.condition(node.node)})`
    return `(${node.nodes.map((child) => this.condition(child)).join(node.is === 'all' ? ' && ' : ' || ')})`
  }

  /** The functions, each for so many rules, and the names to call them by. `testOf` writes what is done with one rule. */
  chunks(parameters: string, testOf: (rule: ProgramRule, index: number) => string): { text: string; calls: string } {
    const texts: string[] = []
    const calls: string[] = []
    const { rules } = this.#program
    for (let from = 0; from < rules.length; from += rulesPerFunction) {
      const some = rules.slice(from, from + rulesPerFunction)
      const tests = some.map((rule, offset) => testOf(rule, from + offset))
      texts.push(`function chunk${from}(${parameters}) {\n${this.reads(some)}\n${tests.join('\n')}\n}`)
      calls.push(`chunk${from}(${parameters})`)
    }
    return { text: texts.join('\n'), calls: calls.join('\n') }
  }

  /** The constants of the lists, to stand before the chunks; the lists themselves are passed as `lists`. */
  listConstants(): string {
    return this.lists.map((_, index) => `const list${index} = lists[${index}]`).join('\n')
  }

  #comparison({ slot, operator, operand, otherSlot }: Comparison): string {
    const fact = `v${slot}`
    if (operand instanceof Set) return `${operator === 'notIn' ? '!' : ''}${this.#membership(fact, operand)}`
    const other =
      otherSlot === undefined
        ? JSON.stringify(fromComparable(this.#program.definitions[slot]!.kind, operand as Comparable))
        : `v${otherSlot}`
    if (operator === 'contains') return `${fact}.includes(${other})`
    if (operator === 'doesNotContain') return `!${fact}.includes(${other})`
    return `${fact} ${symbols[operator]} ${other}`
  }

  #membership(fact: string, list: ReadonlySet<string>): string {
    if (list.size <= longestWrittenList)
      return `(${Array.from(list, (text) => `${fact} === ${JSON.stringify(text)}`).join(' || ')})`
    return `list${this.lists.push(list) - 1}.has(${fact})`
  }
}

const symbols: Partial<Record<Comparison['operator'], string>> = {
  equal: '===',
  notEqual: '!==',
  lessThan: '<',
  lessThanInclusive: '<=',
  greaterThan: '>',
  greaterThanInclusive: '>=',
}

/** A test whether any of these facts is unknown. */
export function anyUnknown(names: readonly string[]): string {
  return names.map((name) => `facts[${JSON.stringify(name)}] === undefined`).join(' || ') || 'false'
}
