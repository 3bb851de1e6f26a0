import { listed, own } from '../names.ts'
import type { RuleSubject, Subject } from './subject.ts'
import { derivedNote, idsOf, outcomeOf, titleOf } from './words.ts'

const mostTold = 3

/**
 * A fact that is left out never turns a refusal into a grant: the decision then waits. But a rule that grants may come before a
 * careful or refusing one that stands guard for a reason of its own, asking only what nobody asked before: then the grant is made
 * without that question. One finding for each rule that grants.
 */
export function findFailingOpen(subject: Subject, rules: readonly RuleSubject[]): void {
  const decisive = rules.filter((rule) => rule.decisive)
  const slotsOf = ({ order }: RuleSubject) => subject.program.rules[order]!.slots
  decisive.forEach((grant, index) => {
    if (grant.favour <= 0) return
    const before = decisive.slice(0, index)
    const asked = new Set([grant, ...before].flatMap(slotsOf))
    const passedOver = decisive.slice(index + 1).flatMap((guard) => {
      if (!isCareful(subject, guard) || slotsOf(guard).some((slot) => asked.has(slot))) return []
      const question = () => `Whether ${titleOf(grant)} grants what ${titleOf(guard)} would not.`
      const answer = subject.ask([subject.form(grant), subject.form(guard), ...subject.none(before)], question)
      return typeof answer === 'string' ? [] : [{ guard, values: subject.model.valuesOf(answer) }]
    })
    if (passedOver.length > 0) report(subject, grant, before, passedOver)
  })
}

type PassedOver = { guard: RuleSubject; values: Parameters<Subject['holding']>[0] }

function isCareful({ point }: Subject, { rule, favour }: RuleSubject): boolean {
  return favour < 0 || (favour === 0 && own(point.outcomes, rule.event.type)!.careful)
}

function report(
  subject: Subject,
  grant: RuleSubject,
  before: readonly RuleSubject[],
  passedOver: readonly PassedOver[],
): void {
  const guards = passedOver.map(({ guard }) => guard)
  const slots = new Set(guards.flatMap(({ order }) => subject.program.rules[order]!.slots))
  const unasked = Array.from(slots, (slot) => `"${subject.program.definitions[slot]!.title}"`)
  subject.report(
    {
      kind: 'fails-open',
      severity: 'warning',
      path: grant.path,
      message:
        `${titleOf(grant)} leads to ${outcomeOf(subject, grant)} before anybody asks for ${told(unasked)}. ` +
        `${told(guards.map(titleOf))} would not, and ${guards.length === 1 ? 'comes' : 'come'} too late.${derivedNote(subject, [grant, ...guards])}`,
      mend: 'Give the careful rule the higher priority, or let it say where it does not apply.',
      rules: idsOf([grant, ...guards]),
    },
    passedOver.map(({ guard, values }) => ({ values, holding: [grant, guard], failing: before })),
  )
}

/** "a, b, c and 4 more". */
function told(words: readonly string[]): string {
  if (words.length <= mostTold + 1) return listed(words, 'and')
  return `${words.slice(0, mostTold).join(', ')} and ${words.length - mostTold} more`
}
