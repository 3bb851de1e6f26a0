import { type SpawnSyncReturns, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { repositoryDir } from '@parley/db/settings'
import { pointIds } from '@parley/rules/points/points'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { commands } from '../../packages/rules/command-line/commands.ts'
import { paintFor } from '../../packages/rules/command-line/paint.ts'
import { run } from '../../packages/rules/command-line/run.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'parley-policies-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

/** The command as a person starts it. */
function start(script: string, args: readonly string[], input = ''): SpawnSyncReturns<string> {
  const { npm_lifecycle_event: _, ...env } = process.env
  return spawnSync(process.execPath, [join(repositoryDir, script), ...args], {
    cwd: folder,
    env,
    input,
    encoding: 'utf8',
  })
}

/** The same without a process of its own. */
const policy = (line: string, stdin = '') =>
  run(
    line.match(/"[^"]*"|\S+/g)!.map((word) => word.replaceAll('"', '')),
    {
      folder,
      readStdin: () => stdin,
      paint: paintFor({}, {}),
    },
  )

const path = (name: string) => join(folder, name)
const read = (name: string) => JSON.parse(readFileSync(path(name), 'utf8'))
const write = (name: string, document: unknown) => writeFileSync(path(name), JSON.stringify(document, null, 2))
const shipped = (name: string) =>
  readFileSync(join(repositoryDir, 'packages/rules/src/points/registration', name), 'utf8')

async function starter() {
  await policy('init registration')
  return { policy: read('registration.policy.json'), cases: read('registration.cases.json') }
}

describe('npm run policy', () => {
  test('without a command is one page of help, with every command', () => {
    const { status, stdout, stderr } = start('scripts/policy.mjs', [])
    expect([status, stderr]).toEqual([0, ''])
    for (const name of Object.keys(commands)) expect(stdout).toContain(`\n  ${name} `)
    expect(stdout.split('\n').length).toBeLessThan(45)
  })

  test('works where the person stands, and ends with 1 where a policy has faults', () => {
    writeFileSync(
      path('policy.json'),
      shipped('policy.json').replace('"fact": "deal.amountMinor"', '"fact": "deal.amount"'),
    )
    const { status, stdout } = start('scripts/policy.mjs', ['check', '.'])
    expect(status).toBe(1)
    expect(stdout).toMatch(
      /^policy\.json:\d+:\d+: error: There is no fact "deal\.amount"\.\n {2}Did you mean "deal\.amountMinor"\?\n/,
    )
  })

  test('reads stdin, and with --json prints one object and nothing else', () => {
    const { status, stdout, stderr } = start('scripts/policy.mjs', ['check', '-', '--json'], shipped('policy.json'))
    expect([status, stderr]).toEqual([0, ''])
    expect(JSON.parse(stdout)).toMatchObject({
      command: 'check',
      ok: true,
      errors: 0,
      files: [{ file: 'stdin', point: 'registration' }],
    })
  })

  test('npm run programs ends in one object that accounts for all 87 worked cases', () => {
    const { stdout } = start('scripts/programs.mjs', ['--json'])
    const sums = JSON.parse(stdout)
    expect(sums).toMatchObject({ programs: 10, cases: 87, gapsExpected: 7 })
    expect(sums.passed + sums.failed).toBe(87)
  })
})

describe('used wrongly, it ends with 2 and says what to do', () => {
  test.each([
    ['chekc x', 'There is no command "chekc". Did you mean "check"?'],
    ['--json', 'A command comes first, and --json is none. Add --help to see all commands.'],
    ['check', 'Name at least one policy file or folder. For example: npm run policy -- check policies/'],
    ['check nowhere.json', 'There is no file nowhere.json. Look at how its name is written, and from which folder.'],
    ['check . --failon=error', 'This command has no option --failon. Did you mean --fail-on?'],
    ['check x --fail-on=warnings', '--fail-on can\'t be "warnings". Did you mean "warning"?'],
    ['check x --fail-on', '--fail-on needs a value after it.'],
    ['check x --json=yes', '--json takes no value.'],
    ['check .', 'The folder "." has no policy. Policies are named policy.json or <name>.policy.json.'],
    ['diff a', 'Two versions are compared: the old one and the new one.'],
    ['init registation', 'There is no decision point "registation". Did you mean "registration"?'],
    ['init registration --out ours.json', "A policy can't be named ours.json."],
    ['holidays Germany --from 2026 --to 2027', 'There are no holidays for the country "Germany".'],
    ['holidays DE --from 2026', '--to is missing.'],
  ])('%s', async (line, message) => {
    const { out, err, code } = await policy(line)
    expect(code).toBe(2)
    expect(err).toContain(message)
    if (!line.includes('--json')) expect(out).toBe('')
  })

  test('a folder that can’t be written to is named', async () => {
    writeFileSync(path('taken'), '')
    const { err, code } = await policy('init registration --out taken/registration.policy.json')
    expect(code).toBe(2)
    expect(err).toMatch(/taken.* can't be read or written \(\w+\)\. Look at where it is/)
  })

  test('names the file that was meant', async () => {
    await starter()
    expect((await policy('check registraton.policy.json')).err).toContain('Did you mean "registration.policy.json"?')
    expect((await policy('check registration.cases.json')).err).toContain(
      'Name the policy beside it: registration.policy.json.',
    )
  })
})

describe.each(pointIds)('init %s', (id) => {
  test('writes a starter that passes check, test and analyze, and never changes what is there', async () => {
    expect((await policy(`init ${id}`)).code).toBe(0)
    expect(await policy('check . --fail-on=warning')).toMatchObject({ code: 0 })
    const tested = JSON.parse((await policy('test . --coverage --fail-on=warning --json')).out)
    expect(tested).toMatchObject({ ok: true, failed: 0 })
    expect(tested.passed).toBeGreaterThan(1)
    expect((await policy('analyze .')).code).toBe(0)
    writeFileSync(path(`${id}.policy.json`), 'mine')
    expect(await policy(`init ${id}`)).toMatchObject({ code: 2, err: expect.stringContaining('Nothing was changed.') })
    expect(readFileSync(path(`${id}.policy.json`), 'utf8')).toBe('mine')
  })
})

describe('check', () => {
  test('finds mistakes of the cases at their own place', async () => {
    const { cases } = await starter()
    cases.cases[0].facts['deal.amuont'] = 1
    write('registration.cases.json', cases)
    const { out, code } = await policy('check .')
    expect(code).toBe(1)
    expect(out).toMatch(/^registration\.cases\.json:\d+:\d+: error: There is no fact "deal\.amuont"\./)
  })

  test('fails on warnings only when asked to', async () => {
    const { policy: document } = await starter()
    document.parameters.idleDays = { title: 'idle days', kind: 'count', unit: 'days', value: 3 }
    write('registration.policy.json', document)
    expect(await policy('check .')).toMatchObject({
      code: 0,
      out: expect.stringContaining('warning: Nothing uses the parameter'),
    })
    expect((await policy('check . --fail-on warning')).code).toBe(1)
  })

  test.each([
    [
      '{"point": "registation"}',
      '1:11: error: There is no decision point "registation".\n  Did you mean "registration"?',
    ],
    ['[]', '1:1: error: A policy is an object in braces.'],
    ['{"title": "x"}', '"point" is missing.'],
    ['{"point": "registration",}', '1:26: error: A comma stands before the end.'],
  ])('says of %s where it ends', async (text, message) => {
    const { out, code } = await policy('check -', text)
    expect(code).toBe(1)
    expect(out).toContain(message)
  })
})

describe('test', () => {
  test('shows in words what was expected and what came out', async () => {
    const { cases } = await starter()
    cases.cases[0].expect = { outcome: 'reject', because: ['otherwise'] }
    write('registration.cases.json', cases)
    const { out, code } = await policy('test .')
    expect(code).toBe(1)
    expect(out).toMatch(/registration\.cases\.json:\d+:\d+: fails: /)
    expect(out).toMatch(/expected: {2}Not approved, because no rule decides\n {2}came out: {2}Approved .*because of “/)
    expect(out).toContain(`${cases.cases.length - 1} of ${cases.cases.length} cases come out as they say`)
  })

  test('proposes the cases that are missing, ready to be pasted', async () => {
    const { cases } = await starter()
    write('registration.cases.json', { ...cases, cases: [] })
    const bare = await policy('test . --coverage --fail-on=warning')
    expect(bare).toMatchObject({ code: 1, out: expect.stringContaining('No case is decided by') })
    const { out, code } = await policy('test . --propose')
    expect(code).toBe(0)
    write('registration.cases.json', { ...cases, cases: JSON.parse(out) })
    expect((await policy('test . --coverage --fail-on=warning')).code).toBe(0)
    expect((await policy('test . --propose')).out).toBe('[]\n')
  })

  test('a policy without cases is a fault: nothing says what should come out', async () => {
    writeFileSync(path('policy.json'), shipped('policy.json'))
    expect(await policy('test .')).toMatchObject({ code: 1, out: expect.stringContaining('This policy has no cases') })
  })
})

describe('analyze', () => {
  test('fails on what it finds, with facts in words, but not on what the cases expect', async () => {
    const { policy: document, cases } = await starter()
    document.rules.push({ ...document.rules[0], id: 'never-reached', title: 'Never reached', priority: 1 })
    write('registration.policy.json', document)
    const before = await policy('analyze . --fail-on=warning')
    expect(before.code).toBe(1)
    expect(before.out).toMatch(/registration\.policy\.json:\d+:\d+: (error|warning): .*Never reached/)
    const { files } = JSON.parse((await policy('analyze . --json')).out)
    const findings = files[0].findings.map(({ kind, pointer }: Record<string, string>) => ({
      id: 'P99-01',
      kind,
      pointer,
    }))
    write('registration.cases.json', { ...cases, findings })
    expect(await policy('analyze . --fail-on=warning')).toMatchObject({
      code: 0,
      out: expect.stringContaining('expected, P99-01'),
    })
  })

  test('what the cases expect has to be found', async () => {
    const { cases } = await starter()
    write('registration.cases.json', { ...cases, findings: [{ kind: 'range-hole', pointer: '/rules/0' }] })
    const { out, code } = await policy('analyze .')
    expect(code).toBe(1)
    expect(out).toContain('registration.cases.json:')
    expect(out).toContain('The cases expect the finding range-hole at /rules/0')
  })
})
