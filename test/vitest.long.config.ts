import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'
import { longTests, sampledTests, wholeTests } from './vitest.config.ts'

/** What takes minutes, `npm run test:long`, and longer, `npm run test:whole`: one file at a time, because each measures or loads the machine. */
export default defineConfig({
  root: fileURLToPath(new URL('..', import.meta.url)),
  test: {
    globalSetup: ['test/support/global-setup.ts'],
    pool: 'forks',
    fileParallelism: false,
    include: process.env.PARLEY_WHOLE ? wholeTests : [...longTests, ...sampledTests],
    env: { PARLEY_THOROUGH: '1' },
    testTimeout: (process.env.PARLEY_WHOLE ? 90 : 15) * 60_000,
    hookTimeout: 5 * 60_000,
  },
})
