import { z } from 'zod'
import { parseDay } from './days.ts'
import { listed } from './names.ts'
import type { FactDefinition, OutcomeParameter, Unit } from './point.ts'
import { parseInstant } from './time/instants.ts'

/** What a value is, apart from where it is used: a fact, a parameter of a policy, or a parameter of an outcome. */
export type ValueDefinition =
  | { kind: 'yesNo' }
  | { kind: 'choice'; values: Readonly<Record<string, string>> }
  | { kind: 'text' }
  | { kind: 'count'; unit: Unit; minimum: number; maximum: number }
  | { kind: 'money' }
  | { kind: 'rate' }
  | { kind: 'date' }
  | { kind: 'instant' }
  | { kind: 'set' }

export type ValueKind = FactDefinition['kind']

export const maximumMoneyMinor = 1_000_000_000_000_000
/** A hundred times the base. */
export const maximumRateBps = 1_000_000
const longestText = 2_000
const largestSet = 2_000

const say = (message: string) => ({ error: message })

const text = z
  .string(say('Write a text.'))
  .min(1, say('Write a text that is not empty.'))
  .max(longestText, say(`Write at most ${longestText} characters.`))
  .refine((value) => value.isWellFormed() && !value.includes('\0'), say('Remove the characters that cannot be stored.'))

function wholeNumber(minimum: number, maximum: number) {
  const message = `Write a whole number from ${minimum} to ${maximum}.`
  return z.int(say(message)).min(minimum, say(message)).max(maximum, say(message))
}

export type ValueSchema = z.ZodType<boolean | number | string | string[]>

const schemas = new WeakMap<ValueDefinition | OutcomeParameter, ValueSchema>()

/** The zod schema of one value; the same definition gives the same object. Its messages say what to write. */
export function valueSchema(definition: ValueDefinition | OutcomeParameter): ValueSchema {
  let schema = schemas.get(definition)
  if (!schema) {
    schema = makeSchema(definition)
    schemas.set(definition, schema)
  }
  return schema
}

function makeSchema(definition: ValueDefinition | OutcomeParameter): ValueSchema {
  switch (definition.kind) {
    case 'yesNo':
      return z.boolean(say('Write true or false.'))
    case 'choice': {
      const values = Object.keys(definition.values)
      return z.enum(values, say(`Choose ${listed(values.map((value) => `"${value}"`))}.`))
    }
    case 'text':
      return text
    case 'count':
      return wholeNumber(definition.minimum, definition.maximum)
    case 'money':
      return wholeNumber(0, maximumMoneyMinor)
    case 'rate':
      return wholeNumber(0, maximumRateBps)
    case 'instant':
      return z
        .string(say('Write a moment as "2027-03-12T09:30:00.000Z".'))
        .refine(
          (instant) => parseInstant(instant) !== undefined,
          say('Write a real moment in UTC as "2027-03-12T09:30:00.000Z".'),
        )
    case 'date':
      return z
        .string(say('Write a day as "YYYY-MM-DD".'))
        .refine(
          (day) => parseDay(day) !== undefined,
          say('Write a real day as "YYYY-MM-DD", from 1970-01-01 to 9999-12-31.'),
        )
    case 'set':
      return z
        .array(text, say('Write a list of texts.'))
        .max(largestSet, say(`List at most ${largestSet} texts.`))
        .refine((values) => new Set(values).size === values.length, say('List each text once.'))
  }
}
