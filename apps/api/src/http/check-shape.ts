import { pointerOf } from '@parley/rules/finding'
import { suggestion } from '@parley/rules/names'
import { z } from 'zod'
import { AppError, type FieldError } from '../app-error.ts'

/** So many places are enough to see what is wrong; a suggestion for each of thousands would hold everybody up. */
const mostNamed = 50

/** The value as its schema gives it back. Throws 422 that names every place and the mend. */
export function checkShape<S extends z.ZodType>(schema: S, value: unknown): z.output<S> {
  const parsed = schema.safeParse(value, { error: say })
  if (parsed.success) return parsed.data
  const fields = parsed.error.issues.flatMap((issue) => fieldErrors(schema, issue)).slice(0, mostNamed)
  const first = fields[0]!
  const place = first.pointer === '' ? '' : ` (${first.pointer.slice(1).replaceAll('/', ' › ')})`
  throw new AppError('refused', `${first.detail}${place}`, fields)
}

/** Sentences for what the contract says nothing of its own about. */
const say: z.core.$ZodErrorMap = (issue) => {
  if (issue.code === 'invalid_type') {
    if (issue.input === undefined) return 'Fill this in.'
    return `Write ${kindNames[issue.expected] ?? issue.expected} here.`
  }
  if (issue.code === 'invalid_value') return `Choose ${list(issue.values.map((value) => `"${String(value)}"`))}.`
  if (issue.code === 'too_big') return `This can be at most ${String(issue.maximum)}${unitOf(issue.origin)}.`
  if (issue.code === 'too_small') return `This needs to be at least ${String(issue.minimum)}${unitOf(issue.origin)}.`
  if (issue.code === 'unrecognized_keys') return 'This field isn’t known here.'
  if (issue.code === 'invalid_format') return `Write this as ${formatNames[issue.format] ?? issue.format}.`
  if (issue.code === 'invalid_union' || issue.code === 'invalid_key') return 'Something of another kind belongs here.'
  return undefined
}

const kindNames: Record<string, string> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  object: 'an object',
  record: 'an object',
  array: 'a list',
}
const formatNames: Record<string, string> = {
  datetime: 'an instant like 2026-11-21T09:00:00Z',
  uuid: 'the id of a record',
  date: 'a day like 2026-11-21',
}
const unitOf = (origin: string) => (origin === 'string' ? ' characters' : '')
const list = (words: string[]) =>
  words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`

function fieldErrors(schema: z.ZodType, issue: z.core.$ZodIssue): FieldError[] {
  if (issue.code !== 'unrecognized_keys') return [{ pointer: pointerOf(issue.path), detail: issue.message }]
  const known = keysAt(schema, issue.path)
  return issue.keys.slice(0, mostNamed).map((key) => ({
    pointer: pointerOf([...issue.path, key]),
    detail: issue.message,
    mend: known.length > 0 ? suggestion(key, known) : 'Remove it.',
  }))
}

/** The names that an object takes at this place of the schema, as far as it is made of plain objects. */
function keysAt(schema: z.ZodType, path: readonly PropertyKey[]): string[] {
  let at: unknown = schema
  for (const step of [...path, undefined]) {
    while (at instanceof z.ZodOptional || at instanceof z.ZodNullable || at instanceof z.ZodDefault) at = at.unwrap()
    if (!(at instanceof z.ZodObject)) return []
    if (step === undefined) return Object.keys(at.shape)
    at = at.shape[String(step)]
  }
  return []
}
