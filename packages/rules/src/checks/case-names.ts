import { findingKinds } from '../analysis/finding-kinds.ts'
import type { Case, CaseFacts, CaseFile } from '../decision.ts'
import { derivedNameOf, factsIn } from '../derived/graph.ts'
import { parseFacts } from '../facts.ts'
import { errorAt, type Finding, findingsOf, type Path, pointerOf } from '../finding.ts'
import { listed, own, suggestion } from '../names.ts'
import type { FactValue, OutcomeParameter, Point } from '../point.ts'
import type { Policy } from '../policy.ts'
import { together } from '../together.ts'
import { cannotBe } from '../value-schema.ts'

/** As much of a policy as the names in its cases mean. */
export type NamesOfPolicy = Pick<Policy, 'rules' | 'derived'>

/** Every name in a well-formed file of cases exists: facts, outcomes and what they carry; with the policy, its rules, too. */
export function checkCaseNames(point: Point, file: CaseFile, policy?: NamesOfPolicy): Finding[] {
  const names = new Set<string>()
  const facts = (given: CaseFacts, path: Path) => checkFacts(point, given, path, policy)
  return [
    ...facts(file.base, ['base']),
    ...findingsOf(file.cases, (each, index) => {
      const path = ['cases', index]
      const isTwice = names.has(each.name)
      names.add(each.name)
      return [
        ...facts(each.facts, [...path, 'facts']),
        ...checkExpect(point, each.expect, [...path, 'expect'], policy),
        ...(isTwice
          ? [errorAt([...path, 'name'], `Two cases are called "${each.name}".`, 'Give each case a name of its own.')]
          : []),
      ]
    }),
    ...(file.together && !own(together, point.id)
      ? [errorAt(['together'], 'This question is asked for one claim alone.', 'Remove "together".')]
      : []),
    ...findingsOf(file.together ?? [], ({ claims }, index) =>
      Object.entries(claims).flatMap(([claimant, given]) => facts(given, ['together', index, 'claims', claimant])),
    ),
    ...findingsOf(file.findings ?? [], ({ kind }, index) =>
      findingKinds.includes(kind)
        ? []
        : [
            errorAt(
              ['findings', index, 'kind'],
              `The analysis has no finding "${kind}".`,
              suggestion(kind, findingKinds),
            ),
          ],
    ),
  ]
}

/** Facts of the point, each of its kind; null, where a case may say it, is unknown. */
function checkFacts(point: Point, given: CaseFacts, path: Path, policy: NamesOfPolicy | undefined): Finding[] {
  const findings: Finding[] = []
  const known: Record<string, FactValue> = {}
  for (const [name, value] of Object.entries(given)) {
    const at = [...path, name]
    if (name.startsWith('derived.')) findings.push(derivedGiven(point, name, at, policy))
    else if (value !== null) known[name] = value
    else if (path[0] === 'base')
      findings.push(
        errorAt(
          at,
          `The base can't say that "${name}" is unknown.`,
          "Leave it out, or give it a value here and null in the cases that don't know it.",
        ),
      )
    else if (!own(point.facts, name))
      findings.push(errorAt(at, `There is no fact "${name}".`, suggestion(name, Object.keys(point.facts))))
  }
  for (const finding of parseFacts(point, known).findings ?? [])
    findings.push({ ...finding, pointer: pointerOf(path) + finding.pointer })
  return findings
}

function derivedGiven(point: Point, name: string, path: Path, policy: NamesOfPolicy | undefined): Finding {
  const inputs = inputsOf(name, policy)
  return errorAt(
    path,
    `"${name}" is worked out by the policy and can't be given.`,
    inputs.length > 0
      ? `Give ${listed(
          inputs.map((each) => `"${each}" (${own(point.facts, each)?.title ?? each})`),
          'and',
        )} instead.`
      : 'Give the facts that it is worked out from.',
  )
}

/** The point's own facts that a derived one rests on. */
function inputsOf(name: string, policy: NamesOfPolicy | undefined, seen = new Set<string>()): string[] {
  const derived = policy && own(policy.derived, derivedNameOf(name) ?? '')
  if (!derived || seen.has(name)) return []
  seen.add(name)
  const inputs = factsIn(derived).flatMap((each) =>
    derivedNameOf(each) === undefined ? [each] : inputsOf(each, policy, seen),
  )
  return [...new Set(inputs)]
}

function checkExpect(point: Point, expected: Case['expect'], path: Path, policy: NamesOfPolicy | undefined): Finding[] {
  if ('missing' in expected)
    return expected.missing.flatMap((name, index) => {
      const at = [...path, 'missing', index]
      if (own(point.facts, name)) return []
      const inputs = inputsOf(name, policy)
      if (name.startsWith('derived.'))
        return [
          errorAt(
            at,
            `Nobody is asked for "${name}": the policy works it out.`,
            inputs.length > 0
              ? `Name what is unknown of ${listed(
                  inputs.map((each) => `"${each}"`),
                  'and',
                )}.`
              : 'Name the facts that it is worked out from.',
          ),
        ]
      return [errorAt(at, `There is no fact "${name}".`, suggestion(name, Object.keys(point.facts)))]
    })
  const ids = policy && [...policy.rules.map(({ id }) => id), 'otherwise']
  const rules = expected.because.flatMap((id, index) =>
    !ids || ids.includes(id)
      ? []
      : [errorAt([...path, 'because', index], `There is no rule "${id}".`, suggestion(id, ids))],
  )
  const outcome = own(point.outcomes, expected.outcome)
  if (!outcome)
    return [
      errorAt(
        [...path, 'outcome'],
        `There is no outcome "${expected.outcome}".`,
        suggestion(expected.outcome, Object.keys(point.outcomes)),
      ),
      ...rules,
    ]
  return [
    ...rules,
    ...Object.entries(expected.params ?? {}).flatMap(([name, value]) =>
      checkParam(expected.outcome, outcome.parameters, name, value, [...path, 'params', name]),
    ),
  ]
}

function checkParam(
  outcome: string,
  parameters: Readonly<Record<string, OutcomeParameter>>,
  name: string,
  value: unknown,
  path: Path,
): Finding[] {
  const definition = own(parameters, name)
  if (!definition) {
    const mend = Object.keys(parameters).length > 0 ? suggestion(name, Object.keys(parameters)) : 'Remove it.'
    return [errorAt(path, `"${outcome}" has no "${name}".`, mend)]
  }
  const mistake = cannotBe(definition, value)
  return mistake ? [errorAt(path, ...mistake)] : []
}
