import { factsOver } from '../cases.ts'
import { no, yes } from '../compile/kleene.ts'
import type { CaseFile } from '../decision.ts'
import { describeCondition } from '../explain/plain-language.ts'
import type { Facts, Point } from '../point.ts'
import type { Policy } from '../policy.ts'
import { Reading, truthOf } from './reading.ts'

export type RuleCoverage = {
  rule: string
  title: string
  pointer: string
  /** How many cases it decides, and in how many it holds and doesn't. */
  decides: number
  holds: number
  holdsNot: number
}

export type LeafCoverage = {
  /** Where the comparison stands: in a rule, or in a named condition. */
  pointer: string
  /** In words: "expected amount: below $10,000". */
  text: string
  /** Ids of the rules that ask it, in order of evaluation. */
  rules: readonly string[]
  seenTrue: boolean
  seenFalse: boolean
}

/** What the cases have seen of a policy. A comparison of an unknown fact has been seen neither way. */
export type ConditionCoverage = { rules: readonly RuleCoverage[]; conditions: readonly LeafCoverage[] }

/** Which rules the cases have seen decide, and which comparisons they have seen come out true and false. */
export function conditionCoverage(point: Point, policy: Policy, file: CaseFile, locale = 'en-US'): ConditionCoverage {
  const reading = new Reading(point, policy)
  const { leaves, rules } = reading.placed
  const seen = factsOfFile(file).map((facts) => {
    const truths = reading.truths(facts)
    const { decision } = reading.compiled.examine(facts)
    return { truths, because: decision.status === 'decided' ? decision.because : [] }
  })
  return {
    rules: rules.map(({ id, title, pointer, tree }) => {
      const truths = seen.map((each) => truthOf(tree, each.truths))
      return {
        rule: id,
        title,
        pointer,
        decides: seen.filter(({ because }) => because.includes(id)).length,
        holds: truths.filter((truth) => truth === yes).length,
        holdsNot: truths.filter((truth) => truth === no).length,
      }
    }),
    conditions: leaves.map(({ leaf, pointer }, index) => ({
      pointer,
      text: describeCondition(point, policy, leaf, locale),
      rules: rules.filter((rule) => rule.leaves.includes(index)).map(({ id }) => id),
      seenTrue: seen.some(({ truths }) => truths[index] === yes),
      seenFalse: seen.some(({ truths }) => truths[index] === no),
    })),
  }
}

/** The facts of every decision that a file of cases asks for: its cases, and the claims of those that several make together. */
export function factsOfFile(file: CaseFile): Facts[] {
  const claims = (file.together ?? []).flatMap((each) => Object.values(each.claims))
  return [...file.cases.map((each) => each.facts), ...claims].map((facts) => factsOver(file.base, facts))
}
