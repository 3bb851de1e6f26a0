import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Webhook } from 'standardwebhooks'
import { afterAll, vi } from 'vitest'

export type Received = { headers: IncomingHttpHeaders; body: string; path: string }
type Behaviour = (response: ServerResponse, received: Received) => void

/** Answers with a status, and nothing else. */
export const answers =
  (status: number, headers: Record<string, string> = {}): Behaviour =>
  (response) =>
    void response.writeHead(status, headers).end()

/** Somebody's server on this machine, as it receives webhooks: counts connections, keeps requests, does what a test tells it. */
export async function receiver() {
  const got: Received[] = []
  const count = { connections: 0 }
  let behaviour: Behaviour = answers(204)
  const server = createServer((request, response) => {
    const parts: Buffer[] = []
    request.on('data', (part: Buffer) => parts.push(part))
    request.on('end', () => {
      const received = { headers: request.headers, body: Buffer.concat(parts).toString(), path: request.url ?? '' }
      got.push(received)
      behaviour(response, received)
    })
  })
  server.on('connection', () => count.connections++)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  afterAll(() => {
    server.closeAllConnections()
    server.close()
  })
  const { port } = server.address() as AddressInfo
  return {
    port,
    url: `http://127.0.0.1:${port}/parley`,
    got,
    get connections() {
      return count.connections
    },
    does(next: Behaviour) {
      behaviour = next
    },
    forgets() {
      got.length = 0
      count.connections = 0
    },
  }
}

/** Verifies with the specification's own library, as a receiver would at this instant. Throws when it wasn't from us. */
export function verified(secret: string, { headers, body }: Received, now: Date): Record<string, unknown> {
  vi.setSystemTime(now)
  try {
    return new Webhook(secret).verify(body, headers as Record<string, string>) as Record<string, unknown>
  } finally {
    vi.useRealTimers()
  }
}
