// `npm test`: sets everything up, checks types and style, runs every test, and ends with `N passed, N failed`.
import { findChromium } from './lib/chromium.mjs'
import { prepare, turbo } from './lib/prepare.mjs'
import { runTests } from './lib/run-tests.mjs'
import { command, inRoot, run, say, step } from './lib/steps.mjs'

await command(async (args) => {
  const databaseOnly = args.includes('--database-only')
  const filters = args.filter((arg) => arg !== '--database-only')
  await prepare({ wait: true })
  const checks = databaseOnly || filters.length > 0 ? [] : [await checkTypes(), await checkStyle()]
  const chromium = await findChromium()
  const counts = await runTests('test/vitest.config.ts', filters, {
    PARLEY_CHROMIUM: chromium,
    PARLEY_DATABASE_ONLY: databaseOnly ? '1' : '',
  })
  const failedChecks = checks.filter((passed) => !passed).length
  const passed = counts.passed + checks.length - failedChecks
  const failed = counts.failed + failedChecks
  if (counts.passed + counts.failed === 0) say('No test ran.')
  say(`${passed} passed, ${failed} failed`)
  return failed > 0 || counts.passed === 0 ? 1 : 0
})

/** Never from turbo's cache: a pass that was replayed has checked nothing. */
async function checkTypes() {
  const { code, output } = await step('Checking types', () =>
    turbo(['run', 'typecheck', '--force', '--concurrency=2', '--output-logs=errors-only', '--continue']),
  )
  return report('Types', code, output)
}

async function checkStyle() {
  const { code, output } = await step('Checking style', () =>
    run(inRoot('node_modules', '.bin', 'biome'), ['check', '.', '--max-diagnostics=50']),
  )
  return report('Style', code, output)
}

function report(title, code, output) {
  say(code === 0 ? `${title}: in order` : `${title}:\n${output.trim()}`)
  return code === 0
}
