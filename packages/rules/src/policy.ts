import { z } from 'zod'
import { checkCases } from './checks/cases-hold.ts'
import { guardDocument } from './checks/document-guard.ts'
import { findingsOfIssues } from './checks/issues.ts'
import { checkMeaning } from './checks/meaning.ts'
import { parseDay } from './days.ts'
import type { CaseFile } from './decision.ts'
import { type Finding, hasErrors } from './finding.ts'
import type { Point } from './point.ts'
import { maximumMoneyMinor, units } from './value-schema.ts'

/** What a leaf compares its fact with: a value, a parameter of the policy, or another fact. */
export type Operand = boolean | number | string | readonly string[] | { parameter: string } | { fact: string }
export type Leaf = { fact: string; operator: string; value: Operand }
export type Condition =
  | { all: readonly Condition[] }
  | { any: readonly Condition[] }
  | { not: Condition }
  | { condition: string }
  | Leaf

const text = z
  .string()
  .min(1)
  .max(2_000)
  .refine((value) => /\S/.test(value), 'Write a text.')
const camelCase = z
  .string()
  .max(80)
  .regex(/^[a-z][a-zA-Z0-9]*$/)
const kebabCase = z
  .string()
  .max(80)
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/)
const factName = z.string().min(1).max(80)
const count = z.int().min(-1_000_000_000).max(1_000_000_000)

const day = z.string().refine((value) => parseDay(value) !== undefined, 'Write a real day as "YYYY-MM-DD".')

const parameterOperand = z.strictObject({ parameter: camelCase })
const literal = z.union([
  z.boolean(),
  z.number(),
  z.string().max(2_000),
  z.array(z.string().max(2_000)).min(1).max(2_000),
])
const operand: z.ZodType<Operand> = z.union([literal, parameterOperand, z.strictObject({ fact: factName })])

/** The five forms of a condition; a named one carries a title beside it. */
function conditionForms<Extra extends z.ZodRawShape>(extra: Extra) {
  return [
    z.strictObject({ ...extra, all: z.array(z.lazy(() => condition)).min(1) }),
    z.strictObject({ ...extra, any: z.array(z.lazy(() => condition)).min(1) }),
    z.strictObject({ ...extra, not: z.lazy(() => condition) }),
    z.strictObject({ ...extra, condition: camelCase }),
    z.strictObject({ ...extra, fact: factName, operator: z.string().max(80), value: operand }),
  ] as const
}

const condition: z.ZodType<Condition> = z.union(conditionForms({}))
const namedCondition: z.ZodType<{ title: string } & Condition> = z.union(conditionForms({ title: text }))

const titled = { title: text }
const parameter = z.discriminatedUnion('kind', [
  z.strictObject({ ...titled, kind: z.literal('yesNo'), value: z.boolean() }),
  z.strictObject({ ...titled, kind: z.literal('choice'), value: text }),
  z.strictObject({ ...titled, kind: z.literal('text'), value: text }),
  z.strictObject({
    ...titled,
    kind: z.literal('count'),
    unit: z.enum(units),
    value: count,
  }),
  z.strictObject({ ...titled, kind: z.literal('money'), value: z.int().min(0).max(maximumMoneyMinor) }),
  z.strictObject({ ...titled, kind: z.literal('date'), value: day }),
  z.strictObject({ ...titled, kind: z.literal('set'), value: z.array(text).min(1).max(2_000) }),
])

const event = z.strictObject({
  type: z.string().min(1).max(80),
  params: z.record(z.string().max(80), z.union([z.boolean(), z.number(), z.string().max(2_000), parameterOperand])),
})

const wording = z.strictObject({ partner: text, possible: text.optional(), staff: text })

const rule = z.strictObject({
  id: kebabCase,
  title: text,
  why: text,
  source: text,
  audience: z.enum(['published', 'internal']),
  wording,
  priority: z.int().min(1).max(10_000),
  conditions: condition,
  event,
})

/** The shape of a policy document, whatever its decision point. What the names in it mean, `parsePolicy` checks. */
export const policySchema = z.strictObject({
  $schema: z.string().max(2_000).optional(),
  point: z.string().min(1).max(80),
  version: z.int().min(1).max(1_000_000),
  title: text,
  currency: z.string().regex(/^[A-Z]{3}$/),
  parameters: z.record(camelCase, parameter).default({}),
  conditions: z.record(camelCase, namedCondition).default({}),
  rules: z.array(rule).min(1).max(500),
  otherwise: z.strictObject({ event, wording }),
})

export type Policy = z.infer<typeof policySchema>
export type Rule = Policy['rules'][number]
export type Parameter = Policy['parameters'][string]
export type NamedCondition = Policy['conditions'][string]
export type RuleEvent = Rule['event']

/** As much of a policy as deciding needs: a whole policy is one, and so is its partner edition. */
export type Rulebook = {
  point: string
  version: number
  parameters: Readonly<Record<string, Parameter>>
  conditions: Readonly<Record<string, NamedCondition>>
  rules: readonly Pick<Rule, 'id' | 'priority' | 'conditions' | 'event'>[]
  otherwise: { event: RuleEvent }
}

export type ParsedPolicy = { policy: Policy; findings: Finding[] } | { policy?: never; findings: Finding[] }

/**
 * Reads a policy document and checks everything that must hold before it may be published. With `cases`, these must come
 * out as they say. A policy comes back only when there are no errors; `findings` may then still hold warnings.
 */
export function parsePolicy(point: Point, json: unknown, cases?: CaseFile): ParsedPolicy {
  const unsafe = guardDocument(json)
  if (unsafe.length > 0) return { findings: unsafe }
  const shaped = policySchema.safeParse(json)
  if (!shaped.success) return { findings: findingsOfIssues(shaped.error.issues, json) }
  const policy = shaped.data
  const findings = checkMeaning(point, policy)
  if (hasErrors(findings)) return { findings }
  if (cases) findings.push(...checkCases(point, policy, cases))
  return hasErrors(findings) ? { findings } : { policy, findings }
}
