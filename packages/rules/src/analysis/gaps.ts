import type { Comparable } from '../compile/intermediate.ts'
import { listed, own } from '../names.ts'
import { type Box, boxesOf, mostCombinations } from './boxes.ts'
import type { Form } from './forms.ts'
import { maskOf } from './masks.ts'
import type { View } from './model.ts'
import { choicesInWords } from './ranges-in-words.ts'
import type { Subject } from './subject.ts'

/** One entry of `covers`: its facts, the variables that stand for them, and the same facts a second time. */
type Cover = { index: number; facts: readonly string[]; variables: readonly number[]; again: View; noRule: Form[] }

/**
 * What `covers` promises and the rules don't keep: combinations of the named facts that leave some claim to `otherwise`, although
 * the same claim with another combination finds a rule. One finding for each group of combinations that belong together.
 */
export function findGaps(subject: Subject): void {
  subject.policy.covers.forEach((facts, index) => {
    const untested = facts.filter((fact) => !subject.program.facts.includes(fact))
    if (untested.length > 0) reportUntested(subject, index, untested)
    else findGapsOf(subject, index, facts)
  })
}

function findGapsOf(subject: Subject, index: number, facts: readonly string[]): void {
  const { model } = subject
  const variables = facts.flatMap((fact) => model.variablesOf(subject.program.facts.indexOf(fact)))
  const sizes = variables.map((variable) => model.space.sizes[variable]!)
  if (sizes.reduce((product, size) => product * size, 1) > mostCombinations) {
    subject.leaveOpen(`What is left to "otherwise" of ${titlesOf(subject, facts)}: there are too many combinations.`)
    return
  }
  const noRule = subject.none(subject.rules)
  const cover: Cover = { index, facts, variables, again: model.again(variables), noRule }
  for (const box of boxesOf(sizes, (combination) => isLeftOut(subject, cover, combination))) report(subject, cover, box)
}

/** Whether no rule holds at this combination, for some claim that finds one at another. */
function isLeftOut(subject: Subject, cover: Cover, combination: readonly number[]): boolean {
  return typeof answerFor(subject, cover, combination) !== 'string'
}

function answerFor(subject: Subject, cover: Cover, combination: readonly number[]) {
  const { model } = subject
  const here = cover.variables.map((variable, place) =>
    model.space.within(
      variable,
      maskOf(
        model.variables[variable]!.values,
        (value) => value === model.variables[variable]!.values[combination[place]!],
      ),
    ),
  )
  const elsewhere = model.space.any(subject.rules.map((rule) => model.of(rule.node, cover.again)))
  const question = () => `What is left to "otherwise" of ${titlesOf(subject, cover.facts)}.`
  return subject.ask([...here, ...cover.noRule, elsewhere], question)
}

function report(subject: Subject, cover: Cover, box: Box): void {
  const answer = answerFor(
    subject,
    cover,
    box.map(([first]) => first!),
  )
  if (typeof answer === 'string') return
  const { model } = subject
  const choices = cover.variables.map((variable, place) => {
    const { slot, element, values } = model.variables[variable]!
    const chosen = box[place]!.map((value): Comparable => values[value]!)
    return choicesInWords(subject, { slot, element, chosen, isWhole: chosen.length === values.length })
  })
  const which = choices.filter((words) => words !== '')
  const values = model.valuesOf(answer)
  const elsewhere = model.valuesOf(answer, cover.again)
  const held = subject.holding(elsewhere)
  subject.report(
    {
      kind: 'gap',
      severity: 'warning',
      path: ['covers', cover.index],
      message: `It can be that no rule holds where ${which.length > 0 ? listed(which, 'and') : 'these facts are known'}: that is left to "otherwise".`,
      mend: 'Add a rule for it, or widen one that is near.',
    },
    [
      { values, failing: subject.rules },
      { values: elsewhere, holding: subject.rules.filter(({ order }) => held.has(order)).slice(0, 1) },
    ],
  )
}

/** A fact that no rule asks for is covered only if everything is. */
function reportUntested(subject: Subject, index: number, untested: readonly string[]): void {
  const titles = titlesOf(subject, untested)
  const answer = subject.ask(subject.none(subject.rules), () => `Whether ${titles} can be left to "otherwise".`)
  if (typeof answer === 'string') return
  subject.report(
    {
      kind: 'gap',
      severity: 'warning',
      path: ['covers', index],
      message: `No rule asks for this, though it shall be covered: ${titles}.`,
      mend: 'Add a rule that tests it, or take it out of "covers".',
    },
    [{ values: subject.model.valuesOf(answer), failing: subject.rules }],
  )
}

function titlesOf({ point }: Subject, facts: readonly string[]): string {
  return listed(
    facts.map((fact) => `"${own(point.facts, fact)!.title}"`),
    'and',
  )
}
