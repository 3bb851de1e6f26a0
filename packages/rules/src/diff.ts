import { inOrderOfEvaluation } from './compile/intermediate.ts'
import { describeCondition, describeEvent } from './explain/plain-language.ts'
import { formatParameter } from './explain/wording.ts'
import { pointerOf } from './finding.ts'
import { canonicalJson } from './hash.ts'
import { own } from './names.ts'
import type { Point } from './point.ts'
import { points } from './points/points.ts'
import type { Policy, Rule } from './policy.ts'

/** One change of meaning between two versions of a policy, in words. */
export type PolicyChange = {
  what: 'added' | 'removed' | 'changed' | 'reordered'
  of: 'rule' | 'parameter' | 'condition' | 'otherwise' | 'policy'
  /** The rule's id, or the name of the parameter or condition. */
  name: string
  /** JSON Pointer into the newer document; into the older one for what was removed. */
  pointer: string
  text: string
  from?: string
  to?: string
}

const locale = 'en-US'

/** What changed from `before` to `after`: by rule, parameter and named condition, however the text was rearranged. */
export function diffPolicies(before: Policy, after: Policy): PolicyChange[] {
  return new Comparison(before, after).all()
}

class Comparison {
  #before: Policy
  #after: Policy
  #point: Point

  constructor(before: Policy, after: Policy) {
    this.#before = before
    this.#after = after
    const point = own<Point>(points, after.point)
    if (!point || before.point !== after.point) throw new Error('Two policies of one decision point can be compared.')
    this.#point = point
  }

  all(): PolicyChange[] {
    return [
      ...this.#heading(),
      ...this.#parameters(),
      ...this.#conditions(),
      ...this.#rules(),
      ...this.#order(),
      ...this.#otherwise(),
    ]
  }

