import { spawnSync } from 'node:child_process'
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { repositoryDir } from '@parley/db/settings'
import { afterAll, beforeAll, expect, test } from 'vitest'

/** A clone in a folder with letters that mean something in an address, as small as what is tried here needs. */
const folder = mkdtempSync(join(tmpdir(), 'parley-clone-'))
const clone = join(folder, 'a #1 clone, 50%20')
const lock = { lockfileVersion: 3, packages: { 'node_modules/pg': { version: '1.0.0' } } }
const write = (path: string, text: string) => {
  mkdirSync(dirname(join(clone, path)), { recursive: true })
  writeFileSync(join(clone, path), text)
}
beforeAll(() => {
  for (const path of [
    ...[
      'scripts/lib/serve.mjs',
      'scripts/lib/prepare.mjs',
      'scripts/lib/steps.mjs',
      'scripts/lib/stop-with-parent.mjs',
    ],
    'packages/db/src/folder-lock.mjs',
  ]) {
    mkdirSync(dirname(join(clone, path)), { recursive: true })
    copyFileSync(join(repositoryDir, path), join(clone, path))
  }
  write('package-lock.json', JSON.stringify(lock))
  write('node_modules/.package-lock.json', JSON.stringify(lock))
  mkdirSync(join(clone, 'node_modules/.bin'))
  symlinkSync(process.execPath, join(clone, 'node_modules/.bin/node'))
  write('says.mjs', "console.log('it runs')")
  write('scripts/serve-it.mjs', "import { serve } from './lib/serve.mjs'\nprocess.exitCode = await serve(['says.mjs'])")
  write(
    'scripts/prepare-it.mjs',
    "import { prepare } from './lib/prepare.mjs'\nimport { command } from './lib/steps.mjs'\nawait command(() => prepare({ build: false }))",
  )
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const run = (script: string, options = {}) =>
  spawnSync(process.execPath, [join(clone, 'scripts', script)], { encoding: 'utf8', ...options })

test('a clone in a folder with #, % and a blank in its name is served from there', () => {
  const { status, stdout, stderr } = run('serve-it.mjs')
  expect([status, stdout.trim(), stderr]).toEqual([0, 'it runs', ''])
})

test('where nothing is to be installed, nothing is written: the folder may be somebody else’s', () => {
  const { status, stderr } = run('prepare-it.mjs')
  expect([status, stderr]).toEqual([0, ''])
  expect(existsSync(join(clone, '.parley'))).toBe(false)
})

test('where something is, and the folder is somebody else’s, a sentence says who does what', () => {
  if (process.getuid?.() !== 0) return // nobody else can be tried
  write('package-lock.json', JSON.stringify({ ...lock, packages: { 'node_modules/pg': { version: '2.0.0' } } }))
  chmodSync(folder, 0o755)
  const { status, stderr } = run('prepare-it.mjs', { uid: 65_534, gid: 65_534, cwd: '/' })
  expect(status).toBe(1)
  expect(stderr.trim()).toMatch(
    /^There is something to install or build in .*, and user 65534 can't write there: [^\n]+\.$/,
  )
})
