import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { pointIds, points } from '@parley/rules/points/points'
import { parsePolicy } from '@parley/rules/policy'
import { policyJsonSchema } from '@parley/rules/policy-json-schema'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { describe, expect, test } from 'vitest'
import { Random } from './rules-random.ts'
import { randomPolicy, smallWorld } from './rules-small-world.ts'

const rules = join(import.meta.dirname, '../../packages/rules')
const read = (...path: string[]) => JSON.parse(readFileSync(join(rules, ...path), 'utf8'))

/** strictTypes off: the schema leaves types out where `const` and `enum` say it all. */
const validator = (schema: object) => new Ajv2020({ strict: true, strictTypes: false, allErrors: true }).compile(schema)

describe.each(pointIds)('the published JSON Schema of %s', (id) => {
  test('is the one of the code; if not, run `node packages/rules/schemas/write-schemas.ts`', () => {
    expect(read('schemas', `policy.${id}.schema.json`)).toEqual(
      JSON.parse(JSON.stringify(policyJsonSchema(points[id]))),
    )
  })

  test('admits the shipped policy', () => {
    const validate = validator(policyJsonSchema(points[id]))
    expect(validate(read('src', 'points', id, 'policy.json')), JSON.stringify(validate.errors?.slice(0, 3))).toBe(true)
  })

  test('offers every fact with its title, its operators and its values', () => {
    const { $defs } = policyJsonSchema(points[id]) as {
      $defs: { condition: { anyOf: { title: string; properties: Record<string, { const?: string }> }[] } }
    }
    const offered = $defs.condition.anyOf.flatMap(({ title, properties }) =>
      properties.fact?.const ? [[properties.fact.const, title]] : [],
    )
    expect(offered).toEqual(Object.entries(points[id].facts).map(([name, { title }]) => [name, title]))
  })
})

test('the schema admits every random sound policy', () => {
  const validate = validator(policyJsonSchema(smallWorld))
  const random = new Random(3)
  for (let run = 0; run < 200; run++) {
    const json = randomPolicy(random)
    expect(parsePolicy(smallWorld, json).policy).toBeDefined()
    expect(validate(json), JSON.stringify(validate.errors?.slice(0, 3))).toBe(true)
  }
})

test('the schema refuses an unknown fact, operator, outcome, value and key', () => {
  const validate = validator(policyJsonSchema(points.registration))
  const shipped = read('src', 'points', 'registration', 'policy.json')
  const leaf = { fact: 'deal.kind', operator: 'equal', value: 'new' }
  const withCondition = (conditions: unknown) => ({ ...shipped, rules: [{ ...shipped.rules[0], conditions }] })
  expect(validate(withCondition(leaf))).toBe(true)
  for (const wrong of [
    { ...leaf, fact: 'deal.kin' },
    { ...leaf, operator: 'lessThan' },
    { ...leaf, value: 'old' },
    { ...leaf, path: '$' },
    { all: [] },
    { all: [leaf], any: [leaf] },
  ])
    expect(validate(withCondition(wrong)), JSON.stringify(wrong)).toBe(false)
  const event = { type: 'permit', params: {} }
  expect(validate({ ...shipped, rules: [{ ...shipped.rules[0], event }] })).toBe(false)
  expect(
    validate({
      ...shipped,
      otherwise: { ...shipped.otherwise, event: { type: 'approve', params: { protectionDays: 90 } } },
    }),
  ).toBe(false)
})
