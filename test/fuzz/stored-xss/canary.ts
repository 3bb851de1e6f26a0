import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll } from 'vitest'

/** A server that nothing of ours ever asks: whoever comes was led there by a payload. */
export async function openCanary() {
  const led: string[] = []
  const server = createServer((request, response) => {
    led.push(`${request.method} ${request.url} from ${request.headers.referer ?? 'nowhere'}`)
    response
      .writeHead(200, { 'access-control-allow-origin': '*', 'content-type': 'text/javascript' })
      .end('R("canary")')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  afterAll(() => {
    server.closeAllConnections()
    server.close()
  })
  return { place: `//127.0.0.1:${(server.address() as AddressInfo).port}`, led }
}
