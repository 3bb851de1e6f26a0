import { inOrderOfEvaluation } from '../compile/intermediate.ts'
import type { Policy } from '../policy.ts'
import { changed, type PolicyChange, type Versions } from './change.ts'

/** Rules that are looked at before or after others now: those outside the longest order that both versions share. */
export function changesOfOrder({ before, after }: Versions): PolicyChange[] {
  const old = sequenceOf(before)
  const common = sequenceOf(after).filter((id) => old.includes(id))
  const kept = longestRising(common.map((id) => old.indexOf(id)))
  const ruleOf = (policy: Policy, id: string) => policy.rules.find((rule) => rule.id === id)!
  return common.flatMap((id, position): PolicyChange[] => {
    if (kept.has(position)) return []
    const rule = ruleOf(after, id)
    const next = common[position + 1]
    const place =
      next === undefined ? 'is looked at last now' : `is looked at just before "${ruleOf(after, next).title}" now`
    const subject = { of: 'rule', name: id, path: ['rules', after.rules.indexOf(rule), 'priority'] } as const
    const [from, to] = [String(ruleOf(before, id).priority), String(rule.priority)]
    return [{ ...changed(subject, `"${rule.title}" ${place}.`, from, to), what: 'reordered' }]
  })
}

function sequenceOf(policy: Policy): string[] {
  return inOrderOfEvaluation(policy.rules).map((rule) => rule.id)
}

/** The positions of a longest rising subsequence. */
function longestRising(numbers: readonly number[]): Set<number> {
  const length = numbers.map(() => 1)
  const previous = numbers.map(() => -1)
  numbers.forEach((number, i) => {
    for (let j = 0; j < i; j++)
      if (numbers[j]! < number && length[j]! >= length[i]!) {
        length[i] = length[j]! + 1
        previous[i] = j
      }
  })
  const kept = new Set<number>()
  for (let at = length.indexOf(Math.max(...length)); at >= 0; at = previous[at]!) kept.add(at)
  return kept
}
