import { connect } from 'node:net'

/** A request as bytes on the wire: nothing is checked or mended on the way. */
export type RawRequest = {
  what: string
  method: string
  target: string
  headers: [string, string][]
  body: Buffer
  version?: string
}
export type RawAnswer = { status: number; headers: Map<string, string>; body: string; ms: number }

export function bytesOf({ method, target, headers, body, version = 'HTTP/1.1' }: RawRequest): Buffer {
  const lines = headers.map(([name, value]) => `${name}: ${value}\r\n`).join('')
  return Buffer.concat([Buffer.from(`${method} ${target} ${version}\r\n${lines}\r\n`, 'latin1'), body])
}

/** Sends it on a connection of its own. Ends in the answer, or in what became of the connection instead. */
export function sendRaw(port: number, request: RawRequest, waitMs = 40_000): Promise<RawAnswer | string> {
  return new Promise((resolve) => {
    const beganAt = performance.now()
    const chunks: Buffer[] = []
    const socket = connect(port, '127.0.0.1')
    const end = (outcome?: string) => {
      clearTimeout(timer)
      socket.destroy()
      resolve(outcome ?? read(Buffer.concat(chunks), performance.now() - beganAt))
    }
    const timer = setTimeout(() => end('no answer in time'), waitMs)
    socket.on('data', (chunk) => {
      chunks.push(chunk)
      if (isWhole(Buffer.concat(chunks))) end()
    })
    socket.on('close', () => end(chunks.length === 0 ? 'closed without an answer' : undefined))
    socket.on('error', (error: NodeJS.ErrnoException) => {
      if (chunks.length === 0 && error.code !== 'EPIPE') end(`closed without an answer (${error.code})`)
    })
    socket.write(bytesOf(request))
  })
}

function isWhole(bytes: Buffer): boolean {
  const head = bytes.indexOf('\r\n\r\n')
  if (head < 0) return false
  const length = /^content-length: (\d+)/im.exec(bytes.subarray(0, head + 2).toString('latin1'))?.[1]
  if (length !== undefined) return bytes.length >= head + 4 + Number(length)
  return bytes.subarray(-5).toString('latin1') === '0\r\n\r\n'
}

function read(bytes: Buffer, ms: number): RawAnswer | string {
  const [head = '', ...rest] = bytes.toString('utf8').split('\r\n\r\n')
  const [line = '', ...lines] = head.split('\r\n')
  const status = Number(/^HTTP\/1\.1 (\d{3})/.exec(line)?.[1])
  if (!status) return `not an answer: ${line.slice(0, 60)}`
  const headers = new Map(
    lines.map((each): [string, string] => {
      const colon = each.indexOf(':')
      return [each.slice(0, colon).toLowerCase(), each.slice(colon + 1).trim()]
    }),
  )
  return { status, headers, body: rest.join('\r\n\r\n'), ms }
}
