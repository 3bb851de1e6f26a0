import { errorAt, type Finding, type Path } from '../finding.ts'
import { own } from '../names.ts'
import type { Condition, Policy } from '../policy.ts'

const deepest = 16
const mostLeaves = 2_000
const mostTooDeep = 10

type Size = { depth: number; leaves: number }

/**
 * Bounds what evaluating can cost: no condition that refers to itself, none deeper than 16 levels, and no more than 2,000
 * comparisons, each counted as often as named conditions repeat it.
 */
export function checkNesting(policy: Policy): Finding[] {
  const sizes = new Map<string, Size>()
  const findings: Finding[] = []
  for (const name of Object.keys(policy.conditions)) {
    const circle = measureNamed(policy, name, sizes, [])
    if (typeof circle !== 'string') continue
    findings.push(errorAt(['conditions', name], `This condition refers to itself: ${circle}.`, 'Break the circle.'))
    return findings
  }
  let leaves = 0
  const parts: [Path, Condition][] = [
    ...Object.entries(policy.conditions).map(([name, node]): [Path, Condition] => [['conditions', name], node]),
    ...policy.rules.map(({ conditions }, index): [Path, Condition] => [['rules', index, 'conditions'], conditions]),
  ]
  for (const [path, node] of parts) {
    const size = measure(policy, node, sizes, []) as Size
    if (size.depth > deepest && findings.length < mostTooDeep)
      findings.push(errorAt(path, `Conditions are nested deeper than ${deepest} levels here.`, 'Flatten them.'))
    if (path[0] === 'rules') leaves += size.leaves
    if (Math.max(leaves, size.leaves) <= mostLeaves) continue
    const what = path[0] === 'rules' ? 'The rules make' : 'This condition makes'
    findings.push(
      errorAt(path, `${what} more than ${mostLeaves} comparisons, named conditions included.`, 'Simplify them.'),
    )
    break
  }
  return findings
}

/** The size of a condition with the named ones put in, or the circle that it runs into, as "a → b → a". */
function measure(policy: Policy, node: Condition, sizes: Map<string, Size>, within: readonly string[]): Size | string {
  if ('condition' in node) return measureNamed(policy, node.condition, sizes, within)
  const children = 'all' in node ? node.all : 'any' in node ? node.any : 'not' in node ? [node.not] : []
  if (children.length === 0) return { depth: 1, leaves: 1 }
  const total = { depth: 0, leaves: 0 }
  for (const child of children) {
    const size = measure(policy, child, sizes, within)
    if (typeof size === 'string') return size
    total.depth = Math.max(total.depth, size.depth + 1)
    total.leaves += size.leaves
  }
  return total
}

function measureNamed(
  policy: Policy,
  name: string,
  sizes: Map<string, Size>,
  within: readonly string[],
): Size | string {
  const known = sizes.get(name)
  if (known) return known
  if (within.includes(name)) return [...within.slice(within.indexOf(name)), name].join(' → ')
  const node = own(policy.conditions, name)
  if (!node) return { depth: 1, leaves: 0 }
  const size = measure(policy, node, sizes, [...within, name])
  if (typeof size === 'object') sizes.set(name, size)
  return size
}
