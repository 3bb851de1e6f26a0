import type { RuleSubject, Subject } from './subject.ts'
import { derivedNote, idsOf, outcomeOf, titleOf, titlesOf } from './words.ts'

/**
 * Rules of equal priority that lead to opposite ends and can hold together: which of them decides is then an accident of where
 * they stand. Gives the pairs, so that nothing is said twice of them.
 */
export function findContradictions(
  subject: Subject,
  rules: readonly RuleSubject[],
): (rule: RuleSubject, other: RuleSubject) => boolean {
  const pairs = new Set<string>()
  const keyOf = (one: RuleSubject, other: RuleSubject) =>
    `${Math.min(one.order, other.order)} ${Math.max(one.order, other.order)}`
  const decisive = rules.filter((rule) => rule.decisive)
  for (const rule of decisive) {
    const higher = subject.none(decisive.filter((each) => each.rule.priority > rule.rule.priority))
    const clashing: { other: RuleSubject; claim: Parameters<Subject['report']>[1] }[] = []
    for (const other of decisive) {
      const isEqual = other.order < rule.order && other.rule.priority === rule.rule.priority
      if (!isEqual || Math.sign(other.favour) === Math.sign(rule.favour)) continue
      const question = () => `Whether ${titleOf(rule)} and ${titleOf(other)} can hold together.`
      const answer = subject.ask([subject.form(rule), subject.form(other), ...higher], question)
      if (typeof answer === 'string') continue
      pairs.add(keyOf(rule, other))
      clashing.push({ other, claim: [{ values: subject.model.valuesOf(answer), holding: [rule, other] }] })
    }
    const [worst] = clashing.toSorted((a, b) => isOpposed(rule, b.other) - isOpposed(rule, a.other))
    if (worst) report(subject, rule, [worst.other, ...others(clashing, worst)], worst.claim)
  }
  return (rule, other) => pairs.has(keyOf(rule, other))
}

const others = <T extends { other: RuleSubject }>(all: readonly T[], but: T) =>
  all.filter((each) => each !== but).map(({ other }) => other)

/** One grants, the other refuses. */
const isOpposed = (one: RuleSubject, other: RuleSubject) => (one.favour * other.favour < 0 ? 1 : 0)

function report(
  subject: Subject,
  rule: RuleSubject,
  clashing: readonly RuleSubject[],
  claims: Parameters<Subject['report']>[1],
): void {
  const [first] = clashing as [RuleSubject]
  subject.report(
    {
      kind: 'contradiction',
      severity: clashing.some((each) => isOpposed(rule, each)) ? 'error' : 'warning',
      path: rule.path,
      message:
        `${titleOf(rule)} leads to ${outcomeOf(subject, rule)}, ${titlesOf(clashing, 'and')} to ${outcomeOf(subject, first)}. ` +
        `They can hold together and have the same priority, ${rule.rule.priority}.${derivedNote(subject, [rule, first])}`,
      mend: 'Give them different priorities, or narrow one of them.',
      rules: idsOf([rule, ...clashing]),
    },
    claims,
  )
}
