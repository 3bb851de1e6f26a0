import { parameterSchemas } from './json-schema/parameters.ts'
import { closed, day, type JsonSchema, name, text } from './json-schema/parts.ts'
import {
  calendarChoiceSchema,
  calendarSchema,
  calendarsSchema,
  derivedSchemas,
  durationSchema,
  quantitySchema,
} from './json-schema/time.ts'
import { listed } from './names.ts'
import { operatorNames, operatorsOfKind, takesList } from './operators.ts'
import type { FactDefinition, OutcomeDefinition, OutcomeParameter, Point } from './point.ts'
import { maximumMoneyMinor, maximumRateBps } from './value-schema.ts'

/**
 * The JSON Schema (2020-12) of a point's policies: what editors complete from, and what the API publishes. It knows every fact
 * with its operators and values, and every outcome with its parameters. `parsePolicy` checks more: names, circles, wordings.
 */
export function policyJsonSchema(point: Point): JsonSchema {
  const settings = Object.keys(point.settings ?? {})
  const needed = settings.filter((name) => !point.settings![name]!.optional)
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $id: `policy.${point.id}.schema.json`,
    title: `Policy: ${point.title}`,
    description: point.question,
    ...closed(
      {
        $schema: { type: 'string', description: 'Where editors find this schema.' },
        point: { const: point.id, description: point.question },
        version: { type: 'integer', minimum: 1, description: 'Set by the server when a draft is submitted.' },
        title: { ...text, description: 'What the policy is called.' },
        currency: { type: 'string', pattern: '^[A-Z]{3}$', description: 'ISO 4217 code of all money in the policy.' },
        calendar: calendarSchema,
        calendars: calendarsSchema,
        parameters: {
          ...(settings.length > 0 ? { properties: settingsSchema(point), required: needed } : {}),
          description: 'The numbers and lists that people argue over, by name.',
          type: 'object',
          propertyNames: name,
          maxProperties: 200,
          additionalProperties: { $ref: '#/$defs/parameter' },
        },
        derived: {
          description: 'Facts that are worked out from others, read as derived.<name>.',
          type: 'object',
          propertyNames: name,
          maxProperties: 50,
          additionalProperties: { $ref: '#/$defs/derived' },
        },
        conditions: {
          description: 'Conditions that several rules share, by name.',
          type: 'object',
          propertyNames: name,
          maxProperties: 200,
          additionalProperties: { $ref: '#/$defs/namedCondition' },
        },
        covers: {
          description: 'Each a list of facts: whatever these are, some rule shall hold.',
          type: 'array',
          maxItems: 20,
          items: { type: 'array', minItems: 1, maxItems: 4, items: anyFactName },
        },
        rules: { type: 'array', minItems: 1, maxItems: 500, items: { $ref: '#/$defs/rule' } },
        otherwise: {
          description: 'What applies when no rule holds: a careful outcome.',
          ...closed(
            { event: { $ref: '#/$defs/carefulEvent' }, wording: { $ref: '#/$defs/wording' }, criteria: criteriaSchema },
            ['criteria'],
          ),
        },
      },
      [
        '$schema',
        'calendar',
        'calendars',
        ...(needed.length > 0 ? [] : ['parameters']),
        'derived',
        'conditions',
        'covers',
      ],
    ),
    $defs: {
      fact: { oneOf: Object.entries(point.facts).map(([fact, definition]) => describedFact(fact, definition)) },
      rule: ruleSchema,
      wording: wordingSchema,
      ...conditionSchemas(point),
      event: { oneOf: Object.entries(point.outcomes).map(([type, outcome]) => eventSchema(type, outcome)) },
      carefulEvent: {
        oneOf: Object.entries(point.outcomes)
          .filter(([, outcome]) => outcome.careful)
          .map(([type, outcome]) => eventSchema(type, outcome)),
      },
      parameter: { oneOf: parameterSchemas },
      useOfParameter: closed({ parameter: { ...name, description: 'The name of a parameter of this policy.' } }),
      useOfFact: closed({ fact: { anyOf: [{ $ref: '#/$defs/fact' }, derivedFactName] } }),
      derived: { anyOf: derivedSchemas },
      quantity: quantitySchema,
      calendarChoice: calendarChoiceSchema,
      duration: durationSchema,
    },
  }
}

/** Parameters that every policy of the point declares, or may. */
function settingsSchema(point: Point): JsonSchema {
  return Object.fromEntries(
    Object.entries(point.settings ?? {}).map(([setting, { title }]) => [
      setting,
      { title, allOf: [{ $ref: '#/$defs/parameter' }] },
    ]),
  )
}

const derivedFactName = {
  type: 'string',
  pattern: '^derived\\.[a-z][a-zA-Z0-9]*$',
  description: 'A fact that this policy derives.',
}
const anyFactName = { anyOf: [{ $ref: '#/$defs/fact' }, derivedFactName] }
const criteriaSchema = {
  type: 'array',
  minItems: 1,
  maxItems: 20,
  items: text,
  description: 'What the person weighs, where a person decides.',
}
const ruleSchema = closed(
  {
    id: {
      type: 'string',
      pattern: '^[a-z0-9]+(-[a-z0-9]+)*$',
      maxLength: 80,
      description: 'Stable: decisions refer to it.',
    },
    title: text,
    why: { ...text, description: 'Why this rule exists.' },
    source: { ...text, description: 'The clause or agreement that it rests on.' },
    audience: { enum: ['published', 'internal'], description: 'Published rules are shown to partners.' },
    wording: { $ref: '#/$defs/wording' },
    criteria: criteriaSchema,
    priority: { type: 'integer', minimum: 1, maximum: 10000, description: 'Higher is looked at first.' },
    conditions: { $ref: '#/$defs/condition' },
    event: { $ref: '#/$defs/event' },
  },
  ['criteria'],
)

