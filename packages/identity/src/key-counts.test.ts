import fc from 'fast-check'
import { expect, it } from 'vitest'
import { KeyCounts } from './key-counts.ts'

const hash = fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 })
const names = fc.integer({ min: 1, max: 1_000_000 })

it('each key has the names that the blocks say, and no other key has any', () => {
  const counted = fc.uniqueArray(fc.tuple(hash, names), { selector: ([key]) => key, maxLength: 300 })
  fc.assert(
    fc.property(counted, fc.integer({ min: 0, max: 300 }), hash, (pairs, cut, other) => {
      const counts = new KeyCounts([blockOf(pairs.slice(0, cut)), blockOf(pairs.slice(cut))])
      for (const [key, count] of pairs) expect(counts.namesWith(key)).toBe(count)
      expect(counts.namesWith(other)).toBe(new Map(pairs).get(other) ?? null)
    }),
  )
})

function blockOf(pairs: readonly (readonly [number, number])[]): Uint8Array {
  const block = Buffer.alloc(pairs.length * 8)
  pairs.forEach(([key, count], at) => {
    block.writeInt32BE(key, at * 8)
    block.writeInt32BE(count, at * 8 + 4)
  })
  return block
}
