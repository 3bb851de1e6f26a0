import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

const root = fileURLToPath(new URL('..', import.meta.url))

/** Browser and platform tests start whole servers: after the others, two at a time, with room for a slow machine. */
const heavy = ['test/browser/**/*.test.ts', 'test/platform/start.test.ts']

/** Take minutes: `npm run test:long`, see vitest.long.config.ts. */
export const longTests = ['test/{race,fault,soak,long}/**/*.test.ts']

/** Tried by samples in `npm test`, all of them in the long run. */
export const sampledTests = [
  'test/fuzz/{analysis-against-z3,rules-fifty-thousand,rules-hostile-mutated}.test.ts',
  'test/stories/cf-7-nothing-said-*.test.ts',
]

/** `npm test -- --database-only`: leaves out what never opens a database, and what is about the embedded server. */
const withoutDatabase = [
  'packages/{rules,identity,contract,ui}/**',
  'apps/{partner,admin}/**',
  'test/{architecture,programs}/**',
  'test/fuzz/{rules,analysis,columns,backtest,evaluator,json}-*.test.ts',
  'test/browser/the-same-in-chromium.test.ts',
  'test/platform/{start,policy-answers,policy-command-line}.test.ts',
]
const excluded = ['**/node_modules/**', ...(process.env.PARLEY_DATABASE_ONLY ? withoutDatabase : [])]

export default defineConfig({
  root,
  test: {
    globalSetup: ['test/support/global-setup.ts'],
    pool: 'forks',
    maxWorkers: 2,
    projects: [
      {
        extends: true,
        test: {
          name: 'quick',
          include: ['packages/**/*.test.ts', 'apps/**/*.test.{ts,tsx}', 'test/**/*.test.ts'],
          exclude: [...excluded, ...heavy, ...longTests],
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'heavy',
          include: heavy,
          exclude: excluded,
          testTimeout: 180_000,
          hookTimeout: 180_000,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
})
