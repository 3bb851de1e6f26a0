import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import type { Http } from '@parley/api/http/mount'
import { repositoryDir } from '@parley/db/settings'

/** What one job did, as it says itself, and what it told the log as an error. */
export type JobDone = { name: string; counts: Record<string, number>; errors: string[]; ms: number }
export type ToProcess = { is: 'time'; ask: number; now: string } | { is: 'jobs'; ask: number; isSigned: boolean }
export type FromProcess =
  | { is: 'ready'; url: string }
  | { is: 'done'; ask: number; result: JobDone[] }
  | { is: 'failed'; ask: number; why: string }

/** What was asked of the API over HTTP, and how long each kind of request and each job took in all. */
export type Traffic = {
  requests: number
  statuses: Record<string, number>
  faults: string[]
  spent: Record<string, { times: number; ms: number }>
}

/** An address without what is particular to it. */
const kindOf = (method: string, path: string) =>
  `${method} ${path.replace(/\?.*/, '').replaceAll(/[0-9a-f-]{36}|\d{4}-\d{2}/g, '{}')}`

type Waiting = { done(result: JobDone[]): void; failed(error: Error): void }

/** Several processes of the API on one database; requests go to each in turn, and all have the season's time. */
export class Processes {
  readonly traffic: Traffic = { requests: 0, statuses: {}, faults: [], spent: {} }
  #children: ChildProcess[] = []
  #urls: string[] = []
  #waiting = new Map<number, Waiting>()
  #asked = 0

  async start(count: number, args: (number: number) => string[]): Promise<void> {
    for (let number = 0; number < count; number++) {
      const child = fork(join(repositoryDir, 'test/season/api-process.ts'), args(number), { execArgv: [] })
      const [first] = (await Promise.race([
        once(child, 'message'),
        once(child, 'exit').then(() => {
          throw new Error('A process of the season ended before it was ready.')
        }),
      ])) as [FromProcess]
      if (first.is !== 'ready') throw new Error('A process of the season is not ready.')
      child.on('message', (message: FromProcess) => this.#hears(message))
      child.on('exit', () => this.#ends(child))
      this.#children.push(child)
      this.#urls.push(first.url)
    }
  }

  /** The API as people of the season reach it. */
  readonly http = {
    request: async (path: string, init?: RequestInit): Promise<Response> => {
      const { traffic } = this
      const url = this.#urls[traffic.requests++ % this.#urls.length]!
      const since = performance.now()
      const answer = await fetch(`${url}${path}`, init)
      this.spends(kindOf(init?.method ?? 'GET', path), performance.now() - since)
      traffic.statuses[answer.status] = (traffic.statuses[answer.status] ?? 0) + 1
      if (answer.status >= 500) traffic.faults.push(`${init?.method ?? 'GET'} ${path}: ${answer.status}`)
      return answer
    },
  } as unknown as Http

  async setTime(now: Date): Promise<void> {
    await Promise.all(
      this.#children.map((child) => this.#ask(child, (ask) => ({ is: 'time', ask, now: now.toISOString() }))),
    )
  }

  /** All that is done by the clock, in the first process; with a checkpoint, if it is to be signed. */
  async runsJobs(isSigned: boolean): Promise<JobDone[]> {
    const done = await this.#ask(this.#children[0]!, (ask) => ({ is: 'jobs', ask, isSigned }))
    for (const { name, ms } of done) this.spends(name, ms)
    return done
  }

  spends(kind: string, ms: number): void {
    this.traffic.spent[kind] ??= { times: 0, ms: 0 }
    this.traffic.spent[kind].times++
    this.traffic.spent[kind].ms += ms
  }

  async stop(): Promise<void> {
    await Promise.all(
      this.#children.splice(0).map(async (child) => {
        const ended = once(child, 'exit')
        child.disconnect()
        await ended
      }),
    )
  }

  #ask(child: ChildProcess, message: (ask: number) => ToProcess): Promise<JobDone[]> {
    const ask = this.#asked++
    return new Promise((done, failed) => {
      this.#waiting.set(ask, { done, failed })
      child.send(message(ask))
    })
  }

  #hears(message: FromProcess): void {
    if (message.is === 'ready') return
    const waiting = this.#waiting.get(message.ask)
    this.#waiting.delete(message.ask)
    if (message.is === 'done') waiting?.done(message.result)
    else waiting?.failed(new Error(message.why))
  }

  #ends(child: ChildProcess): void {
    if (!this.#children.includes(child)) return
    for (const { failed } of this.#waiting.values()) failed(new Error('A process of the season ended.'))
  }
}
