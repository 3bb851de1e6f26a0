import { derivedNameOf, factsIn, inOrder } from '../derived/graph.ts'
import { inferKind } from '../derived/infer.ts'
import type { DerivedKind } from '../derived/kinds.ts'
import { errorAt, type Finding, findingsOf } from '../finding.ts'
import type { Point } from '../point.ts'
import type { Policy } from '../policy.ts'

const mostDerived = 50
const longestCircleTold = 6

/** Derived facts name what exists, fit together, and stand in no circle; those that need a calendar have one. */
export function checkDerived(point: Point, policy: Policy): Finding[] {
  if (Object.keys(policy.derived).length > mostDerived)
    return [
      errorAt(['derived'], `There are more than ${mostDerived} derived facts.`, 'Remove those that are not needed.'),
    ]
  const { order, stuck } = inOrder(policy.derived)
  const kinds = new Map<string, DerivedKind>()
  const findings = findingsOf([...order, ...stuck], (name) => {
    const { kind, mistakes } = inferKind(point, policy, policy.derived[name]!, kinds)
    if (kind && !stuck.has(name)) kinds.set(name, kind)
    return mistakes.map(({ path, message, mend }) => errorAt(['derived', name, ...path], message, mend))
  })
  return [...findings, ...circles(policy, stuck)]
}

/** One finding a circle, at the first fact of it that stands in the document. */
function circles(policy: Policy, stuck: ReadonlySet<string>): Finding[] {
  const findings: Finding[] = []
  const visited = new Set<string>()
  for (const start of stuck) {
    const way: string[] = []
    let name: string | undefined = start
    while (name !== undefined && !visited.has(name)) {
      visited.add(name)
      way.push(name)
      name = factsIn(policy.derived[name]!)
        .map(derivedNameOf)
        .find((other) => other !== undefined && stuck.has(other))
    }
    if (name === undefined || !way.includes(name)) continue
    const circle = [...way.slice(way.indexOf(name)), name]
    const told = circle.length > longestCircleTold ? [...circle.slice(0, longestCircleTold - 1), '…', name] : circle
    findings.push(
      errorAt(
        ['derived', name],
        `This derived fact is worked out from itself: ${told.join(' → ')}.`,
        'Break the circle: start from facts that are known.',
      ),
    )
  }
  return findings
}
