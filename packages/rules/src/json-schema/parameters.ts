import { timeUnits, units } from '../point.ts'
import { maximumMoneyMinor, maximumRateBps } from '../value-schema.ts'
import { closed, day, type JsonSchema, text } from './parts.ts'

/** One schema for each kind of parameter. */
export const parameterSchemas = [
  parameterOf('yesNo', { type: 'boolean' }),
  parameterOf('choice', text),
  parameterOf('text', text),
  closed({ title: text, kind: { const: 'count' }, unit: { enum: units }, startsAt: text, value: { type: 'integer' } }, [
    'startsAt',
  ]),
  closed(
    {
      title: text,
      kind: { const: 'duration' },
      unit: { enum: timeUnits },
      startsAt: { ...text, description: 'The event that it counts from, where no derived fact says so.' },
      value: { type: 'integer', minimum: 0, maximum: 100000 },
    },
    ['startsAt'],
  ),
  closed(
    {
      title: text,
      kind: { const: 'rate' },
      of: { ...text, description: 'What it is a share of: "the net amount".' },
      value: { type: 'integer', minimum: 0, maximum: maximumRateBps, description: 'In basis points: 1000 is 10%.' },
    },
    ['of'],
  ),
  parameterOf('money', { type: 'integer', minimum: 0, maximum: maximumMoneyMinor, description: 'In minor units.' }),
  parameterOf('date', day),
  parameterOf('set', { type: 'array', minItems: 1, maxItems: 2000, uniqueItems: true, items: text }),
]

function parameterOf(kind: string, value: JsonSchema): JsonSchema {
  return closed({
    title: { ...text, description: 'A noun phrase: it stands in sentences.' },
    kind: { const: kind },
    value,
  })
}
