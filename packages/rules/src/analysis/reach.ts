import { own } from '../names.ts'
import type { RuleEvent } from '../policy.ts'
import type { Claim, RuleSubject, Subject } from './subject.ts'
import { derivedNote, idsOf, outcomeOf, titleOf, titlesOf } from './words.ts'

/**
 * Rules that decide nothing: others always come first, one or several together, or say the same anyway. `rules` can hold, each by
 * itself; `contradicting` are pairs of equal priority that were reported as such. Gives the rules that are reached.
 */
export function findUnreached(
  subject: Subject,
  rules: readonly RuleSubject[],
  contradicting: (rule: RuleSubject, other: RuleSubject) => boolean,
): RuleSubject[] {
  return rules.filter((rule) => {
    const rivals = rules.filter((each) => each !== rule && comesBefore(each, rule))
    const covering = covers(subject, rule, rivals)
    if (covering.length === 0) reportWithoutEffect(subject, rule, rules)
    else if (covering.length === 1 && covering[0]!.outcome === rule.outcome) reportCovered(subject, rule, covering[0]!)
    else if (!covering.every((each) => contradicting(rule, each))) reportUnreached(subject, rule, covering, rivals)
    return covering.length === 0
  })
}

/** Whether `one`, where it holds, keeps `other` from having a say. */
function comesBefore(one: RuleSubject, other: RuleSubject): boolean {
  return one.decisive && (one.order < other.order || !other.decisive)
}

/** As few rivals as can be that leave the rule nothing; none when it is reached. */
function covers(subject: Subject, rule: RuleSubject, rivals: readonly RuleSubject[]): readonly RuleSubject[] {
  const reached = (holding: ReadonlySet<number>) =>
    holding.has(rule.order) && !rivals.some(({ order }) => holding.has(order))
  if (rivals.length === 0 || subject.met(reached)) return []
  const form = subject.form(rule)
  const question = () => `Whether ${titleOf(rule)} ever decides.`
  if (subject.ask([form, ...subject.none(rivals)], question) !== 'never') return []
  const single = rivals.find((rival) => isWithin(subject, rule, rival))
  if (single) return [single]
  let covering = rivals.filter((rival) => subject.ask([form, subject.form(rival)]) !== 'never')
  for (const rival of covering.toReversed()) {
    const fewer = covering.filter((each) => each !== rival)
    if (subject.ask([form, ...subject.none(fewer)]) === 'never') covering = fewer
  }
  return covering
}

/** Whether `outer` holds wherever `inner` does. */
function isWithin(subject: Subject, inner: RuleSubject, outer: RuleSubject): boolean {
  if (subject.met((holding) => holding.has(inner.order) && !holding.has(outer.order))) return false
  const question = () => `Whether ${titleOf(inner)} holds only where ${titleOf(outer)} does.`
  return subject.ask([subject.form(inner), ...subject.none([outer])], question) === 'never'
}

/** Facts under which all the rules hold; none of `others` does, if that can be. */
function example(subject: Subject, holding: readonly RuleSubject[], others: readonly RuleSubject[] = []): Claim[] {
  const forms = holding.map((rule) => subject.form(rule))
  const quiet = subject.ask([...forms, ...subject.none(others)])
  const answer = quiet === 'never' ? subject.ask(forms) : quiet
  return typeof answer === 'string' ? [] : [{ values: subject.model.valuesOf(answer), holding }]
}

function reportUnreached(
  subject: Subject,
  rule: RuleSubject,
  covering: readonly RuleSubject[],
  rivals: readonly RuleSubject[],
): void {
  const first = covering.length === 1 ? 'comes first' : 'comes first, one or the other'
  subject.report(
    {
      kind: 'unreached-rule',
      severity: 'error',
      path: rule.path,
      message: `${titleOf(rule)} never decides: wherever it holds, ${titlesOf(covering, 'or')} ${first}.${derivedNote(subject, [rule])}`,
      mend: rule.decisive
        ? 'Give it a higher priority, narrow what comes first, or remove it.'
        : 'Narrow what comes first, or remove it.',
      rules: idsOf([rule, ...covering]),
    },
    example(
      subject,
      [rule, covering[0]!],
      rivals.filter((each) => !covering.includes(each)),
    ),
  )
}

