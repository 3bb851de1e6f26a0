import { z } from 'zod'
import { conditionsBelow } from './checks/conditions.ts'
import { factsNamedIn, parametersNamedIn } from './checks/names-in.ts'
import { calendarsOf } from './derived/calendars.ts'
import { derivedNameOf } from './derived/graph.ts'
import { vocabularyOf } from './derived/vocabulary.ts'
import { placeholdersOf } from './explain/placeholders.ts'
import { own } from './names.ts'
import type { FactDefinition, Facts, FactValue, Point } from './point.ts'
import { type Condition, type Policy, policySchema, type RuleEvent } from './policy.ts'

const wording = policySchema.shape.otherwise.shape.wording.omit({ staff: true })

/** What partners may read of a policy. Served by the API, evaluated in the partner's browser. */
export const partnerEditionSchema = policySchema.omit({ $schema: true, covers: true }).extend({
  rules: z.array(policySchema.shape.rules.element.extend({ audience: z.literal('published'), wording })).max(500),
  otherwise: policySchema.shape.otherwise.extend({ wording }),
})

export type PartnerEdition = z.infer<typeof partnerEditionSchema>

const editions = new WeakMap<Policy, { point: Point; edition: PartnerEdition }>()

/**
 * The partner edition of a policy: its published rules with the words meant for partners, and of parameters, named conditions and
 * calendars only those that they use. A rule that tests a fact which partners may not know is left out, whatever its audience says, and so is what
 * the `otherwise` reads of such a fact. The same policy gives the same object.
 */
export function partnerEdition(point: Point, policy: Policy): PartnerEdition {
  let known = editions.get(policy)
  if (known?.point !== point) {
    known = { point, edition: makeEdition(point, policy) }
    editions.set(policy, known)
  }
  return known.edition
}

/** Whether a partner is told this fact of a decision with these facts. */
export function isTold(point: Point, fact: string, facts: Facts): boolean {
  const definition = own(point.facts, fact)
  if (definition?.knownTo !== 'partner') return false
  const { toldWhen } = definition
  if (!toldWhen) return true
  return toldWhen.some((values) => Object.entries(values).every(([name, value]) => own(facts, name) === value))
}

/** Those of the facts that a partner is told. */
export function factsTold(point: Point, facts: Facts): Facts {
  return Object.fromEntries(Object.entries(facts).filter(([fact]) => isTold(point, fact, facts)))
}

/**
 * What a decision looks like to a partner: the facts that it is told, and of the others what is reckoned with instead. What is derived
 * is worked out from these alone, so that it is the same whatever the partner may not know.
 */
export function factsPartnersKnow(point: Point, facts: Facts): Facts {
  const known: Record<string, FactValue> = { ...factsTold(point, facts) }
  for (const [fact, { takenAs }] of Object.entries(point.facts)) {
    if (takenAs === undefined || isTold(point, fact, facts)) continue
    const value = isFactName(takenAs) ? own(facts, takenAs.fact) : takenAs
    if (value !== undefined) known[fact] = value
  }
  return known
}

const isFactName = (takenAs: NonNullable<FactDefinition['takenAs']>): takenAs is { readonly fact: string } =>
  typeof takenAs === 'object' && !Array.isArray(takenAs)

function makeEdition(point: Point, policy: Policy): PartnerEdition {
  const vocabulary = vocabularyOf(point, policy)
  const rules = policy.rules
    .filter((rule) => rule.audience === 'published' && isOpenToPartners(vocabulary, policy, rule))
    .map((rule) => ({ ...rule, audience: 'published' as const, wording: withoutStaff(rule.wording) }))
  const otherwise = {
    ...policy.otherwise,
    event: withOpenParams(vocabulary, policy.otherwise.event),
    wording: withoutStaff(policy.otherwise.wording),
  }
  const used = namesUsed(policy, rules, otherwise)
  const derived = pick(policy.derived, used.derived)
  const calendars = new Set(Object.values(derived).flatMap((each) => calendarsOf(point, policy, each)))
  return {
    point: policy.point,
    version: policy.version,
    title: policy.title,
    currency: policy.currency,
    ...(policy.calendar && used.derived.size > 0 ? { calendar: policy.calendar } : {}),
    ...(calendars.size > 0 ? { calendars: pick(policy.calendars ?? {}, calendars) } : {}),
    parameters: pick(policy.parameters, used.parameters),
    derived,
    conditions: pick(policy.conditions, used.conditions),
    rules,
    otherwise,
  }
}

type PartnerWording = z.infer<typeof wording>

function withoutStaff({ partner, possible }: Policy['otherwise']['wording']): PartnerWording {
  return possible === undefined ? { partner } : { partner, possible }
}

function isOpenToPartners(vocabulary: Point, policy: Policy, { conditions, event }: Policy['rules'][number]): boolean {
  for (const { node } of conditionsBelow(policy, conditions)) if (!readsOpenFacts(vocabulary, node)) return false
  return Object.values(event.params).every((value) => readsOpenFacts(vocabulary, value))
}

/** Whether every fact that is named in this part of a policy is one that partners may know; `vocabulary` has the derived ones. */
export function readsOpenFacts(vocabulary: Point, part: unknown): boolean {
  return factsNamedIn(part).every((fact) => own(vocabulary.facts, fact)?.knownTo === 'partner')
}

function withOpenParams(vocabulary: Point, event: RuleEvent): RuleEvent {
  const open = Object.entries(event.params).filter(([, value]) => readsOpenFacts(vocabulary, value))
  return { ...event, params: Object.fromEntries(open) }
}

type Used = { parameters: Set<string>; conditions: Set<string>; derived: Set<string> }

function namesUsed(
  policy: Policy,
  rules: readonly { conditions: Condition; event: RuleEvent; wording: PartnerWording }[],
  otherwise: { event: RuleEvent; wording: PartnerWording },
): Used {
  const used: Used = { parameters: new Set(), conditions: new Set(), derived: new Set() }
  const note = (part: unknown) => {
    for (const name of parametersNamedIn(part)) used.parameters.add(name)
    for (const fact of factsNamedIn(part)) noteDerived(fact)
  }
  const noteDerived = (fact: string) => {
    const name = derivedNameOf(fact)
    if (name === undefined || used.derived.has(name) || !own(policy.derived, name)) return
    used.derived.add(name)
    note(own(policy.derived, name))
  }
  for (const { event, wording: words } of [...rules, otherwise]) {
    note(event.params)
    for (const text of [words.partner, words.possible ?? ''])
      for (const { of, name } of placeholdersOf(text))
        if (of === 'parameter') used.parameters.add(name)
        else if (of === 'fact') noteDerived(name)
  }
  for (const rule of rules)
    for (const { node } of conditionsBelow(policy, rule.conditions)) {
      if ('condition' in node) used.conditions.add(node.condition)
      else if ('fact' in node) note(node)
    }
  return used
}

function pick<T>(record: Readonly<Record<string, T>>, names: ReadonlySet<string>): Record<string, T> {
  return Object.fromEntries(Object.entries(record).filter(([name]) => names.has(name)))
}
