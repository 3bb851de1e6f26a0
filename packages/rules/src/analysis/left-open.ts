import { factsNamedIn, parametersNamedIn } from '../checks/names-in.ts'
import { type Finding, type Path, pointerOf } from '../finding.ts'
import { own } from '../names.ts'
import { type Point, timeUnits } from '../point.ts'
import type { Condition, Parameter, Policy, RuleEvent } from '../policy.ts'

/** What a text leaves open: a share of what, a time from when, a judgement by what. `point` knows the derived facts. */
export function findLeftOpen(point: Point, policy: Policy): Finding[] {
  return [...findRates(policy), ...findDurations(point, policy), ...findDiscretion(point, policy)]
}

function findRates({ parameters }: Policy): Finding[] {
  return Object.entries(parameters).flatMap(([name, parameter]) =>
    parameter.kind === 'rate' && parameter.of === undefined
      ? [
          warning(
            'rate-without-base',
            ['parameters', name],
            `The ${parameter.title} is a share, and nothing says of what.`,
            'Add "of", for example "of": "the net amount of the first year".',
          ),
        ]
      : [],
  )
}

function findDurations(point: Point, policy: Policy): Finding[] {
  return Object.entries(policy.parameters).flatMap(([name, parameter]) =>
    isTime(parameter) && !hasStart(point, policy, name, parameter)
      ? [
          warning(
            'duration-without-start',
            ['parameters', name],
            `Nothing says from when this counts: ${parameter.title}.`,
            'Add "startsAt", for example "startsAt": "the approval", or use it in a deadline that starts at a fact.',
          ),
        ]
      : [],
  )
}

type Time = Parameter & { kind: 'duration' | 'count' }

function isTime(parameter: Parameter): parameter is Time {
  if (parameter.kind === 'duration') return true
  return parameter.kind === 'count' && (timeUnits as readonly string[]).includes(parameter.unit)
}

/** It says so itself, or what it is used for does: a comparison, something worked out, an outcome, the point's function. */
function hasStart(point: Point, policy: Policy, name: string, parameter: Time): boolean {
  if (parameter.startsAt !== undefined || own(point.settings ?? {}, name)) return true
  const conditions = [policy.conditions, policy.rules.map((rule) => rule.conditions)]
  if (parametersNamedIn([policy.derived, conditions]).includes(name)) return true
  return eventsOf(policy).some(({ type, params }) =>
    Object.entries(params).some(([param, value]) => {
      const definition = own(own(point.outcomes, type)!.parameters, param)
      const isThis = typeof value === 'object' && 'parameter' in value && value.parameter === name
      return isThis && definition?.kind === 'count' && definition.startsAt !== undefined
    }),
  )
}

function eventsOf({ rules, otherwise }: Policy): RuleEvent[] {
  return [...rules.map((rule) => rule.event), otherwise.event]
}

function findDiscretion(point: Point, policy: Policy): Finding[] {
  const places = [
    ...policy.rules.map((rule, index) => ({ ...rule, path: ['rules', index], about: `"${rule.title}"` })),
    { ...policy.otherwise, path: ['otherwise'], about: 'What no rule decides', conditions: undefined, id: undefined },
  ]
  return places.flatMap(({ event, criteria, conditions, path, about, id }) => {
    if (criteria !== undefined) return []
    const judged = conditions ? judgementsIn(point, policy, conditions, true) : []
    const isDecidedByPerson = own(point.outcomes, event.type)!.personDecides
    if (!isDecidedByPerson && judged.length === 0) return []
    const message = isDecidedByPerson
      ? `${about} is left to a person, and nothing says what that person weighs.`
      : `${about} rests on a person's judgement, and nothing says what it is based on: ${own(point.facts, judged[0]!)!.title}.`
    const finding = warning(
      'discretion-without-criteria',
      path,
      message,
      'Add "criteria": what is weighed, a line each.',
    )
    return [id === undefined ? finding : { ...finding, rules: [id] }]
  })
}

/** The judgements that a condition calls for. That a person did not judge so ("not waived") needs no criteria. */
function judgementsIn(point: Point, policy: Policy, condition: Condition, affirmed: boolean): string[] {
  const within = (child: Condition) => judgementsIn(point, policy, child, affirmed)
  if ('all' in condition) return condition.all.flatMap(within)
  if ('any' in condition) return condition.any.flatMap(within)
  if ('not' in condition) return judgementsIn(point, policy, condition.not, !affirmed)
  if ('condition' in condition) return within(own(policy.conditions, condition.condition)!)
  const isDenied =
    typeof condition.value === 'boolean' && (condition.value === (condition.operator === 'equal')) !== affirmed
  return isDenied ? [] : factsNamedIn(condition).filter((fact) => own(point.facts, fact)?.judgement)
}

function warning(kind: string, path: Path, message: string, mend: string): Finding {
  return { kind, severity: 'warning', pointer: pointerOf(path), message, mend }
}
