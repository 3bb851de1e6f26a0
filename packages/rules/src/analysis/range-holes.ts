import { type Form, never } from './forms.ts'
import type { Line, LinesOfFact } from './lines.ts'
import type { RuleSubject, Subject } from './subject.ts'
import { derivedNote, factTitle, idsOf, titleOf, wordOf } from './words.ts'

/** Values from `from` to `to`, both included; `inside` are some of each cell there. */
type Stretch = { slot: number; from: number; to: number; inside: readonly number[] }

/** A stretch between two lines, at which no rule holds. */
type Hole = Stretch & { lower: Line; upper: Line }

const mostInside = 12

/**
 * Nothing at exactly 5,000: values between those of two rules, at which no rule at all holds although, with all other facts the same,
 * one rule holds just below and another just above. Wider stretches are reported only when both rules lead to the same kind of outcome,
 * and no rule that tests the fact can hold there because of it.
 */
export function findRangeHoles(subject: Subject, facts: readonly LinesOfFact[]): void {
  for (const fact of facts) {
    const found: Hole[] = []
    const leans = leaningOn(subject, fact)
    const width = ({ from, to }: Stretch) => to - from
    for (const stretch of stretchesOf(subject, fact).sort((a, b) => width(a) - width(b))) {
      if (found.some((hole) => hole.from <= stretch.to && stretch.from <= hole.to)) continue
      const hole = findHole(subject, stretch, fact.lines, leans)
      if (hole) found.push(hole)
    }
  }
}

/** From one line to another, with one value of each cell between; not where there are too many to be one hole. */
function stretchesOf({ model }: Subject, { slot, lines, singled }: LinesOfFact): Stretch[] {
  const edges = [...new Set(lines.map(({ edge }) => edge))].sort((a, b) => a - b)
  const related = model.variables[model.variablesOf(slot)[0]!]!.values as readonly number[]
  const marks = [...new Set([...edges, ...singled, ...[...singled].map((value) => value + 1), ...related])]
  marks.sort((a, b) => a - b)
  const stretches: Stretch[] = []
  let first = 0
  edges.forEach((from, index) => {
    while (marks[first]! < from) first++
    for (const next of edges.slice(index + 1, index + 1 + mostInside)) {
      const inside = marks.slice(first, first + mostInside + 1).filter((value) => value < next)
      if (inside.length > mostInside) break
      stretches.push({ slot, from, to: next - 1, inside })
    }
  })
  return stretches
}

function findHole(subject: Subject, stretch: Stretch, lines: readonly Line[], leans: Leaning): Hole | undefined {
  const { slot, from, to, inside } = stretch
  const holes = lines
    .filter(({ edge }) => edge === from)
    .flatMap((lower) => lines.filter(({ edge }) => edge === to + 1).map((upper) => ({ ...stretch, lower, upper })))
    .filter((hole) => mayBeSlip(subject, hole, leans))
  if (holes.length === 0) return undefined
  const nothing = inside.flatMap((value) =>
    subject.rules.map((rule) => subject.model.space.not(at(subject, rule, slot, value))),
  )
  const question = () =>
    `Whether a rule holds from ${wordOf(subject, slot, from)} to ${wordOf(subject, slot, to)} of "${factTitle(subject, slot)}".`
  if (subject.ask(nothing, question) === 'never') return undefined
  for (const hole of holes) {
    const flanks = [at(subject, hole.lower.rule, slot, from - 1), at(subject, hole.upper.rule, slot, to + 1)]
    const answer = subject.ask([...flanks, ...nothing], question)
    if (typeof answer === 'string') continue
    report(subject, hole, answer)
    return hole
  }
  return undefined
}

/** The rule with the fact in `slot` at `value`. */
function at({ model, program }: Subject, { node, order }: RuleSubject, slot: number, value: number): Form {
  return program.rules[order]!.slots.includes(slot) ? model.of(node, model.at(slot, value)) : model.of(node)
}

function mayBeSlip(subject: Subject, hole: Hole, leans: Leaning): boolean {
  const { lower, upper } = hole
  if (lower.rule === upper.rule) return false
  const isOneKind = lower.rule.rule.event.type === upper.rule.rule.event.type
  // Where rules are collected, a value that adds nothing may well lie between one that excludes and one that counts.
  if (!isOneKind && !(lower.rule.decisive && upper.rule.decisive)) return false
  return isNarrow(subject, hole) || (isOneKind && !hole.inside.some(leans))
}

/** A single value, or for amounts and rates, less than one whole unit or percent: where a text was written carelessly. */
function isNarrow({ program }: Subject, { slot, from, to, lower, upper }: Hole): boolean {
  if (from === to) return true
  const { kind } = program.definitions[slot]!
  return (kind === 'money' || kind === 'rate') && Math.abs(upper.constant - lower.constant) <= 100
}

/** Whether a rule can hold at this value because of it: there is another value at which it wouldn't. */
type Leaning = (value: number) => boolean

function leaningOn(subject: Subject, { slot, lines }: LinesOfFact): Leaning {
  const testing = subject.rules.filter(({ order }) => subject.program.rules[order]!.slots.includes(slot))
  const places = [...new Set(lines.flatMap(({ edge }) => [edge - 1, edge]))]
  const known = new Map<number, boolean>()
  return (value) => {
    let leans = known.get(value)
    if (leans === undefined) {
      leans = testing.some((rule) => {
        const holds = at(subject, rule, slot, value)
        if (holds === never) return false
        return places.some((place) => {
          const elsewhere = at(subject, rule, slot, place)
          return elsewhere !== holds && subject.ask([holds, subject.model.space.not(elsewhere)]) !== 'never'
        })
      })
      known.set(value, leans)
    }
    return leans
  }
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
