import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { answersOn, examplesOf, findingsOf, parsedExample } from '../command-line/manual/answers.ts'
import { blocksOf } from '../command-line/manual/blocks.ts'
import { manualPages, pathOfPage } from '../command-line/manual/pages.ts'
import { pointsPage } from '../command-line/manual/points-page.ts'
import { parseCases, runCases, runTogether } from './cases.ts'
import { hasErrors } from './finding.ts'
import { own } from './names.ts'
import { operatorsOfKind } from './operators.ts'
import { type Point, units } from './point.ts'
import { pointIds, points } from './points/points.ts'
import { together } from './together.ts'

const read = (page: string) => readFileSync(pathOfPage(page), 'utf8')
const pages = manualPages.map((name) => ({ name, text: read(name), blocks: blocksOf(read(name)) }))
const examples = pages.flatMap(({ name, blocks }) =>
  examplesOf(blocks).map((example) => ({ ...example, at: `${name}:${example.block.line}` })),
)
const ofSort = (...sorts: string[]) => examples.filter(({ block }) => sorts.includes(block.sort))

const wholeSorts = ['policy', 'change']
const soundSorts = [...wholeSorts, 'part', 'condition', 'parameters', 'calendar', 'finding', 'mended']

describe('the examples of the manual', () => {
  test('say of what sort they are, and every sort is checked', () => {
    const sorts = [...soundSorts, 'cases', 'moreCases', 'refused']
    expect([...new Set(examples.map(({ block }) => block.sort))].sort()).toEqual(sorts.sort())
  })

  test.each(ofSort(...soundSorts))('$at is sound', (example) => {
    const { findings } = parsedExample(example)
    const isWhole = wholeSorts.includes(example.block.sort)
    expect(findings.filter((finding) => isWhole || hasErrors([finding]))).toEqual([])
  })

  test.each(ofSort('cases', 'moreCases'))('$at comes out as it says', (example) => {
    const { cases, findings } = parseCases(example.point, example.json)
    expect(findings).toBeUndefined()
    const { policy } = parsedExample(example)
    const results = [...runCases(example.point, policy!, cases!), ...runTogether(example.point, policy!, cases!)]
    expect(results.length).toBeGreaterThan(0)
    expect(results.filter(({ pass }) => !pass)).toEqual([])
  })

  test.each(ofSort('refused'))('$at is refused, with a place and a mend', (example) => {
    const { policy, findings } = parsedExample(example)
    expect(policy).toBeUndefined()
    expect(findings.filter(({ pointer, mend }) => !pointer || !mend)).toEqual([])
  })

  test.each(ofSort('finding'))('$at shows just one kind of finding', (example) => {
    const kinds = findingsOf(example, parsedExample(example).policy!).map(({ kind }) => kind)
    expect([...new Set(kinds)]).toEqual([example.block.names[0]])
  })

  test.each(ofSort('mended'))('$at leaves nothing to find', (example) => {
    expect(findingsOf(example, parsedExample(example).policy!)).toEqual([])
  })

  test.each(pages)('in $name get the answers that the page shows; if not, run write-answers.ts', async ({ blocks }) => {
    const shown = blocks.filter(({ language }) => language === 'text').map(({ line, text }) => ({ line, text }))
    expect(shown).toEqual([...(await answersOn(blocks))].map(([line, text]) => ({ line, text })))
  })
})

describe('the manual', () => {
  const [policies, , findings, reference] = pages.map(({ text }) => text) as [string, string, string, string]

  test('lists every decision point with its question, outcomes and hit policy', () => {
    const rows = [...policies.matchAll(/^\| `(\w+)` \| (.+\?) \| .+ \| (`.+`) \| (\w+) \| (yes|no) \|$/gm)]
    expect(rows.map(([, ...cells]) => cells)).toEqual(
      pointIds.map((id) => [
        id,
        points[id].question,
        Object.keys(points[id].outcomes)
          .map((type) => `\`${type}\``)
          .join(' '),
        points[id].hitPolicy,
        own<unknown>(together, id) ? 'yes' : 'no',
      ]),
    )
  })

  test('has the facts and outcomes of the code; if not, run `node packages/rules/schemas/write-points.ts`', () => {
    expect(read('decision-points.md')).toBe(pointsPage())
  })

  test('lists every kind with its operators, and every unit', () => {
    for (const [kind, operators] of Object.entries(operatorsOfKind)) {
      const row = new RegExp(`^\\| \`${kind}\` \\| .+ \\| (.+) \\|$`, 'm').exec(reference)!
      expect([...row[1]!.matchAll(/`(\w+)`/g)].map(([, operator]) => operator)).toEqual(operators)
    }
    const listed = /^Units of time: (.+)$/m.exec(reference)![1]!
    expect([...listed.matchAll(/`(\w+)`/g)].map(([, unit]) => unit)).toEqual(units)
  })

  test('lists the settings of the points that have some', () => {
    for (const id of pointIds)
      for (const setting of Object.keys((points[id] as Point).settings ?? {}))
        expect(reference).toMatch(new RegExp(`^\\| \`${id}\` \\| .*\`${setting}\``, 'm'))
  })

  test('has an example and a mend for every kind of finding', () => {
    const folder = join(import.meta.dirname, 'analysis')
    const sources = readdirSync(folder).map((file) => readFileSync(join(folder, file), 'utf8'))
    const kinds = new Set(
      sources
        .flatMap((source) => [...source.matchAll(/'([a-z]+(?:-[a-z]+)+|gap|leak|contradiction)'/g)])
        .map(([, kind]) => kind),
    )
    const headings = [...findings.matchAll(/^## ([a-z-]+)$/gm)].map(([, kind]) => kind)
    expect(headings.sort()).toEqual([...kinds].sort())
    expect(
      ofSort('finding')
        .map(({ block }) => block.names[0])
        .sort(),
    ).toEqual(headings)
  })

  test('leads to pages and headings that are there', () => {
    const all = [...pages, { name: 'decision-points.md', text: read('decision-points.md') }]
    const broken = all.flatMap(({ name, text }) =>
      [...text.matchAll(/\]\(([^)\s]*)\)/g)]
        .map(([, link]) => link!)
        .filter((link) => !isThere(name, link))
        .map((link) => `${name}: ${link}`),
    )
    expect(broken).toEqual([])
  })
})

function isThere(from: string, link: string): boolean {
  const [page, anchor] = link.split('#')
  const path = page === '' ? pathOfPage(from) : join(dirname(pathOfPage(from)), page!)
  return existsSync(path) && (anchor === undefined || anchorsOf(readFileSync(path, 'utf8')).includes(anchor))
}

/** As GitHub makes them of headings. */
function anchorsOf(text: string): string[] {
  const outsideBlocks = text.replaceAll(/^```.*?^```$/gms, '')
  return [...outsideBlocks.matchAll(/^#+ (.+)$/gm)].map(([, heading]) =>
    heading!
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}\- _]/gu, '')
      .replaceAll(' ', '-'),
  )
}
