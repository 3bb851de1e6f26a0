import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { coverage, factsOfCase, parseCases, runCases } from '../cases.ts'
import { decide } from '../decide.ts'
import { parseJson } from '../json.ts'
import type { Point } from '../point.ts'
import { parsePolicy } from '../policy.ts'
import { type PointId, pointIds, points } from './points.ts'

type Shipped = { name: string; policyFile: string; casesFile: string }

const here = import.meta.dirname
const programs = join(here, '../../programs')
const vendors = readdirSync(programs, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name)
const shipped: Shipped[] = [
  ...pointIds.map((id) => ({
    name: `points/${id}`,
    policyFile: join(here, id, 'policy.json'),
    casesFile: join(here, id, 'cases.json'),
  })),
  ...vendors.flatMap((vendor) =>
    readdirSync(join(programs, vendor))
      .filter((file) => file.endsWith('.policy.json'))
      .map((file) => ({
        name: `programs/${vendor}/${file}`,
        policyFile: join(programs, vendor, file),
        casesFile: join(programs, vendor, file.replace('.policy.json', '.cases.json')),
      })),
  ),
]

function read(file: string): unknown {
  const parsed = parseJson(readFileSync(file, 'utf8'))
  expect(parsed.findings, file).toBeUndefined()
  return parsed.value
}

function load({ policyFile, casesFile }: Shipped) {
  const json = read(policyFile) as { point: PointId; rules: unknown[] }
  const point = points[json.point]
  const { policy, findings } = parsePolicy(point, json)
  expect(findings).toEqual([])
  const { cases, findings: mistakes } = parseCases(point, read(casesFile))
  expect(mistakes ?? []).toEqual([])
  return { point, json, policy: policy!, cases: cases! }
}

describe.each(shipped)('the policy in $name', (each) => {
  test('its cases come out as they say, by both evaluators', async () => {
    const { point, policy, cases } = load(each)
    expect(runCases(point, policy, cases).filter(({ pass }) => !pass)).toEqual([])
    for (const one of cases.cases) await decide(point, policy, factsOfCase(cases, one))
  })

  test('the order in which rules stand does not matter', () => {
    const { point, json, cases } = load(each)
    const reversed = parsePolicy(point, { ...json, rules: json.rules.toReversed() }).policy!
    expect(runCases(point, reversed, cases).filter(({ pass }) => !pass)).toEqual([])
  })

  test('every rule decides a case and just misses another', () => {
    const { point, policy, cases } = load(each)
    expect(coverage(point, policy, cases)).toEqual({ neverDecided: [], withoutNearMiss: [] })
  })
})

describe.each(pointIds.map((id) => [id, points[id] as Point] as const))('the facts of %s', (_, point) => {
  const held = Object.entries(point.facts).filter(([, { toldWhen }]) => toldWhen)

  test('CF-7: whether a partner is told one rests on what it is told, so that it doesn’t tell by its absence', () => {
    for (const [name, { toldWhen }] of held)
      for (const on of toldWhen!.flatMap((values) => Object.keys(values))) {
        const other = point.facts[on]
        const isTold = other?.knownTo === 'partner' && (!other.toldWhen || on.startsWith(name.split('.')[0]!))
        expect(isTold, `${name}, told when ${on}`).toBe(true)
      }
  })

  test('CF-7: nobody is offered to change what stands for one that isn’t told', () => {
    for (const [name, { takenAs, changeableBy }] of held)
      if (takenAs !== undefined) expect(['partner', 'time'], name).not.toContain(changeableBy)
  })
})

test.each(pointIds)('%s tells staff in sentences, without a yes or a no in place of words', (id) => {
  const { rules } = read(join(here, id, 'policy.json')) as { rules: { id: string; wording?: Record<string, string> }[] }
  const { facts } = points[id] as Point
  const asked = rules.flatMap((rule) =>
    Object.values(rule.wording ?? {}).flatMap((said) =>
      [...said.matchAll(/\{([^}]+)\}/g)]
        .filter(([, fact]) => facts[fact!]?.kind === 'yesNo')
        .map(([slot]) => `${rule.id} ${slot}`),
    ),
  )
  expect(asked).toEqual([])
})
