import { existsSync, readdirSync } from 'node:fs'
import { join, matchesGlob } from 'node:path'
import { repositoryDir } from '@parley/db/settings'
import { describe, expect, it } from 'vitest'
import { filesBelow, isTest, read } from './source-files.ts'

const code = filesBelow(['apps', 'packages', 'test', 'scripts'], ['.ts', '.tsx', '.mjs'])
const product = code.filter((path) => /^(apps|packages)\//.test(path) && !isTest(path))
const tests = code.filter(isTest)
const offenders = (paths: readonly string[], pattern: RegExp) =>
  paths.flatMap((path) =>
    read(path)
      .split('\n')
      .flatMap((line, index) => (pattern.test(line) ? [`${path}:${index + 1} ${line.trim()}`] : [])),
  )

/** A policy written by hand, to be measured against. */
const longOnPurpose = new Set(['test/bench/hand-written-policy.ts'])

describe('the rules of the house', () => {
  it('sees files', () => {
    expect(product.length).toBeGreaterThan(150)
    expect(tests.length).toBeGreaterThan(10)
  })

  it('no file has more than 400 lines', () => {
    const lines = (path: string) => read(path).split('\n').length
    expect(code.filter((path) => !longOnPurpose.has(path) && lines(path) > 401)).toEqual([])
  })

  it('use cases and rules take time and randomness from their context, never from the wall', () => {
    const pure = product.filter((path) => /^(apps\/api\/src|packages\/(rules|contract|identity)\/src)\//.test(path))
    // Salts and retry keys aren't decided by anybody; context.ts is where the clock and ids come from.
    const mayAsk = new Set([
      'apps/api/src/context.ts',
      'apps/api/src/session/password.ts',
      'packages/contract/src/client.ts',
    ])
    const asked = pure.filter((path) => !mayAsk.has(path))
    expect(asked.length).toBeGreaterThan(100)
    const wall =
      /Date\.now\(|new Date\(\)|Math\.random\(|randomUUID\(|randomBytes\(|getRandomValues\(|performance\.now\(|Temporal\.Now/
    expect(offenders(asked, wall)).toEqual([])
  })

  it('SQL in use cases asks for no clock either: now is a parameter', () => {
    // Leases alone go by the database's: workers whose clocks differ would take each other's (decision 016).
    const ofLeases = 'apps/api/src/webhooks/claim-deliveries.ts'
    const sql = product.filter((path) => path.startsWith('apps/api/src/') && path !== ofLeases)
    expect(offenders(sql, /(?<!\{|get )\b(now\(\)|CURRENT_TIMESTAMP|clock_timestamp\(\)|CURRENT_DATE)/)).toEqual([])
  })

  it('types are checked of every file, the tests and the settings of tools among them', () => {
    const workspaces = ['packages', 'apps'].flatMap((folder) =>
      readdirSync(join(repositoryDir, folder)).map((name) => `${folder}/${name}`),
    )
    const patterns = [...workspaces, 'test'].flatMap((workspace) => {
      const { scripts } = JSON.parse(read(`${workspace}/package.json`))
      return [...scripts.typecheck.matchAll(/tsc -p (\S+)/g)].map(([, project]) => {
        const config = JSON.parse(read(join(workspace, project!.endsWith('.json') ? project! : 'tsconfig.json')))
        const inside = (listed: readonly string[] = []) => listed.map((each) => join(workspace, each))
        return { include: inside(config.include), exclude: inside(config.exclude) }
      })
    })
    const fits = (path: string, listed: readonly string[]) =>
      listed.some((each) => path.startsWith(`${each}/`) || matchesGlob(path, each))
    const checked = (path: string) =>
      patterns.some(({ include, exclude }) => fits(path, include) && !fits(path, exclude))
    expect(patterns.length).toBeGreaterThan(8)
    expect(code.filter((path) => !path.endsWith('.mjs') && !checked(path))).toEqual([])
  })

  it('no test is skipped, and none keeps the others from running', () => {
    const put = ['\\.skip', '\\.only', '\\.todo', '\\bxit', '\\bxdescribe', '\\bfit', '\\bfdescribe'].join('|')
    expect(offenders(tests, new RegExp(`(${put})\\s*\\(`))).toEqual([])
    expect(offenders(tests, /\.(skip|only|todo)\.each/)).toEqual([])
  })

  it('nothing is left for later', () => {
    const later = ['TO', 'DO'].join('')
    expect(offenders(code, new RegExp(`\\b(${later}|FIX${'ME'}|XX${'X'})\\b`))).toEqual([])
  })

  it('money never passes through a fraction', () => {
    expect(offenders(product, /amountMinor\s*[*/]\s*0?\.\d|toFixed\(2\)|parseFloat\(/)).toEqual([])
  })
})

describe('the documents', () => {
  const documents = ['README.md', 'CONTRIBUTING.md', 'CHANGELOG.md', ...filesBelow(['docs'], ['.md'])].filter((path) =>
    existsSync(join(repositoryDir, path)),
  )
  const top = /^(apps|packages|test|docs|scripts|\.ci)\//
  const stands = (path: string) => {
    if (existsSync(join(repositoryDir, path))) return true
    // `programs/<vendor>/`, `NNN-title.md`, `*.test.ts`: a pattern stands for what fits it, so its fixed start must exist.
    const fixed = path
      .split('/')
      .filter((_part, index, parts) => !parts.slice(0, index + 1).some((each) => /[<>*{}]|NNN|NAME/.test(each)))
    return fixed.length < path.split('/').filter(Boolean).length && existsSync(join(repositoryDir, ...fixed))
  }

  it('sees them', () => {
    expect(documents.length).toBeGreaterThan(5)
  })

  it.each(documents)('%s names only paths that exist', (document) => {
    const folder = document.split('/').slice(0, -1).join('/')
    const text = read(document)
    const quoted = [...text.matchAll(/`([^`\s]+)`/g)].map((match) => match[1]!).filter((path) => top.test(path))
    const linked = [...text.matchAll(/\]\(([^)#\s]+)(?:#[^)]*)?\)/g)]
      .map((match) => match[1]!)
      .filter((target) => !/^[a-z]+:/.test(target) && !target.startsWith('/'))
      .map((target) => join(folder, target))
    expect([...quoted, ...linked].filter((path) => !stands(path.replace(/[:#].*$/, '')))).toEqual([])
  })
})
