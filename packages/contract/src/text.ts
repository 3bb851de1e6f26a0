import { z } from 'zod'

/** Anything that PostgreSQL would refuse or alter (NUL, lone surrogates), and controls that no name has. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what this refuses
const unstorable = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/

/** Text between `min` and `max` UTF-16 units, trimmed. Refuses what the database can't keep as it was typed. */
export const text = (min: number, max: number) =>
  z
    .string()
    .trim()
    .min(min, min === 1 ? 'Write something here.' : `Write at least ${min} characters.`)
    .max(max, `Keep it to ${max.toLocaleString('en')} characters.`)
    .refine((value) => value.isWellFormed() && !unstorable.test(value), 'Remove the characters that can’t be stored.')

/** A calendar day that exists, `YYYY-MM-DD`, 1970 to 2199. */
export const day = z.iso
  .date('Give a day as YYYY-MM-DD.')
  .refine((value) => value >= '1970-01-01' && value <= '2199-12-31', 'Give a day between 1970 and 2199.')

/** An instant in UTC, ISO 8601. */
export const instant = z.iso.datetime()

/** Whole minor units of the program's currency, 0 to 10^13. */
export const amountMinor = z
  .int('Give the amount in whole minor units.')
  .min(0, 'The amount can’t be below zero.')
  .max(10_000_000_000_000, 'That amount is larger than can be registered.')

/** ISO 3166-1 alpha-2. */
export const country = z.string().regex(/^[A-Z]{2}$/, 'Choose a country.')

export const id = z.uuid('That isn’t the id of a record.')

export const productFamilyId = z.string().regex(/^[a-z][a-z0-9-]{0,39}$/, 'Choose a product family.')

/** A product family as a reader is told of it. */
export const Family = z.object({ id: z.string(), name: z.string() })

/** One of the keys of `words`. */
export const keysOf = <K extends string>(words: Readonly<Record<K, string>>) =>
  z.enum(Object.keys(words) as [K, ...K[]])
