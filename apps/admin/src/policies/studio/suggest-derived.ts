import { type TimeUnit, timeUnits } from '@parley/rules/point'
import type { Path } from './json-place.ts'
import { factNames, key, type Names, parametersOf, type Sibling, type Suggestion, word } from './suggestion.ts'

const whole = (label: string, json: string, detail?: string): Suggestion => ({
  label,
  json,
  fields: true,
  ...(detail === undefined ? {} : { detail }),
})

const fact = '{ "fact": "#{fact}" }'
const calendarKeys = [
  key('zone', '"#{Europe/Berlin}"', 'where days begin and end'),
  key('businessDays', '["monday", "tuesday", "wednesday", "thursday", "friday"]'),
  key('businessHours', '{ "from": "#{09:00}", "to": "#{17:00}" }'),
  key('holidays', '[#{}]', 'each day written out'),
]
const derivedKeys = [
  key('title', '"#{}"', 'a noun phrase, as a sentence would use it'),
  key(
    'deadline',
    `{ "from": ${fact}, "add": { "value": #{5}, "unit": "#{businessDays}" } }`,
    'the last day, or moment',
  ),
  key('elapsed', `{ "from": ${fact}, "to": ${fact}, "in": "#{days}" }`, 'how long between two'),
  key('dayOf', fact, 'the day of a moment'),
  key('sum', `[${fact}, #{}]`, 'all of these together'),
  key('minus', `[${fact}]`, 'less these'),
  key('ratio', `{ "of": ${fact}, "to": ${fact} }`, 'one as a share of the other'),
  key('share', `{ "rate": { "parameter": "#{rate}" }, "of": ${fact} }`, 'a rate of an amount'),
  key('product', `[#{2}, ${fact}]`, 'a count times an amount'),
  key('least', `[${fact}, ${fact}]`, 'the smallest, or earliest'),
  key('greatest', `[${fact}, ${fact}]`, 'the largest, or latest'),
]
const calendarKey = key('calendar', '"#{}"', 'the name of one of the calendars, or a fact that says it')
const inner: Record<string, Suggestion[]> = {
  deadline: [
    key('from', fact, 'the day or moment that it counts from'),
    key('add', '{ "parameter": "#{}" }', 'how long'),
    key('counting', '"#{nextDay}"', 'nextDay: the day itself is day 0'),
    key('pausedDays', fact, 'days for which the clock stood still'),
    calendarKey,
  ],
  elapsed: [key('from', fact), key('to', fact), key('in', '"#{days}"'), calendarKey],
  ratio: [key('of', fact), key('to', fact), key('whenNone', '#{0}', 'in basis points, where there is none')],
  share: [key('rate', '{ "parameter": "#{}" }'), key('of', fact)],
  add: [key('parameter', '"#{}"', 'a duration'), key('value', '#{5}'), key('unit', '"#{businessDays}"')],
}
const quantityKeys = [key('fact', '"#{}"'), key('parameter', '"#{}"')]
const quantities = [
  whole('{ fact … }', fact, 'a fact'),
  whole('{ parameter … }', '{ "parameter": "#{}" }', 'a parameter'),
]

const weekdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday']
const timeWords: Record<TimeUnit, string> = {
  hours: 'hours',
  businessHours: 'hours within business hours',
  days: 'calendar days',
  businessDays: 'business days',
  weeks: 'weeks',
  months: 'calendar months',
  years: 'years',
}
export const timeUnitNames = (): Suggestion[] => timeUnits.map((unit) => word(unit, timeWords[unit]))

/** Keys within `calendar` and `derived`. Undefined elsewhere. */
export function keysOfTime(path: Path, sibling: Sibling): Suggestion[] | undefined {
  const last = String(path.at(-1))
  if (path[0] === 'calendar') {
    if (path.length === 1) return calendarKeys
    return last === 'businessHours' ? [key('from', '"#{09:00}"'), key('to', '"#{17:00}"')] : []
  }
  if (path[0] === 'calendars' && path.length > 1) {
    if (path.length === 2) return [key('title', '"#{}"'), ...calendarKeys]
    return last === 'businessHours' ? [key('from', '"#{09:00}"'), key('to', '"#{17:00}"')] : []
  }
  if (path[0] !== 'derived' || path.length < 2) return undefined
  if (path.length === 2) return sibling('title') === undefined ? derivedKeys : derivedKeys.slice(1)
  return inner[last] ?? quantityKeys
}

/** Values within `calendar`, `derived` and `covers`. Undefined elsewhere. */
export function valuesOfTime(path: Path, names: Names): Suggestion[] | undefined {
  const [last, parent] = [path.at(-1), path.at(-2)]
  if (path[0] === 'covers') return path.length === 3 ? factNames(names.point) : [whole('[ fact ]', '["#{fact}"]')]
  if (path[0] === 'calendar' || path[0] === 'calendars') {
    if (last === 'zone') return Intl.supportedValuesOf('timeZone').map((zone) => word(zone))
    return parent === 'businessDays' ? weekdays.map((day) => word(day)) : []
  }
  if (path[0] !== 'derived' || path.length < 3) return undefined
  if (last === 'fact') return factNames(names.point)
  if (last === 'parameter') return parametersOf(names, parent === 'add' ? 'duration' : undefined)
  if (last === 'in' || last === 'unit') return timeUnitNames()
  if (last === 'counting')
    return [word('nextDay', 'the day itself is day 0'), word('sameDay', 'the day itself is day 1')]
  return last === 'title' || last === 'value' || last === 'whenNone' ? [] : quantities
}
