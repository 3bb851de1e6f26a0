import type { Path } from '../finding.ts'
import { own, suggestion } from '../names.ts'
import type { Facts, Point } from '../point.ts'
import type { Calendar, CalendarChoice, Derived } from '../policy.ts'
import { calendarChoiceOf } from './graph.ts'
import { type Inference, toldKind } from './kinds.ts'
import type { DerivingPolicy } from './vocabulary.ts'

/** The calendar that counts for these facts; undefined while the fact that names it is unknown, and where there is none. */
export type CalendarFor = (facts: Facts) => Calendar | undefined

/** Why a derived fact can't do without a calendar, and where that stands. */
export type CalendarNeed = { path: Path; what: string }

export function calendarFor(policy: DerivingPolicy, choice: CalendarChoice | undefined): CalendarFor {
  const { calendar, calendars = {} } = policy
  const named = (name: string) => own(calendars, name) ?? calendar
  if (choice === undefined) return () => calendar
  if (typeof choice === 'object' && 'fact' in choice) {
    const { fact } = choice
    return (facts) => (facts[fact] === undefined ? undefined : named(facts[fact] as string))
  }
  const chosen = named(typeof choice === 'string' ? choice : nameIn(policy, choice.parameter)!)
  return () => chosen
}

/** The names of the calendars that a derived fact may count by, beside the policy's own. */
export function calendarsOf(point: Point, policy: DerivingPolicy, derived: Derived): readonly string[] {
  const choice = calendarChoiceOf(derived)
  if (choice === undefined) return []
  const said = namesSaidBy(point, policy, choice)
  return Object.keys(policy.calendars ?? {}).filter((name) => said === undefined || said.includes(name))
}

/** Notes what keeps the choice of a calendar from being followed. Without `need`, nothing counts by one. */
export function checkCalendarChoice(
  inference: Inference,
  choice: CalendarChoice | undefined,
  path: Path,
  need: CalendarNeed | undefined,
): void {
  const names = Object.keys(inference.policy.calendars ?? {})
  if (choice === undefined) {
    if (need) inference.needsCalendar(need.path, need.what)
  } else if (!need)
    inference.mistake(
      path,
      'No business days or hours are counted here and no moment becomes a day, so no calendar matters.',
      'Remove "calendar".',
    )
  else if (names.length === 0)
    inference.mistake(
      path,
      'This policy has no calendars with a name.',
      'Add "calendars", each with "title" and all that "calendar" has; or remove "calendar" here.',
    )
  else if (typeof choice !== 'string') checkNamesSaid(inference, choice, path, names)
  else if (!names.includes(choice))
    inference.mistake(path, `There is no calendar "${choice}".`, suggestion(choice, names))
}

/** What says the name has to be a text, and the policy's own calendar has to be there where that can be another text. */
function checkNamesSaid(
  inference: Inference,
  choice: { parameter: string } | { fact: string },
  path: Path,
  names: readonly string[],
): void {
  const { path: at, called, kind } = inference.input(choice, path)
  if (!kind) return
  const said = namesSaidBy(inference.point, inference.policy, choice)
  const stray = said?.find((name) => !names.includes(name))
  if (kind.kind !== 'other' || !['text', 'choice'].includes(kind.is))
    inference.mistake(
      at,
      `A calendar is named by a text or a choice, and ${called} ${toldKind(kind)}.`,
      'Use a fact or parameter of kind "text" or "choice", or write the name of a calendar.',
    )
  else if ('parameter' in choice) {
    if (stray !== undefined)
      inference.mistake(
        at,
        `There is no calendar "${stray}", which the parameter "${choice.parameter}" names.`,
        suggestion(stray, names),
      )
  } else if (said === undefined || stray !== undefined)
    inference.needsCalendar(at, `Where ${called} names none of "calendars", the policy's own counts`)
}

/** Every name that the choice can come to; undefined where that can be any text. */
function namesSaidBy(point: Point, policy: DerivingPolicy, choice: CalendarChoice): readonly string[] | undefined {
  if (typeof choice === 'string') return [choice]
  if ('parameter' in choice) return [nameIn(policy, choice.parameter) ?? '']
  const fact = own(point.facts, choice.fact)
  return fact?.kind === 'choice' ? Object.keys(fact.values) : undefined
}

function nameIn({ parameters }: DerivingPolicy, name: string): string | undefined {
  const parameter = own(parameters, name)
  return parameter?.kind === 'text' || parameter?.kind === 'choice' ? parameter.value : undefined
}
