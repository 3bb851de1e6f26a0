import { bodyExamples } from '@parley/api/docs/examples'
import type { Route } from '@parley/contract/route'
import { z } from 'zod'

export type Schema = {
  type?: string | string[]
  enum?: unknown[]
  const?: unknown
  anyOf?: Schema[]
  oneOf?: Schema[]
  allOf?: Schema[]
  properties?: Record<string, Schema>
  required?: string[]
  items?: Schema
  additionalProperties?: Schema | boolean
  format?: string
  pattern?: string
  minLength?: number
  maxLength?: number
  minimum?: number
  maximum?: number
  minItems?: number
  default?: unknown
  $ref?: string
  $defs?: Record<string, Schema>
}

export const schemaOf = (shape: z.ZodType): Schema =>
  z.toJSONSchema(shape, { io: 'input', unrepresentable: 'any', reused: 'inline' }) as Schema

/** A body that the route takes: its example where there is one, else one made from its schema. Undefined where it takes none. */
export function bodyOf(route: Route): unknown {
  if (!route.body) return undefined
  const example = bodyExamples[route.id]
  if (example !== undefined) return example
  return sampleOf(schemaOf(route.body))
}

/** What is wrong with the body that was found for a route, in words; undefined where nothing is. */
export function troubleWithBodyOf(route: Route): string | undefined {
  const { error } = route.body?.safeParse(bodyOf(route)) ?? {}
  if (!error) return undefined
  const [first] = error.issues
  return `${route.id} doesn’t take the body that was made for it (${first?.path.join('/')}: ${first?.message}). Give it an example in apps/api/src/docs/examples.ts.`
}

/** The smallest value that a schema takes, with every required part and no other. */
export function sampleOf(schema: Schema, root: Schema = schema): unknown {
  if (schema.$ref) {
    const name = schema.$ref.split('/').at(-1)!
    return sampleOf(schema.$ref === '#' ? root : root.$defs![name]!, root)
  }
  if (schema.const !== undefined) return schema.const
  if (schema.enum) return schema.enum[0]
  if (schema.default !== undefined) return schema.default
  const union = schema.anyOf ?? schema.oneOf
  if (union) return sampleOf(union[0]!, root)
  if (schema.allOf) return Object.assign({}, ...schema.allOf.map((part) => sampleOf(part, root)))
  const type = Array.isArray(schema.type) ? schema.type[0] : schema.type
  if (type === 'object' || schema.properties)
    return Object.fromEntries(
      (schema.required ?? []).map((name) => [
        name,
        /email/i.test(name) ? formats.email : sampleOf(schema.properties?.[name] ?? {}, root),
      ]),
    )
  if (type === 'array') return Array.from({ length: schema.minItems ?? 0 }, () => sampleOf(schema.items ?? {}, root))
  if (type === 'integer' || type === 'number') return Math.max(schema.minimum ?? 1, Math.min(1, schema.maximum ?? 1))
  if (type === 'boolean') return false
  if (type === 'null') return null
  return textOf(schema)
}

const formats: Record<string, string> = {
  uuid: '00000000-0000-4000-8000-00000000dead',
  email: 'dana.whitfield@example.com',
  date: '2026-11-02',
  'date-time': '2027-11-02T15:00:00.000Z',
  uri: 'https://receiver.example.com/hooks',
}

function textOf({ format, minLength = 0, maxLength = 1000 }: Schema): string {
  const known = format && formats[format]
  return known || 'Some words that say what this is about.'.padEnd(minLength, '.').slice(0, maxLength)
}
