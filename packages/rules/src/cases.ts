import { z } from 'zod'
import { compile } from './compile/closures.ts'
import type { Case, CaseFile, Decision } from './decision.ts'
import { parseFacts } from './facts.ts'
import { errorAt, type Finding } from './finding.ts'
import { canonicalJson } from './hash.ts'
import { own, suggestion } from './names.ts'
import type { Facts, FactValue, Point } from './point.ts'
import type { Policy, Rulebook } from './policy.ts'

const factValue = z.union([z.boolean(), z.number(), z.string(), z.array(z.string())])

/** The shape of `cases.json`: facts that a clean approval needs, and cases that override them; null is unknown. */
export const caseFileSchema = z.strictObject({
  base: z.record(z.string(), factValue),
  cases: z.array(
    z.strictObject({
      name: z.string().min(1),
      facts: z.record(z.string(), factValue.nullable()),
      expect: z.union([
        z.strictObject({
          outcome: z.string(),
          because: z.array(z.string()).min(1),
          params: z.record(z.string(), factValue).optional(),
        }),
        z.strictObject({ missing: z.array(z.string()).min(1) }),
      ]),
    }),
  ),
})

export type ParsedCases = { cases: CaseFile; findings?: never } | { cases?: never; findings: Finding[] }

/** Reads a file of cases: its shape, and that every fact is the point's and of its kind. */
export function parseCases(point: Point, json: unknown): ParsedCases {
  const shaped = caseFileSchema.safeParse(json)
  if (!shaped.success) return { findings: shaped.error.issues.map((issue) => errorAt(issue.path, issue.message)) }
  const file = shaped.data as CaseFile
  const findings: Finding[] = []
  const names = new Set<string>()
  const check = (path: (string | number)[], facts: Facts) => {
    for (const finding of parseFacts(point, facts).findings ?? [])
      findings.push({ ...finding, pointer: errorAt(path, '').pointer + finding.pointer })
  }
  check(['base'], file.base)
  file.cases.forEach((each, index) => {
    const known = Object.entries(each.facts).filter((entry): entry is [string, FactValue] => entry[1] !== null)
    check(['cases', index, 'facts'], Object.fromEntries(known))
    const unknown = Object.keys(each.facts).filter((name) => each.facts[name] === null && !own(point.facts, name))
    for (const name of unknown)
      findings.push(
        errorAt(
          ['cases', index, 'facts', name],
          `There is no fact "${name}".`,
          suggestion(name, Object.keys(point.facts)),
        ),
      )
    if (names.has(each.name))
      findings.push(
        errorAt(['cases', index, 'name'], `Two cases are called "${each.name}".`, 'Give each case a name of its own.'),
      )
    names.add(each.name)
  })
  return findings.length > 0 ? { findings } : { cases: file }
}

/** The facts of a case: the base, overridden; a fact given as null is left out. */
export function factsOfCase(file: CaseFile, each: Case): Facts {
  const facts = { ...file.base, ...each.facts }
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
          const names = slots.map((slot) => compiled.program.facts[slot]!)
          return (
            names.filter((name) => canonicalJson(facts[name] ?? null) !== canonicalJson(deciding[name] ?? null))
              .length === 1
          )
        }),
    )
  return {
    neverDecided: policy.rules.filter((rule) => !decided.has(rule.id)).map((rule) => rule.id),
    withoutNearMiss: compiled.program.rules.filter((rule) => !hasNearMiss(rule.id, rule.slots)).map((rule) => rule.id),
  }
}
