import type { Form } from './forms.ts'
import type { Line, LinesOfFact } from './lines.ts'
import type { Answer, RuleSubject, Subject } from './subject.ts'
import { derivedNote, factTitle, idsOf, titleOf, wordOf } from './words.ts'

/** The two lines through one value: below it and above it. */
type Doubled = { slot: number; value: number; below: readonly Line[]; above: readonly Line[] }

/**
 * "Over 6,000" beside "at least 6,000": two rules draw a line at the same value, one below and one above it, so that just this
 * value is claimed by both, or falls to one that has no other.
 */
export function findRangeOverlaps(subject: Subject, facts: readonly LinesOfFact[]): void {
  for (const { slot, lines } of facts)
    for (const value of new Set(lines.map(({ constant }) => constant))) {
      const here = lines.filter(({ constant }) => constant === value)
      const below = here.filter(({ edge }) => edge === value)
      const above = here.filter(({ edge }) => edge > value)
      if (below.length === 0 || above.length === 0) continue
      const doubled = { slot, value, below, above }
      if (!claimedTwice(subject, doubled)) leftToOne(subject, doubled)
    }
}

/** Forms of rules at the value, just below it and just above it. */
function readings({ model }: Subject, { slot, value }: Doubled) {
  const at = (place: number) => (rule: RuleSubject) => model.of(rule.node, model.at(slot, place))
  return { here: at(value), under: at(value - 1), over: at(value + 1), not: (form: Form) => model.space.not(form) }
}

/** "At most 6,000" and "at least 6,000": both rules hold at the value, and only there. */
function claimedTwice(subject: Subject, doubled: Doubled): boolean {
  const { here, under, over, not } = readings(subject, doubled)
  for (const upTo of doubled.above)
    for (const from of doubled.below) {
      const [first, second] = [upTo.rule, from.rule].toSorted((a, b) => a.order - b.order) as [RuleSubject, RuleSubject]
      const bothCount = !first.decisive && !second.decisive
      if (first === second || (first.outcome === second.outcome && !bothCount) || areTwoLines(upTo, from)) continue
      const higher = subject.rules.filter(({ order, decisive }) => decisive && order < first.order)
      const forms = [
        ...[here(upTo.rule), here(from.rule), under(upTo.rule), over(from.rule)],
        ...[not(under(from.rule)), not(over(upTo.rule)), ...higher.map((rule) => not(here(rule)))],
      ]
      const answer = subject.ask(forms, () => question(subject, doubled))
      if (typeof answer === 'string') continue
      const fact = factTitle(subject, doubled.slot)
      const who = bothCount ? 'Both count there.' : `There, ${titleOf(first)} decides, because it comes first.`
      report(subject, doubled, answer, {
        line: second === upTo.rule ? upTo : from,
        rules: [second, first],
        message:
          `${titleOf(upTo.rule)} goes up to ${inWords(subject, doubled)} and ${titleOf(from.rule)} starts at it, so this one ` +
          `value of "${fact}" belongs to both. ${who}`,
      })
      return true
    }
  return false
}

/** Two parameters that happen to have one value, of rules that don't pull in different directions. */
function areTwoLines(one: Line, other: Line): boolean {
  const areApart = one.parameter !== undefined && other.parameter !== undefined && one.parameter !== other.parameter
  return areApart && Math.sign(one.rule.favour) === Math.sign(other.rule.favour)
}

/** A rule that decides at the value, though neither just below nor just above. */
function leftToOne(subject: Subject, doubled: Doubled): boolean {
  if (subject.rules.some((rule) => !rule.decisive)) return false
  const { space } = subject.model
  const { here, under, over, not } = readings(subject, doubled)
  const decides = (rule: RuleSubject, read: (rule: RuleSubject) => Form) =>
    space.all([read(rule), ...subject.rules.slice(0, rule.order).map((each) => not(read(each)))])
  for (const line of [...doubled.below, ...doubled.above]) {
    const { rule } = line
    const drawn = (lines: readonly Line[]) => lines.some((each) => each.rule === rule)
    if (drawn(doubled.below) && drawn(doubled.above)) continue
    const forms = [decides(rule, here), not(decides(rule, under)), not(decides(rule, over))]
    const answer = subject.ask(forms, () => question(subject, doubled))
    if (typeof answer === 'string') continue
    const beside = neighbours(subject, doubled, answer)
    const others = beside.length > 0 ? beside.map(titleOf).join(' and ') : '"otherwise"'
    report(subject, doubled, answer, {
      line,
      rules: [rule, ...beside],
      message:
        `Two lines are drawn at ${inWords(subject, doubled)} of "${factTitle(subject, doubled.slot)}", one that takes it in and one ` +
        `that doesn't. So ${titleOf(rule)} decides at just this value; beside it, ${others} does.`,
    })
    return true
  }
  return false
}

/** The rules that decide just below and just above. */
function neighbours(subject: Subject, { slot, value }: Doubled, answer: Answer & readonly number[]): RuleSubject[] {
  const deciders = [value - 1, value + 1].map((place) => {
    const held = subject.holding(subject.model.valuesOf(answer, subject.model.at(slot, place)))
    return subject.rules.find(({ order }) => held.has(order))
  })
  return [...new Set(deciders.filter((rule) => rule !== undefined))]
}

type Found = { line: Line; rules: readonly RuleSubject[]; message: string }

function report(subject: Subject, doubled: Doubled, answer: readonly number[], { line, rules, message }: Found): void {
  const view = subject.model.at(doubled.slot, doubled.value)
  const [about] = rules as [RuleSubject]
  subject.report(
    {
      kind: 'range-overlap',
      severity: 'warning',
      path: line.path,
      message: message + derivedNote(subject, rules),
      mend: `Say in both places alike whether ${inWords(subject, doubled)} is included.`,
      rules: idsOf(rules),
    },
    [{ values: subject.model.valuesOf(answer, view), holding: [about] }],
  )
}

const inWords = (subject: Subject, { slot, value }: Doubled) => wordOf(subject, slot, value)
const question = (subject: Subject, doubled: Doubled) =>
  `Who decides at exactly ${inWords(subject, doubled)} of "${factTitle(subject, doubled.slot)}".`
