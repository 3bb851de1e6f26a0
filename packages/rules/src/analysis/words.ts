import { fromComparable } from '../compile/comparable.ts'
import type { Comparable } from '../compile/intermediate.ts'
import { derivedNameOf } from '../derived/graph.ts'
import { describeCondition } from '../explain/plain-language.ts'
import { formatValue } from '../format.ts'
import { listed, own } from '../names.ts'
import type { Condition } from '../policy.ts'
import type { RuleSubject, Subject } from './subject.ts'

export const titleOf = (rule: RuleSubject) => `"${rule.rule.title}"`
export const titlesOf = (rules: readonly RuleSubject[], word: 'and' | 'or') => listed(rules.map(titleOf), word)
export const idsOf = (rules: readonly RuleSubject[]) => rules.map(({ rule }) => rule.id)

/** A condition as a phrase in quotation marks. */
export function phraseOf({ point, policy, locale }: Subject, condition: Condition): string {
  return `"${describeCondition(point, policy, condition, locale)}"`
}

/** The title of an outcome: "Not approved". */
export function outcomeOf({ point }: Subject, { rule }: RuleSubject): string {
  return `"${own(point.outcomes, rule.event.type)!.title}"`
}

/** A fact's value as a person reads it: "$6,000". */
export function wordOf({ program, policy, locale }: Subject, slot: number, value: Comparable): string {
  const definition = program.definitions[slot]!
  return formatValue(definition, fromComparable(definition.kind, value), { locale, currency: policy.currency })
}

export const factTitle = ({ program }: Subject, slot: number) => program.definitions[slot]!.title

/** Says so where the example rests on derived facts, which the analysis takes as if they could have any value. */
export function derivedNote({ program }: Subject, rules: readonly RuleSubject[]): string {
  const slots = new Set(rules.flatMap(({ order }) => program.rules[order]!.slots))
  const derived = [...slots].filter((slot) => derivedNameOf(program.facts[slot]!) !== undefined)
  if (derived.length === 0) return ''
  const titles = listed(
    derived.map((slot) => program.definitions[slot]!.title),
    'and',
  )
  return ` In the example, this is taken as given, not worked out: ${titles}.`
}
