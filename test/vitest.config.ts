import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'
import { SlowestFirst } from './support/slowest-first.ts'

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

/** Take ten minutes and more each, or look at every screen in every way: `npm run test:whole`. */
export const wholeTests = ['test/whole/**/*.test.ts', 'test/browser/{hostile-names,everyone-can-use-*}.test.ts']

/** `npm test -- --database-only`: leaves out what never opens a database, what is about the embedded server, and what is about screens. */
const withoutDatabase = [
  'packages/{rules,identity,contract,ui}/**',
  'apps/{partner,admin}/**',
  'test/{architecture,programs}/**',
  'test/fuzz/{rules,analysis,columns,backtest,evaluator,json}-*.test.ts',
  'test/browser/**',
  'test/platform/{start,policy-answers,policy-command-line}.test.ts',
]
const excluded = ['**/node_modules/**', ...(process.env.PARLEY_DATABASE_ONLY ? withoutDatabase : [])]

export default defineConfig({
  root,
  test: {
    globalSetup: ['test/support/global-setup.ts'],
    pool: 'forks',
    maxWorkers: 2,
    sequence: { sequencer: SlowestFirst },
    projects: [
      {
        extends: true,
        test: {
          name: 'quick',
          // Loading the product anew for each of 240 files took as long as testing it: each opens a world of its own anyway.
          isolate: false,
          include: ['packages/**/*.test.ts', 'apps/**/*.test.{ts,tsx}', 'test/**/*.test.ts'],
          exclude: [...excluded, ...heavy, ...longTests, 'test/whole/**'],
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'heavy',
          isolate: false,
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
