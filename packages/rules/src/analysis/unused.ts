import { factsNamedIn, parametersNamedIn } from '../checks/names-in.ts'
import { calendarsOf } from '../derived/calendars.ts'
import { placeholdersOf } from '../explain/placeholders.ts'
import { type Finding, type Path, pointerOf } from '../finding.ts'
import { own } from '../names.ts'
import type { Point } from '../point.ts'
import type { Policy } from '../policy.ts'

/** Parameters, calendars, named conditions and derived facts that nothing uses: most often the trace of a slip. */
export function findUnused(point: Point, policy: Policy): Finding[] {
  const { parameters, calendars = {}, conditions, derived, rules, otherwise, covers } = policy
  const wordings = [...rules, otherwise].flatMap(({ wording }) =>
    [wording.partner, wording.possible ?? '', wording.staff].flatMap(placeholdersOf),
  )
  const inWords = (of: 'parameter' | 'fact') => wordings.filter((each) => each.of === of).map(({ name }) => name)
  const tests = rules.map((rule) => rule.conditions)
  const parts = [derived, conditions, tests, [...rules, otherwise].map(({ event }) => event.params)]
  const used = {
    parameter: new Set([...parametersNamedIn(parts), ...inWords('parameter')]),
    fact: new Set([...factsNamedIn(parts), ...inWords('fact'), ...covers.flat()]),
    condition: new Set(conditionsNamedIn([Object.values(conditions), tests])),
    calendar: new Set(Object.values(derived).flatMap((each) => calendarsOf(point, policy, each))),
  }
  return [
    ...Object.keys(parameters)
      .filter((name) => !used.parameter.has(name) && !own(point.settings ?? {}, name))
      .map((name) => unused('unused-parameter', ['parameters', name], `the parameter "${parameters[name]!.title}"`)),
    ...Object.keys(calendars)
      .filter((name) => !used.calendar.has(name))
      .map((name) => unused('unused-calendar', ['calendars', name], `the calendar "${calendars[name]!.title}"`)),
    ...Object.keys(conditions)
      .filter((name) => !used.condition.has(name))
      .map((name) => unused('unused-condition', ['conditions', name], `the condition "${conditions[name]!.title}"`)),
    ...Object.keys(derived)
      .filter((name) => !used.fact.has(`derived.${name}`))
      .map((name) => unused('unused-derived', ['derived', name], `the derived fact "${derived[name]!.title}"`)),
  ]
}

function unused(kind: string, path: Path, what: string): Finding {
  return {
    kind,
    severity: 'warning',
    pointer: pointerOf(path),
    message: `Nothing uses ${what}.`,
    mend: 'Use it or remove it.',
  }
}

function conditionsNamedIn(part: unknown): string[] {
  if (Array.isArray(part)) return part.flatMap(conditionsNamedIn)
  if (typeof part !== 'object' || part === null) return []
  return Object.entries(part).flatMap(([key, value]) =>
    key === 'condition' && typeof value === 'string' ? [value] : conditionsNamedIn(value),
  )
}
