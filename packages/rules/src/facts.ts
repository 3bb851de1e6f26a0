import { z } from 'zod'
import { errorAt, type Finding } from './finding.ts'
import { own, suggestion } from './names.ts'
import type { Facts, Point } from './point.ts'
import { cannotBe, valueSchema } from './value-schema.ts'

type FactsSchema = z.ZodType<Facts>
const schemas = new WeakMap<Point, FactsSchema>()

/** The schema of a point's facts: each optional (left out is unknown), none but the point's own, each of its kind. */
export function factsSchema(point: Point): FactsSchema {
  let schema = schemas.get(point)
  if (!schema) {
    const shape = Object.fromEntries(
      Object.entries(point.facts).map(([name, fact]) => [
        name,
        valueSchema(fact)
          .optional()
          .meta({ title: fact.title, description: fact.question ?? fact.title }),
      ]),
    )
    schema = z.strictObject(shape) as unknown as FactsSchema
    schemas.set(point, schema)
  }
  return schema
}

export type ParsedFacts = { facts: Facts; findings?: never } | { facts?: never; findings: Finding[] }

/** Reads a facts document; each mistake names the fact and says what to write. */
export function parseFacts(point: Point, json: unknown): ParsedFacts {
  if (typeof json !== 'object' || json === null || Array.isArray(json))
    return { findings: [errorAt([], 'Facts are an object in braces.', 'Write {"fact": value}.')] }
  // Copied, so that what an object merely inherits is not taken for a fact.
  const parsed = factsSchema(point).safeParse({ ...json })
  if (parsed.success) return { facts: parsed.data }
  return {
    findings: parsed.error.issues.flatMap((issue) => {
      if (issue.code === 'unrecognized_keys')
        return issue.keys.map((key) =>
          errorAt([key], `There is no fact "${key}".`, suggestion(key, Object.keys(point.facts))),
        )
      const name = String(issue.path[0])
      const definition = own(point.facts, name)
      const mistake = definition && cannotBe(definition, own(json as Record<string, unknown>, name))
      return [errorAt(issue.path, ...(mistake ?? [`This can't be "${name}".`, issue.message]))]
    }),
  }
}
