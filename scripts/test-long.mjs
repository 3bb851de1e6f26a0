// `npm run test:long`: races, faults, malformed input and soaks, one file at a time; `npm run test:whole`: a thousand worlds, a whole
// season, 100,000 accounts, every screen. Each ends with `N passed, N failed`.
import { findChromium } from './lib/chromium.mjs'
import { prepare } from './lib/prepare.mjs'
import { runTests } from './lib/run-tests.mjs'
import { command, say } from './lib/steps.mjs'

await command(async (args) => {
  const whole = args.includes('--whole')
  const filters = args.filter((arg) => arg !== '--whole')
  await prepare({ wait: true })
  const chromium = await findChromium()
  const started = Date.now()
  const { passed, failed } = await runTests('test/vitest.long.config.ts', filters, {
    PARLEY_CHROMIUM: chromium,
    PARLEY_WHOLE: whole ? '1' : '',
  })
  say(`The ${whole ? 'whole' : 'long'} run took ${Math.round((Date.now() - started) / 6000) / 10} minutes.`)
  if (passed + failed === 0) say('No test ran.')
  say(`${passed} passed, ${failed} failed`)
  return failed > 0 || passed === 0 ? 1 : 0
})
