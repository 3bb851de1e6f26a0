import { createServer } from 'node:net'
import { describe, expect, it } from 'vitest'
import { parseAllowedHosts } from './allowed-hosts.ts'
import type { Network } from './network.ts'
import { postEvent } from './post-event.ts'
import { checkUrl, isPublic } from './safe-address.ts'

const address = (text: string) => ({ address: text, family: text.includes(':') ? (6 as const) : (4 as const) })
/** Names that a hostile name server could answer with. */
const names: Record<string, string[]> = {
  'loopback.example.com': ['127.0.0.1'],
  'six.example.com': ['::1'],
  'mixed.example.com': ['93.184.215.14', '127.0.0.1'],
  'mapped.example.com': ['::ffff:127.0.0.1'],
  'nat64.example.com': ['64:ff9b::7f00:1'],
  'metadata.example.com': ['169.254.169.254'],
  'azure.example.com': ['168.63.129.16'],
  'ten.example.com': ['10.0.0.1'],
  'cgnat.example.com': ['100.64.0.1'],
  'zero.example.com': ['0.0.0.0'],
  'nothing.example.com': [],
  '127.0.0.1.nip.io': ['127.0.0.1'],
  'localtest.me': ['127.0.0.1'],
  'xn--nxasmq6b.example.com': ['127.0.0.1'],
  'dotted.example.com': ['127.0.0.1'],
}
const network = (allowed = ''): Network => ({
  allowed: parseAllowedHosts(allowed),
  withinMs: 2000,
  resolve: async (host) => (names[host] ?? ['127.0.0.1']).map(address),
})

/** A server that nobody may reach: on both loopbacks, on one port. */
async function forbidden() {
  let connections = 0
  const listen = (host: string, port: number) =>
    new Promise<ReturnType<typeof createServer>>((resolve, reject) => {
      const server = createServer((socket) => {
        connections++
        socket.destroy()
      })
      server.once('error', reject)
      server.listen(port, host, () => resolve(server))
    })
  const four = await listen('127.0.0.1', 0)
  const { port } = four.address() as { port: number }
  const six = await listen('::1', port).catch(() => null)
  return {
    port,
    connections: () => connections,
    close: () => {
      four.close()
      six?.close()
    },
  }
}

const hostileHosts = [
  '127.0.0.1',
  '127.1',
  '127.0.1',
  '127.255.255.254',
  '2130706433',
  '0x7f000001',
  '0x7f.0.0.1',
  '0x7F.1',
  '0177.0.0.1',
  '017700000001',
  '00000177.0.0.01',
  '0',
  '0.0.0.0',
  '0.1.2.3',
  '127.0.0.1.',
  '127。0。0。1',
  '１２７.０.０.１',
  '⑫⑦.⓪.⓪.①',
  '%31%32%37.0.0.1',
  '[::1]',
  '[::]',
  '[0:0:0:0:0:0:0:1]',
  '[::ffff:127.0.0.1]',
  '[::ffff:7f00:1]',
  '[::127.0.0.1]',
  '[64:ff9b::7f00:1]',
  '[64:ff9b::127.0.0.1]',
  '[64:ff9b:1::7f00:1]',
  '[2002:7f00:1::]',
  '[2001:0:7f00:1::80ff:fffe]',
  '[fe80::1]',
  '[fc00::1]',
  '[fd00:ec2::254]',
  '[ff02::1]',
  '[fec0::1]',
  '[2001:db8::1]',
  '[100::1]',
  '[5f00::1]',
  '[4000::1]',
  '10.0.0.1',
  '172.16.0.1',
  '172.31.255.255',
  '192.168.1.1',
  '100.64.0.1',
  '100.100.100.200',
  '169.254.169.254',
  '0xa9fea9fe',
  '2852039166',
  '[::ffff:169.254.169.254]',
  '168.63.129.16',
  '192.0.0.192',
  '198.18.0.1',
  '224.0.0.1',
  '240.0.0.1',
  '255.255.255.255',
  'localhost',
  'LOCALHOST',
  'localhost.',
  'localhost.localdomain',
  'anything.localhost',
  'ip6-localhost',
  'metadata',
  'metadata.google.internal',
  'db',
  'ⓛⓞⓒⓐⓛⓗⓞⓢⓣ',
  ...Object.keys(names),
  'dotted.example.com.',
]
const tricks = (port: number) => [
  `https://hooks.example.com@127.0.0.1:${port}/`,
  `https://hooks.example.com:443@127.0.0.1:${port}/`,
  `https://hooks.example.com%00@127.0.0.1:${port}/`,
  `https://127.0.0.1:${port}\\@hooks.example.com/`,
  `https://hooks.example.com\\@127.0.0.1:${port}/`,
  `https:\\\\127.0.0.1:${port}/`,
  `https:/127.0.0.1:${port}/`,
  `https:127.0.0.1:${port}/`,
  `https:///127.0.0.1:${port}/`,
  `//127.0.0.1:${port}/`,
  `127.0.0.1:${port}`,
  `https://127.0.0.1:${port}#@hooks.example.com/`,
  `https://127.0.0.1:${port}?@hooks.example.com/`,
  `https://127.0.0.1\t:${port}/`,
  `https://127.0.0.1\n:${port}/`,
  ` https://127.0.0.1:${port}/`,
  `https://[::1%25lo]:${port}/`,
  `https://hooks.example.com:${port}/`,
  `ftp://127.0.0.1:${port}/`,
  `file:///etc/passwd`,
  `gopher://127.0.0.1:${port}/_GET`,
  `javascript:fetch('http://127.0.0.1:${port}')`,
  `data:text/plain,x`,
  `unix:/var/run/docker.sock`,
  `http+unix://%2Fvar%2Frun%2Fdocker.sock/`,
  `https://127.0.0.1:${port}:443/`,
  `https://`,
  `https://.`,
  `https://..`,
]

