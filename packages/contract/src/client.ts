import { Problem } from './problem.ts'
import type { BodyOf, ParamsOf, QueryOf, ResponseOf, Route } from './route.ts'

/** What a call sends: path parameters, query, body, and the version that an edit is based on. */
export type Call<R extends Route> = {
  params?: ParamsOf<R>
  query?: QueryOf<R>
  body?: BodyOf<R>
  /** The ETag of the record as it was read; for routes that need If-Match. */
  ifMatch?: string
  /** Same key, same effect: keep it when retrying. */
  idempotencyKey?: string
  signal?: AbortSignal
}

/** The server's answer that isn't a success; `problem` says what to do about it. */
export class ProblemError extends Error {
  readonly problem: Problem
  /** The server's Retry-After, where waiting helps. */
  readonly retryAfterSeconds: number | null
  constructor(problem: Problem, retryAfterSeconds: number | null = null) {
    super(problem.detail)
    this.problem = problem
    this.retryAfterSeconds = retryAfterSeconds
  }
}

/** While staff look as a partner's person, the console goes on as themselves. */
const inConsole = () =>
  (globalThis as { location?: { pathname: string } }).location?.pathname.startsWith('/admin') === true

/** Ends in `data` and the ETag to send with an edit. Throws ProblemError, or TypeError when the network is down. */
export async function call<R extends Route>(
  route: R,
  input: Call<R>,
  send: (path: string, init: RequestInit) => Promise<Response> = (path, init) => fetch(path, init),
): Promise<{ data: ResponseOf<R>; etag: string | null }> {
  const path = route.path.replaceAll(/\{(\w+)\}/g, (_, name: string) =>
    encodeURIComponent(String((input.params as Record<string, unknown>)[name])),
  )
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries((input.query ?? {}) as Record<string, unknown>))
    if (value !== undefined && value !== '') query.set(name, String(value))
  const headers: Record<string, string> = { accept: 'application/json' }
  if (input.body !== undefined) headers['content-type'] = 'application/json'
  if (route.creates) headers['idempotency-key'] = input.idempotencyKey ?? crypto.randomUUID()
  if (input.ifMatch) headers['if-match'] = input.ifMatch
  if (inConsole()) headers['parley-app'] = 'console'
  const response = await send(`/api/v1${path}${query.size ? `?${query}` : ''}`, {
    method: route.method.toUpperCase(),
    headers,
    credentials: 'same-origin',
    ...(input.body === undefined ? {} : { body: JSON.stringify(input.body) }),
    ...(input.signal ? { signal: input.signal } : {}),
  })
  if (!response.ok) {
    const wait = Number(response.headers.get('retry-after') ?? Number.NaN)
    throw new ProblemError(Problem.parse(await response.json()), Number.isFinite(wait) ? wait : null)
  }
  const data = route.response.parse(response.status === 204 ? null : await response.json()) as ResponseOf<R>
  return { data, etag: response.headers.get('etag') }
}
