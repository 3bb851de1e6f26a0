import type { Server, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { explainListenError, SettingError, type Settings } from '@parley/db/settings'
import { AppError } from '../app-error.ts'
import { drawId } from '../context.ts'
import { bareProblem, createWebServer, type Fetch } from '../http/web-server.ts'

const drainMs = 10_000

/** A port that is taken before there is anything to serve, and let go of without losing an answer. */
export type Web = {
  port: number
  serve(fetch: Fetch): void
  /** From now on each answer tells its connection to close; requests are still taken. */
  drain(): void
  /** Takes no more requests; those in flight have ten seconds to end. */
  close(): Promise<void>
}

type Where = Pick<Settings, 'port' | 'host'> & { onUnexpected?: (error: unknown, requestId: string) => void }

/** Takes the port at once, so that a taken one is told before anything is touched; answers 503 until there is more. */
export async function openWeb({ port, host, onUnexpected }: Where): Promise<Web> {
  let fetch: Fetch = beforeItServes
  let isDraining = false
  const server = createWebServer((request, bindings) => fetch(request, bindings), onUnexpected ? { onUnexpected } : {})
  const open = new Set<ServerResponse>()
  server.prependListener('request', (_request, response) => {
    if (isDraining) response.shouldKeepAlive = false
    open.add(response)
    response.once('close', () => open.delete(response))
  })
  const drain = () => {
    isDraining = true
    for (const response of open) response.shouldKeepAlive = false
  }
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error) => reject(explainListenError(error, { port, host })))
    server.listen(port, host, resolve)
  })
  return {
    port: (server.address() as AddressInfo).port,
    serve: (next) => {
      fetch = next
    },
    drain,
    close: () => {
      drain()
      return closed(server)
    },
  }
}

/** The same for a port of its own for operators; names the setting that chose it. */
export async function openOperatorPort(port: number, host: string): Promise<Web> {
  return openWeb({ port, host }).catch((error) => {
    if (!(error instanceof SettingError)) throw error
    throw new SettingError(`PARLEY_METRICS_PORT is ${port}, which can't be listened on at ${host}: choose another.`)
  })
}

/** Alive, and nothing more yet. */
function beforeItServes(request: Request): Response {
  if (new URL(request.url).pathname === '/livez') return Response.json({ status: 'alive' })
  return bareProblem(new AppError('unavailable', 'Parley is starting. Try again in a moment.', undefined, 1), drawId())
}

function closed(server: Server): Promise<void> {
  return new Promise((resolve) => {
    const cut = setTimeout(() => server.closeAllConnections(), drainMs)
    server.close(() => {
      clearTimeout(cut)
      resolve()
    })
    server.closeIdleConnections()
  })
}
