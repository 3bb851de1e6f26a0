import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { repositoryDir } from '@parley/db/settings'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type Paint, paintFor } from '../../packages/rules/command-line/paint.ts'
import { run } from '../../packages/rules/command-line/run.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'parley-policies-'))
  write('registration.policy.json', document())
  write('registration.cases.json', JSON.parse(shipped('cases.json')))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const policy = (args: readonly string[], stdin = '', paint: Paint = paintFor({}, {})) =>
  run(args, { folder, readStdin: () => stdin, paint })

const shipped = (name: string) =>
  readFileSync(join(repositoryDir, 'packages/rules/src/points/registration', name), 'utf8')
const document = () => JSON.parse(shipped('policy.json'))
const write = (name: string, content: unknown) => writeFileSync(join(folder, name), JSON.stringify(content, null, 2))
const file = 'registration.policy.json'
const { base } = JSON.parse(shipped('cases.json'))

describe('explain', () => {
  const small = { ...base, 'deal.amountMinor': 999_999 }

  test('tells a partner the outcome, the reason, what is possible and what would change it', async () => {
    write('facts.json', small)
    const { out, code } = await policy(['explain', file, '--facts', 'facts.json', '--audience', 'partner'])
    expect(code).toBe(0)
    expect(out).toMatch(/^Not approved, because of “Deal below the smallest size” \(/)
    expect(out).toContain(
      'What would change it:\n- If expected amount were $10,000 instead of $9,999.99, the published rules would answer “Approved”.',
    )
  })

  test('tells staff what internal rules say, and a partner nothing of them', async () => {
    const held = JSON.stringify({ facts: { ...base, 'account.conductHold': true }, id: 'a recorded decision' })
    const line = ['explain', file, '--facts', '-', '--json']
    const { out: staff } = await policy(line, held)
    const { out: partner } = await policy([...line, '--audience', 'partner'], held)
    expect(JSON.parse(staff).reasons[0]).toMatchObject({ rule: 'account-on-conduct-hold', published: false })
    expect(JSON.parse(partner)).toMatchObject({ status: 'decided', outcome: { type: 'review' } })
    expect(partner).not.toMatch(/conduct/i)
  })

  test('takes the facts of a case by its name, and says which was meant', async () => {
    const { name } = JSON.parse(shipped('cases.json')).cases[0]
    expect((await policy(['explain', file, '--case', name])).code).toBe(0)
    expect(await policy(['explain', file, '--case', `${name}x`])).toMatchObject({
      code: 2,
      err: expect.stringContaining(`Did you mean "${name}"?`),
    })
  })

  test('writes amounts as the locale does', async () => {
    write('facts.json', small)
    const { out } = await policy(['explain', file, '--facts', 'facts.json', '--locale', 'de-DE'])
    expect(out).toContain('9.999,99')
  })

  test('says what is missing, and refuses facts that there are not', async () => {
    const { out } = await policy(['explain', file, '--facts', '-'], '{"partner.authorized": null}')
    expect(out).toMatch(
      /^More information needed\n {2}The answer depends on what is not known yet: partner is authorised to sell, /,
    )
    expect(await policy(['explain', file, '--facts', '-'], '{"partner.authorised": true}')).toMatchObject({
      code: 2,
      err: expect.stringContaining('Did you mean "partner.authorized"?'),
    })
  })
})

describe('render', () => {
  test('publishes what partners may read, and no internal rule', async () => {
    const { out } = await policy(['render', file])
    expect(out).toMatch(/^# .*\n\nVersion \d+\. Does this deal registration get protection\?\n/)
    expect(out).toContain('\n- expected amount: below $10,000\n')
    expect(out).toContain('\n## Figures\n')
    expect(out).toContain('\n## Sources\n')
    expect(out).not.toMatch(/conduct/i)
    expect((await policy(['render', file, '--audience', 'staff'])).out).toContain('conduct review (internal)')
  })

  test('tells partners no figure that only internal rules use', async () => {
    const figuresFor = async (audience: string) => {
      const { out } = await policy(['render', file, '--audience', audience, '--format', 'json'])
      return JSON.parse(out).files[0].rules.figures.map(({ name }: { name: string }) => name)
    }
    expect(await figuresFor('staff')).toContain('quietPipelineDays')
    expect(await figuresFor('partner')).not.toContain('quietPipelineDays')
    expect(await figuresFor('partner')).toContain('minimumAmountMinor')
  })

  test('keeps what a policy says as text, whatever it looks like', async () => {
    const changed = document()
    changed.rules[0].title = '<img src=x> *now* [here](http://example.com)'
    write(file, changed)
    expect((await policy(['render', file])).out).toContain('&lt;img src=x> \\*now\\* \\[here\\](http://example.com)')
    expect((await policy(['render', file, '--format', 'text'])).out).toContain('<img src=x> *now* [here]')
  })

  test('gives the same in JSON', async () => {
    const { files } = JSON.parse((await policy(['render', file, '--format', 'json'])).out)
    expect(files[0].rules.clauses.at(-1)).toMatchObject({ rule: 'otherwise', title: 'In all other cases' })
    expect(files[0].rules.sources.length).toBeGreaterThan(10)
  })
})

describe('diff', () => {
  test('tells what changed in plain language', async () => {
    const changed = document()
    changed.parameters.minimumAmountMinor.value = 900_000
    const { out, code } = await policy(['diff', file, '-'], JSON.stringify(changed))
    expect(code).toBe(0)
    expect(out).toMatch(/^- .*\$9,000 instead of \$10,000\.\n {4}was: \$10,000\n {4}now: \$9,000\n$/)
    expect((await policy(['diff', file, file])).out).toBe('Nothing is different.\n')
  })

  test('a version with faults is 1, another question is 2', async () => {
    expect((await policy(['diff', '-', file], '{"point": "registration"}')).code).toBe(1)
    await policy(['init', 'paper'])
    expect(await policy(['diff', file, 'paper.policy.json'])).toMatchObject({
      code: 2,
      err: expect.stringContaining('These answer two questions'),
    })
  })
})

describe('backtest', () => {
  const past = (id: string, amountMinor: number, type: string, more: object = {}) => {
    const facts = { ...base, 'deal.amountMinor': amountMinor }
    const params = type === 'approve' ? { protectionDays: 105 } : {}
    return JSON.stringify({ id, facts, outcome: { type, params }, partner: 'Alder', ...more })
  }
  const decisions = [
    past('d1', 999_999, 'reject'),
    past('d2', 950_000, 'reject'),
    past('d3', 2_000_000, 'approve'),
    past('d4', 950_000, 'approve', { decidedBy: 'person' }),
  ].join('\n')

  test('tells what flips, for whom and for how much, and what was left out and why', async () => {
    const draft = document()
    draft.parameters.minimumAmountMinor.value = 960_000
    write(file, draft)
    const { out, code } = await policy(['backtest', file, '--decisions', '-'], decisions)
    expect(code).toBe(0)
    expect(out).toContain('4 decisions, 3 of them compared with what was recorded.')
    expect(out).toMatch(/granted now +1 +\$9,999\.99\n/)
    expect(out).toMatch(/Not approved → Approved +1 +\$9,999\.99\n/)
    expect(out).toMatch(/By partner\n.*\n {2}Alder +0 +\$0 +1 +\$9,999\.99\n/)
    expect(out).toMatch(/Decisions that change sides\n {2}d1: Not approved → Approved/)
    expect(out).toMatch(/Not compared\n {2}a person decided +1\n/)
  })

  test('compares with another policy when asked to', async () => {
    const draft = document()
    draft.parameters.minimumAmountMinor.value = 960_000
    write('draft.policy.json', draft)
    writeFileSync(join(folder, 'past.jsonl'), decisions)
    const line = ['backtest', 'draft.policy.json', '--decisions', 'past.jsonl', '--in-force', file, '--json']
    const { report } = JSON.parse((await policy(line)).out)
    expect(report).toMatchObject({
      before: { policyVersion: document().version },
      fourWays: { nowGranted: { decisions: 1 } },
    })
  })

  test('names the line that it can’t read', async () => {
    for (const [text, message] of [
      ['{"id": 1}', "-:1: id can't be read"],
      [`${past('d1', 1, 'reject')}\nnot json`, '-:2: this line is no JSON.'],
    ] as const)
      expect(await policy(['backtest', file, '--decisions', '-'], text)).toMatchObject({
        code: 2,
        err: expect.stringContaining(message),
      })
  })
})

describe('cases of several claims, and cases that wait', () => {
  const program = join(repositoryDir, 'packages/rules/programs/broker-of-record')
  const read = (name: string) => JSON.parse(readFileSync(join(program, name), 'utf8'))
  const joint = 'A is complete on 09-01, B on 09-02 without a letter: A controls'

  test('one claim of several is explained by its name; without it, the claims are named', async () => {
    write('conflict.policy.json', read('conflict.policy.json'))
    write('conflict.cases.json', read('conflict.cases.json'))
    const explained = (name: string) => policy(['explain', 'conflict.policy.json', '--case', name])
    expect(await explained(`${joint}: A`)).toMatchObject({ code: 0, out: expect.stringContaining('first complete') })
    expect(await explained(joint)).toMatchObject({
      code: 2,
      err: expect.stringMatching(/several claim together: A and B\..*controls: A"\./s),
    })
  })

  test('a fact that the base lacks is told once, and for whom a joint result waits', async () => {
    const cases = read('conflict.cases.json')
    delete cases.base['account.firstCompleteClaimAt']
    write('conflict.policy.json', read('conflict.policy.json'))
    write('conflict.cases.json', cases)
    const { out, code } = await policy(['test', 'conflict.policy.json'])
    expect(code).toBe(1)
    expect(out.match(/The base doesn't say/g)).toHaveLength(1)
    expect(out).toMatch(/The base doesn't say "account\.firstCompleteClaimAt" \(.*\), and \d cases wait for it\./)
    expect(out).toContain(
      'B waits for moment of the first complete claim, of all claims (account.firstCompleteClaimAt).',
    )
  })

  test('a rule that is mistyped in a case is refused by "check", with the one that was meant', async () => {
    const { base: known, cases } = JSON.parse(shipped('cases.json'))
    const because = cases[0].expect.because
    write('registration.cases.json', {
      base: known,
      cases: [{ ...cases[0], expect: { ...cases[0].expect, because: [`${because[0]}x`] } }],
    })
    expect(await policy(['check', file])).toMatchObject({
      code: 1,
      out: expect.stringContaining(`There is no rule "${because[0]}x".\n  Did you mean "${because[0]}"?`),
    })
  })

  test('a fact that is far from all others is looked up on a page, since no editor offers a list here', async () => {
    const changed = document()
    changed.rules[0].conditions = { fact: 'weather.sunny', operator: 'equal', value: true }
    write(file, changed)
    expect((await policy(['check', file])).out).toContain('Look it up in docs/decision-points.md.')
  })
})

describe('holidays', () => {
  test('prints the list for a calendar, a region’s own among them', async () => {
    const { out, err } = await policy(['holidays', 'DE', '--from', '2026', '--to', '2027', '--region', 'BY'])
    expect(JSON.parse(`{${out}}`).holidays).toContain('2026-01-06')
    expect(err).toContain('2026-01-06  Epiphany')
  })
})

describe('colours', () => {
  test('are for terminals, and not for whoever has set NO_COLOR', async () => {
    const coloured = await policy(['check', file], '', paintFor({ isTTY: true }, {}))
    expect(coloured.out).toContain('\u001b[32min order\u001b[39m')
    for (const paint of [paintFor({ isTTY: true }, { NO_COLOR: '1' }), paintFor({ isTTY: false }, {})])
      expect((await policy(['check', file], '', paint)).out).not.toContain('\u001b')
  })
})
