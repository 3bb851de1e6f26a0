import { z } from 'zod'
import { conditionsBelow } from './checks/conditions.ts'
import { placeholdersOf } from './explain/placeholders.ts'
import { own } from './names.ts'
import type { Point } from './point.ts'
import { type Condition, type Policy, policySchema, type RuleEvent } from './policy.ts'

const wording = policySchema.shape.otherwise.shape.wording.omit({ staff: true })

/** What partners may read of a policy. Served by the API, evaluated in the partner's browser. */
export const partnerEditionSchema = policySchema.omit({ $schema: true }).extend({
  rules: z.array(policySchema.shape.rules.element.extend({ audience: z.literal('published'), wording })).max(500),
  otherwise: policySchema.shape.otherwise.extend({ wording }),
})

export type PartnerEdition = z.infer<typeof partnerEditionSchema>

/**
 * The partner edition of a policy: its published rules with the words meant for partners, and of parameters and named conditions
 * only those that they use. A rule that tests a fact which partners may not know is left out, whatever its audience says.
 */
export function partnerEdition(point: Point, policy: Policy): PartnerEdition {
  const rules = policy.rules
    .filter((rule) => rule.audience === 'published' && isOpenToPartners(point, policy, rule.conditions))
    .map((rule) => ({ ...rule, audience: 'published' as const, wording: withoutStaff(rule.wording) }))
  const otherwise = { event: policy.otherwise.event, wording: withoutStaff(policy.otherwise.wording) }
  const used = namesUsed(policy, rules, otherwise)
  return {
    point: policy.point,
    version: policy.version,
    title: policy.title,
    currency: policy.currency,
    parameters: pick(policy.parameters, used.parameters),
    conditions: pick(policy.conditions, used.conditions),
    rules,
    otherwise,
  }
}

type PartnerWording = z.infer<typeof wording>

function withoutStaff({ partner, possible }: Policy['otherwise']['wording']): PartnerWording {
  return possible === undefined ? { partner } : { partner, possible }
}

function isOpenToPartners(point: Point, policy: Policy, condition: Condition): boolean {
  const isSecret = (fact: string) => own(point.facts, fact)?.knownTo !== 'partner'
  for (const { node } of conditionsBelow(policy, condition)) {
    if (!('fact' in node)) continue
    if (isSecret(node.fact)) return false
    if (typeof node.value === 'object' && 'fact' in node.value && isSecret(node.value.fact)) return false
  }
  return true
}

function namesUsed(
  policy: Policy,
  rules: readonly { conditions: Condition; event: RuleEvent; wording: PartnerWording }[],
  otherwise: { event: RuleEvent; wording: PartnerWording },
): { parameters: Set<string>; conditions: Set<string> } {
  const parameters = new Set<string>()
  const conditions = new Set<string>()
  for (const { event, wording: words } of [...rules, otherwise]) {
    for (const value of Object.values(event.params)) if (typeof value === 'object') parameters.add(value.parameter)
    for (const text of [words.partner, words.possible ?? ''])
      for (const { of, name } of placeholdersOf(text)) if (of === 'parameter') parameters.add(name)
  }
  for (const rule of rules)
    for (const { node } of conditionsBelow(policy, rule.conditions)) {
      if ('condition' in node) conditions.add(node.condition)
      if ('fact' in node && typeof node.value === 'object' && 'parameter' in node.value)
        parameters.add(node.value.parameter)
    }
  return { parameters, conditions }
}

function pick<T>(record: Readonly<Record<string, T>>, names: ReadonlySet<string>): Record<string, T> {
  return Object.fromEntries(Object.entries(record).filter(([name]) => names.has(name)))
}
