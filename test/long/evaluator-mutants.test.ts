import { spawn } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Mutant, mutants } from '../fuzz/mutants/mutants.ts'

const root = join(import.meta.dirname, '../..')
const source = join(root, 'packages/rules/src')
const folder = mkdtempSync(join(tmpdir(), 'parley-mutants-'))

beforeAll(() => symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules')))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** Runs the check on a copy of the rules package with this mistake in it; true when it was seen. */
async function isCaught(name: string, mutant?: Mutant): Promise<{ caught: boolean; said: string }> {
  const copy = join(folder, name)
  cpSync(source, copy, { recursive: true, filter: (file) => !/\.test\.ts$|\.json$/.test(file) })
  writeFileSync(join(copy, 'package.json'), '{"type":"module"}')
  if (mutant) {
    const file = join(copy, mutant.file)
    const text = readFileSync(file, 'utf8')
    expect(text.split(mutant.from).length - 1, `"${mutant.from}" stands once in ${mutant.file}`).toBe(1)
    writeFileSync(
      file,
      text.replace(mutant.from, () => mutant.to),
    )
  }
  const check = spawn(process.execPath, [join(import.meta.dirname, '../fuzz/mutants/check-evaluator.ts'), copy])
  let said = ''
  check.stderr.on('data', (chunk: Buffer) => {
    said += chunk
  })
  // A mistake that never ends is seen too.
  const deadline = setTimeout(() => check.kill('SIGKILL'), 60_000)
  const code = await new Promise<number | null>((done) => check.on('close', done))
  clearTimeout(deadline)
  rmSync(copy, { recursive: true })
  return { caught: code !== 0, said }
}

test('the evaluator as it is agrees with the oracle', async () => {
  expect(await isCaught('unchanged')).toMatchObject({ caught: false })
}, 90_000)

describe('a mistake in the evaluator is caught', () => {
  test('at least 30 different ones are tried', () => {
    expect(new Set(mutants.map((mutant) => JSON.stringify(mutant))).size).toBeGreaterThanOrEqual(30)
  })

  test.each(mutants.map((mutant, index) => ({ ...mutant, index })))(
    '$file: $from',
    async ({ index, ...mutant }) => {
      const { caught, said } = await isCaught(`mutant-${index}`, mutant)
      expect(caught, 'the check passed').toBe(true)
      // A copy that can't even be loaded shows nothing of the check.
      expect(said).not.toMatch(/SyntaxError|ERR_MODULE_NOT_FOUND/)
    },
    90_000,
  )
})
