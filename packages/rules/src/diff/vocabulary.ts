import { derivedInWords } from '../derived/words.ts'
import { describeCondition } from '../explain/plain-language.ts'
import { formatParameter } from '../explain/wording.ts'
import { canonicalJson } from '../hash.ts'
import { listed, own } from '../names.ts'
import type { Calendar, NamedCalendar, Policy } from '../policy.ts'
import { added, changed, locale, namesOf, type PolicyChange, removed, type Versions } from './change.ts'

/** Parameters that came, went, or have another value. */
export function changesOfParameters({ point, before, after }: Versions): PolicyChange[] {
  const words = (policy: Policy, name: string) =>
    formatParameter(point, own(policy.parameters, name)!, { locale, currency: policy.currency })
  return namesOf(before.parameters, after.parameters).flatMap((name): PolicyChange[] => {
    const old = own(before.parameters, name)
    const now = own(after.parameters, name)
    const subject = { of: 'parameter', name, path: ['parameters', name] } as const
    if (!old) return [added(subject, `New: ${now!.title}, ${words(after, name)}.`)]
    if (!now) return [removed(subject, `Gone: ${old.title}, ${words(before, name)}.`)]
    if (canonicalJson(old) === canonicalJson(now)) return []
    const [from, to] = [words(before, name), words(after, name)]
    return from === to
      ? [changed(subject, `The parameter "${name}" is described differently.`, old.title, now.title)]
      : [changed(subject, `${capital(now.title)}: ${to} instead of ${from}.`, from, to)]
  })
}

/** Derived facts that came, went, or are worked out in another way. */
export function changesOfDerived({ point, before, after }: Versions): PolicyChange[] {
  return namesOf(before.derived, after.derived).flatMap((name): PolicyChange[] => {
    const old = own(before.derived, name)
    const now = own(after.derived, name)
    const subject = { of: 'derived', name, path: ['derived', name] } as const
    if (!old) return [added(subject, `New derived fact: ${now!.title}: ${derivedInWords(point, after, name, locale)}.`)]
    if (!now) return [removed(subject, `The derived fact "${old.title}" is gone.`)]
    if (canonicalJson(old) === canonicalJson(now)) return []
    const [from, to] = [before, after].map((policy) => derivedInWords(point, policy, name, locale))
    return from === to
      ? [changed(subject, `The derived fact "${name}" is described differently.`, old.title, now.title)]
      : [changed(subject, `The derived fact "${now.title}" is worked out differently.`, from, to)]
  })
}

/** Which days and hours count as business ones: in the policy's own calendar, and in those with a name. */
export function changesOfCalendars({ before, after }: Versions): PolicyChange[] {
  const [old, now] = [before.calendars ?? {}, after.calendars ?? {}]
  return [
    ...changesOfOwnCalendar(before.calendar, after.calendar),
    ...namesOf(old, now).flatMap((name) => changesOfNamedCalendar(name, own(old, name), own(now, name))),
  ]
}

function changesOfOwnCalendar(old: Calendar | undefined, now: Calendar | undefined): PolicyChange[] {
  const subject = (...path: string[]) => ({ of: 'policy', name: 'calendar', path: ['calendar', ...path] }) as const
  if (!old && !now) return []
  if (!old) return [added(subject(), 'New: a calendar of business days.')]
  if (!now) return [removed(subject(), 'The calendar of business days is gone.')]
  return changesWithin(old, now, subject, 'Calendar: ')
}

function changesOfNamedCalendar(
  name: string,
  old: NamedCalendar | undefined,
  now: NamedCalendar | undefined,
): PolicyChange[] {
  const subject = (...path: string[]) => ({ of: 'calendar', name, path: ['calendars', name, ...path] }) as const
  if (!old) return [added(subject(), `New calendar: ${now!.title}.`)]
  if (!now) return [removed(subject(), `The calendar "${old.title}" is gone.`)]
  const retitled =
    old.title === now.title
      ? []
      : [changed(subject('title'), `The calendar "${name}" is described differently.`, old.title, now.title)]
  return [...retitled, ...changesWithin(old, now, subject, `${capital(now.title)}: `)]
}

function changesWithin(
  old: Calendar,
  now: Calendar,
  subject: (part: string) => Parameters<typeof changed>[0],
  lead: string,
): PolicyChange[] {
  const changes = (['zone', 'businessDays', 'businessHours'] as const)
    .filter((part) => canonicalJson(old[part]) !== canonicalJson(now[part]))
    .map((part) => changed(subject(part), `${lead}${calendarWords[part]} changed.`, told(old[part]), told(now[part])))
  const more = now.holidays.filter((day) => !old.holidays.includes(day))
  const fewer = old.holidays.filter((day) => !now.holidays.includes(day))
  if (more.length > 0) changes.push(changed(subject('holidays'), `${lead}new holidays: ${listed(more, 'and')}.`))
  if (fewer.length > 0)
    changes.push(changed(subject('holidays'), `${lead}no longer holidays: ${listed(fewer, 'and')}.`))
  return changes
}

const calendarWords = { zone: 'the time zone', businessDays: 'the business days', businessHours: 'the business hours' }

function told(part: Calendar['zone' | 'businessDays' | 'businessHours']): string {
  if (typeof part === 'string') return part
  return 'from' in part ? `${part.from} to ${part.to}` : listed(part, 'and')
}

/** Named conditions that came, went, or mean something else. */
export function changesOfConditions({ point, before, after }: Versions): PolicyChange[] {
  return namesOf(before.conditions, after.conditions).flatMap((name): PolicyChange[] => {
    const old = own(before.conditions, name)
    const now = own(after.conditions, name)
    const subject = { of: 'condition', name, path: ['conditions', name] } as const
    if (!old) return [added(subject, `New condition: ${now!.title}.`)]
    if (!now) return [removed(subject, `The condition "${old.title}" is gone.`)]
    if (canonicalJson(old) === canonicalJson(now)) return []
    const from = describeCondition(point, before, old, locale)
    const to = describeCondition(point, after, now, locale)
    return [changed(subject, `The condition "${now.title}" changed.`, from, to)]
  })
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
