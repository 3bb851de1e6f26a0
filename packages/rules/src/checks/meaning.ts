import { findUnused } from '../analysis/unused.ts'
import { vocabularyOf } from '../derived/vocabulary.ts'
import { errorAt, type Finding, findingsOf, hasErrors, warningAt } from '../finding.ts'
import { own, suggestion } from '../names.ts'
import type { Point, Setting } from '../point.ts'
import type { Policy } from '../policy.ts'
import { valueSchema } from '../value-schema.ts'
import { checkCalendars } from './calendar.ts'
import { checkCondition, conditionsBelow } from './conditions.ts'
import { checkDerived } from './derived.ts'
import { checkEvent } from './events.ts'
import { factsNamedIn } from './names-in.ts'
import { checkNesting } from './nesting.ts'
import { checkWording } from './wordings.ts'

/** Everything that makes a well-formed document a sound policy of this decision point. */
export function checkMeaning(base: Point, policy: Policy): Finding[] {
  const groundwork = [
    ...checkHeading(base, policy),
    ...checkParameters(policy),
    ...checkSettings(base, policy),
    ...checkCalendars(policy),
    ...checkDerived(base, policy),
  ]
  // Conditions and wordings read derived facts: without sound ones there is nothing to check them against.
  if (hasErrors(groundwork)) return groundwork
  const point = vocabularyOf(base, policy)
  const findings = [
    ...groundwork,
    ...checkCovers(point, policy),
    ...checkNesting(policy),
    ...findingsOf(Object.entries(policy.conditions), ([name, node]) =>
      checkCondition(point, policy, node, ['conditions', name]),
    ),
    ...checkRules(point, policy),
    ...checkOtherwise(point, policy),
  ]
  return hasErrors(findings) ? findings : [...findings, ...findUnused(point, policy)]
}

function checkHeading(point: Point, policy: Policy): Finding[] {
  const findings: Finding[] = []
  if (policy.point !== point.id)
    findings.push(
      errorAt(['point'], `This policy is for "${policy.point}", not for "${point.id}".`, `Write "${point.id}".`),
    )
  // A warning: which codes are known depends on the machine, and what was published once has to be read everywhere.
  if (!Intl.supportedValuesOf('currency').includes(policy.currency))
    findings.push(
      warningAt(
        ['currency'],
        `"${policy.currency}" is no currency that is known here.`,
        'Write an ISO 4217 code, for example "USD".',
      ),
    )
  return findings
}

function checkParameters(policy: Policy): Finding[] {
  const names = Object.keys(policy.parameters)
  const findings: Finding[] = []
  for (const [group, most] of [
    ['parameters', 200],
    ['conditions', 200],
  ] as const)
    if (Object.keys(policy[group]).length > most)
      findings.push(errorAt([group], `There are more than ${most} ${group}.`, 'Remove those that are not needed.'))
  for (const name of names) {
    const parameter = own(policy.parameters, name)!
    if (parameter.kind === 'set' && new Set(parameter.value).size < parameter.value.length)
      findings.push(errorAt(['parameters', name, 'value'], `"${name}" lists a text twice.`, 'List each text once.'))
  }
  return findings
}

/** What the point's compare or allocate function reads has to be among the parameters. */
function checkSettings(point: Point, policy: Policy): Finding[] {
  return Object.entries(point.settings ?? {}).flatMap(([name, setting]): Finding[] => {
    const parameter = own(policy.parameters, name)
    const unit = setting.kind === 'count' ? `, "unit": "${setting.unit}"` : ''
    const mend = `Write "${name}": {"title": "${setting.title}", "kind": "${setting.kind}"${unit}, "value": …}.`
    if (!parameter && setting.optional) return []
    if (!parameter)
      return [errorAt(['parameters'], `This policy doesn't say the ${setting.title}: "${name}" is missing.`, mend)]
    const fits = parameter.kind === setting.kind && (parameter.kind !== 'count' || parameter.unit === unitOf(setting))
    const checked = valueSchema(setting).safeParse(parameter.value)
    if (fits && checked.success) return []
    return [errorAt(['parameters', name], `"${name}" can't be the ${setting.title}.`, mend)]
  })
}

const unitOf = (setting: Setting) => (setting.kind === 'count' ? setting.unit : undefined)

function checkCovers(point: Point, policy: Policy): Finding[] {
  return policy.covers.flatMap((facts, index) =>
    facts.flatMap((name, position) =>
      own(point.facts, name)
        ? []
        : [
            errorAt(
              ['covers', index, position],
              `There is no fact "${name}".`,
              suggestion(name, Object.keys(point.facts)),
            ),
          ],
    ),
  )
}

function checkRules(point: Point, policy: Policy): Finding[] {
  const seen = new Set<string>()
  return findingsOf(policy.rules, (rule, index) => {
    const path = ['rules', index]
    const findings: Finding[] = []
    if (seen.has(rule.id))
      findings.push(errorAt([...path, 'id'], `Two rules have the id "${rule.id}".`, 'Give each rule an id of its own.'))
    if (rule.id === 'otherwise')
      findings.push(errorAt([...path, 'id'], '"otherwise" is what applies when no rule holds.', 'Choose another id.'))
    seen.add(rule.id)
    findings.push(...checkCondition(point, policy, rule.conditions, [...path, 'conditions']))
    findings.push(...checkEvent(point, policy, rule.event, [...path, 'event']))
    findings.push(...checkWording(point, policy, rule, [...path, 'wording']))
    if (rule.audience === 'published' && !hasErrors(findings)) findings.push(...checkSecrets(point, policy, index))
    return findings
  })
}

/** A published rule is shown to partners, conditions included: it may not test what partners may not know. */
function checkSecrets(point: Point, policy: Policy, index: number): Finding[] {
  const secret = new Set<string>()
  const rule = policy.rules[index]!
  const used = [...conditionsBelow(policy, rule.conditions)].flatMap(({ node }) =>
    'fact' in node ? factsNamedIn(node) : [],
  )
  for (const name of used) if (own(point.facts, name)?.knownTo === 'staff') secret.add(name)
  return [...secret].map((name) =>
    errorAt(
      ['rules', index, 'audience'],
      `This rule is published to partners, but tests "${name}", which partners may not know.`,
      'Make the rule internal, or test another fact.',
    ),
  )
}

function checkOtherwise(point: Point, policy: Policy): Finding[] {
  const { event } = policy.otherwise
  const findings = [
    ...checkEvent(point, policy, event, ['otherwise', 'event']),
    ...checkWording(point, policy, policy.otherwise, ['otherwise', 'wording']),
  ]
  const outcome = own(point.outcomes, event.type)
  if (outcome && !outcome.careful) {
    const careful = Object.keys(point.outcomes).filter((type) => own(point.outcomes, type)!.careful)
    findings.push(
      errorAt(
        ['otherwise', 'event', 'type'],
        `When no rule holds, the outcome must be a careful one, and "${event.type}" is not.`,
        suggestion(event.type, careful),
      ),
    )
  }
  return findings
}
