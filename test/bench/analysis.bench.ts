/**
 * What the analysis of a policy costs: fifty rules (the forty of the benchmark and ten planted mistakes), once cold, as on a command
 * line, and then warm, as in an editor; and every default policy. `npm run bench -- analysis --json`.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { repositoryDir } from '@parley/db/settings'
import { analyze } from '@parley/rules/analysis/analyze'
import type { Point } from '@parley/rules/point'
import { points } from '@parley/rules/points/points'
import { type Policy, parsePolicy } from '@parley/rules/policy'
import { cpuOf } from './cpu.ts'
import { bench, fortyRules } from './forty-rules.ts'
import { median } from './median.ts'

const rounds = 15

type Rule = Policy['rules'][number]
const level = (value: string) => ({ fact: 'partner.level0', operator: 'equal', value })
const count = (operator: string, value: number) => ({ fact: 'deal.count0', operator, value })

/** Ten rules more: impossible ones, some behind others, two that say the same. */
function fiftyRules(): Policy {
  const policy = fortyRules()
  const [first] = policy.rules as [Rule]
  const planted = [
    { all: [count('lessThan', 5), count('greaterThan', 9)] },
    { all: [level('low'), level('high')] },
    { any: [count('greaterThanInclusive', 0), level('low')] },
    { all: [first.conditions, level('low')] },
    { all: [first.conditions, level('high')] },
    { all: [count('greaterThan', 40), count('greaterThan', 50)] },
    { all: [count('lessThanInclusive', 60), level('none')] },
    { all: [count('greaterThan', 61), level('none')] },
    { not: { not: level('middle') } },
    level('middle'),
  ]
  const rules = planted.map((conditions, index) => ({
    ...first,
    id: `planted-${index}`,
    title: `Planted ${index}`,
    priority: 1 + index * 2,
    conditions,
  }))
  return { ...policy, rules: [...policy.rules, ...rules] }
}

/** Milliseconds of the first run and the medians of those after it; each on a document of its own, so nothing is remembered. */
async function measure(point: Point, json: unknown) {
  const parsed = () => {
    const { policy, findings } = parsePolicy(point, structuredClone(json))
    if (!policy) throw new Error(`The policy is unsound: ${JSON.stringify(findings)}`)
    return policy
  }
  const wall: number[] = []
  const cpu: number[] = []
  let analysis = { findings: 0, undecided: 0 }
  for (let round = 0; round < rounds; round++) {
    const policy = parsed()
    const start = performance.now()
    cpu.push(
      (await cpuOf(() => {
        const { findings, undecided } = analyze(point, policy)
        analysis = { findings: findings.length, undecided: undecided.length }
      })) / 1000,
    )
    wall.push(performance.now() - start)
  }
  const rounded = (ms: number) => Number(ms.toPrecision(3))
  return {
    firstMs: rounded(wall[0]!),
    ms: rounded(median(wall.slice(1))),
    cpuMs: rounded(median(cpu.slice(1))),
    ...analysis,
  }
}

const fifty = { rules: 50, ...(await measure(bench, fiftyRules())) }
const defaults = []
for (const [id, point] of Object.entries(points)) {
  const path = join(repositoryDir, 'packages/rules/src/points', id, 'policy.json')
  defaults.push({ policy: id, ...(await measure(point as Point, JSON.parse(readFileSync(path, 'utf8')))) })
}

console.log(JSON.stringify({ bench: 'analysis', fiftyRules: fifty, defaultPolicies: defaults }))
