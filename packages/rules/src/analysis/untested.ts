import { coverage } from '../cases.ts'
import type { CaseFile } from '../decision.ts'
import { type Finding, pointerOf } from '../finding.ts'
import type { Point } from '../point.ts'
import type { Policy } from '../policy.ts'

/** Rules that no case is decided by, or that no case just misses: nobody would notice if they changed. */
export function findUntested(point: Point, policy: Policy, cases: CaseFile): Finding[] {
  const { neverDecided, withoutNearMiss } = coverage(point, policy, cases)
  const lacking = { decided: new Set(neverDecided), missed: new Set(withoutNearMiss) }
  return policy.rules.flatMap(({ id, title }, index): Finding[] => {
    const wants = [
      ...(lacking.decided.has(id) ? ['is decided by it'] : []),
      ...(lacking.missed.has(id) ? ['just misses it'] : []),
    ]
    if (wants.length === 0) return []
    return [
      {
        kind: 'untested-rule',
        severity: 'warning',
        pointer: pointerOf(['rules', index]),
        message: `No case ${wants.join(', and none ')}: "${title}".`,
        mend: 'Add a case that it decides, and one that differs from it in a single fact.',
        rules: [id],
      },
    ]
  })
}
