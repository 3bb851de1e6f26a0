import { coverage, parseCases, runCases } from '@parley/rules/cases'
import { type PointId, pointIds, points } from '@parley/rules/points/points'
import { parsePolicy } from '@parley/rules/policy'
import { describe, expect, it } from 'vitest'
import { filesBelow, read } from './source-files.ts'

const folders = [
  ...new Set(filesBelow(['packages/rules/src/points'], ['point.ts']).map((path) => path.split('/').at(-2)!)),
]

describe('every decision point', () => {
  it('has a folder of its own, and is in the one list', () => {
    expect(pointIds.length).toBeGreaterThan(1)
    expect([...pointIds].sort()).toEqual(folders.sort())
    for (const id of pointIds) expect(points[id].id).toBe(id)
  })

  it('calls a fact what every other point calls it, with the same unit and the same readers', () => {
    const meanings = new Map<string, Set<string>>()
    for (const id of pointIds)
      for (const [name, fact] of Object.entries(points[id].facts))
        meanings.set(name, (meanings.get(name) ?? new Set()).add(JSON.stringify(fact)))
    expect([...meanings].filter(([, said]) => said.size > 1).map(([name]) => name)).toEqual([])
    expect(meanings.size).toBeGreaterThan(300)
  })

  describe.each(pointIds as PointId[])('%s', (id) => {
    const json = JSON.parse(read(`packages/rules/src/points/${id}/policy.json`))
    const parsed = parsePolicy(points[id], json)
    const cases = parseCases(points[id], JSON.parse(read(`packages/rules/src/points/${id}/cases.json`)))

    it('has a policy that may be published, without a warning', () => {
      expect(parsed.findings).toEqual([])
    })

    it('ends in a careful otherwise, never in a favourable outcome', () => {
      const type = json.otherwise.event.type as string
      const outcome = Object.entries(points[id].outcomes).find(([name]) => name === type)![1]
      expect(outcome.careful).toBe(true)
      expect(outcome.favour).toBeLessThanOrEqual(0)
    })

    it('has cases that come out as they say, and each of its rules decides one and just misses one', () => {
      expect(runCases(points[id], parsed.policy!, cases.cases!).filter((result) => !result.pass)).toEqual([])
      expect(coverage(points[id], parsed.policy!, cases.cases!)).toEqual({ neverDecided: [], withoutNearMiss: [] })
    })
  })
})
