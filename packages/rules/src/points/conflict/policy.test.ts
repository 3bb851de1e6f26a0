import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { parsePolicy } from '../../policy.ts'
import { conflict } from './point.ts'

const json = JSON.parse(readFileSync(join(import.meta.dirname, 'policy.json'), 'utf8'))
const { rules } = parsePolicy(conflict, json).policy!
const internal = rules.filter(({ audience }) => audience === 'internal')

test.each([...new Set(internal.map(({ event }) => event.type))])(
  'CF-7: a partner cannot tell the internal causes of "%s" apart',
  (type) => {
    const same = internal.filter(({ event }) => event.type === type)
    const seen = same.map(({ wording, event, source }) => ({
      partner: wording.partner,
      possible: wording.possible,
      source,
      params: type === 'score' ? undefined : event.params,
    }))
    expect(new Set(seen.map((each) => JSON.stringify(each))).size).toBe(1)
  },
)

test('CF-7: what partners may not know never takes the place of a published refusal or review', () => {
  const firstInternal = Math.max(...internal.map(({ priority }) => priority))
  const published = rules.filter(
    ({ audience, event }) => audience === 'published' && ['exclude', 'review', 'hold'].includes(event.type),
  )
  expect(published.length).toBeGreaterThan(1)
  expect(published.filter(({ priority }) => priority <= firstInternal).map(({ id }) => id)).toEqual([])
})
