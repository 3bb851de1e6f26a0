import { errorAt, type Finding, type Path } from '../finding.ts'
import { own, suggestion } from '../names.ts'
import type { OutcomeParameter, Point } from '../point.ts'
import type { Parameter, Policy, RuleEvent } from '../policy.ts'
import { valueSchema } from '../value-schema.ts'

/** An outcome that the point knows, with just the parameters that it takes, each of the right kind and in its bounds. */
export function checkEvent(point: Point, policy: Policy, event: RuleEvent, path: Path): Finding[] {
  const outcome = own(point.outcomes, event.type)
  if (!outcome)
    return [
      errorAt(
        [...path, 'type'],
        `There is no outcome "${event.type}".`,
        suggestion(event.type, Object.keys(point.outcomes)),
      ),
    ]
  const findings: Finding[] = []
  for (const name of Object.keys(event.params)) {
    const definition = own(outcome.parameters, name)
    const at = [...path, 'params', name]
    findings.push(
      ...(definition
        ? checkParam(policy, definition, event.params[name]!, at)
        : [errorAt(at, `"${event.type}" has no "${name}".`, suggestion(name, Object.keys(outcome.parameters)))]),
    )
  }
  for (const name of Object.keys(outcome.parameters))
    if (!Object.hasOwn(event.params, name))
      findings.push(
        errorAt(
          [...path, 'params'],
          `"${event.type}" needs "${name}": ${own(outcome.parameters, name)!.title}.`,
          `Add "${name}", as a value or as {"parameter": "…"}.`,
        ),
      )
  return findings
}

function checkParam(
  policy: Policy,
  definition: OutcomeParameter,
  value: RuleEvent['params'][string],
  path: Path,
): Finding[] {
  let parameter: Parameter | undefined
  if (typeof value === 'object') {
    parameter = own(policy.parameters, value.parameter)
    if (!parameter)
      return [
        errorAt(
          path,
          `There is no parameter "${value.parameter}".`,
          suggestion(value.parameter, Object.keys(policy.parameters)),
        ),
      ]
    if (parameter.kind !== definition.kind || (parameter.kind === 'count' && parameter.unit !== unitOf(definition)))
      return [
        errorAt(
          path,
          `The parameter "${value.parameter}" is not of the kind that is needed here.`,
          `Use a parameter of kind "${definition.kind}"${definition.kind === 'count' ? ` with the unit "${definition.unit}"` : ''}.`,
        ),
      ]
  }
  const checked = valueSchema(definition).safeParse(parameter ? parameter.value : value)
  if (checked.success) return []
  const given = JSON.stringify(parameter ? parameter.value : value)
  return [errorAt(path, `${given} can't be the ${definition.title}.`, checked.error.issues[0]!.message)]
}

function unitOf(definition: OutcomeParameter): string | undefined {
  return definition.kind === 'count' ? definition.unit : undefined
}
