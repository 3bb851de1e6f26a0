import { timeUnits } from '../point.ts'
import { maximumRateBps } from '../value-schema.ts'
import { closed, day, name, text } from './parts.ts'

const clock = { type: 'string', pattern: '^([01]\\d|2[0-3]):[0-5]\\d$|^24:00$' }
const calendarParts = {
  zone: { type: 'string', description: 'IANA time zone, for example Europe/Berlin.' },
  businessDays: {
    type: 'array',
    minItems: 1,
    uniqueItems: true,
    items: { enum: ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] },
  },
  businessHours: closed({ from: clock, to: clock }),
  holidays: { type: 'array', maxItems: 2000, items: day },
}
export const calendarSchema = {
  description: 'Needed where business days or hours are counted, or a moment is turned into a day.',
  ...closed(calendarParts),
}
export const calendarsSchema = {
  description: 'Other calendars, by name: a derived fact picks one with "calendar".',
  type: 'object',
  propertyNames: name,
  maxProperties: 50,
  additionalProperties: closed({
    title: { ...text, description: 'A noun phrase: it stands in sentences.' },
    ...calendarParts,
  }),
}

const quantity = { $ref: '#/$defs/quantity' }
const quantities = { type: 'array', minItems: 1, maxItems: 50, items: quantity }
const calendar = { $ref: '#/$defs/calendarChoice' }
const derivation = (form: Record<string, unknown>, optional: readonly string[] = []) =>
  closed({ title: text, ...form }, optional)
export const derivedSchemas = [
  derivation({
    deadline: closed(
      {
        from: quantity,
        add: { $ref: '#/$defs/duration' },
        counting: {
          enum: ['nextDay', 'sameDay'],
          description: 'nextDay: the first day is day 0. sameDay: it is day 1.',
        },
        pausedDays: quantity,
        calendar,
      },
      ['counting', 'pausedDays', 'calendar'],
    ),
  }),
  derivation({ elapsed: closed({ from: quantity, to: quantity, in: { enum: timeUnits }, calendar }, ['calendar']) }),
  derivation({ dayOf: quantity, calendar }, ['calendar']),
  derivation({ sum: quantities, minus: quantities }, ['minus']),
  derivation({
    ratio: closed({ of: quantity, to: quantity, whenNone: { type: 'integer', minimum: 0, maximum: maximumRateBps } }, [
      'whenNone',
    ]),
  }),
  derivation({ share: closed({ rate: quantity, of: quantity }) }),
  derivation({ product: { type: 'array', minItems: 2, maxItems: 2, items: quantity } }),
  derivation({ least: quantities }),
  derivation({ greatest: quantities }),
]

export const quantitySchema = {
  anyOf: [{ type: ['integer', 'string'] }, { $ref: '#/$defs/useOfParameter' }, { $ref: '#/$defs/useOfFact' }],
}

export const calendarChoiceSchema = {
  description: 'The calendar that counts instead of the policy’s own: its name, or what says the name.',
  anyOf: [
    { ...name, description: 'A name under "calendars".' },
    { $ref: '#/$defs/useOfParameter' },
    { $ref: '#/$defs/useOfFact' },
  ],
}

export const durationSchema = {
  anyOf: [
    { $ref: '#/$defs/useOfParameter' },
    closed({ value: { type: 'integer', minimum: 0, maximum: 100000 }, unit: { enum: timeUnits } }),
  ],
}
