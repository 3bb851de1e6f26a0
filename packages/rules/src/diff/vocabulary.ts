import { describeCondition } from '../explain/plain-language.ts'
import { formatParameter } from '../explain/wording.ts'
import { canonicalJson } from '../hash.ts'
import { own } from '../names.ts'
import type { Policy } from '../policy.ts'
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
