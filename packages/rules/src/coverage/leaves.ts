import { inOrderOfEvaluation } from '../compile/intermediate.ts'
import { type Path, pointerOf } from '../finding.ts'
import { own } from '../names.ts'
import type { Condition, Leaf, Policy } from '../policy.ts'

/** A rule's conditions with the named ones put in; `leaf` is an index into the list of leaves. */
export type Tree =
  | { is: 'all' | 'any'; parts: readonly Tree[] }
  | { is: 'not'; part: Tree }
  | { is: 'leaf'; leaf: number }

export type PlacedRule = { id: string; title: string; pointer: string; tree: Tree; leaves: readonly number[] }

/** One comparison of a policy, and where it stands: in a rule, or in a named condition that rules share. */
export type PlacedLeaf = { leaf: Leaf; pointer: string }

export type Placed = {
  /** In the order in which they stand in the document; each once, however many rules share it. */
  leaves: readonly PlacedLeaf[]
  /** In order of evaluation. */
  rules: readonly PlacedRule[]
}

/** Every comparison of a policy that was parsed before. Named conditions that no rule uses have none. */
export function placeLeaves(policy: Pick<Policy, 'rules' | 'conditions'>): Placed {
  const leaves: PlacedLeaf[] = []
  const named = new Map<string, Tree>()

  function treeOf(condition: Condition, path: Path): Tree {
    if ('all' in condition) return { is: 'all', parts: partsOf(condition.all, [...path, 'all']) }
    if ('any' in condition) return { is: 'any', parts: partsOf(condition.any, [...path, 'any']) }
    if ('not' in condition) return { is: 'not', part: treeOf(condition.not, [...path, 'not']) }
    if (!('condition' in condition))
      return { is: 'leaf', leaf: leaves.push({ leaf: condition, pointer: pointerOf(path) }) - 1 }
    const name = condition.condition
    let tree = named.get(name)
    if (!tree) {
      tree = treeOf(own(policy.conditions, name)!, ['conditions', name])
      named.set(name, tree)
    }
    return tree
  }
  const partsOf = (children: readonly Condition[], path: Path) =>
    children.map((child, index) => treeOf(child, [...path, index]))

  const trees = policy.rules.map((rule, index) => treeOf(rule.conditions, ['rules', index, 'conditions']))
  const rules = inOrderOfEvaluation(policy.rules).map((rule): PlacedRule => {
    const index = policy.rules.indexOf(rule)
    const tree = trees[index]!
    return {
      id: rule.id,
      title: rule.title,
      pointer: pointerOf(['rules', index]),
      tree,
      leaves: [...new Set(leavesBelow(tree))],
    }
  })
  return { leaves, rules }
}

function leavesBelow(tree: Tree): number[] {
  if (tree.is === 'leaf') return [tree.leaf]
  return (tree.is === 'not' ? [tree.part] : tree.parts).flatMap(leavesBelow)
}
