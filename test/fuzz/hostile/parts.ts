import {
  type HostileDocument,
  indexes,
  type Json,
  leaf,
  withCondition,
  withParameter,
  withRule,
  withTop,
} from './documents.ts'

const sound = { title: 'it' }
const params = (type: string, given: unknown) => withRule({ event: { type, params: given } })
const wording = (partner: string) => withRule({ wording: { partner, possible: 'x', staff: 'x' } })
const inList = (value: unknown) => withCondition({ fact: 'it.family', operator: 'in', value })
const at = '/rules/0/conditions/value'
const invisible = /nobody can see/

/** Has a value that only a getter gives: JSON has none, a caller's own object may. */
const withGetter = Object.defineProperty({ days: 1 } as Json, 'amountMinor', {
  enumerable: true,
  get: () => {
    throw new Error('A getter was asked.')
  },
})
/** Gives a sound value at first and another one after it was checked. */
function changingParams(): Json {
  let asked = 0
  return Object.defineProperty({}, 'days', { enumerable: true, get: () => (asked++ === 0 ? 1 : { valueOf: () => 9 }) })
}

/** Covers, criteria, parameters, events, texts and numbers that nobody should be able to hurt us with. */
export const hostileParts: readonly HostileDocument[] = [
  ['covers of a fact that does not exist', withTop({ covers: [['it.peeple']] }), '/covers/0/0', /no fact "it.peeple"/],
  [
    'covers of a fact of Object.prototype',
    withTop({ covers: [['it.people', 'hasOwnProperty']] }),
    '/covers/0/1',
    /no fact/,
  ],
  ['covers of nothing', withTop({ covers: [[]] }), '/covers/0', /empty/],
  [
    'covers of five facts',
    withTop({ covers: [indexes(5).map(() => 'it.people')] }),
    '/covers/0',
    /more than 4 entries/,
  ],
  ['21 covers', withTop({ covers: indexes(21).map(() => ['it.people']) }), '/covers', /more than 20 entries/],
  ['a fact for covers', withTop({ covers: 'it.people' }), '/covers', /should be a list/],
  ['criteria that say nothing', withRule({ criteria: [' '] }), '/rules/0/criteria/0', /not written as expected/],
  ['no criteria in a list of them', withRule({ criteria: [] }), '/rules/0/criteria', /empty/],
  ['21 criteria', withRule({ criteria: indexes(21).map(() => 'x') }), '/rules/0/criteria', /more than 20 entries/],
  ['criteria that are objects', withRule({ criteria: [{ eval: '1' }] }), '/rules/0/criteria/0', /should be a text/],
  ['a criterion that nobody can see', withRule({ criteria: ['a\u200bb'] }), '/rules/0/criteria/0', /U\+200B/],
  ['a parameter without a kind', withParameter({ ...sound, value: 1 }), '/parameters/it/kind', /./],
  [
    'a parameter of an unknown kind',
    withParameter({ ...sound, kind: 'function', value: 'x' }),
    '/parameters/it/kind',
    /./,
  ],
  ['a parameter of kind instant', withParameter({ ...sound, kind: 'instant', value: 'x' }), '/parameters/it/kind', /./],
  ['a rate below nothing', withParameter({ ...sound, kind: 'rate', value: -1 }), '/parameters/it/value', /less than 0/],
  [
    'a rate of more than a hundred times',
    withParameter({ ...sound, kind: 'rate', value: 1_000_001 }),
    '/parameters/it/value',
    /more than 1000000/,
  ],
  [
    'a rate of half a basis point',
    withParameter({ ...sound, kind: 'rate', value: 0.5 }),
    '/parameters/it/value',
    /0.5 can't be the value of a rate/,
  ],
  [
    'a rate as text',
    withParameter({ ...sound, kind: 'rate', value: '10%' }),
    '/parameters/it/value',
    /"10%" can't be the value of a rate/,
  ],
  ['money below nothing', withParameter({ ...sound, kind: 'money', value: -1 }), '/parameters/it/value', /less than 0/],
  [
    'money beyond 10^15',
    withParameter({ ...sound, kind: 'money', value: 1_000_000_000_000_001 }),
    '/parameters/it/value',
    /more than 1000000000000000/,
  ],
  ['money beyond 2^53', withParameter({ ...sound, kind: 'money', value: 2 ** 53 + 2 }), '/parameters/it/value', /./],
  ['money of 1e308', withParameter({ ...sound, kind: 'money', value: 1e308 }), '/parameters/it/value', /./],
  [
    'money of NaN',
    withParameter({ ...sound, kind: 'money', value: Number.NaN }),
    '/parameters/it/value',
    /should be a number/,
  ],
  [
    'money of infinity',
    withParameter({ ...sound, kind: 'money', value: Number.POSITIVE_INFINITY }),
    '/parameters/it/value',
    /should be a number/,
  ],
  ['a BigInt', withParameter({ ...sound, kind: 'money', value: 1n }), '/parameters/it/value', /should be a number/],
  [
    'a date object',
    withParameter({ ...sound, kind: 'date', value: new Date(0) }),
    '/parameters/it/value',
    /should be a text/,
  ],
  [
    'a count beyond 10^9',
    withParameter({ ...sound, kind: 'count', unit: 'people', value: 1_000_000_001 }),
    '/parameters/it/value',
    /more than 1000000000/,
  ],
  [
    'a count of bananas',
    withParameter({ ...sound, kind: 'count', unit: 'bananas', value: 1 }),
    '/parameters/it/unit',
    /"bananas" is not one/,
  ],
  [
    'a duration of 100,001 years',
    withParameter({ ...sound, kind: 'duration', unit: 'years', value: 100_001 }),
    '/parameters/it/value',
    /more than 100000/,
  ],
  [
    'a duration in people',
    withParameter({ ...sound, kind: 'duration', unit: 'people', value: 1 }),
    '/parameters/it/unit',
    /"people" is not one/,
  ],
  ['a set that repeats', withParameter({ ...sound, kind: 'set', value: ['a', 'a'] }), '/parameters/it/value', /twice/],
  [
    'a set of 2,001',
    withParameter({ ...sound, kind: 'set', value: indexes(2_001).map(String) }),
    '/parameters/it/value',
    /more than 2000 entries/,
  ],
  ['a set of nothing', withParameter({ ...sound, kind: 'set', value: [] }), '/parameters/it/value', /empty/],
  [
    '201 parameters',
    withTop({
      parameters: Object.fromEntries(
        indexes(201).map((index) => [`p${index}`, { ...sound, kind: 'yesNo', value: true }]),
      ),
    }),
    '/parameters',
    /more than 200 parameters/,
  ],
  [
    '201 named conditions',
    withCondition(leaf, Object.fromEntries(indexes(201).map((index) => [`c${index}`, { title: 'c', ...leaf }]))),
    '/conditions',
    /more than 200 conditions/,
  ],
  ['params with a getter that throws', params('grant', withGetter), '/rules/0/event/params/amountMinor', /./],
  ['params that change after they are checked', params('grant', changingParams()), '/rules/0/event/params/days', /./],
  ['params that are a list', params('grant', [1]), '/rules/0/event/params', /should be an object/],
  [
    'params of the outcome called toString',
    params('refuse', { toString: 1 }),
    '/rules/0/event/params/toString',
    /has no "toString"/,
  ],
  [
    'a fact in params that does not exist',
    params('grant', { days: { fact: 'it.dayz' } }),
    '/rules/0/event/params/days',
    /no fact "it.dayz"/,
  ],
  [
    'a fact in params of another kind',
    params('grant', { days: { fact: 'it.family' } }),
    '/rules/0/event/params/days',
    /not the kind/,
  ],
  [
    'a fact in params of another unit',
    params('grant', { days: { fact: 'it.people' } }),
    '/rules/0/event/params/days',
    /counts people/,
  ],
  [
    'a fact with params in params',
    params('grant', { days: { fact: 'it.daysLeft', params: {} } }),
    '/rules/0/event/params/days/params',
    /doesn't belong/,
  ],
  [
    'a parameter in params that does not exist',
    params('grant', { days: { parameter: 'constructor' } }),
    '/rules/0/event/params/days',
    /no parameter "constructor"/,
  ],
  [
    'a unit that is an object with its own toString',
    withParameter({ ...sound, kind: 'count', unit: { toString: 1, valueOf: 1 }, value: 1 }),
    '/parameters/it/unit',
    /is not one of the values/,
  ],
  [
    'a kind that is an object with its own toString',
    withParameter({ ...sound, kind: { toString: 1, valueOf: 1 }, value: 1 }),
    '/parameters/it/kind',
    /./,
  ],
  [
    'a unit that is a BigInt',
    withParameter({ ...sound, kind: 'count', unit: 1n, value: 1 }),
    '/parameters/it/unit',
    /is not one of the values/,
  ],
  [
    'a unit of 90,000 texts',
    withParameter({ ...sound, kind: 'count', unit: indexes(90_000).map(String), value: 1 }),
    '/parameters/it/unit',
    /is not one of the values/,
  ],
  [
    'an operator that is an object with its own toString',
    withCondition({ ...leaf, operator: { toString: 1 } }),
    '/rules/0/conditions/operator',
    /should be a text/,
  ],
  ['a list in params', params('grant', { days: [1] }), '/rules/0/event/params/days', /can't have this value/],
  ['null in params', params('grant', { days: null }), '/rules/0/event/params/days', /can't have this value/],
  [
    'an object in params',
    params('grant', { days: { valueOf: 1 } }),
    '/rules/0/event/params/days',
    /can't have this value/,
  ],
  [
    'a Cyrillic letter in the name of a fact',
    withCondition({ ...leaf, fact: 'it.p\u0435ople' }),
    '/rules/0/conditions/fact',
    /./,
  ],
  [
    'a Cyrillic letter in an operator',
    withCondition({ ...leaf, operator: '\u0435qual' }),
    '/rules/0/conditions/operator',
    /./,
  ],
  ['a Cyrillic letter in an id', withRule({ id: 'd\u0435al' }), '/rules/0/id', /./],
  [
    'a Cyrillic letter in an outcome',
    withRule({ event: { type: 'r\u0435fuse', params: {} } }),
    '/rules/0/event/type',
    /./,
  ],
  ['a Cyrillic letter in a word of a list', inList(['Stor\u0430ge']), `${at}/0`, /Latin and Cyrillic/],
  [
    'a Cyrillic letter in a word of a wording',
    wording('The p\u0430rtner is told.'),
    '/rules/0/wording/partner',
    /Latin and Cyrillic/,
  ],
  ['a Greek letter in a word of a title', withRule({ title: 'Appr\u03bfved' }), '/rules/0/title', /Latin and Greek/],
  [
    'a Cyrillic letter in the name of a parameter',
    withTop({ parameters: { p\u0430y: { ...sound, kind: 'yesNo', value: true } } }),
    '/parameters/p\u0430y',
    /./,
  ],
  ['a zero-width joiner', wording('a\u200db'), '/rules/0/wording/partner', invisible],
  ['a byte order mark', wording('a\ufeffb'), '/rules/0/wording/partner', invisible],
  ['a word joiner', inList(['a\u2060']), `${at}/0`, invisible],
  ['a tag character', inList(['a\u{e0061}']), `${at}/0`, invisible],
  ['a Hangul filler', withRule({ title: 'a\u3164' }), '/rules/0/title', invisible],
  ['a Braille blank', withRule({ title: '\u2800' }), '/rules/0/title', invisible],
  ['a variation selector', inList(['a\ufe0f']), `${at}/0`, invisible],
  ['a line separator', wording('a\u2028b'), '/rules/0/wording/partner', invisible],
  ['a left-to-right isolate', wording('a\u2066b'), '/rules/0/wording/partner', invisible],
  ['a character for private use', wording('a\ue000'), '/rules/0/wording/partner', invisible],
  ['an escape of a terminal', wording('a\u001b[31m'), '/rules/0/wording/partner', invisible],
  ['a bell', withRule({ title: '\u0007' }), '/rules/0/title', invisible],
  ['an invisible character in a key', withTop({ 'title\u200b': 'x' }), '/title\u200b', invisible],
  [
    'an invisible letter in the name of a parameter',
    withTop({ parameters: { 'pay\u200b': { ...sound, kind: 'yesNo', value: true } } }),
    '/parameters/pay\u200b',
    invisible,
  ],
  ['markup in a placeholder', wording('{<script>alert(1)</script>}'), '/rules/0/wording/partner', /can't be filled in/],
  ['a placeholder of __proto__', wording('{outcome.__proto__}'), '/rules/0/wording/partner', /can't be filled in/],
  [
    'a placeholder of a constructor',
    wording('{parameter.constructor}'),
    '/rules/0/wording/partner',
    /no parameter "constructor"/,
  ],
  ['1,000 braces', wording('{'.repeat(1_000)), '/rules/0/wording/partner', /can't be filled in/],
  ['a version of nothing', withTop({ version: 0 }), '/version', /less than 1/],
  ['a version of a million and one', withTop({ version: 1_000_001 }), '/version', /more than 1000000/],
  ['a version as text', withTop({ version: '1' }), '/version', /should be a number/],
  ['a currency in small letters', withTop({ currency: 'usd' }), '/currency', /not written as expected/],
  ['a schema that is an object', withTop({ $schema: { $ref: 'file:///etc/passwd' } }), '/$schema', /should be a text/],
  ['imports', withTop({ imports: ['file:///etc/passwd'] }), '/imports', /doesn't belong/],
]