describe('a webhook is never sent to a private address', () => {
  it('whatever 60 and more hostile addresses lead to: nobody connects', async () => {
    const door = await forbidden()
    const urls = [
      ...hostileHosts.flatMap((host) => [
        `https://${host}/`,
        `https://${host}:${door.port}/`,
        `http://${host}:${door.port}/`,
      ]),
      ...tricks(door.port),
    ]
    expect(new Set(urls).size).toBeGreaterThan(200)
    const event = { body: '{}', headers: {}, now: new Date(0) }
    for (const url of urls) {
      const reply = await postEvent(network(), { ...event, url })
      expect(reply, url).toMatchObject({ status: null, sent: false, error: expect.any(String) })
    }
    expect(door.connections()).toBe(0)
    door.close()
  })

  it('the door can be reached: what is listed by the vendor is', async () => {
    const door = await forbidden()
    const event = { body: '{}', headers: {}, now: new Date(0) }
    await postEvent(network(`127.0.0.1:${door.port}`), { ...event, url: `http://127.0.0.1:${door.port}/` })
    await postEvent(network(`loopback.example.com:${door.port}`), {
      ...event,
      url: `http://loopback.example.com:${door.port}/`,
    })
    expect(door.connections()).toBe(2)
    await postEvent(network('127.0.0.1:1, 10.0.0.0/8'), { ...event, url: `http://127.0.0.1:${door.port}/` })
    expect(door.connections()).toBe(2)
    door.close()
  })

  it('a name that leads elsewhere once it was checked leads nowhere: the connection goes to what was checked', async () => {
    const door = await forbidden()
    let asked = 0
    // This machine knows localhost well; what was checked is 192.0.2.1, which answers nobody.
    const flips: Network = {
      ...network(`localhost:${door.port}`),
      resolve: async () => [address(asked++ === 0 ? '192.0.2.1' : '127.0.0.1')],
      withinMs: 400,
    }
    const event = { url: `http://localhost:${door.port}/`, body: '{}', headers: {}, now: new Date(0) }
    expect(await postEvent(flips, event)).toMatchObject({ status: null, sent: true })
    expect([asked, door.connections()]).toEqual([1, 0])
    door.close()
  })

  it('where clouds keep their keys isn’t called, even when it’s listed', async () => {
    const listed = network('169.254.0.0/16, 169.254.169.254, fd00::/8, metadata.example.com')
    for (const url of [
      'http://169.254.169.254/latest/meta-data',
      'http://[fd00:ec2::254]/',
      'https://metadata.example.com/',
      'http://[::ffff:169.254.169.254]/',
    ])
      expect(await postEvent(listed, { url, body: '', headers: {}, now: new Date(0) })).toMatchObject({ sent: false })
  })

  it('an unknown name and a private one get the same words, so that nobody maps what is inside', async () => {
    const to = (host: string) =>
      postEvent(network(), { url: `https://${host}/`, body: '', headers: {}, now: new Date(0) })
    const words = async (host: string) => (await to(host)).error!.replace(host, 'it')
    expect(await words('nothing.example.com')).toBe(await words('loopback.example.com'))
  })
})

describe('what is one of the internet’s addresses', () => {
  it.each(['93.184.215.14', '8.8.8.8', '2606:2800:220:1:248:1893:25c8:1946', '::ffff:8.8.8.8', '64:ff9b::808:808'])(
    '%s is',
    (text) => expect(isPublic(text)).toBe(true),
  )
  it.each([
    '',
    '1',
    '127.1',
    'example.com',
    'fe80::1%eth0',
    '::8.8.8.8',
    '2002:808:808::1',
    '192.88.99.1',
    '300.1.1.1',
  ])('%j isn’t', (text) => expect(isPublic(text)).toBe(false))
  it('an ordinary address is taken as it is', () => {
    const { host, port, trusted } = checkUrl('https://Hooks.Example.com/parley?of=us', parseAllowedHosts(''))
    expect({ host, port, trusted }).toEqual({ host: 'hooks.example.com', port: 443, trusted: false })
  })
})

describe('PARLEY_WEBHOOK_HOSTS', () => {
  it.each(['http://hooks.intranet', 'a b', 'host:99999', '10.0.0.0/99', 'user@host', '[::1'])('%j is refused', (text) =>
    expect(() => parseAllowedHosts(text)).toThrow(/PARLEY_WEBHOOK_HOSTS has/),
  )
  it('lets a range through, and a name that leads into it by https', async () => {
    const allowed = parseAllowedHosts('10.20.0.0/16, [fd12::1]:8443')
    expect(checkUrl('http://10.20.3.4:8080/', allowed).trusted).toBe(true)
    expect(checkUrl('https://[fd12::1]:8443/', allowed).trusted).toBe(true)
    expect(() => checkUrl('http://10.21.0.1/', allowed)).toThrow(/https/)
    expect(() => checkUrl('https://[fd12::1]:8444/', allowed)).toThrow(/port/)
  })
})
