import { mayUseApiKey } from '@parley/contract/api-key-reach'
import { Problem, type ProblemCode, problemStatus } from '@parley/contract/problem'
import type { Route } from '@parley/contract/route'
import { allRoutes } from '@parley/contract/routes/all'
import type { z } from 'zod'
import { bodyExamples } from './examples.ts'
import { introduction, tagWords } from './introduction.ts'
import { problemMeaning, problemsOf } from './problems.ts'
import { type JsonSchema, Schemas } from './schemas.ts'
import { webhookOperations } from './webhook-operations.ts'

export const apiBase = '/api/v1'

/** The OpenAPI 3.1 document of the routes in the contract: these, and no other. */
export function openApiDocument(routes: readonly Route[] = allRoutes): JsonSchema {
  const schemas = new Schemas()
  // Answers first: where a request's schema differs from an answer's of the same name, the request's is renamed.
  const answers = new Map(routes.map((route) => [route.id, schemas.of(route.response, 'output')]))
  const problem = schemas.of(Problem, 'output')
  const paths: Record<string, Record<string, unknown>> = {}
  for (const route of routes) {
    paths[route.path] ??= {}
    paths[route.path]![route.method] = operation(route, answers.get(route.id)!, problem, schemas)
  }
  const webhooks = webhookOperations(schemas)
  return {
    openapi: '3.1.0',
    info: {
      title: 'Parley',
      version: '1',
      summary: 'Deal registration decided by policies',
      description: introduction,
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: apiBase }],
    tags: [...new Set(routes.map(({ tag }) => tag))].map((name) => ({ name, description: tagWords[name] })),
    paths,
    webhooks,
    components: {
      schemas: schemas.components,
      securitySchemes: {
        session: {
          type: 'apiKey',
          in: 'cookie',
          name: 'parley.session_token',
          description: 'Set by signing in. Over https its name begins with `__Host-`.',
        },
        apiKey: {
          type: 'http',
          scheme: 'bearer',
          description: 'An API key, `plk_…`. With `read` it may do what is a GET, with `write` the rest too.',
        },
      },
    },
  }
}

function operation(route: Route, answer: JsonSchema, problem: JsonSchema, schemas: Schemas): JsonSchema {
  const body = route.body ? schemas.of(route.body, 'input') : undefined
  const example = bodyExamples[route.id]
  const media = { schema: body, ...(example ? { example } : {}) }
  return {
    operationId: route.id,
    tags: [route.tag],
    summary: route.summary,
    security: securityOf(route),
    parameters: [
      ...parametersOf('path', route.params, schemas),
      ...parametersOf('query', route.query, schemas),
      ...headersOf(route),
    ],
    ...(body ? { requestBody: { required: true, content: { 'application/json': media } } } : {}),
    responses: {
      [route.status]: success(route, answer),
      ...problemResponses(route, problem),
    },
  }
}

/** Who may ask: anybody, a person who is signed in, or an API key with the scope that the route needs. */
function securityOf(route: Route): JsonSchema[] {
  if (route.audience === 'public') return []
  const key = { apiKey: [route.method === 'get' ? 'read' : 'write'] }
  return mayUseApiKey(route) ? [{ session: [] }, key] : [{ session: [] }]
}

function parametersOf(place: 'path' | 'query', shape: z.ZodObject | undefined, schemas: Schemas): JsonSchema[] {
  if (!shape) return []
  const schema = schemas.of(shape, 'input') as { properties: Record<string, JsonSchema>; required?: string[] }
  return Object.entries(schema.properties).map(([name, { description, ...rest }]) => ({
    name,
    in: place,
    required: place === 'path' || (schema.required ?? []).includes(name),
    ...(description ? { description } : {}),
    schema: rest,
  }))
}

function headersOf(route: Route): JsonSchema[] {
  const headers: JsonSchema[] = []
  if (route.creates)
    headers.push({
      name: 'Idempotency-Key',
      in: 'header',
      required: true,
      description: 'Same key, same effect: a repeat gets the first answer again.',
      schema: { type: 'string', minLength: 1, maxLength: 200, pattern: '^[!-~]+$' },
      example: '4f7c1f0e-2a55-4f43-9a3e-1f0d6a1c7b52',
    })
  if (route.etag === 'needs')
    headers.push({
      name: 'If-Match',
      in: 'header',
      required: true,
      description: 'The ETag of the record as you saw it.',
      schema: { type: 'string', pattern: '^"[0-9]{1,9}"$' },
      example: '"3"',
    })
  return headers
}

function success(route: Route, answer: JsonSchema): JsonSchema {
  const headers: Record<string, unknown> = {}
  const text = { type: 'string' }
  if (route.download) headers['Content-Disposition'] = { description: 'The name to save it under.', schema: text }
  if (route.etag) headers.ETag = { description: 'The version to send as If-Match with an edit.', schema: text }
  if (route.creates) headers['Idempotent-Replayed'] = { description: '“true” for a repeat.', schema: text }
  return {
    description: route.summary,
    ...(Object.keys(headers).length > 0 ? { headers } : {}),
    ...(route.status === 204 ? {} : { content: { [route.download ?? 'application/json']: { schema: answer } } }),
  }
}

/** One response for each status: what its codes mean, a line each. */
function problemResponses(route: Route, problem: JsonSchema): Record<string, JsonSchema> {
  const byStatus = Map.groupBy(problemsOf(route), (code) => problemStatus[code])
  return Object.fromEntries([...byStatus].map(([status, codes]) => [status, problemResponse(status, codes, problem)]))
}

function problemResponse(status: number, codes: ProblemCode[], problem: JsonSchema): JsonSchema {
  const waits = status === 429 || status === 503
  const retryAfter = { description: 'How many seconds to wait.', schema: { type: 'string', pattern: '^[0-9]+$' } }
  return {
    description: codes.map((code) => `\`${code}\`: ${problemMeaning[code]}`).join('\n\n'),
    ...(waits ? { headers: { 'Retry-After': retryAfter } } : {}),
    content: { 'application/problem+json': { schema: problem } },
  }
}