  #heading(): PolicyChange[] {
    return (['title', 'currency'] as const)
      .filter((name) => this.#before[name] !== this.#after[name])
      .map((name) => changed('policy', name, [name], `The ${name} changed.`, this.#before[name], this.#after[name]))
  }

  #parameters(): PolicyChange[] {
    const words = (policy: Policy, name: string) =>
      formatParameter(this.#point, own(policy.parameters, name)!, { locale, currency: policy.currency })
    return namesOf(this.#before.parameters, this.#after.parameters).flatMap((name): PolicyChange[] => {
      const old = own(this.#before.parameters, name)
      const now = own(this.#after.parameters, name)
      const path = ['parameters', name]
      if (!old) return [added('parameter', name, path, `New: ${now!.title}, ${words(this.#after, name)}.`)]
      if (!now) return [removed('parameter', name, path, `Gone: ${old.title}, ${words(this.#before, name)}.`)]
      if (canonicalJson(old) === canonicalJson(now)) return []
      const [from, to] = [words(this.#before, name), words(this.#after, name)]
      if (from === to)
        return [
          changed('parameter', name, path, `The parameter "${name}" is described differently.`, old.title, now.title),
        ]
      return [changed('parameter', name, path, `${capital(now.title)}: ${to} instead of ${from}.`, from, to)]
    })
  }

  #conditions(): PolicyChange[] {
    return namesOf(this.#before.conditions, this.#after.conditions).flatMap((name): PolicyChange[] => {
      const old = own(this.#before.conditions, name)
      const now = own(this.#after.conditions, name)
      const path = ['conditions', name]
      if (!old) return [added('condition', name, path, `New condition: ${now!.title}.`)]
      if (!now) return [removed('condition', name, path, `The condition "${old.title}" is gone.`)]
      if (canonicalJson(old) === canonicalJson(now)) return []
      return [
        changed(
          'condition',
          name,
          path,
          `The condition "${now.title}" changed.`,
          describeCondition(this.#point, this.#before, old, locale),
          describeCondition(this.#point, this.#after, now, locale),
        ),
      ]
    })
  }

  #rules(): PolicyChange[] {
    const old = new Map(this.#before.rules.map((rule) => [rule.id, rule]))
    const now = new Set(this.#after.rules.map((rule) => rule.id))
    const gone = this.#before.rules.flatMap((rule, index) =>
      now.has(rule.id) ? [] : [removed('rule', rule.id, ['rules', index], `The rule "${rule.title}" is gone.`)],
    )
    const rest = this.#after.rules.flatMap((rule, index) => {
      const earlier = old.get(rule.id)
      return earlier
        ? this.#rule(earlier, rule, index)
        : [added('rule', rule.id, ['rules', index], `New rule: ${rule.title}.`)]
    })
    return [...gone, ...rest]
  }

  #rule(old: Rule, now: Rule, index: number): PolicyChange[] {
    const views: [string, (rule: Rule, policy: Policy) => string][] = [
      ['title', (rule) => rule.title],
      ['why', (rule) => rule.why],
      ['source', (rule) => rule.source],
      ['audience', (rule) => rule.audience],
      ['conditions', (rule, policy) => describeCondition(this.#point, policy, rule.conditions, locale)],
      ['event', (rule, policy) => describeEvent(this.#point, policy, rule.event, locale).outcome],
    ]
    const wordings = (['partner', 'possible', 'staff'] as const)
      .filter((audience) => old.wording[audience] !== now.wording[audience])
      .map((audience) =>
        changed(
          'rule',
          now.id,
          ['rules', index, 'wording', audience],
          `"${now.title}" is worded differently (${audience}).`,
          old.wording[audience],
          now.wording[audience],
        ),
      )
    const fields = views.flatMap(([field, view]): PolicyChange[] => {
      if (canonicalJson(old[field as keyof Rule]) === canonicalJson(now[field as keyof Rule])) return []
      return [
        changed(
          'rule',
          now.id,
          ['rules', index, field],
          `"${now.title}": ${fieldWords[field]} changed.`,
          view(old, this.#before),
          view(now, this.#after),
        ),
      ]
    })
    return [...fields, ...wordings]
  }

  /** Rules that are looked at before or after others now: those that stand outside the longest order that both versions share. */
  #order(): PolicyChange[] {
    const sequence = (policy: Policy) => inOrderOfEvaluation(policy.rules).map((rule) => rule.id)
    const now = sequence(this.#after)
    const old = sequence(this.#before).filter((id) => now.includes(id))
    const common = now.filter((id) => old.includes(id))
    const kept = longestRising(common.map((id) => old.indexOf(id)))
    return common.flatMap((id, position): PolicyChange[] => {
      if (kept.has(position)) return []
      const index = this.#after.rules.findIndex((rule) => rule.id === id)
      const rule = this.#after.rules[index]!
      const next = common[position + 1]
      const place =
        next === undefined ? 'is looked at last now' : `is looked at just before "${this.#titleOf(next)}" now`
      const earlier = this.#before.rules.find((each) => each.id === id)!
      return [
        {
          ...changed(
            'rule',
            id,
            ['rules', index, 'priority'],
            `"${rule.title}" ${place}.`,
            String(earlier.priority),
            String(rule.priority),
          ),
          what: 'reordered',
        },
      ]
    })
  }

  #titleOf(id: string): string {
    return this.#after.rules.find((rule) => rule.id === id)!.title
  }

  #otherwise(): PolicyChange[] {
    const [old, now] = [this.#before.otherwise, this.#after.otherwise]
    const changes: PolicyChange[] = []
    if (canonicalJson(old.event) !== canonicalJson(now.event))
      changes.push(
        changed(
          'otherwise',
          'otherwise',
          ['otherwise', 'event'],
          'What applies when no rule holds changed.',
          describeEvent(this.#point, this.#before, old.event, locale).outcome,
          describeEvent(this.#point, this.#after, now.event, locale).outcome,
        ),
      )
    for (const audience of ['partner', 'possible', 'staff'] as const)
      if (old.wording[audience] !== now.wording[audience])
        changes.push(
          changed(
            'otherwise',
            'otherwise',
            ['otherwise', 'wording', audience],
            `"Otherwise" is worded differently (${audience}).`,
            old.wording[audience],
            now.wording[audience],
          ),
        )
    return changes
  }
}

const fieldWords: Readonly<Record<string, string>> = {
  title: 'the title',
  why: 'the reason for the rule',
  source: 'the source',
  audience: 'who may read it',
  conditions: 'what must hold',
  event: 'the outcome',
}

type Path = (string | number)[]

function added(of: PolicyChange['of'], name: string, path: Path, text: string): PolicyChange {
  return { what: 'added', of, name, pointer: pointerOf(path), text }
}

function removed(of: PolicyChange['of'], name: string, path: Path, text: string): PolicyChange {
  return { what: 'removed', of, name, pointer: pointerOf(path), text }
}

function changed(
  of: PolicyChange['of'],
  name: string,
  path: Path,
  text: string,
  from?: string,
  to?: string,
): PolicyChange {
  const ends = { ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) }
  return { what: 'changed', of, name, pointer: pointerOf(path), text, ...ends }
}

function namesOf(before: object, after: object): string[] {
  return [...new Set([...Object.keys(before), ...Object.keys(after)])]
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}

/** The positions of a longest rising subsequence. */
function longestRising(numbers: readonly number[]): Set<number> {
  const length = numbers.map(() => 1)
  const previous = numbers.map(() => -1)
  numbers.forEach((number, i) => {
    for (let j = 0; j < i; j++)
      if (numbers[j]! < number && length[j]! >= length[i]!) {
        length[i] = length[j]! + 1
        previous[i] = j
      }
  })
  const kept = new Set<number>()
  for (let at = length.indexOf(Math.max(...length)); at >= 0; at = previous[at]!) kept.add(at)
  return kept
}