const wordingSchema = closed(
  {
    partner: {
      ...text,
      description: 'What the partner reads. {a.fact}, {parameter.name} and {outcome.name} are filled in.',
    },
    possible: { ...text, description: 'What is possible instead. A refusal needs it.' },
    staff: { ...text, description: 'What the vendor’s staff read.' },
  },
  ['possible'],
)

function conditionSchemas(point: Point): JsonSchema {
  const forms: [title: string, properties: JsonSchema][] = [
    ['All of these hold', { all: { type: 'array', minItems: 1, items: { $ref: '#/$defs/condition' } } }],
    ['Any of these holds', { any: { type: 'array', minItems: 1, items: { $ref: '#/$defs/condition' } } }],
    ['This does not hold', { not: { $ref: '#/$defs/condition' } }],
    ['The named condition holds', { condition: { ...name, description: 'A name under "conditions".' } }],
    ...Object.entries(point.facts).map(([fact, definition]): [string, JsonSchema] => [
      definition.title,
      leafProperties(point, fact, definition),
    ]),
    [
      'A fact that this policy derives',
      {
        fact: derivedFactName,
        operator: { enum: operatorNames },
        value: {
          anyOf: [
            { type: ['boolean', 'integer', 'string'] },
            { $ref: '#/$defs/useOfParameter' },
            { $ref: '#/$defs/useOfFact' },
          ],
        },
      },
    ],
  ]
  return {
    condition: { anyOf: forms.map(([title, properties]) => ({ title, ...closed(properties) })) },
    namedCondition: {
      anyOf: forms.map(([title, properties]) => ({ title, ...closed({ title: text, ...properties }) })),
    },
  }
}

function leafProperties(point: Point, fact: string, definition: FactDefinition): JsonSchema {
  const operators = operatorsOfKind[definition.kind]
  const list = operators.some(takesList)
    ? [{ type: 'array', minItems: 1, uniqueItems: true, items: valueJsonSchema(definition) }]
    : []
  const isComparable = (other: FactDefinition) =>
    other !== definition && other.kind === (definition.kind === 'set' ? 'text' : definition.kind)
  const canBeDerived = definition.kind !== 'yesNo' && definition.kind !== 'choice'
  const others = canBeDerived || Object.values(point.facts).some(isComparable) ? [{ $ref: '#/$defs/useOfFact' }] : []
  return {
    fact: describedFact(fact, definition),
    operator: { enum: operators },
    value: { anyOf: [valueJsonSchema(definition), ...list, { $ref: '#/$defs/useOfParameter' }, ...others] },
  }
}

function describedFact(fact: string, definition: FactDefinition): JsonSchema {
  const own = definition.toldWhen ? 'Partners may know it of what is their own.' : 'Partners may know it.'
  const known = definition.knownTo === 'staff' ? 'Partners may not know it.' : own
  const values = definition.kind === 'choice' ? ` One of ${listed(Object.keys(definition.values))}.` : ''
  const unit =
    definition.kind === 'count' ? ` In ${definition.unit}.` : definition.kind === 'money' ? ' In minor units.' : ''
  return { const: fact, title: definition.title, description: `${definition.kind}.${unit}${values} ${known}` }
}

function valueJsonSchema(definition: FactDefinition | OutcomeParameter): JsonSchema {
  switch (definition.kind) {
    case 'yesNo':
      return { type: 'boolean' }
    case 'choice':
      return { oneOf: Object.entries(definition.values).map(([value, title]) => ({ const: value, title })) }
    case 'count':
      return {
        type: 'integer',
        minimum: definition.minimum,
        maximum: definition.maximum,
        description: `${definition.title}, in ${definition.unit}`,
      }
    case 'money':
      return {
        type: 'integer',
        minimum: 0,
        maximum: maximumMoneyMinor,
        description: 'In minor units: 1000000 is 10,000.00.',
      }
    case 'rate':
      return {
        type: 'integer',
        minimum: 0,
        maximum: maximumRateBps,
        description: `In basis points of ${definition.of}: 1000 is 10%.`,
      }
    case 'date':
      return day
    case 'instant':
      return {
        type: 'string',
        pattern: '^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}\\.\\d{3}Z$',
        description: 'A moment in UTC: 2027-03-12T09:30:00.000Z',
      }
    case 'text':
    case 'set':
      return text
  }
}

function eventSchema(type: string, outcome: OutcomeDefinition): JsonSchema {
  const params = Object.entries(outcome.parameters).map(([param, definition]) => [
    param,
    {
      title: definition.title,
      anyOf: [valueJsonSchema(definition), { $ref: '#/$defs/useOfParameter' }, { $ref: '#/$defs/useOfFact' }],
    },
  ])
  const optional = Object.keys(outcome.parameters).filter((param) => outcome.parameters[param]!.optional)
  return {
    title: outcome.title,
    ...closed({
      type: { const: type, title: outcome.title },
      params: closed(Object.fromEntries(params), optional),
    }),
  }
}
