import { changed, type PolicyChange } from './diff/change.ts'
import { changesOfOrder } from './diff/order.ts'
import { changesOfOtherwise, changesOfRules } from './diff/rules.ts'
import { changesOfConditions, changesOfParameters } from './diff/vocabulary.ts'
import { own } from './names.ts'
import type { Point } from './point.ts'
import { points } from './points/points.ts'
import type { Policy } from './policy.ts'

export type { PolicyChange } from './diff/change.ts'

/** What changed from `before` to `after`: by rule, parameter and named condition, however the text was rearranged. */
export function diffPolicies(before: Policy, after: Policy): PolicyChange[] {
  const point = own<Point>(points, after.point)
  if (!point || before.point !== after.point) throw new Error('Two policies of one decision point can be compared.')
  const versions = { point, before, after }
  return [
    ...changesOfHeading(before, after),
    ...changesOfParameters(versions),
    ...changesOfConditions(versions),
    ...changesOfRules(versions),
    ...changesOfOrder(versions),
    ...changesOfOtherwise(versions),
  ]
}

function changesOfHeading(before: Policy, after: Policy): PolicyChange[] {
  return (['title', 'currency'] as const)
    .filter((name) => before[name] !== after[name])
    .map((name) => changed({ of: 'policy', name, path: [name] }, `The ${name} changed.`, before[name], after[name]))
}
