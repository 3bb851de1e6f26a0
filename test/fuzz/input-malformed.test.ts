import type { AddressInfo } from 'node:net'
import { createWebServer } from '@parley/api/http/web-server'
import { afterAll, describe, expect, it } from 'vitest'
import { world } from '../support/world.ts'
import { faultOf } from './malformed/judge.ts'
import { type Document, malformedRequests } from './malformed/malformed-requests.ts'
import { sendRaw } from './malformed/raw-client.ts'

const w = await world()
const server = createWebServer(w.app.fetch)
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
afterAll(() => {
  server.closeAllConnections()
  server.close()
})
const { port } = server.address() as AddressInfo
const document = (await w.stranger().fetches('/api/openapi.json')).json as Document
const [partner, staff, spare] = await Promise.all([
  w.as('alder').cookie(),
  w.as('operator').cookie(),
  w.as('corvane').cookie(),
])

describe('three hundred malformed requests, on a socket', () => {
  it('each is told what is wrong with it, and none is our fault', async () => {
    const faults: string[] = []
    const statuses: Record<string, number> = {}
    const requests = malformedRequests(document, { partner, staff, spare }, 300, 20261102)
    const worker = async () => {
      for (const request of requests) {
        const answer = await sendRaw(port, request)
        if (typeof answer !== 'string') statuses[answer.status] = (statuses[answer.status] ?? 0) + 1
        const fault = faultOf(request, answer)
        if (fault) faults.push(fault)
      }
    }
    await Promise.all(Array.from({ length: 4 }, worker))
    expect(faults).toEqual([])
    expect(Object.keys(statuses).length).toBeGreaterThan(7)
    const refused = Object.entries(statuses).reduce(
      (sum, [status, count]) => sum + (Number(status) >= 400 ? count : 0),
      0,
    )
    expect(refused).toBeGreaterThan(240)
  })
})
