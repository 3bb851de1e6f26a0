import type { ProgramNode } from '../compile/intermediate.ts'
import type { Path } from '../finding.ts'
import { own } from '../names.ts'
import type { Condition, Leaf, Policy } from '../policy.ts'

/** A condition at its place in the document, with what the program made of it. A named one is a place of its own. */
export type Site = {
  condition: Condition
  node: ProgramNode
  path: Path
  children: readonly Site[]
}

export function siteOf(condition: Condition, node: ProgramNode, path: Path): Site {
  return { condition, node, path, children: childrenOf(condition, node, path) }
}

function childrenOf(condition: Condition, node: ProgramNode, path: Path): Site[] {
  if ('all' in condition || 'any' in condition) {
    const [key, parts] = 'all' in condition ? (['all', condition.all] as const) : (['any', condition.any] as const)
    const { nodes } = node as ProgramNode & { is: 'all' | 'any' }
    return parts.map((part, index) => siteOf(part, nodes[index]!, [...path, key, index]))
  }
  if ('not' in condition) return [siteOf(condition.not, (node as ProgramNode & { is: 'not' }).node, [...path, 'not'])]
  return []
}

/** A comparison and where it stands. */
type LeafSite = { leaf: Leaf; path: Path }

/** Every comparison at or below the condition, in named ones too. */
export function* leavesBelow(
  policy: Pick<Policy, 'conditions'>,
  condition: Condition,
  path: Path,
  seen = new Set<string>(),
): Generator<LeafSite> {
  if ('all' in condition)
    for (const [index, part] of condition.all.entries()) yield* leavesBelow(policy, part, [...path, 'all', index], seen)
  else if ('any' in condition)
    for (const [index, part] of condition.any.entries()) yield* leavesBelow(policy, part, [...path, 'any', index], seen)
  else if ('not' in condition) yield* leavesBelow(policy, condition.not, [...path, 'not'], seen)
  else if ('fact' in condition) yield { leaf: condition, path }
  else if (!seen.has(condition.condition)) {
    seen.add(condition.condition)
    const named = own(policy.conditions, condition.condition)!
    yield* leavesBelow(policy, named, ['conditions', condition.condition], seen)
  }
}
