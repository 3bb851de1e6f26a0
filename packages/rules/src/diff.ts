import { vocabularyOf } from './derived/vocabulary.ts'
import { changed, type PolicyChange, type Versions } from './diff/change.ts'
import { changesOfOrder } from './diff/order.ts'
import { changesOfOtherwise, changesOfRules } from './diff/rules.ts'
import { changesOfCalendars, changesOfConditions, changesOfDerived, changesOfParameters } from './diff/vocabulary.ts'
import { listed, own } from './names.ts'
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
    ...changesOfCalendars(versions),
    ...changesOfDerived(versions),
    ...changesOfConditions(versions),
    ...changesOfCovers(versions),
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

function changesOfCovers({ point, before, after }: Versions): PolicyChange[] {
  const inWords = ({ covers, ...policy }: Policy) => {
    const { facts } = vocabularyOf(point, policy)
    return covers
      .map((names) =>
        listed(
          names.map((name) => own(facts, name)!.title),
          'and',
        ),
      )
      .join('; ')
  }
  const [from, to] = [inWords(before), inWords(after)]
  if (from === to) return []
  return [changed({ of: 'policy', name: 'covers', path: ['covers'] }, 'What has to be covered changed.', from, to)]
}
