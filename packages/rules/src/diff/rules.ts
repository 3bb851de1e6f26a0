import { describeCondition, describeEvent } from '../explain/plain-language.ts'
import { canonicalJson } from '../hash.ts'
import { listed } from '../names.ts'
import type { Policy, Rule } from '../policy.ts'
import { added, changed, locale, type PolicyChange, removed, type Versions } from './change.ts'

/** Rules that came, went, or say something else; their order is told apart. */
export function changesOfRules(versions: Versions): PolicyChange[] {
  const { before, after } = versions
  const old = new Map(before.rules.map((rule) => [rule.id, rule]))
  const now = new Set(after.rules.map((rule) => rule.id))
  const gone = before.rules.flatMap((rule, index) =>
    now.has(rule.id) ? [] : [removed(subjectOf(rule, index), `The rule "${rule.title}" is gone.`)],
  )
  const rest = after.rules.flatMap((rule, index) => {
    const earlier = old.get(rule.id)
    return earlier
      ? [...changesOfFields(versions, earlier, rule, index), ...changesOfWording(earlier, rule, index)]
      : [added(subjectOf(rule, index), `New rule: ${rule.title}.`)]
  })
  return [...gone, ...rest]
}

export function changesOfOtherwise({ point, before, after }: Versions): PolicyChange[] {
  const subject = (...path: string[]) => ({ of: 'otherwise', name: 'otherwise', path: ['otherwise', ...path] }) as const
  const changes: PolicyChange[] = []
  if (canonicalJson(before.otherwise.event) !== canonicalJson(after.otherwise.event)) {
    const [from, to] = [before, after].map(
      (policy) => describeEvent(point, policy, policy.otherwise.event, locale).outcome,
    )
    changes.push(changed(subject('event'), 'What applies when no rule holds changed.', from, to))
  }
  if (canonicalJson(before.otherwise.criteria ?? []) !== canonicalJson(after.otherwise.criteria ?? []))
    changes.push(changed(subject('criteria'), 'What a person weighs when no rule holds changed.'))
  for (const audience of audiences) {
    const [from, to] = [before.otherwise.wording[audience], after.otherwise.wording[audience]]
    if (from !== to)
      changes.push(changed(subject('wording', audience), `"Otherwise" is worded differently (${audience}).`, from, to))
  }
  return changes
}

const audiences = ['partner', 'possible', 'staff'] as const

const fields = {
  title: 'the title',
  why: 'the reason for the rule',
  source: 'the source',
  audience: 'who may read it',
  conditions: 'what must hold',
  criteria: 'what a person weighs',
  event: 'the outcome',
} as const
type Field = keyof typeof fields

function changesOfFields(versions: Versions, old: Rule, now: Rule, index: number): PolicyChange[] {
  return (Object.keys(fields) as Field[])
    .filter((field) => canonicalJson(old[field] ?? null) !== canonicalJson(now[field] ?? null))
    .map((field) =>
      changed(
        subjectOf(now, index, field),
        `"${now.title}": ${fields[field]} changed.`,
        inWords(versions, versions.before, old, field),
        inWords(versions, versions.after, now, field),
      ),
    )
}

function changesOfWording(old: Rule, now: Rule, index: number): PolicyChange[] {
  return audiences
    .filter((audience) => old.wording[audience] !== now.wording[audience])
    .map((audience) =>
      changed(
        subjectOf(now, index, 'wording', audience),
        `"${now.title}" is worded differently (${audience}).`,
        old.wording[audience],
        now.wording[audience],
      ),
    )
}

function inWords({ point }: Versions, policy: Policy, rule: Rule, field: Field): string {
  if (field === 'conditions') return describeCondition(point, policy, rule.conditions, locale)
  if (field === 'event') return describeEvent(point, policy, rule.event, locale).outcome
  if (field === 'criteria') return listed(rule.criteria ?? [], 'and')
  return rule[field]
}

function subjectOf(rule: Rule, index: number, ...below: string[]) {
  return { of: 'rule', name: rule.id, path: ['rules', index, ...below] } as const
}
