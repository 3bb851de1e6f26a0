import { describe, expect, it } from 'vitest'
import { filesBelow, importsOf, isTest } from './source-files.ts'

/** Who may import whom: docs/architecture.md, as a table that fails. `outside` limits packages from npm where it matters. */
const table: Record<string, { inside: readonly string[]; outside?: readonly string[]; leastFiles: number }> = {
  'packages/rules': { inside: [], outside: ['zod', 'json-rules-engine', 'temporal-polyfill'], leastFiles: 20 },
  'packages/identity': { inside: [], outside: ['any-ascii', 'tldts'], leastFiles: 2 },
  'packages/contract': { inside: ['rules'], outside: ['zod'], leastFiles: 10 },
  'packages/db': { inside: ['contract'], leastFiles: 4 },
  'packages/ui': { inside: ['contract', 'rules'], leastFiles: 10 },
  'apps/api': { inside: ['contract', 'rules', 'identity', 'db'], leastFiles: 60 },
  'apps/partner': { inside: ['contract', 'ui', 'rules'], leastFiles: 20 },
  'apps/admin': { inside: ['contract', 'ui', 'rules'], leastFiles: 20 },
}
const source = (folder: string) => filesBelow([`${folder}/src`], ['.ts', '.tsx']).filter((path) => !isTest(path))
const nameOf = (specifier: string) =>
  specifier.startsWith('@') ? specifier.split('/').slice(0, 2).join('/') : specifier.split('/')[0]!
const isPath = (specifier: string) => /^(apps|packages|test|scripts)\//.test(specifier)

describe.each(Object.entries(table))('%s', (folder, { inside, outside, leastFiles }) => {
  const imports = source(folder).flatMap((path) => importsOf(path).map((specifier) => ({ path, specifier })))

  it('has files that import something: this test sees them', () => {
    expect(source(folder).length).toBeGreaterThanOrEqual(leastFiles)
    expect(imports.length).toBeGreaterThanOrEqual(leastFiles)
  })

  it('imports no other of our packages than it may', () => {
    const ours = imports.filter(({ specifier }) => specifier.startsWith('@parley/'))
    expect(ours.filter(({ specifier }) => !inside.includes(specifier.split('/')[1]!))).toEqual([])
  })

  it('reaches into no other folder by a relative path', () => {
    const outsideOfItself = imports.filter(({ specifier }) => isPath(specifier) && !specifier.startsWith(`${folder}/`))
    expect(outsideOfItself).toEqual([])
  })

  it('uses no other package from npm, nor of Node, than it may', () => {
    const theirs = imports.filter(({ specifier }) => !isPath(specifier) && !specifier.startsWith('@parley/'))
    expect(theirs.filter(({ specifier }) => outside && !outside.includes(nameOf(specifier)))).toEqual([])
  })
})

describe('inside the packages', () => {
  it.each([
    ['json-rules-engine', ['packages', 'apps'], 'packages/rules/src/decide.ts'],
    ['temporal-polyfill', ['packages'], 'packages/rules/src/time/temporal.ts'],
  ])('%s is used in one file of %j', (name, folders, only) => {
    const users = filesBelow(folders, ['.ts', '.tsx'])
      .filter((path) => !isTest(path))
      .filter((path) => importsOf(path).some((specifier) => nameOf(specifier) === name))
    expect(users).toEqual([only])
  })

  it('use cases know nothing of HTTP: Hono stays in http/, routes and the app', () => {
    const mayKnowHono = /^apps\/api\/src\/(http\/|app\.ts|server\.ts|(partner|staff)-routes\.ts|.+\.routes\.ts)/
    const users = source('apps/api').filter((path) => importsOf(path).some((specifier) => /^@?hono/.test(specifier)))
    expect(users.length).toBeGreaterThan(3)
    expect(users.filter((path) => !mayKnowHono.test(path))).toEqual([])
  })

  it('no use case holds the pool: only what opens transactions, starts the process or fills a program', () => {
    const mayHoldPool =
      /^apps\/api\/src\/(context|transaction|program|health|server|install-program)\.ts|\/(session|jobs|demo|operation)\//
    const users = source('apps/api').filter((path) => importsOf(path).includes('pg'))
    expect(users.filter((path) => !mayHoldPool.test(path))).toEqual([])
  })

  it.each(['apps/partner', 'apps/admin'])(
    '%s: a feature imports the layout and itself, never another feature',
    (app) => {
      const featureOf = (path: string) => new RegExp(`^${app}/src/([^/]+)/`).exec(path)?.[1]
      const crossings = source(app)
        .filter((path) => featureOf(path) !== undefined && featureOf(path) !== 'layout')
        .flatMap((path) => importsOf(path).map((specifier) => ({ path, specifier })))
        .filter(({ path, specifier }) => {
          const other = featureOf(specifier)
          return other !== undefined && other !== 'layout' && other !== featureOf(path)
        })
      expect(crossings).toEqual([])
    },
  )

  it('there are no barrels', () => {
    const barrels = filesBelow(['packages', 'apps'], ['index.ts', 'index.tsx']).filter((path) =>
      /\/index\.tsx?$/.test(path),
    )
    expect(barrels).toEqual([])
  })
})
