export type JsonSchema = { [keyword: string]: unknown }

export const name = { type: 'string', pattern: '^[a-z][a-zA-Z0-9]*$', maxLength: 80 }
export const text = { type: 'string', minLength: 1, maxLength: 2000 }
export const day = { type: 'string', pattern: '^\\d{4}-\\d{2}-\\d{2}$', description: 'YYYY-MM-DD' }

/** An object with just these properties, all required but the optional ones. */
export function closed(properties: JsonSchema, optional: readonly string[] = []): JsonSchema {
  return {
    type: 'object',
    properties,
    required: Object.keys(properties).filter((property) => !optional.includes(property)),
    additionalProperties: false,
  }
}
