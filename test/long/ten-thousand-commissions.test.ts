import { expect, test } from 'vitest'
import { commissionProperties } from '../fuzz/commission-properties.ts'

test.each(Object.entries(commissionProperties))('ten thousand times: %s', (_sentence, holds) => {
  expect(() => holds(10_000)).not.toThrow()
})
