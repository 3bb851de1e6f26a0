import { parseJson } from '@parley/rules/json'
import { describe, expect, test } from 'vitest'
import { Random } from './rules-random.ts'
import { randomPolicy } from './rules-small-world.ts'

const deepest = (depth: number, open: string, close: string, inside = '') =>
  open.repeat(depth) + inside + close.repeat(depth)

describe('hostile JSON text is refused with line and column', () => {
  const texts: [what: string, text: string, pointer: string, message: RegExp][] = [
    ['1 MB of opening brackets', '['.repeat(1_000_000), '/0'.repeat(32), /deeper than 32/],
    ['1 MB of balanced brackets', deepest(500_000, '[', ']'), '/0'.repeat(32), /deeper than 32/],
    ['1 MB of nested objects', deepest(150_000, '{"a":', '}', '1'), '/a'.repeat(32), /deeper than 32/],
    ['more than 1 MB', `"${'x'.repeat(1_048_576)}"`, '', /longer than 1048576/],
    ['a repeated key', '{"a": 1,\n "a": 2}', '/a', /stands here twice/],
    ['a key repeated by an escape', '{"a": 1, "\\u0061": 2}', '/a', /stands here twice/],
    ['__proto__', '{"x": {"__proto__": {}}}', '/x/__proto__', /can't be used as a name/],
    ['__proto__ by an escape', '{"__pro\\u0074o__": {}}', '/__proto__', /can't be used as a name/],
    ['NUL', '{"a": "x\\u0000"}', '/a', /cannot be stored/],
    ['a lone surrogate', '{"a": "\\ud800"}', '/a', /cannot be stored/],
    ['a raw control character', '{"a": "x\ny"}', '/a', /no end on its line/],
    ['a number too large', '{"a": 1e999}', '/a', /too large/],
    ['NaN', '{"a": NaN}', '/a', /can't stand here/],
    ['a comma too many', '[1, 2, ]', '', /comma stands before the end/],
    ['no comma', '{"a": 1 "b": 2}', '', /A comma or "}" belongs here/],
    ['a comment', '{"a": 1 /* one */}', '', /no comments/],
    ['single quotes', "{'a': 1}", '', /no quotation mark here/],
    ['two documents', '{} {}', '', /follows after the end/],
    ['nothing', '', '', /ends too early/],
    ['half a document', '{"a": {"b": [1, 2', '/a/b', /comma or/],
    ['a leading zero', '[01]', '', /no zeros before it/],
  ]

  test.each(texts)('%s', (_, text, pointer, message) => {
    const [finding] = parseJson(text).findings ?? []
    expect(finding?.message).toMatch(message)
    expect(finding?.pointer).toBe(pointer)
    expect(finding?.mend).toMatch(/\S/)
  })

  test('the place is a line and a column, counted from 1', () => {
    expect(parseJson('{\n  "a": 1,\n  "a": 2\n}').findings?.[0]?.at).toEqual({ line: 3, column: 3 })
  })

  test('everything else reads as JSON.parse reads it', () => {
    const random = new Random(7)
    const escaped = {
      text: '\\ " / \b\f\n\r\t \u2028 é 😀',
      numbers: [0, -0.5, 1e21, 1e-7, -12],
      empty: [{}, [], ''],
      yes: [true, false, null],
    }
    for (const value of [escaped, ...Array.from({ length: 50 }, () => randomPolicy(random))])
      for (const indent of [0, 2, 7]) {
        const text = JSON.stringify(value, null, indent)
        expect(parseJson(text).value).toEqual(JSON.parse(text))
      }
  })

  test('1 MB of harmless text is read', () => {
    const text = JSON.stringify(
      Array.from({ length: 8_000 }, (_, index) => ({ index, title: 'x'.repeat(80), list: [1, 2] })),
    )
    expect(parseJson(text).findings).toBeUndefined()
  })
})
