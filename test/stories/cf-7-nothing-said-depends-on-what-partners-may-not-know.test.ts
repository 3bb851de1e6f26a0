import { readFileSync } from 'node:fs'
import { factsOver } from '@parley/rules/cases'
import { compile } from '@parley/rules/compile/closures'
import type { CaseFile } from '@parley/rules/decision'
import { isTold } from '@parley/rules/edition'
import { explain } from '@parley/rules/explain/reasons'
import { whatWouldChange } from '@parley/rules/explain/what-would-change'
import { mattersToPartners, partnerView, type Stage } from '@parley/rules/partner-view'
import type { FactDefinition, Facts, FactValue, Point } from '@parley/rules/point'
import { points } from '@parley/rules/points/points'
import { parsePolicy } from '@parley/rules/policy'
import { describe, expect, it } from 'vitest'
import { thorough } from '../support/thorough.ts'

const everyPoint = Object.values(points) as Point[]

const readPart = (point: Point, name: string) =>
  JSON.parse(readFileSync(new URL(`../../packages/rules/src/points/${point.id}/${name}`, import.meta.url), 'utf8'))

function load(point: Point) {
  const { policy, findings } = parsePolicy(point, readPart(point, 'policy.json'))
  if (!policy) throw new Error(JSON.stringify(findings))
  const { base, cases, together = [] }: CaseFile = readPart(point, 'cases.json')
  const claims = together.flatMap(({ name, claims: each }) =>
    Object.entries(each).map(([claim, facts]) => ({ name: `${name}, ${claim}`, facts })),
  )
  const situations = [...cases, ...claims].map(({ name, facts }) => ({ name, facts: factsOver(base, facts) }))
  return { policy, situations }
}

const valuesOfKind: Readonly<Record<string, (definition: FactDefinition) => FactValue[]>> = {
  yesNo: () => [true, false],
  choice: (definition) => Object.keys((definition as { values: object }).values),
  count: () => [0, 1, 3, 50],
  money: () => [0, 100_000, 1_000_000_000],
  rate: () => [0, 1, 5_000, 10_000],
}

/** The facts with one that a partner isn't told unknown, and with each other value that it may have. */
function* otherwiseTheSame(point: Point, facts: Facts, situations: readonly { facts: Facts }[]): Generator<Facts> {
  for (const [name, definition] of Object.entries(point.facts)) {
    if (isTold(point, name, facts)) continue
    const { [name]: _, ...without } = facts
    yield without
    const inCases = situations.flatMap(({ facts: other }) => other[name] ?? [])
    const values = new Set([...(valuesOfKind[definition.kind]?.(definition) ?? []), ...inCases.slice(0, 2)])
    // That a letter is taken back is told once it is so.
    for (const value of values) if (!isTold(point, name, { ...facts, [name]: value })) yield { ...facts, [name]: value }
  }
}

/** All that a partner reads of a decision, as text, and the outcome that it is told: this may differ. What is collected is no part of it. */
function whatIsTold(
  point: Point,
  policy: Loaded['policy'],
  facts: Facts,
  stage: Stage,
): { outcome: string; all: string } {
  const view = partnerView(point, policy, facts, compile(point, policy).decide(facts), stage)
  const shown = view.status === 'decided' ? { outcome: view.outcome } : { missing: view.missing }
  const isCollected = view.status === 'decided' && point.outcomes[view.outcome.type]!.collected
  const reasons = explain(point, policy, facts, view, 'partner', 'en-US')
  const changes = whatWouldChange(point, policy, facts, 'partner', 'en-US').map(({ text }) => text)
  const matters = mattersToPartners(point, policy, facts)
  return {
    outcome: view.status !== 'decided' ? view.status : isCollected ? view.outcome.type : JSON.stringify(view.outcome),
    all: JSON.stringify({ ...shown, reasons, changes, matters }, null, 1),
  }
}
type Loaded = ReturnType<typeof load>

/** Fails on two answers with one outcome that differ in anything. */
function expectSameAnswers(point: Point, { policy, situations }: Loaded, facts: Facts, stage: Stage): void {
  const told = new Map<string, string>()
  for (const each of [facts, ...otherwiseTheSame(point, facts, situations)]) {
    const { outcome, all } = whatIsTold(point, policy, each, stage)
    const before = told.get(outcome)
    if (before === undefined) told.set(outcome, all)
    else expect(all).toBe(before)
  }
}

/** Every situation in the long run, every third otherwise. */
const tried = ({ situations }: Loaded) => situations.filter((_, index) => thorough || index % 3 === 0)

describe('CF-7: of two decisions with one outcome, a partner is told the same, whatever it isn’t told', () => {
  it.each(everyPoint.map((point) => [point.id, point] as const))(
    '%s',
    (_, point) => {
      const loaded = load(point)
      for (const { facts } of tried(loaded)) expectSameAnswers(point, loaded, facts, 'recorded')
    },
    120_000,
  )
})

describe('CF-7: while a form is typed, what is asked for is the same, whatever it isn’t told', () => {
  it.each(everyPoint.map((point) => [point.id, point] as const))(
    '%s',
    (_, point) => {
      const loaded = load(point)
      const typed = Object.keys(point.facts).filter((name) => point.facts[name]!.knownTo === 'partner')
      // Situation by situation others of its facts aren't typed yet: one, two, then three of them.
      for (const [index, { facts }] of tried(loaded).entries()) {
        const half: Record<string, FactValue> = { ...facts }
        const known = typed.filter((name) => half[name] !== undefined)
        for (const name of known.filter((_name, place) => (place + index) % known.length <= index % 3))
          delete half[name]
        expectSameAnswers(point, loaded, half, 'live')
      }
    },
    120_000,
  )
})
