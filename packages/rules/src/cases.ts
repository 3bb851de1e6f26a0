import { checkCaseNames, type NamesOfPolicy } from './checks/case-names.ts'
import { checkCaseShape } from './checks/case-shape.ts'
import { compile } from './compile/closures.ts'
import type { Case, CaseFacts, CaseFile, Decision, TogetherCase } from './decision.ts'
import type { Finding } from './finding.ts'
import { canonicalJson } from './hash.ts'
import { own } from './names.ts'
import type { Facts, FactValue, Point } from './point.ts'
import type { Policy, Rulebook } from './policy.ts'
import { type Claim, claimOf, type Settings, together } from './together.ts'

export type ParsedCases = { cases: CaseFile; findings?: never } | { cases?: never; findings: Finding[] }

/**
 * Reads a file of cases: its shape, and that every fact, outcome and finding in it exists; with the policy, also every rule.
 * A place with a mistake in its shape isn't looked at further.
 */
export function parseCases(point: Point, json: unknown, policy?: NamesOfPolicy): ParsedCases {
  const misshapen = checkCaseShape(json)
  if (misshapen.length > 0) return { findings: misshapen }
  const cases = json as CaseFile
  const findings = checkCaseNames(point, cases, policy)
  return findings.length > 0 ? { findings } : { cases }
}

/** The facts of a case: the base, overridden; a fact given as null is left out. */
export function factsOfCase(file: CaseFile, each: Case): Facts {
  return factsOver(file.base, each.facts)
}

export function factsOver(base: Facts, overrides: CaseFacts): Facts {
  const facts = { ...base, ...overrides }
  return Object.fromEntries(Object.entries(facts).filter((entry): entry is [string, FactValue] => entry[1] !== null))
}

export type CaseResult = { name: string; pass: boolean; expected: Case['expect']; actual: Decision }

/** Runs every case by the compiled policy. */
export function runCases(point: Point, policy: Rulebook, file: CaseFile): CaseResult[] {
  const { decide } = compile(point, policy)
  return file.cases.map((each) => {
    const actual = decide(factsOfCase(file, each))
    return { name: each.name, pass: isAsExpected(each.expect, actual), expected: each.expect, actual }
  })
}

export type TogetherResult = { name: string; pass: boolean; expected: TogetherCase['expect']; actual: unknown }

/** Decides each claim by the compiled policy, and compares or allocates: the result holds at least what was expected. */
export function runTogether(point: Point, policy: Rulebook, file: CaseFile): TogetherResult[] {
  const settle = own<(settings: Settings, claims: readonly Claim[]) => unknown>(together, point.id)
  if (!settle || !file.together) return []
  const settings = settingsOf(point, policy)
  const { decide } = compile(point, policy)
  return file.together.map(({ name, claims, expect }) => {
    const decided = Object.entries(claims).map(([claimant, overrides]): Claim => {
      const facts = factsOver(file.base, overrides)
      return claimOf(point, policy, claimant, facts, decide(facts))
    })
    const actual = settle(settings, decided)
    return { name, pass: holdsAtLeast(actual, expect), expected: expect, actual }
  })
}

/** The values of the parameters that the point's compare or allocate function reads; optional ones only where the policy has them. */
export function settingsOf(point: Point, policy: Pick<Rulebook, 'parameters'>): Settings {
  return Object.fromEntries(
    Object.keys(point.settings ?? {}).flatMap((name) => {
      const parameter = own(policy.parameters, name)
      return parameter ? [[name, parameter.value]] : []
    }),
  )
}

function holdsAtLeast(actual: unknown, expected: unknown): boolean {
  if (typeof expected !== 'object' || expected === null) return actual === expected
  if (Array.isArray(expected) || typeof actual !== 'object' || actual === null)
    return canonicalJson(actual ?? null) === canonicalJson(expected)
  return Object.entries(expected).every(([key, value]) =>
    holdsAtLeast(own(actual as Record<string, unknown>, key), value),
  )
}

function isAsExpected(expected: Case['expect'], actual: Decision): boolean {
  if ('missing' in expected) return actual.status === 'informationNeeded' && sameTexts(expected.missing, actual.missing)
  return (
    actual.status === 'decided' &&
    actual.outcome.type === expected.outcome &&
    sameTexts(expected.because, actual.because) &&
    (expected.params === undefined || canonicalJson(expected.params) === canonicalJson(actual.outcome.params))
  )
}

function sameTexts(a: readonly string[], b: readonly string[]): boolean {
  return canonicalJson([...a].sort()) === canonicalJson([...b].sort())
}

/** How well cases cover a policy. */
export type Coverage = {
  /** Rules that decide no case. */
  neverDecided: string[]
  /** Rules without a near miss: a case that the rule does not decide, though it would if one fact were different. */
  withoutNearMiss: string[]
}

/** Which rules no case decides, and which no case just misses. */
export function coverage(point: Point, policy: Policy, file: CaseFile): Coverage {
  const compiled = compile(point, policy)
  const results = runCases(point, policy, file)
  const decided = new Set(results.flatMap(({ actual }) => (actual.status === 'decided' ? actual.because : [])))
  const decidingFacts = new Map<string, Facts[]>()
  const heldIn = file.cases.map((each, index) => {
    const facts = factsOfCase(file, each)
    const { actual } = results[index]!
    for (const id of actual.status === 'decided' ? actual.because : [])
      decidingFacts.set(id, [...(decidingFacts.get(id) ?? []), facts])
    return { facts, held: new Set(compiled.evaluate(facts).certain.map((rule) => compiled.program.rules[rule]!.id)) }
  })
  const hasNearMiss = (id: string, slots: readonly number[]) =>
    heldIn.some(
      ({ facts, held }) =>
        !held.has(id) &&
        decidingFacts.get(id)?.some((deciding) => {
          const names = slots.flatMap((slot) => compiled.program.inputs(compiled.program.facts[slot]!))
          return [...new Set(names)].filter((name) => !isSame(facts[name], deciding[name])).length === 1
        }),
    )
  return {
    neverDecided: policy.rules.filter((rule) => !decided.has(rule.id)).map((rule) => rule.id),
    withoutNearMiss: compiled.program.rules.filter((rule) => !hasNearMiss(rule.id, rule.slots)).map((rule) => rule.id),
  }
}

/** Lists as text: each is compared with those of many cases. */
const listsAsText = new WeakMap<readonly string[], string>()

function isSame(one: FactValue | undefined, other: FactValue | undefined): boolean {
  if (one === other) return true
  return typeof one === 'object' && typeof other === 'object' && asText(one) === asText(other)
}

function asText(list: readonly string[]): string {
  let text = listsAsText.get(list)
  if (text === undefined) {
    text = canonicalJson(list)
    listsAsText.set(list, text)
  }
  return text
}
