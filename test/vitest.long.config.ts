import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'
import { longTests, sampledTests } from './vitest.config.ts'

/** What takes minutes: `npm run test:long`, one file at a time, because each measures or loads the machine. */
export default defineConfig({
  root: fileURLToPath(new URL('..', import.meta.url)),
  test: {
    globalSetup: ['test/support/global-setup.ts'],
    pool: 'forks',
    fileParallelism: false,
    include: [...longTests, ...sampledTests],
    env: { PARLEY_THOROUGH: '1' },
    testTimeout: 15 * 60_000,
    hookTimeout: 5 * 60_000,
  },
})
