const times = (count: number, text: string) => text.repeat(count)
const policy = (rest: string) => `{"point":"smallWorld","version":1,"title":"x","currency":"USD",${rest}}`

/** JSON text that nobody vouches for, each up to and beyond the greatest length that is read. */
export const hostileTexts: readonly (readonly [what: string, text: string])[] = [
  ['text: 10 MB of nothing', times(10_000_000, ' ')],
  ['text: 10 MB of brackets', times(10_000_000, '[')],
  ['text: 1 MB of spaces', times(1_000_000, ' ')],
  ['text: 1 MB of brackets', times(1_000_000, '[')],
  ['text: 1 MB of objects', times(150_000, '{"a":')],
  ['text: 500,000 numbers', `[${times(500_000, '1,')}1]`],
  ['text: 260,000 empty objects', `[${times(260_000, '{},')}{}]`],
  ['text: 100,000 keys', `{${Array.from({ length: 100_000 }, (_, index) => `"${index}":1`).join(',')}}`],
  ['text: a number of a million digits', `[${times(1_000_000, '9')}]`],
  ['text: an exponent of a million digits', `[1e${times(1_000_000, '9')}]`],
  ['text: a million escapes', `["${times(170_000, '\\u0061')}"]`],
  ['text: 500,000 quotation marks, escaped', `["${times(500_000, '\\"')}"]`],
  ['text: a text without an end', `["${times(1_000_000, 'x')}`],
  ['text: 20,000 lines and then a mistake', `[${times(20_000, '\n"line",')}\n]`],
  ['text: a million times half a surrogate pair', `["${times(170_000, '\\ud800')}"]`],
  ['text: 16,000 rules that are nothing', policy(`"rules":[${times(16_000, '{},')}{}]`)],
  [
    'text: 400 rules that are nothing, and a title of 900 KB',
    policy(`"why":"${times(900_000, 'x')}","rules":[${times(400, '{},')}{}]`),
  ],
]
