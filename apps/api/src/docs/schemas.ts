import { z } from 'zod'

export type JsonSchema = Record<string, unknown>

/**
 * JSON Schema 2020-12 of the contract's zod schemas, each named one once, below `#/components/schemas`. What a request
 * may leave out (a default) an answer always has: where the two differ, the request's schema is called `<Name>Input`.
 */
export class Schemas {
  readonly components: Record<string, JsonSchema> = {}

  of(schema: z.ZodType, io: 'input' | 'output'): JsonSchema {
    const { $schema, $defs, ...root } = z.toJSONSchema(schema, { io, unrepresentable: 'any' }) as JsonSchema & {
      $defs?: Record<string, JsonSchema>
    }
    const named = new Map(Object.entries($defs ?? {}).map(([name, definition]) => [name, withoutId(definition)]))
    const rootName = '$ref' in root ? undefined : schema.meta()?.id
    if (rootName) named.set(rootName, withoutId(root))
    const names = new Map([...named].map(([name, definition]) => [name, this.#nameFor(name, definition, io)]))
    for (const [name, definition] of named) this.components[names.get(name)!] ??= pointed(definition, names)
    return rootName ? { $ref: `#/components/schemas/${names.get(rootName)}` } : pointed(root, names)
  }

  #nameFor(name: string, definition: JsonSchema, io: 'input' | 'output'): string {
    const known = this.components[name]
    const same = known === undefined || JSON.stringify(known) === JSON.stringify(pointed(definition, sameNames))
    return same || io === 'output' ? name : `${name}Input`
  }
}

const sameNames = { get: (name: string) => name }

function withoutId({ id, $schema, ...rest }: JsonSchema): JsonSchema {
  return rest
}

/** The schema with its references led to the components. */
function pointed<T>(value: T, names: { get(name: string): string | undefined }): T {
  if (Array.isArray(value)) return value.map((each) => pointed(each, names)) as T
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).map(([key, each]) => {
    if (key !== '$ref' || typeof each !== 'string') return [key, pointed(each, names)]
    const name = each === '#' ? undefined : each.replace('#/$defs/', '')
    return [key, `#/components/schemas/${(name && names.get(name)) ?? name}`]
  })
  return Object.fromEntries(entries) as T
}
