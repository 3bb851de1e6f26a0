import type { Comparable } from '../compile/intermediate.ts'
import type { Line, LinesOfFact } from './lines.ts'
import type { RuleSubject, Subject } from './subject.ts'
import { derivedNote, factTitle, idsOf, titleOf, wordOf } from './words.ts'

/** Values from `from` to `to`, both included; `inside` are some of each cell there, `outside` some of each cell elsewhere. */
type Stretch = { slot: number; from: number; to: number; inside: readonly number[]; outside: readonly number[] }

/** A stretch between two lines, at which no rule holds. */
type Hole = Stretch & { lower: Line; upper: Line }

const mostInside = 12

/**
 * Nothing at exactly 5,000: values between those of two rules, at which no rule at all holds although, with all other facts the same,
 * one rule holds just below and another just above. Wider stretches are reported only when both rules lead to the same kind of outcome,
 * and no rule that tests the fact can hold there because of it.
 */
export function findRangeHoles(subject: Subject, facts: readonly LinesOfFact[]): void {
  for (const { slot, lines, singled } of facts) {
    const edges = [...new Set(lines.map(({ edge }) => edge))].sort((a, b) => a - b)
    const found: Hole[] = []
    const pairs = edges.flatMap((from, index) => edges.slice(index + 1).map((next) => ({ from, to: next - 1 })))
    for (const { from, to } of pairs.sort((a, b) => a.to - a.from - (b.to - b.from))) {
      if (found.some((hole) => hole.from <= to && from <= hole.to)) continue
      const inside = placesIn(subject, slot, from, to, edges, singled)
      const outside = edges.flatMap((edge) => [edge - 1, edge]).filter((value) => value < from || value > to)
      const hole = inside && findHole(subject, { slot, from, to, inside, outside }, lines)
      if (hole) found.push(hole)
    }
  }
}

/** One value of each cell from `from` to `to`; undefined where there are too many to be one hole. */
function placesIn(
  { model }: Subject,
  slot: number,
  from: number,
  to: number,
  edges: readonly number[],
  singled: ReadonlySet<number>,
): number[] | undefined {
  const marks = [from, to, ...edges, ...singled, ...[...singled].map((value) => value + 1)]
  const values = model.variables[model.variablesOf(slot)[0]!]!.values as readonly number[]
  const places = new Set([...marks, ...values].filter((value) => value >= from && value <= to))
  return places.size > mostInside ? undefined : [...places]
}

function findHole(subject: Subject, stretch: Stretch, lines: readonly Line[]): Hole | undefined {
  const { slot, from, to, inside } = stretch
  const { model } = subject
  const at = (rule: RuleSubject, value: Comparable) => model.of(rule.node, model.at(slot, value))
  const nothing = inside.flatMap((value) => subject.rules.map((rule) => model.space.not(at(rule, value))))
  const question = () =>
    `Whether a rule holds from ${wordOf(subject, slot, from)} to ${wordOf(subject, slot, to)} of "${factTitle(subject, slot)}".`
  let mayBeEmpty: boolean | undefined
  for (const lower of lines.filter(({ edge }) => edge === from))
    for (const upper of lines.filter(({ edge }) => edge === to + 1)) {
      const hole = { ...stretch, lower, upper }
      if (lower.rule === upper.rule || !mayBeSlip(subject, hole)) continue
      mayBeEmpty ??= subject.ask(nothing, question) !== 'never'
      if (!mayBeEmpty) return undefined
      const answer = subject.ask([at(lower.rule, from - 1), at(upper.rule, to + 1), ...nothing], question)
      if (typeof answer === 'string') continue
      report(subject, hole, answer)
      return hole
    }
  return undefined
}

function mayBeSlip(subject: Subject, hole: Hole): boolean {
  const isOneKind = hole.lower.rule.rule.event.type === hole.upper.rule.rule.event.type
  // Where rules are collected, a value that adds nothing may well lie between one that excludes and one that counts.
  if (!isOneKind && !(hole.lower.rule.decisive && hole.upper.rule.decisive)) return false
  return isNarrow(subject, hole) || (isOneKind && isOneScale(subject, hole))
}

/** A single value, or for amounts and rates, less than one whole unit or percent: where a text was written carelessly. */
function isNarrow({ program }: Subject, { slot, from, to, lower, upper }: Hole): boolean {
  if (from === to) return true
  const { kind } = program.definitions[slot]!
  return (kind === 'money' || kind === 'rate') && Math.abs(upper.constant - lower.constant) <= 100
}

/** No rule that tests the fact can hold in the hole because of it. */
function isOneScale(subject: Subject, { slot, inside, outside }: Hole): boolean {
  const { model } = subject
  const testing = subject.rules.filter(({ order }) => subject.program.rules[order]!.slots.includes(slot))
  return !testing.some((rule) =>
    inside.some((value) => {
      const holds = model.of(rule.node, model.at(slot, value))
      return outside.some((place) => {
        const elsewhere = model.of(rule.node, model.at(slot, place))
        return subject.ask([holds, model.space.not(elsewhere)]) !== 'never'
      })
    }),
  )
}

function report(subject: Subject, { slot, from, to, lower, upper }: Hole, answer: readonly number[]): void {
  const { model } = subject
  const words = (value: number) => wordOf(subject, slot, value)
  const where = from === to ? `at exactly ${words(from)}` : `from ${words(from)} to ${words(to)}`
  const valuesAt = (value: number) => model.valuesOf(answer, model.at(slot, value))
  subject.report(
    {
      kind: 'range-hole',
      severity: 'warning',
      path: upper.path,
      message:
        `No rule holds ${where} of "${factTitle(subject, slot)}": ${titleOf(lower.rule)} ends below it, and ` +
        `${titleOf(upper.rule)} starts above it.${derivedNote(subject, [lower.rule, upper.rule])}`,
      mend: 'Let one of the two rules take it in.',
      rules: idsOf([upper.rule, lower.rule]),
    },
    [
      { values: valuesAt(from), failing: subject.rules },
      { values: valuesAt(from - 1), holding: [lower.rule] },
      { values: valuesAt(to + 1), holding: [upper.rule] },
    ],
  )
}
