import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { Duplex } from 'node:stream'
import { finished } from 'node:stream/promises'
import { getRequestListener } from '@hono/node-server'
import { AppError } from '../app-error.ts'
import { drawId } from '../context.ts'
import { problemResponse } from './problem.ts'

export type Fetch = (request: Request, bindings: object) => Response | Promise<Response>

export type WebServerOptions = {
  /** What our own code threw where no problem could be made of it any more. */
  onUnexpected?: (error: unknown, requestId: string) => void
  /** Shorter in tests; milliseconds. */
  limits?: Partial<typeof ordinaryLimits>
}

/**
 * How long somebody may take: for the headers, for the whole request, for the next one on the same connection, and with a
 * connection on which nothing moves. The last is longer than any answer takes to begin.
 */
const ordinaryLimits = {
  headersTimeout: 10_000,
  requestTimeout: 30_000,
  keepAliveTimeout: 65_000,
  idleTimeout: 120_000,
  connectionsCheckingInterval: 2_000,
}
const mostHeaderBytes = 16 * 1024
const mostHeaders = 100

/** An HTTP server that answers with problem details even to what it can't read, and waits for nobody for long. */
export function createWebServer(fetch: Fetch, { onUnexpected, limits = {} }: WebServerOptions = {}): Server {
  const { idleTimeout, ...timeouts } = { ...ordinaryLimits, ...limits }
  const listener = getRequestListener(fetch, {
    // What is left of a body is read away by Node until `requestTimeout`: whoever is still sending half a second after the
    // answer would otherwise be cut off before having read it (RFC 9112, 9.6).
    autoCleanupIncoming: false,
    // Our app answers for whatever is thrown inside it: what arrives here has no readable address, host or method.
    errorHandler: (error) => {
      const requestId = drawId()
      if (!isUnreadable(error)) onUnexpected?.(error, requestId)
      return bareProblem(isUnreadable(error) ? unreadable() : error, requestId)
    },
  })
  const server = createServer({ ...timeouts, maxHeaderSize: mostHeaderBytes, requireHostHeader: false })
  server.on('request', (request, response) => {
    if (closesAfterwards(request, response)) closeOnceRead(request, response)
    return listener(request, response)
  })
  server.maxHeadersCount = mostHeaders
  server.setTimeout(idleTimeout)
  server.on('clientError', (error, socket) => void answerRaw(socket, problemOfParser(error)))
  server.on('connect', (_, socket) => void answerRaw(socket, tunnel()))
  server.on('checkExpectation', (request, response) => listener(request, response))
  return server
}

const closesAfterwards = (request: IncomingMessage, response: ServerResponse) =>
  !response.shouldKeepAlive && request.httpVersion === '1.1' && request.headers['content-length'] !== undefined

/**
 * Node would close at once after the answer, and what is still being sent would throw the answer away. The answer says all the same
 * that the connection closes: a client that isn't told sends its next request into the end of it.
 */
function closeOnceRead(request: IncomingMessage, response: ServerResponse): void {
  const writeHead = response.writeHead.bind(response) as (...given: unknown[]) => ServerResponse
  response.writeHead = (...given: unknown[]) => {
    writeHead(...given)
    // What Node closes by, set together with the header; there is no public way to have one without the other.
    return Object.assign(response, { _last: false })
  }
  void Promise.allSettled([finished(response), finished(request, { writable: false })]).then(() => request.socket.end())
}

const isUnreadable = (error: unknown) =>
  error instanceof Error &&
  (error.name === 'RequestError' || /HTTP method|Invalid URL|is not a valid/.test(error.message))

const unreadable = () =>
  new AppError('malformed', 'This isn’t a request that can be read. Check its method, its address and the header Host.')
const tunnel = () => new AppError('methodNotAllowed', 'Parley is no proxy. Ask it for its own addresses.')

function problemOfParser(error: Error & { code?: string }): AppError {
  if (error.code === 'HPE_HEADER_OVERFLOW' || error.code === 'HPE_CHUNK_EXTENSIONS_OVERFLOW')
    return new AppError('headersTooLarge', `Send at most ${mostHeaderBytes / 1024} KiB of headers.`)
  if (error.code === 'ERR_HTTP_REQUEST_TIMEOUT')
    return new AppError('tooSlow', 'The request took too long to arrive. Send it again, in one go.')
  return unreadable()
}

/** A problem that never met the app; so the security headers stand here once more. */
export function bareProblem(error: unknown, requestId: string): Response {
  const response = problemResponse(error, '', requestId)
  for (const [name, value] of Object.entries(bareHeaders)) response.headers.set(name, value)
  response.headers.set('x-request-id', requestId)
  return response
}

const bareHeaders = {
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'same-origin',
} as const

/** On a connection that is no longer HTTP: the answer is written by hand, then the connection ends. */
async function answerRaw(socket: Duplex, error: AppError): Promise<void> {
  socket.on('error', () => socket.destroy())
  const begun = (socket as { _httpMessage?: { headersSent: boolean } | null })._httpMessage?.headersSent
  if (!socket.writable || begun) return void socket.destroy() // in the midst of an answer there is no place for another
  const response = bareProblem(error, drawId())
  const body = await response.text()
  const headers = [...response.headers].map(([name, value]) => `${name}: ${value}\r\n`).join('')
  const length = Buffer.byteLength(body)
  socket.end(
    `HTTP/1.1 ${response.status} Refused\r\n${headers}content-length: ${length}\r\nconnection: close\r\n\r\n${body}`,
  )
  socket.once('finish', () => socket.destroy())
}
