import { setTimeout as pause } from 'node:timers/promises'
import { policies } from '@parley/contract/routes/policies'
import { describe, expect, it } from 'vitest'
import { world } from '../support/world.ts'

const w = await world()
const editor = w.as('editor')
const shipped = await editor.policies.startsDraft()
const rule = (change: object) => {
  const document = JSON.parse(shipped.document) as { rules: object[] }
  document.rules[0] = { ...document.rules[0], ...change }
  return JSON.stringify(document)
}
const withConditions = (conditions: object) => {
  const document = JSON.parse(shipped.document) as { conditions: object }
  return JSON.stringify({ ...document, conditions: { ...document.conditions, ...conditions } })
}
const withTop = (change: object) => JSON.stringify({ ...(JSON.parse(shipped.document) as object), ...change })
const leaf = { fact: 'deal.amountMinor', operator: 'equal', value: 1 }
const nested = (depth: number) => {
  let condition: object = leaf
  for (let level = 0; level < depth; level++) condition = { all: [condition] }
  return condition
}

const hostile: [string, string, RegExp][] = [
  ['nothing', '', /ends too early/],
  ['a number', '7', /./],
  ['null', 'null', /./],
  ['a list', '[]', /./],
  ['a megabyte of brackets', '['.repeat(1_000_000), /deep|nested/i],
  ['a megabyte of braces', '{"a":'.repeat(200_000), /deep|nested/i],
  ['half a document', shipped.document.slice(0, 5_000), /./],
  ['a key that reaches the prototype', '{"__proto__": {"polluted": true}}', /__proto__/],
  ['the same key twice', '{"point": "registration", "point": "registration"}', /twice/],
  ['a path in a condition', rule({ conditions: { all: [{ ...leaf, path: '$..constructor' }] } }), /path/],
  ['code for a value', rule({ conditions: { all: [{ ...leaf, value: { code: 'process.exit()' } }] } }), /./],
  ['an unknown fact', rule({ conditions: { all: [{ ...leaf, fact: 'deal.amount' }] } }), /deal\.amount/],
  ['an unknown operator', rule({ conditions: { all: [{ ...leaf, operator: 'matches' }] } }), /matches/],
  ['an unknown outcome', rule({ event: { type: 'explode', params: {} } }), /explode/],
  [
    'conditions that go in a circle',
    withConditions({ a: { title: 'a', condition: 'b' }, b: { title: 'b', condition: 'a' } }),
    /./,
  ],
  ['conditions 28 deep', rule({ conditions: nested(28) }), /deep|nested/i],
  ['an empty all', rule({ conditions: { all: [] } }), /./],
  ['a text of invisible characters', rule({ title: 'a\u200b\u202e' }), /./],
  ['half a surrogate pair', rule({ title: 'a' }).replace('"title":"a"', '"title":"\\ud800"'), /./],
  ['NUL in a text', rule({ title: 'a' }).replace('"title":"a"', '"title":"\\u0000"'), /./],
  [
    'derived facts that go in a circle',
    withTop({
      derived: {
        one: { title: 'one', sum: [{ fact: 'derived.two' }, 1] },
        two: { title: 'two', sum: [{ fact: 'derived.one' }, 1] },
      },
    }),
    /one → two → one/,
  ],
  [
    'a derived fact that reaches a prototype',
    withTop({ derived: { it: { title: 'it', sum: [{ fact: 'derived.constructor' }, 1] } } }),
    /derived\.constructor/,
  ],
  [
    'a time zone that is a path',
    withTop({
      calendar: {
        zone: '../../etc/passwd',
        businessDays: ['monday'],
        businessHours: { from: '09:00', to: '17:00' },
        holidays: [],
      },
    }),
    /no time zone/,
  ],
  ['covers of a fact that does not exist', withTop({ covers: [['deal.amount']] }), /deal\.amount/],
  ['a Cyrillic letter in a Latin word', rule({ title: 'Appr\u043eved' }), /Latin and Cyrillic/],
  [
    'an object with its own toString for a kind',
    withTop({ parameters: { it: { title: 'x', kind: { toString: 1 }, value: 1 } } }),
    /./,
  ],
  [
    '50,000 parameters',
    withTop({ parameters: Object.fromEntries(Array.from({ length: 50_000 }, (_, index) => [`p${index}`, 1])) }),
    /more than 500 names/,
  ],
  [
    '19,000 comparisons',
    rule({ conditions: { any: Array(19_000).fill({ fact: 'x', operator: '=', value: 1 }) } }),
    /more than 2000 comparisons/,
  ],
  [
    '500 copies of one rule',
    JSON.stringify({ ...JSON.parse(shipped.document), rules: Array(500).fill(JSON.parse(shipped.document).rules[0]) }),
    /./,
  ],
]

