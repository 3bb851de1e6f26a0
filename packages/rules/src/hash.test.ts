import { expect, test } from 'vitest'
import { canonicalJson } from './hash.ts'

test('equal documents have one text, whatever order their keys were typed in', () => {
  const one = { b: [1, { z: null, a: 'é' }], a: true }
  const other = { a: true, b: [1, { a: 'é', z: null }] }
  expect(canonicalJson(one)).toBe('{"a":true,"b":[1,{"a":"é","z":null}]}')
  expect(canonicalJson(other)).toBe(canonicalJson(one))
})

test('keys are sorted by UTF-16 code units, as RFC 8785 says', () => {
  const keys = ['\u20ac', '\r', '\ufb33', '1', '\ud83d\ude00', '\u0080', '\u00f6']
  const text = canonicalJson(Object.fromEntries(keys.map((key) => [key, 0])))
  expect(Object.keys(JSON.parse(text)).slice(1)).toEqual(['\r', '\u0080', '\u00f6', '\u20ac', '\ud83d\ude00', '\ufb33'])
})

test('what is left out is as if it were not there, and what JSON has no text for is refused', () => {
  expect(canonicalJson({ a: undefined, b: 1 })).toBe('{"b":1}')
  expect(canonicalJson(-0)).toBe('0')
  for (const value of [Number.NaN, Number.POSITIVE_INFINITY, undefined])
    expect(() => canonicalJson([value])).toThrow(TypeError)
})
