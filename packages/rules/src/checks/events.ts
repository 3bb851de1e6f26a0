import { errorAt, type Finding, type Path } from '../finding.ts'
import { own, quoted, suggestion } from '../names.ts'
import type { FactDefinition, OutcomeParameter, Point } from '../point.ts'
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
        ? checkParam(point, policy, definition, event.params[name]!, at)
        : [errorAt(at, `"${event.type}" has no "${name}".`, suggestion(name, Object.keys(outcome.parameters)))]),
    )
  }
  for (const name of Object.keys(outcome.parameters))
    if (!Object.hasOwn(event.params, name) && !own(outcome.parameters, name)!.optional)
      findings.push(
        errorAt(
          [...path, 'params'],
          `"${event.type}" needs "${name}": ${own(outcome.parameters, name)!.title}.`,
          `Add "${name}", as a value, as {"parameter": "…"} or as {"fact": "…"}.`,
        ),
      )
  return findings
}

function checkParam(
  point: Point,
  policy: Policy,
  definition: OutcomeParameter,
  value: RuleEvent['params'][string],
  path: Path,
): Finding[] {
  if (typeof value === 'object') {
    const [what, name, sources] =
      'fact' in value
        ? (['fact', value.fact, point.facts] as const)
        : (['parameter', value.parameter, policy.parameters] as const)
    const source: FactDefinition | Parameter | undefined = own<FactDefinition | Parameter>(sources, name)
    if (!source) return [errorAt(path, `There is no ${what} "${name}".`, suggestion(name, Object.keys(sources)))]
    if (!fits(source, definition))
      return [
        errorAt(
          path,
          `The ${what} "${name}" is not of the kind that is needed here.`,
          `Use a ${what} of kind "${definition.kind}"${definition.kind === 'count' ? ` with the unit "${definition.unit}"` : ''}.`,
        ),
      ]
    if ('fact' in value) return []
    return checkValue(definition, (source as Parameter).value, path)
  }
  return checkValue(definition, value, path)
}

function checkValue(definition: OutcomeParameter, value: unknown, path: Path): Finding[] {
  const checked = valueSchema(definition).safeParse(value)
  if (checked.success) return []
  return [errorAt(path, `${quoted(value)} can't be the ${definition.title}.`, checked.error.issues[0]!.message)]
}

/** A duration fills a count of its unit. */
function fits(source: FactDefinition | Parameter, definition: OutcomeParameter): boolean {
  if (definition.kind === 'count')
    return (source.kind === 'count' || source.kind === 'duration') && source.unit === definition.unit
  return source.kind === definition.kind
}
