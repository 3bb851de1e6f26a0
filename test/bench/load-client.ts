import { Worker } from 'node:worker_threads'

export type Load = { path: string; headers: Record<string, string>; body: string }[]
export type LoadResult = { seconds: number; latenciesMs: number[] }

/**
 * Posts requests over kept-alive connections from a thread of its own, the next on each connection as soon as the last was
 * answered. Throws when an answer isn't 201, with what it says.
 */
export class LoadClient {
  #worker: Worker
  constructor(port: number, connections: number) {
    this.#worker = new Worker(new URL('load-worker.ts', import.meta.url), { workerData: { port, connections } })
  }

  send(load: Load): Promise<LoadResult> {
    return new Promise((resolve, reject) => {
      this.#worker.once('message', (message: LoadResult | { failure: string }) =>
        'failure' in message ? reject(new Error(message.failure)) : resolve(message),
      )
      this.#worker.postMessage(load)
    })
  }

  async close(): Promise<void> {
    await this.#worker.terminate()
  }
}
