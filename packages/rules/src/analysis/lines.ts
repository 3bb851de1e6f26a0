import { boundsOf } from '../compile/cells.ts'
import { toComparable } from '../compile/comparable.ts'
import type { Path } from '../finding.ts'
import { own } from '../names.ts'
import type { Leaf } from '../policy.ts'
import { leavesBelow } from './sites.ts'
import type { RuleSubject, Subject } from './subject.ts'

/** A line that a rule draws through the values of a number, an amount, a rate, a day or a moment. */
export type Line = {
  rule: RuleSubject
  slot: number
  leaf: Leaf
  path: Path
  /** The value that is written, or that its parameter has. */
  constant: number
  /** The least value above the line: the constant itself, or the one after it. */
  edge: number
  /** Where the constant comes from: a parameter, or undefined for one that is written out. */
  parameter: string | undefined
}

/** The lines of one fact, and the values that rules single out by `equal` or `notEqual`. */
export type LinesOfFact = { slot: number; lines: readonly Line[]; singled: ReadonlySet<number> }

/** How far the edge lies above the constant: `<` and `>=` draw the line below it, `<=` and `>` above. */
const edgeAbove: Readonly<Record<string, number>> = {
  lessThan: 0,
  greaterThanInclusive: 0,
  lessThanInclusive: 1,
  greaterThan: 1,
}

export function linesOf(subject: Subject, rules: readonly RuleSubject[]): LinesOfFact[] {
  const bySlot = new Map<number, { lines: Line[]; singled: Set<number> }>()
  for (const rule of rules)
    for (const { leaf, path } of leavesBelow(subject.policy, rule.rule.conditions, [...rule.path, 'conditions'])) {
      const slot = subject.program.facts.indexOf(leaf.fact)
      const constant = constantOf(subject, leaf, slot)
      if (constant === undefined) continue
      const known = bySlot.get(slot) ?? { lines: [], singled: new Set() }
      bySlot.set(slot, known)
      const above = edgeAbove[leaf.operator]
      if (above === undefined) known.singled.add(constant)
      else known.lines.push({ rule, slot, leaf, path, constant, edge: constant + above, parameter: parameterOf(leaf) })
    }
  return [...bySlot].map(([slot, { lines, singled }]) => {
    const [least, most] = boundsOf(subject.program.definitions[slot]!)
    return { slot, lines: lines.filter(({ edge }) => edge > least && edge <= most), singled }
  })
}

function constantOf({ policy, program }: Subject, { value }: Leaf, slot: number): number | undefined {
  const { kind } = program.definitions[slot]!
  if (kind === 'yesNo' || kind === 'choice' || kind === 'text' || kind === 'set') return undefined
  if (typeof value === 'object' && 'fact' in value) return undefined
  const literal =
    typeof value === 'object' && 'parameter' in value ? own(policy.parameters, value.parameter)!.value : value
  return toComparable(kind, literal) as number
}

function parameterOf({ value }: Leaf): string | undefined {
  return typeof value === 'object' && 'parameter' in value ? value.parameter : undefined
}
