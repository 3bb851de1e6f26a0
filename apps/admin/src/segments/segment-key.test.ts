import { expect, test } from 'vitest'
import { keyOf, readKey } from './segment-key.ts'

test.each([
  { country: 'US', place: 'columbus', productFamily: 'backup' },
  { country: 'DE', place: 'frankfurt / main', productFamily: '' },
  { country: 'none', place: '', productFamily: 'analytics' },
  { country: '', place: '', productFamily: '' },
])('a segment is found again from the address: %j', (segment) => {
  expect(readKey(keyOf(segment))).toEqual(segment)
})