/** The rule holds only where `other` comes first, with the same outcome. */
function reportCovered(subject: Subject, rule: RuleSubject, other: RuleSubject): void {
  const isSame = isWithin(subject, other, rule)
  subject.report(
    {
      kind: isSame ? 'duplicate-rule' : 'subsumed-rule',
      severity: 'warning',
      path: rule.path,
      message: isSame
        ? `${titleOf(rule)} says the same as ${titleOf(other)}, which comes first: it never decides.`
        : `${titleOf(rule)} changes nothing: it holds only where ${titleOf(other)} comes first, with the same outcome.`,
      mend: isSame ? 'Remove one of the two.' : 'Remove it, or give it a higher priority if its words should be read.',
      rules: idsOf([rule, other]),
    },
    example(subject, [rule, other]),
  )
}

/** The rule is reached, but another one would say the same in its place. */
function reportWithoutEffect(subject: Subject, rule: RuleSubject, rules: readonly RuleSubject[]): void {
  const couldReplace = (other: RuleSubject) =>
    rule.decisive ? other.decisive && other.order > rule.order && saysTheSame(rule, other) : !other.decisive
  for (const other of rules) {
    if (other === rule || !couldReplace(other) || !isWithin(subject, rule, other)) continue
    const isSame = other.outcome === rule.outcome && isWithin(subject, other, rule)
    // Of two that are the same, the later one is reported.
    if (isSame && other.order > rule.order) continue
    if (!isSame && !(rule.decisive ? nothingBetween(subject, rule, other, rules) : addsNothing(subject, rule, other)))
      continue
    subject.report(
      {
        kind: isSame ? 'duplicate-rule' : 'subsumed-rule',
        severity: 'warning',
        path: rule.path,
        message: isSame
          ? `${titleOf(rule)} and ${titleOf(other)} say the same: both count wherever one does.`
          : `${titleOf(rule)} changes nothing: wherever it holds, ${titleOf(other)} does too, and leads to ${outcomeOf(subject, other)} as well.`,
        mend: isSame ? 'Remove one of the two.' : 'Remove it, or let it lead to something else.',
        rules: idsOf([rule, other]),
      },
      example(subject, [rule, other]),
    )
    return
  }
}

/** Whether `other` would decide in the rule's place: no rule that says something else comes before it. */
function nothingBetween(
  subject: Subject,
  rule: RuleSubject,
  other: RuleSubject,
  rules: readonly RuleSubject[],
): boolean {
  const between = rules.filter(({ order, decisive }) => decisive && order > rule.order && order < other.order)
  const before = subject.none(rules.filter(({ order, decisive }) => decisive && order < rule.order))
  return between.every((next, index) => {
    if (saysTheSame(rule, next)) return true
    const forms = [subject.form(rule), subject.form(next), ...before, ...subject.none(between.slice(0, index))]
    return subject.ask(forms, () => `Whether ${titleOf(rule)} changes anything.`) === 'never'
  })
}

function saysTheSame(one: RuleSubject, other: RuleSubject): boolean {
  return one.outcome === other.outcome && sameWords(one, other)
}

function sameWords({ rule: one }: RuleSubject, { rule: other }: RuleSubject): boolean {
  const { partner, possible, staff } = one.wording
  return (
    partner === other.wording.partner &&
    possible === other.wording.possible &&
    staff === other.wording.staff &&
    one.audience === other.audience
  )
}

/** Whether the rule, collected together with the other, leaves the sum, the least or the greatest as it is. */
function addsNothing({ point, policy }: Subject, rule: RuleSubject, other: RuleSubject): boolean {
  const definitions = own(point.outcomes, rule.rule.event.type)!.parameters
  const names = Object.keys(rule.rule.event.params)
  const numberIn = (value: RuleEvent['params'][string]) => {
    const literal =
      typeof value === 'object' && 'parameter' in value ? own(policy.parameters, value.parameter)!.value : value
    return typeof literal === 'number' ? literal : undefined
  }
  return (
    names.length > 0 &&
    names.every((name) => {
      const mine = numberIn(rule.rule.event.params[name]!)
      const theirs = own(other.rule.event.params, name)
      const aggregation = own(definitions, name)!.aggregation
      if (aggregation === 'sum') return mine === 0
      if (theirs === undefined) return false
      if (aggregation === 'first') return other.order < rule.order
      const yours = numberIn(theirs)
      if (mine === undefined || yours === undefined) return false
      return aggregation === 'least' ? yours <= mine : yours >= mine
    })
  )
}
