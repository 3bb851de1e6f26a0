import { Agent, request } from 'node:http'
import { afterAll, describe, expect, it } from 'vitest'
import { openWeb } from './web.ts'

type Answered = { status: number; connection: string | undefined; socket: number }

/** Somebody who keeps the connection open between requests, as browsers, proxies and load balancers do. */
function keepsConnections(port: number) {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  afterAll(() => agent.destroy())
  return (method: string, path: string): Promise<Answered> =>
    new Promise((resolve, reject) => {
      const body = method === 'GET' ? '' : JSON.stringify({ note: 'Sent while it drains.' })
      const sent = request({ agent, port, host: '127.0.0.1', method, path, headers: { 'content-length': body.length } })
      sent.on('error', reject)
      sent.on('response', (response) => {
        const { localPort } = response.socket
        response.resume()
        response.on('end', () =>
          resolve({ status: response.statusCode!, connection: response.headers.connection, socket: localPort! }),
        )
      })
      sent.end(body)
    })
}

async function serving() {
  const web = await openWeb({ port: 0, host: '127.0.0.1' })
  afterAll(() => web.close())
  web.serve(async (request) => {
    if (new URL(request.url).pathname !== '/unread') await request.text()
    return new Response('done')
  })
  return web
}

describe('a process that drains', () => {
  it.each([
    ['GET', '/read'],
    ['POST', '/read'],
    ['PUT', '/read'],
    ['POST', '/unread'],
  ])('tells whoever sends %s %s that the connection closes, and loses none of their requests', async (method, path) => {
    const web = await serving()
    const sends = keepsConnections(web.port)
    const before = await sends(method, path)
    expect(before).toMatchObject({ status: 200, connection: 'keep-alive' })
    web.drain()
    const answers: Answered[] = []
    for (let count = 0; count < 20; count++) answers.push(await sends(method, path))
    expect(answers.map(({ status, connection }) => `${status} ${connection}`)).toEqual(Array(20).fill('200 close'))
    expect(answers[0]!.socket).toBe(before.socket)
    expect(new Set(answers.map(({ socket }) => socket)).size).toBe(20)
  })
})
