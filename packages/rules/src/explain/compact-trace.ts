import { type CompactTrace, keptFacts } from '../compile/compact-trace.ts'
import { lower } from '../compile/intermediate.ts'
import type { Facts, Point } from '../point.ts'
import type { Policy } from '../policy.ts'
import { type ComparisonTrace, type ConditionTrace, type RuleTrace, trace } from './trace.ts'

/** The trace does not belong to this policy, or somebody changed it. */
export class TraceDoesNotFit extends Error {
  constructor(what: string) {
    super(`This trace was not made by this version of the policy: ${what}.`)
    this.name = 'TraceDoesNotFit'
  }
}

/**
 * The readable trace of one decision, as `trace` gives it, from a compact one that this policy made. Every byte is held against it:
 * throws `TraceDoesNotFit` when one says otherwise.
 */
export function readCompactTrace(point: Point, policy: Policy, compact: CompactTrace, locale?: string): RuleTrace[] {
  const program = lower(point, policy)
  const names = keptFacts(program)
  if (compact.values.length !== names.length) throw new TraceDoesNotFit('it keeps other facts')
  const known = names.map((name, index) => [name, compact.values[index]]).filter(([, value]) => value !== undefined)
  const rules = trace(point, policy, Object.fromEntries(known) as Facts, locale)
  const results = rules.flatMap((rule) =>
    [...comparisonsIn(rule.condition)].map((each) => ({ ...each, rule: rule.rule })),
  )
  if (compact.leaves.length !== results.length) throw new TraceDoesNotFit('it has other comparisons')
  for (const [index, { result, fact, rule }] of results.entries()) {
    const byte = compact.leaves[index]!
    if (byte !== 0 && byte !== (result === 'unknown' ? 3 : result ? 2 : 1))
      throw new TraceDoesNotFit(`the comparison of ${fact} in ${rule} came out differently`)
  }
  return rules
}

function* comparisonsIn(condition: ConditionTrace): Generator<ComparisonTrace> {
  if (condition.is === 'comparison') yield condition
  else for (const part of condition.parts) yield* comparisonsIn(part)
}
