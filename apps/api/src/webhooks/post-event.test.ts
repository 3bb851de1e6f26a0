import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { expect, it } from 'vitest'
import { answers, receiver } from '../../../../test/support/receiver.ts'
import { selfSigned } from '../../../../test/support/self-signed.ts'
import { parseAllowedHosts } from './allowed-hosts.ts'
import { openNetwork } from './network.ts'
import { postEvent } from './post-event.ts'

const event = { body: '{}', headers: {}, now: new Date('2026-11-02T15:00:00.000Z') }

it('a receiver whose certificate nobody vouches for gets nothing', async () => {
  let requests = 0
  const server = createServer(selfSigned, (_request, response) => {
    requests++
    response.end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const network = { ...openNetwork(), allowed: parseAllowedHosts(`127.0.0.1:${port}`) }
  const reply = await postEvent(network, { ...event, url: `https://127.0.0.1:${port}/` })
  expect(reply).toMatchObject({ status: null, error: 'Its certificate is signed by itself.' })
  expect(requests).toBe(0)
  server.close()
})

it('a receiver that doesn’t speak https isn’t spoken to without', async () => {
  const there = await receiver()
  const network = { ...openNetwork(), allowed: parseAllowedHosts(`127.0.0.1:${there.port}`) }
  const reply = await postEvent(network, { ...event, url: `https://127.0.0.1:${there.port}/` })
  expect(reply.error).toBe('It doesn’t speak https as it should.')
  expect(there.got).toEqual([])
})

it.each([
  ['120', 120],
  ['Mon, 02 Nov 2026 15:10:00 GMT', 600],
  ['soon', null],
])('Retry-After %s is understood', async (given, seconds) => {
  const there = await receiver()
  there.does(answers(429, { 'retry-after': given }))
  const network = { ...openNetwork(), allowed: parseAllowedHosts(`127.0.0.1:${there.port}`) }
  expect(await postEvent(network, { ...event, url: there.url })).toMatchObject({
    status: 429,
    retryAfterSeconds: seconds,
  })
})
