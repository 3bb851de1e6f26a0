import { expect, test } from 'vitest'
import { commissionProperties } from './commission-properties.ts'

/** Ten thousand each: test/long/ten-thousand-commissions.test.ts. */
const runs = 400

test.each(Object.entries(commissionProperties))('%s', (_sentence, holds) => {
  expect(() => holds(runs)).not.toThrow()
})
