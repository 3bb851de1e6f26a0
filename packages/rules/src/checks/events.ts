import { errorAt, type Finding, type Path } from '../finding.ts'
import { unitWords } from '../format.ts'
import { own, suggestion, withArticle } from '../names.ts'
import { type FactDefinition, type OutcomeParameter, type Point, timeUnits, type Unit } from '../point.ts'
import type { Parameter, Policy, RuleEvent } from '../policy.ts'
import { cannotBe } from '../value-schema.ts'

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
    if (!fits(source, definition)) return [errorAt(path, ...misfit(what, name, source, definition))]
    // Partners are told what an outcome carries, whatever the audience of the rule that leads to it.
    if ('fact' in value)
      return (source as FactDefinition).knownTo === 'staff'
        ? [
            errorAt(
              path,
              `Partners are told the ${definition.title}, and may not know "${name}".`,
              'Use a parameter, or a fact that partners may know.',
            ),
          ]
        : []
    return checkValue(definition, (source as Parameter).value, path)
  }
  return checkValue(definition, value, path)
}

function checkValue(definition: OutcomeParameter, value: unknown, path: Path): Finding[] {
  const mistake = cannotBe(definition, value)
  return mistake ? [errorAt(path, ...mistake)] : []
}

function misfit(
  what: 'fact' | 'parameter',
  name: string,
  source: FactDefinition | Parameter,
  definition: OutcomeParameter,
): [message: string, mend: string] {
  if (definition.kind === 'count' && (source.kind === 'count' || source.kind === 'duration')) {
    const [given, wanted] = [source.unit, definition.unit]
    const areTimes = isTime(given) && isTime(wanted)
    return [
      `The ${what} "${name}" counts ${unitWords(given)}, and ${withArticle(definition.title)} count ${unitWords(wanted)}.`,
      areTimes
        ? `Use one with the unit "${wanted}". Or derive the last day with "deadline" in ${unitWords(given)}, and count the ${unitWords(wanted)} until then with "elapsed".`
        : `Use a ${what} with the unit "${wanted}".`,
    ]
  }
  const unit = definition.kind === 'count' ? ` with the unit "${definition.unit}"` : ''
  return [
    `The ${what} "${name}" is of kind "${source.kind}", which is not the kind that is needed here.`,
    `Use a ${what} of kind "${definition.kind}"${unit}.`,
  ]
}

const isTime = (unit: Unit) => (timeUnits as readonly Unit[]).includes(unit)

/** A duration fills a count of its unit. */
function fits(source: FactDefinition | Parameter, definition: OutcomeParameter): boolean {
  if (definition.kind === 'count')
    return (source.kind === 'count' || source.kind === 'duration') && source.unit === definition.unit
  return source.kind === definition.kind
}