describe('a policy that nobody should be able to hurt us with', () => {
  it.each(hostile)('%s: the check answers with findings', async (_, document, says) => {
    const check = await editor.policies.checks({ document, cases: shipped.cases })
    const errors = check.findings.filter((finding) => finding.severity === 'error' && finding.in === 'document')
    expect(errors.length).toBeGreaterThan(0)
    expect(errors.map((finding) => `${finding.pointer} ${finding.message}`).join('\n')).toMatch(says)
    expect(check.submittable.ok).toBe(false)
  })

  it.each(hostile)('%s: it can be kept as a draft, and is refused when it is submitted', async (_, document) => {
    const draft = await editor.policies.startsDraft()
    const saved = await editor.policies.saves(draft, { document, cases: draft.cases })
    expect(saved.document).toBe(document)
    await expect(editor.policies.submitsDraft(saved)).toBeRefused('refused')
    expect((await editor.policies.history()).items).toHaveLength(1)
  })

  const hardCases = (count: number) => {
    const { base } = JSON.parse(shipped.cases) as { base: Record<string, unknown> }
    const facts = Object.fromEntries(Object.keys(base).map((fact) => [fact, null]))
    const cases = Array.from({ length: count }, (_, number) => ({
      name: `case ${number}`,
      facts: { ...facts, 'deal.amountMinor': number },
      expect: { missing: ['deal.kind'] },
    }))
    return { document: shipped.document, cases: JSON.stringify({ base, cases }) }
  }

  it('cases that ask for every completion of every fact don’t hold others up', async () => {
    const slow = editor.policies.checks(hardCases(500))
    let answered = 0
    let done = false
    slow.finally(() => {
      done = true
    })
    while (!done) {
      await pause(5) // as a request on the network would wait for its turn
      await w.stranger().fetches('/api/openapi.json')
      answered++
    }
    expect((await slow).submittable.ok).toBe(false)
    // Ten cases at a time, and then others get their turn: held up, they would get one answer, or none.
    expect(answered).toBeGreaterThan(5)
  })

  it('more cases than can be run while somebody types are refused', async () => {
    const check = await editor.policies.checks(hardCases(501))
    expect(check.findings).toMatchObject([
      { in: 'cases', pointer: '/cases', message: 'There are more than 500 cases.' },
    ])
    expect(check.cases).toEqual([])
  })

  it('text that the database can’t keep is refused with the place', async () => {
    for (const document of ['a\u0000b', 'a\ud800']) {
      const answer = await editor.sends(policies.saveDraft, {
        params: { id: shipped.id },
        body: { document, cases: '{}' },
        ifMatch: shipped.version,
      })
      expect([400, 422]).toContain(answer.status)
      expect(answer.headers.get('content-type')).toBe('application/problem+json')
    }
  })

  it('more than a mebibyte is refused, and so is an edit of what somebody saved since', async () => {
    const long = { document: 'x'.repeat(1_048_577), cases: '' }
    await expect(editor.policies.saves(shipped, long)).toBeRefused('refused', /1 MiB/)
    const mine = await editor.policies.startsDraft()
    await editor.policies.saves(mine, { document: 'one', cases: '' })
    await expect(editor.policies.saves(mine, { document: 'two', cases: '' })).toBeRefused('stale')
    await expect(w.as('otherEditor').policies.saves(mine, { document: 'mine', cases: '' })).toBeRefused(
      'notAllowed',
      /Edda Kranz writes this draft/,
    )
  })

  it('the server is unharmed', async () => {
    expect(({} as Record<string, unknown>).polluted).toBeUndefined()
    const check = await editor.policies.checks({ document: shipped.document, cases: shipped.cases })
    expect(check).toMatchObject({
      findings: [],
      uncovered: [],
      submittable: { ok: false, reason: 'Nothing differs from version 1, which is in force.' },
    })
  })
})
