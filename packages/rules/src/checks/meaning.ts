import { errorAt, type Finding, hasErrors, warningAt } from '../finding.ts'
import { own, suggestion } from '../names.ts'
import type { Point } from '../point.ts'
import type { Policy } from '../policy.ts'
import { checkCondition, conditionsBelow } from './conditions.ts'
import { checkEvent } from './events.ts'
import { checkNesting } from './nesting.ts'
import { checkWording } from './wordings.ts'

/** Everything that makes a well-formed document a sound policy of this decision point. */
export function checkMeaning(point: Point, policy: Policy): Finding[] {
  return [
    ...checkHeading(point, policy),
    ...checkParameters(policy),
    ...checkNesting(policy),
    ...Object.entries(policy.conditions).flatMap(([name, node]) =>
      checkCondition(point, policy, node, ['conditions', name]),
    ),
    ...checkRules(point, policy),
    ...checkOtherwise(point, policy),
    ...checkUse(policy),
  ]
}

function checkHeading(point: Point, policy: Policy): Finding[] {
  const findings: Finding[] = []
  if (policy.point !== point.id)
    findings.push(
      errorAt(['point'], `This policy is for "${policy.point}", not for "${point.id}".`, `Write "${point.id}".`),
    )
  if (!Intl.supportedValuesOf('currency').includes(policy.currency))
    findings.push(
      errorAt(['currency'], `"${policy.currency}" is not a currency.`, 'Write an ISO 4217 code, for example "USD".'),
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

function checkRules(point: Point, policy: Policy): Finding[] {
  const seen = new Set<string>()
  return policy.rules.flatMap((rule, index) => {
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
  for (const { node } of conditionsBelow(policy, policy.rules[index]!.conditions))
    if ('fact' in node)
      for (const name of [node.fact, ...(isFactOperand(node.value) ? [node.value.fact] : [])])
        if (own(point.facts, name)?.knownTo === 'staff') secret.add(name)
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

/** Parameters and named conditions that nothing uses: most often the trace of a slip. */
function checkUse(policy: Policy): Finding[] {
  const parts = JSON.stringify([policy.conditions, policy.rules, policy.otherwise])
  const findings: Finding[] = []
  for (const name of Object.keys(policy.parameters))
    if (!parts.includes(`"parameter":"${name}"`) && !parts.includes(`{parameter.${name}}`))
      findings.push(warningAt(['parameters', name], `Nothing uses the parameter "${name}".`, 'Use it or remove it.'))
  for (const name of Object.keys(policy.conditions))
    if (!parts.includes(`"condition":"${name}"`))
      findings.push(warningAt(['conditions', name], `Nothing uses the condition "${name}".`, 'Use it or remove it.'))
  return findings
}

function isFactOperand(value: unknown): value is { fact: string } {
  return typeof value === 'object' && value !== null && 'fact' in value
}
