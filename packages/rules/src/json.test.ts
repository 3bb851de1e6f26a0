import { expect, test } from 'vitest'
import { locate, parseJson } from './json.ts'

const text = '{\n  "a": 1,\n  "rules": [\n    { "id": "x" },\n    { "id": "y/z" }\n  ],\n  "m~n": { "o/p": true }\n}'

test('a finding is found at the line and column of its value', () => {
  expect(locate(text, '')).toEqual({ line: 1, column: 1 })
  expect(locate(text, '/a')).toEqual({ line: 2, column: 8 })
  expect(locate(text, '/rules/1/id')).toEqual({ line: 5, column: 13 })
  expect(locate(text, '/m~0n/o~1p')).toEqual({ line: 7, column: 19 })
})

test('what is missing is found at what it is missing in', () => {
  expect(locate(text, '/rules/1/why')).toEqual({ line: 5, column: 5 })
  expect(locate(text, '/rules/7/id')).toEqual({ line: 3, column: 12 })
})

test('a broken text is searched as far as it can be read', () => {
  expect(locate('{"a": 1,\n"b": [2, }', '/b/0')).toEqual({ line: 2, column: 7 })
})

test('habits of other languages are named: curly and single quotation marks, comments, commas in numbers', () => {
  const said = (text: string) => parseJson(text).findings!.map(({ message, mend }) => `${message} ${mend}`)[0]
  expect(said('{ “point”: 1 }')).toBe('“ is a curly quotation mark. Write straight ones: "text".')
  expect(said("{ 'point': 1 }")).toBe('\' is no quotation mark here. Write double ones: "text".')
  for (const text of ['{ "a": 1 // one\n }', '{ /* one */ "a": 1 }', '[1, # one\n 2]'])
    expect(said(text)).toMatch(/^There are no comments in JSON\. /)
  for (const text of ['{ "a": 200,000 }', '[200,000]', '{ "a": 1,200,000 }', '{ "a": 007 }'])
    expect(said(text)).toMatch(/Write 200000 for 200,000\.$/)
  expect(said('{ "a": $2,000 }')).toMatch(/200000 for \$2,000\.$/)
  expect(said('{ "a": "one\ttwo" }')).toBe('A tab stands in this text. Write a space in its place.')
  expect(said('{ "a": 5% }')).toBe('A rate has no percent sign. Write basis points: 500 for 5%.')
})
