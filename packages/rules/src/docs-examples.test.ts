import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { answersOn, examplesOf, findingsOf, parsedExample } from '../command-line/manual/answers.ts'
import { type Block, blocksOf } from '../command-line/manual/blocks.ts'
import { manualPages, pathOfPage } from '../command-line/manual/pages.ts'
import { pointsPage } from '../command-line/manual/points-page.ts'
import { parseCases, runCases, runTogether } from './cases.ts'
import { hasErrors } from './finding.ts'
import { operatorsOfKind } from './operators.ts'
import type { Point } from './point.ts'
import { units } from './point.ts'
import { pointIds, points } from './points/points.ts'
import { together } from './together.ts'

const page = (name: string) => readFileSync(pathOfPage(name), 'utf8')
const pages = manualPages.map((name) => ({ name, text: page(name), blocks: blocksOf(page(name)) }))
const examples = pages.flatMap(({ name, blocks }) =>
  examplesOf(blocks).map((example) => ({ ...example, at: `${name}:${example.block.line}` })),
)
const ofSort = (...sorts: string[]) => examples.filter(({ block }) => sorts.includes(block.sort))

const sound = [
  'policy',
  'change',
  'part',
  'rule',
  'condition',
  'parameters',
  'calendar',
  'derived',
  'finding',
  'mended',
]

describe('the examples of the manual', () => {
  test('are labelled, each by one of the sorts that are checked', () => {
    const sorts = [...sound, 'cases', 'moreCases', 'refused']
    expect([...new Set(examples.map(({ block }) => block.sort))].sort()).toEqual(sorts.sort())
  })

  test.each(ofSort(...sound))('$at is sound', (example) => {
    const { findings } = parsedExample(example)
    // A fragment may name what another one uses; a whole policy has no findings at all.
    expect(
      ['policy', 'change'].includes(example.block.sort) ? findings : findings.filter((each) => hasErrors([each])),
    ).toEqual([])
  })

  test.each(ofSort('cases', 'moreCases'))('$at comes out as it says', (example) => {
    const { point, json } = example
    const { cases, findings } = parseCases(point, json)
    expect(findings).toBeUndefined()
    const { policy } = parsedExample(example)
    const results = [...runCases(point, policy!, cases!), ...runTogether(point, policy!, cases!)]
    expect(results.length).toBeGreaterThan(0)
    expect(results.filter(({ pass }) => !pass)).toEqual([])
  })

  test.each(ofSort('refused'))('$at is refused, with a place and a mend', (example) => {
    const { policy, findings } = parsedExample(example)
    expect(policy).toBeUndefined()
    expect(findings.every(({ pointer, mend }) => pointer && mend)).toBe(true)
  })

  test.each(ofSort('finding'))('$at shows just one kind of finding', (example) => {
    const kinds = findingsOf(example, parsedExample(example).policy!).map(({ kind }) => kind)
    expect([...new Set(kinds)]).toEqual([example.block.names[0]])
  })

  test.each(ofSort('mended'))('$at leaves nothing to find', (example) => {
    expect(findingsOf(example, parsedExample(example).policy!)).toEqual([])
  })

  test.each(pages)(
    'in $name are answered as the program answers; if not, run `node packages/rules/command-line/manual/write-answers.ts`',
    async ({ blocks }) => {
      const answers = await answersOn(blocks)
      const shown = blocks.filter(({ language }) => language === 'text')
      expect(shown.map(({ line, text }) => ({ line, text }))).toEqual(
        [...answers].map(([line, text]) => ({ line, text })),
      )
    },
  )
})
