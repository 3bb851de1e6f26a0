import { Problem, type ProblemCode, problemStatus } from '@parley/contract/problem'
import type { Route } from '@parley/contract/route'
import { allRoutes } from '@parley/contract/routes/all'
import type { z } from 'zod'
import { bodyExamples } from './examples.ts'
import { type JsonSchema, Schemas } from './schemas.ts'
import { webhookOperations } from './webhook-operations.ts'

export const apiBase = '/api/v1'

const introduction = `A partner registers a deal, a JSON policy decides it, and both sides see why.

Sign in with \`POST /api/auth/sign-in/email\` (\`{"email", "password"}\`): the session is a cookie. Partners and the vendor's staff have routes of their own.
A refusal is an answer: it comes as 201 with the outcome and its reasons. Errors are problem details (RFC 9457) with a \`code\` and, for a body, \`errors[].pointer\`.
Send an \`Idempotency-Key\` with every POST that creates, and keep it when you retry. Amounts are whole minor units; days are \`YYYY-MM-DD\`; instants are UTC.`

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
    },
    servers: [{ url: apiBase }],
    security: [{ session: [] }],
    tags: [...new Set(routes.map(({ tag }) => tag))].map((name) => ({ name })),
    paths,
    webhooks,
    components: {
      schemas: schemas.components,
      securitySchemes: {
        session: { type: 'apiKey', in: 'cookie', name: 'parley.session_token', description: 'Set by signing in.' },
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
    parameters: [
      ...parametersOf('path', route.params, schemas),
      ...parametersOf('query', route.query, schemas),
      ...headersOf(route),
    ],
    ...(body ? { requestBody: { required: true, content: { 'application/json': media } } } : {}),
    responses: {
      [route.status]: success(route, answer),
      ...Object.fromEntries(problemsOf(route).map((code) => problemOf(code, problem))),
    },
  }
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

/** What a route can answer instead, from what it takes. */
function problemsOf(route: Route): ProblemCode[] {
  const codes: ProblemCode[] = ['unexpected', 'unavailable']
  if (route.audience !== 'public') codes.push('notSignedIn')
  if (route.audience === 'partner' || route.audience === 'staff') codes.push('notAllowed')
  if (route.params) codes.push('notFound')
  if (route.body) codes.push('malformed', 'tooLarge', 'wrongMediaType')
  if (route.body || route.query || route.creates) codes.push('refused')
  if (route.creates) codes.push('idempotencyKeyMissing')
  if (route.method !== 'get' && route.params) codes.push('conflict')
  if (route.etag === 'needs') codes.push('stale', 'preconditionRequired')
  return codes.sort((a, b) => problemStatus[a] - problemStatus[b])
}

const problemWords: Partial<Record<ProblemCode, string>> = {
  malformed: 'The JSON can’t be read, or an Idempotency-Key is missing.',
  idempotencyKeyMissing: 'The JSON can’t be read, or an Idempotency-Key is missing.',
  notSignedIn: 'Nobody is signed in.',
  notAllowed: 'This is for somebody else; the reason says for whom.',
  notFound: 'There is no such record, or it is not yours.',
  conflict: 'The state of the record doesn’t allow it; the reason says why.',
  stale: 'The record was changed since you saw it.',
  tooLarge: 'The body is too large.',
  wrongMediaType: 'Send JSON.',
  refused: 'Some of it needs a change; `errors` names each place and the mend.',
  preconditionRequired: 'If-Match is missing.',
  unexpected: 'Our fault. Only the request’s id is told.',
  unavailable: 'Away for a moment; Retry-After says for how long.',
}

function problemOf(code: ProblemCode, problem: JsonSchema): [number, JsonSchema] {
  const content = { 'application/problem+json': { schema: problem } }
  return [problemStatus[code], { description: problemWords[code] ?? code, content }]
}
