import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { repositoryDir } from '@parley/db/settings'
import { describe, expect, it } from 'vitest'
import { asvsIds } from './asvs-ids.ts'
import { isTest, read } from './source-files.ts'

const text = read('docs/security.md')
const states = ['passed', 'by construction', 'not applicable', 'open'] as const
type State = (typeof states)[number]
type Row = { id: string; level: number; asked: string; state: State; why: string }

const cellsOf = (line: string) =>
  line
    .split('|')
    .slice(1, -1)
    .map((cell) => cell.trim().replaceAll('**', ''))
const lines = text.split('\n').filter((line) => line.startsWith('|'))
const rows = lines
  .filter((line) => /^\| V\d+\.\d+\.\d+ \|/.test(line))
  .map((line): Row => {
    const [id = '', level, asked = '', state, why = ''] = cellsOf(line)
    return { id, level: Number(level), asked, state: state as State, why }
  })
const of = (state: State) => rows.filter((row) => row.state === state)

/** `path`: “sentence”, wherever on the page. */
const proofs = (where: string) =>
  [...where.matchAll(/`([^`]+\.test\.tsx?)`: “([^”]+)”/g)].map(([, path, sentence]) => ({
    path: path!,
    sentence: sentence!,
  }))
/** Sentences stand in code, where quotation marks may be escaped. */
const says = (path: string, sentence: string) => read(path).replaceAll("\\'", "'").includes(sentence)

const countsOf = (some: readonly Row[]) => [
  some.length,
  ...states.map((state) => some.filter((row) => row.state === state).length),
]
/** The numbers of the line of counts that begins so. */
const toldCounts = (name: string) => {
  const found = lines.filter((line) => cellsOf(line)[0]!.startsWith(name) && cellsOf(line).length === 6)
  expect([name, found.length]).toEqual([name, 1])
  return cellsOf(found[0]!).slice(1).map(Number)
}

describe('the table of ASVS 5.0 in docs/security.md', () => {
  it('has every requirement of levels 1 and 2 once, with its level', () => {
    expect(asvsIds.size).toBe(253)
    expect(rows.map(({ id }) => id).filter((id, at, all) => all.indexOf(id) !== at)).toEqual([])
    expect(new Map(rows.map(({ id, level }) => [id, level]))).toEqual(asvsIds)
  })

  it('says what is asked in a dozen words, how it stands, and why', () => {
    expect(rows.filter(({ state }) => !states.includes(state))).toEqual([])
    expect(rows.filter(({ asked }) => asked === '' || asked.split(/\s+/).length > 12)).toEqual([])
    expect(rows.filter(({ why }) => why.length < 5)).toEqual([])
  })

  it('calls nothing passed without a test, and nothing held by construction without a file', () => {
    expect(of('passed').filter(({ why }) => proofs(why).length === 0)).toEqual([])
    const files = (why: string) => [...why.matchAll(/`([^`\s]+)`/g)].map(([, path]) => path!)
    const stands = (path: string) => path.includes('.') && existsSync(join(repositoryDir, path))
    expect(of('by construction').filter(({ why }) => !files(why).some(stands))).toEqual([])
  })

  it('counts right: by chapter, in all, and of level 1', () => {
    for (const chapter of new Set(rows.map(({ id }) => id.split('.')[0]!)))
      expect([chapter, ...toldCounts(`${chapter} `)]).toEqual([
        chapter,
        ...countsOf(rows.filter(({ id }) => id.startsWith(`${chapter}.`))),
      ])
    expect(toldCounts('All')).toEqual(countsOf(rows))
    expect(toldCounts('of these level 1')).toEqual(countsOf(rows.filter(({ level }) => level === 1)))
  })

  it('says the same at the top, and names what is open at level 1', () => {
    const [all, passed, built, never, open] = countsOf(rows)
    expect(text).toContain(`Of ${all} requirements, ${passed} passed`)
    expect(text).toContain(`${built} hold by construction`)
    expect(text).toContain(`${never} aren't applicable, ${open} are open`)
    const openAtOne = of('open').filter(({ level }) => level === 1)
    const told = /Open at level 1: (\d+)(?: \(([^)]*)\))?/.exec(text.slice(0, text.indexOf('\n## ')))
    expect(Number(told?.[1])).toBe(openAtOne.length)
    expect(told?.[2]?.split(', ') ?? []).toEqual(openAtOne.map(({ id }) => id))
  })
})

describe('the page', () => {
  it('names tests that are there, by sentences that stand in them', () => {
    const named = proofs(text)
    expect(named.length).toBeGreaterThan(100)
    expect(named.filter(({ path }) => !isTest(path) || !existsSync(join(repositoryDir, path)))).toEqual([])
    expect(named.filter(({ path, sentence }) => !says(path, sentence))).toEqual([])
  })

  it('has each of the ten risks of APIs once, with a test', () => {
    const risks = lines.filter((line) => /^\| API\d/.test(line))
    expect(risks.map((line) => /API\d+/.exec(line)![0])).toEqual(Array.from({ length: 10 }, (_, at) => `API${at + 1}`))
    expect(risks.filter((line) => proofs(line).length === 0)).toEqual([])
  })
})
