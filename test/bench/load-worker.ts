import { connect, type Socket } from 'node:net'
import { parentPort, workerData } from 'node:worker_threads'
import type { Load, LoadResult } from './load-client.ts'

const { port, connections } = workerData as { port: number; connections: number }

/** One connection: HTTP/1.1, one request at a time, as little work as possible beside the server that is measured. */
class Line {
  #socket: Socket
  #received: Buffer = Buffer.alloc(0)
  #settle: { resolve(answer: { status: number; body: string }): void; reject(error: Error): void } | undefined

  constructor() {
    this.#socket = connect(port, '127.0.0.1')
    this.#socket.setNoDelay(true)
    this.#socket.on('data', (chunk) => this.#receive(chunk))
    this.#socket.on('error', (error) => this.#settle?.reject(error))
    this.#socket.on('close', () => this.#settle?.reject(new Error('The server closed the connection.')))
  }

  async post({ path, headers, body }: Load[number]): Promise<{ status: number; body: string }> {
    const head = Object.entries({
      host: `127.0.0.1:${port}`,
      'content-type': 'application/json',
      'content-length': String(Buffer.byteLength(body)),
      ...headers,
    })
    const lines = head.map(([name, value]) => `${name}: ${value}`).join('\r\n')
    if (this.#socket.destroyed) throw new Error('The server closed the connection while it was idle.')
    return new Promise((resolve, reject) => {
      this.#settle = { resolve, reject }
      this.#socket.write(`POST ${path} HTTP/1.1\r\n${lines}\r\n\r\n${body}`)
    })
  }

  #receive(chunk: Buffer): void {
    this.#received = this.#received.length === 0 ? chunk : Buffer.concat([this.#received, chunk])
    const headEnd = this.#received.indexOf('\r\n\r\n')
    if (headEnd < 0) return
    const head = this.#received.toString('latin1', 0, headEnd)
    const bodyEnd = this.#endOfBody(head, headEnd + 4)
    if (bodyEnd === undefined) return
    const body = this.#received.toString('utf8', headEnd + 4, bodyEnd)
    this.#received = this.#received.subarray(bodyEnd)
    this.#settle?.resolve({ status: Number(head.slice(9, 12)), body })
  }

  #endOfBody(head: string, start: number): number | undefined {
    const length = /\r\ncontent-length: (\d+)/i.exec(head)?.[1]
    if (length !== undefined)
      return this.#received.length >= start + Number(length) ? start + Number(length) : undefined
    const last = this.#received.indexOf('0\r\n\r\n', start)
    return last < 0 ? undefined : last + 5
  }
}

const lines = Array.from({ length: connections }, () => new Line())

async function send(load: Load): Promise<LoadResult> {
  const latenciesMs: number[] = []
  let next = 0
  const started = performance.now()
  await Promise.all(
    lines.map(async (line) => {
      for (let index = next++; index < load.length; index = next++) {
        const sent = performance.now()
        const { status, body } = await line.post(load[index]!)
        latenciesMs.push(performance.now() - sent)
        if (status !== 201) throw new Error(`${load[index]!.path} answered ${status}: ${body.slice(0, 2000)}`)
      }
    }),
  )
  return { seconds: (performance.now() - started) / 1000, latenciesMs }
}

parentPort!.on('message', (load: Load) => {
  send(load).then(
    (result) => parentPort!.postMessage(result),
    (error: Error) => parentPort!.postMessage({ failure: error.message }),
  )
})
