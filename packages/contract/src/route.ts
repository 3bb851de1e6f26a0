import type { z } from 'zod'

export type Audience = 'public' | 'partner' | 'staff' | 'anyone'

/**
 * One route of the API as data: the server mounts it, the apps call it, the OpenAPI document lists it and the tests walk
 * it. `anyone` is any signed-in person. Paths are below `/api/v1`, with `{name}` for parameters.
 */
export type Route = {
  id: string
  method: 'get' | 'post' | 'put' | 'delete'
  path: string
  audience: Audience
  tag: string
  summary: string
  params?: z.ZodObject
  query?: z.ZodObject
  body?: z.ZodType
  response: z.ZodType
  status: 200 | 201 | 204
  /** POST that creates: needs an Idempotency-Key; a repeat gives the first answer again. */
  creates?: boolean
  /** The record can be edited: `gives` sends an ETag, `needs` asks for If-Match (428 without, 412 when stale) and sends a new one. */
  etag?: 'gives' | 'needs'
  /** The answer is a file of this kind, to be saved under the name that comes with it. */
  download?: 'text/csv' | 'application/pdf' | 'application/octet-stream'
}

/** Keeps each route's own schema types, so that server and apps infer from one definition. */
export const route = <const R extends Route>(definition: R): R => definition

export type ParamsOf<R extends Route> = R['params'] extends z.ZodType ? z.input<R['params']> : undefined
export type QueryOf<R extends Route> = R['query'] extends z.ZodType ? z.input<R['query']> : undefined
export type BodyOf<R extends Route> = R['body'] extends z.ZodType ? z.input<R['body']> : undefined
export type ResponseOf<R extends Route> = z.output<R['response']>
