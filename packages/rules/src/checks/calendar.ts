import { errorAt, type Finding, type Path } from '../finding.ts'
import { nearestName } from '../names.ts'
import type { Calendar, Policy } from '../policy.ts'
import { zoneOf } from '../time/zone.ts'

const mostCalendars = 50

/** Each calendar names a time zone that exists, opens before it closes, and lists each holiday once and in order. */
export function checkCalendars({ calendar, calendars = {} }: Policy): Finding[] {
  const names = Object.keys(calendars)
  if (names.length > mostCalendars)
    return [
      errorAt(['calendars'], `There are more than ${mostCalendars} calendars.`, 'Remove those that are not needed.'),
    ]
  return [
    ...(calendar ? checkCalendar(calendar, ['calendar']) : []),
    ...names.flatMap((name) => checkCalendar(calendars[name]!, ['calendars', name])),
  ]
}

function checkCalendar({ zone, businessDays, businessHours, holidays }: Calendar, at: Path): Finding[] {
  const findings: Finding[] = []
  if (!zoneOf(zone)) findings.push(errorAt([...at, 'zone'], `There is no time zone "${zone}".`, suggestedZone(zone)))
  else if (!isPlace(zone))
    findings.push(errorAt([...at, 'zone'], `The time zone "${zone}" names no place.`, suggestedZone(zone)))
  const twice = businessDays.findIndex((day, index) => businessDays.indexOf(day) < index)
  if (twice >= 0)
    findings.push(
      errorAt(
        [...at, 'businessDays', twice],
        `"${businessDays[twice]}" is listed twice.`,
        'List each day of the week once.',
      ),
    )
  if (businessHours.from >= businessHours.to)
    findings.push(
      errorAt(
        [...at, 'businessHours'],
        `Business hours end at ${businessHours.to}, and don't start before that.`,
        'Write an earlier "from", or a later "to": at most "24:00".',
      ),
    )
  const early = holidays.findIndex((day, index) => index > 0 && day <= holidays[index - 1]!)
  if (early >= 0)
    findings.push(
      errorAt(
        [...at, 'holidays', early],
        holidays[early] === holidays[early - 1]
          ? `${holidays[early]} is listed twice.`
          : `${holidays[early]} stands after ${holidays[early - 1]}.`,
        'List each holiday once, the earliest first.',
      ),
    )
  return findings
}

/** A region and city, or UTC: others ("GMT+0", "EST") know no summer time, and "Etc/GMT+5" lies west of Greenwich. */
const isPlace = (zone: string) =>
  zone === 'UTC' ||
  /^(Africa|America|Antarctica|Arctic|Asia|Atlantic|Australia|Europe|Indian|Pacific)\/[A-Za-z]/i.test(zone)

/** By the whole name, or by the city alone: "Berlin" for "Europe/Berlin". */
function suggestedZone(zone: string): string {
  const names = Intl.supportedValuesOf('timeZone')
  const city = (name: string) => name.slice(name.lastIndexOf('/') + 1).toLowerCase()
  const wanted = city(zone.replaceAll(' ', '_'))
  const near = names.find((name) => city(name) === wanted) ?? nearestName(zone, names)
  if (near === undefined || /^(etc\/)?(gmt|utc|uct|zulu|greenwich)/i.test(zone))
    return 'Write a region and city, for example "Europe/Berlin", or "UTC".'
  return `Did you mean "${near}"?`
}
