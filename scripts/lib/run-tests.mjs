import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { node24, pathWithNode24 } from './prepare.mjs'
import { inRoot, run } from './steps.mjs'

/** Runs vitest and counts from its own report. A file that can't be loaded and an error outside of tests are failures too. */
export async function runTests(config, filters, env) {
  const folder = mkdtempSync(join(tmpdir(), 'parley-report-'))
  const file = join(folder, 'report.json')
  try {
    const args = ['run', '--config', config, '--reporter=default', '--reporter=json']
    const { code } = await run(
      node24(),
      [inRoot('node_modules', 'vitest', 'vitest.mjs'), ...args, `--outputFile.json=${file}`, ...filters],
      { env: { ...env, PATH: pathWithNode24() }, show: true },
    )
    return count(existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined, code)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function count(report, code) {
  const files = report?.testResults ?? []
  const unloadable = files.filter(
    ({ status, assertionResults }) =>
      status === 'failed' && assertionResults.every(({ status }) => status !== 'failed'),
  )
  const passed = report?.numPassedTests ?? 0
  const failed = (report?.numFailedTests ?? 0) + unloadable.length
  return { passed, failed: failed === 0 && code !== 0 ? 1 : failed }
}
