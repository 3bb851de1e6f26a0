import { z } from 'zod'
import { parseDay } from './days.ts'
import { listed, quoted, withArticle } from './names.ts'
import type { OutcomeParameter, Unit } from './point.ts'
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

function wholeNumber(minimum: number, maximum: number, kind: 'count' | 'money' | 'rate' = 'count') {
  const message = `Write a whole number from ${minimum} to ${maximum}.`
  const error = ({ input }: { input?: unknown }) => asWholeNumber(kind, input) ?? message
  return z.int({ error }).min(minimum, { error }).max(maximum, { error })
}

/** What to write for "5%", 0.05, "$2,000" or 19.99, where whole basis points or the smallest unit of money are meant. */
export function asWholeNumber(kind: string, value: unknown): string | undefined {
  const text = typeof value === 'string' ? value.trim() : typeof value === 'number' ? String(value) : ''
  if (text.length > 40) return undefined
  if (typeof value === 'string' && /^\d+$/.test(text)) return `Write the number without quotation marks: ${text}.`
  if (kind === 'rate') {
    const isPart = typeof value === 'number' && value > 0 && value < 1
    const digits = isPart ? hundredfold(text, 2) : /^(\d+(?:\.\d+)?)\s*%$/.exec(text)?.[1]
    const percent = digits ?? (/^\d+\.\d+$/.test(text) ? text : undefined)
    const points = percent === undefined ? undefined : hundredfold(percent, 2)
    if (points === undefined || points.includes('.')) return undefined
    return `Write it in basis points, a hundred for each percent: ${percent}% is ${points}.`
  }
  if (kind !== 'money') return undefined
  const amount = /^[^\d.,-]{0,4}(\d[\d,]*(?:\.\d{1,2})?)[^\d.,-]{0,4}$/.exec(text)?.[1]
  if (amount === undefined || Number.isInteger(value)) return undefined
  const minor = hundredfold(amount.replaceAll(',', ''), 2)
  return `Write it as a whole number of the smallest unit of money: in cents, ${text} is ${minor}.`
}

/** The digits of a decimal number with its point so many places to the right. */
function hundredfold(digits: string, places: number): string | undefined {
  const [, whole, fraction = ''] = /^(\d+)(?:\.(\d+))?$/.exec(digits) ?? []
  if (whole === undefined) return undefined
  const shifted = fraction.padEnd(places, '0')
  const [before, after] = [whole + shifted.slice(0, places), shifted.slice(places)]
  return `${before.replace(/^0+(?=\d)/, '')}${after === '' ? '' : `.${after}`}`
}

/** Why a value can't be what the definition's title names, and what to write; nothing where it can. */
export function cannotBe(
  definition: (ValueDefinition | OutcomeParameter) & { title: string },
  value: unknown,
): [message: string, mend: string] | undefined {
  const checked = valueSchema(definition).safeParse(value)
  if (checked.success) return undefined
  const mend = checked.error.issues[0]!.message
  return definition.kind === 'yesNo'
    ? [`${quoted(value)} doesn't say whether ${definition.title}.`, mend]
    : [`${quoted(value)} can't be ${withArticle(definition.title)}.`, mend]
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
      return wholeNumber(0, maximumMoneyMinor, 'money')
    case 'rate':
      return wholeNumber(0, maximumRateBps, 'rate')
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
