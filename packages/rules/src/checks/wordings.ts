import { placeholdersOf } from '../explain/placeholders.ts'
import { errorAt, type Finding, findingsOf, type Path } from '../finding.ts'
import { own, suggestion } from '../names.ts'
import type { Point } from '../point.ts'
import type { Policy, Rule } from '../policy.ts'

/** Wordings name only what exists, partners' wordings only what partners may know, and a refusal says what is possible. */
export function checkWording(
  point: Point,
  policy: Policy,
  rule: Pick<Rule, 'wording' | 'event'>,
  path: Path,
): Finding[] {
  const findings: Finding[] = []
  for (const audience of ['partner', 'possible', 'staff'] as const) {
    const text = rule.wording[audience]
    if (text !== undefined)
      findings.push(...checkText(point, policy, rule.event.type, text, audience, [...path, audience]))
  }
  const outcome = own(point.outcomes, rule.event.type)
  if (outcome && outcome.favour < 0 && rule.wording.possible === undefined)
    findings.push(
      errorAt(
        [...path, 'possible'],
        'A refusal says what is possible instead, and this one does not.',
        'Add "possible": one sentence.',
      ),
    )
  return findings
}

function checkText(
  point: Point,
  policy: Policy,
  outcomeType: string,
  text: string,
  audience: 'partner' | 'possible' | 'staff',
  path: Path,
): Finding[] {
  return findingsOf(placeholdersOf(text), (placeholder): Finding[] => {
    if (placeholder.of === 'nothing')
      return [
        errorAt(
          path,
          `"${placeholder.source}" can't be filled in.`,
          'Write {a.fact}, {parameter.name} or {outcome.name}, and no other braces.',
        ),
      ]
    if (placeholder.of === 'fact') {
      const fact = own(point.facts, placeholder.name)
      if (!fact)
        return [
          errorAt(
            path,
            `There is no fact "${placeholder.name}".`,
            suggestion(placeholder.name, Object.keys(point.facts)),
          ),
        ]
      return fact.knownTo === 'staff' && audience !== 'staff'
        ? [errorAt(path, `Partners may not know "${placeholder.name}".`, 'Say it without this fact.')]
        : []
    }
    const names = Object.keys(
      placeholder.of === 'parameter' ? policy.parameters : (own(point.outcomes, outcomeType)?.parameters ?? {}),
    )
    if (names.includes(placeholder.name)) return []
    const what =
      placeholder.of === 'parameter' ? `parameter "${placeholder.name}"` : `"${placeholder.name}" in this outcome`
    return [errorAt(path, `There is no ${what}.`, suggestion(placeholder.name, names))]
  })
}
