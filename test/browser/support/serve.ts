import { existsSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { getRequestListener } from '@hono/node-server'
import type { Http } from '@parley/api/http/mount'
import { repositoryDir } from '@parley/db/settings'
import { afterAll } from 'vitest'
import { world } from '../../support/world.ts'

/** What the server sent to one visitor: the path that was asked for, and the body. */
export type Sent = { path: string; status: number; body: string }

/** Tells the server whose browser it is, so that a test can ask what reached that one. */
export const visitorHeader = 'x-test-visitor'

export type Served = {
  /** `http://127.0.0.1:40321` */
  url: string
  /** Every body that this visitor was sent so far. */
  sentTo(visitor: string): Promise<Sent[]>
}

/** A world with its API and both built apps on a free port, until the tests of the file are over. */
export async function servedWorld() {
  const w = await world()
  return { ...w, ...(await serve(w.app)) }
}

/** Serves an app on a free port, until the tests of the file are over. Throws when the apps aren't built. */
export async function serve(app: Http): Promise<Served> {
  assertBuilt()
  const sent: { visitor: string; answer: Promise<Sent> }[] = []
  const listener = getRequestListener(async (request) => {
    const response = await app.fetch(request)
    const visitor = request.headers.get(visitorHeader)
    if (!visitor) return response
    const copy = response.clone()
    const { pathname: path } = new URL(request.url)
    const answer = copy.text().then((body) => ({ path, status: response.status, body }))
    sent.push({ visitor, answer })
    return response
  })
  const server = createServer(listener)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  afterAll(
    () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  )
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    sentTo: (visitor) => Promise.all(sent.filter((one) => one.visitor === visitor).map(({ answer }) => answer)),
  }
}

function assertBuilt(): void {
  for (const name of ['partner', 'admin']) {
    const page = join(repositoryDir, 'apps', name, 'dist', 'index.html')
    if (!existsSync(page)) throw new Error(`apps/${name} isn’t built: run npm test, or npx vite build in apps/${name}.`)
  }
}
