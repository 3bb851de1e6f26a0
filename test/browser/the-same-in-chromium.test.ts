import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { factsOfCase, parseCases } from '@parley/rules/cases'
import { pointIds, points } from '@parley/rules/points/points'
import { build } from 'vite'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { withDerivedFacts } from '../fuzz/rules-derived-world.ts'
import { Random } from '../fuzz/rules-random.ts'
import { randomFacts, randomPolicy } from '../fuzz/rules-small-world.ts'
import { answer, type Question } from './support/decides.ts'
import { openChromium } from './support/visitor.ts'

declare global {
  var answers: typeof answer
}

const chromium = await openChromium()

/** The shipped policies with the facts of their own cases, and random policies of all kinds. */
function* questions(): Generator<Question> {
  const folder = join(import.meta.dirname, '../../packages/rules/src/points')
  for (const point of pointIds) {
    const read = (file: string) => JSON.parse(readFileSync(join(folder, point, file), 'utf8'))
    const { cases } = parseCases(points[point], read('cases.json'))
    const document = read('policy.json')
    for (const each of cases!.cases.slice(0, 40)) yield { point, document, facts: factsOfCase(cases!, each) }
  }
  const random = new Random(1_000)
  for (;;) {
    const point = random.pick(['smallWorld', 'collectingWorld'] as const)
    const plain = randomPolicy(random, point)
    const document = random.chance(0.5) ? withDerivedFacts(random, plain) : plain
    yield { point, document, facts: randomFacts(random, random.whole(0, 5)) }
  }
}

/** The rules package as a page loads it. */
async function bundled(): Promise<string> {
  const built = await build({
    configFile: false,
    logLevel: 'error',
    build: {
      write: false,
      minify: false,
      lib: { entry: join(import.meta.dirname, 'support/decides.ts'), formats: ['es'], fileName: 'decides' },
    },
  })
  const [{ output }] = built as unknown as [{ output: [{ code: string }] }]
  return output[0].code
}

describe('a decision', () => {
  let page: Awaited<ReturnType<typeof chromium.newPage>>

  beforeAll(async () => {
    page = await chromium.newPage()
    await page.setContent('<!doctype html><title>Decides</title>')
    const code = await bundled()
    await page.addScriptTag({ type: 'module', content: `${code}\nglobalThis.answers = answer` })
  })
  afterAll(() => page.close())

  it('is the same in Node and in Chromium, byte for byte, in 1,000 of 1,000', async () => {
    const asked: Question[] = []
    for (const question of questions()) if (asked.push(question) === 1_000) break
    const inNode = []
    for (const question of asked) inNode.push(await answer(question))
    const inChromium = await page.evaluate(async (all) => {
      const said = []
      for (const question of all) said.push(await globalThis.answers(question))
      return said
    }, asked)
    const same = inNode.filter((text, index) => text === inChromium[index]).length
    expect(inChromium).toEqual(inNode)
    expect(same).toBe(1_000)
    expect(new Set(inNode).size).toBeGreaterThan(500)
  })
})
