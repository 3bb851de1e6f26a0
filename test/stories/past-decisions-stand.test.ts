import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { recordedEnd } from '@parley/api/decisions/decide-by-policy'
import { type Decided, differencesOf } from '@parley/api/decisions/differences'
import { repositoryDir } from '@parley/db/settings'
import { decide } from '@parley/rules/decide'
import type { Facts } from '@parley/rules/point'
import { type PointId, points } from '@parley/rules/points/points'
import { parsePolicy } from '@parley/rules/policy'
import { describe, expect, it } from 'vitest'

/** Decisions as an installation stored them, with the version that they were made by. Never edited: a release adds files. */
type Fixture = {
  point: PointId
  version: number
  document: Record<string, unknown>
  decisions: (Omit<Decided, 'point'> & { facts: Facts })[]
}

const folder = join(repositoryDir, 'test/stories/replay-fixtures')
const fixtures = readdirSync(folder).map((file) => JSON.parse(readFileSync(join(folder, file), 'utf8')) as Fixture)

async function differences({ point, decisions }: Fixture, document: unknown): Promise<string[]> {
  const { policy, findings } = parsePolicy(points[point], document)
  if (!policy) throw new Error(`The released policy can’t be read any more: ${JSON.stringify(findings[0])}`)
  const found: string[] = []
  for (const stored of decisions) {
    const again = recordedEnd(await decide(points[point], policy, stored.facts))
    found.push(...differencesOf({ point, ...stored }, { point, ...again }))
  }
  return found
}

describe.each(fixtures)('decisions that version $version of the policy for $point made', (fixture) => {
  it('come out the same in this code, whatever was changed in it since', async () => {
    expect(fixture.decisions.length).toBeGreaterThan(4)
    expect(await differences(fixture, fixture.document)).toEqual([])
  })

  it('come out differently when a rule of it is taken away, so that a change would be seen', async () => {
    const rules = fixture.document.rules as { id: string }[]
    const first = fixture.decisions[0]!.because[0]
    const without = rules.filter(({ id }) => id !== first)
    expect(without.length).toBe(rules.length - 1)
    expect(await differences(fixture, { ...fixture.document, rules: without })).not.toEqual([])
  })
})
