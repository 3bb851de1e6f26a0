import { Worker } from 'node:worker_threads'
import type { PastDecision } from '@parley/rules/backtest/history'
import type { BacktestReport } from '@parley/rules/backtest/report'
import type { Policy } from '@parley/rules/policy'
import { AppError } from '../app-error.ts'
import type { CheckedTexts, Texts } from './check-texts.ts'

/** Work on whole policies that takes a second at worst: others' requests shouldn't wait behind it. */
export type AsideTasks = {
  check: { given: { point: string; texts: Texts; before: Policy | null }; answer: CheckedTexts }
  backtest: {
    given: { point: string; draft: Policy; inForce: Policy | null; decisions: PastDecision[]; options: BacktestLists }
    answer: BacktestReport
  }
}
export type BacktestLists = { changesNamed: number; groupsListed: number; amountsFromMinor: readonly number[] }
export type AsideTask = keyof AsideTasks
export type Asked = { id: number; task: AsideTask; given: unknown }
export type Answered = { id: number; answer: unknown } | { id: number; failed: string }

const mostMs = 15_000

type Waiting = { resolve: (answer: never) => void; reject: (error: Error) => void; timer: NodeJS.Timeout | undefined }

/** One thread for the process, begun when it is first needed; what takes too long is ended with it. */
class Aside {
  #worker: Worker | undefined
  #waiting = new Map<number, Waiting>()
  #lastId = 0

  ask<Task extends AsideTask>(task: Task, given: AsideTasks[Task]['given']): Promise<AsideTasks[Task]['answer']> {
    const worker = this.#start()
    const id = ++this.#lastId
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => this.#end(new AppError('refused', tooLong)), mostMs)
      this.#waiting.set(id, { resolve, reject, timer })
      worker.ref()
      worker.postMessage({ id, task, given } satisfies Asked)
    })
  }

  #start(): Worker {
    if (this.#worker) return this.#worker
    const worker = new Worker(new URL('./aside-worker.ts', import.meta.url))
    worker.unref()
    worker.on('message', (message: Answered) => this.#settle(message))
    worker.on('error', (error) => this.#worker === worker && this.#end(error as Error))
    this.#worker = worker
    return worker
  }

  #settle(message: Answered): void {
    const waiting = this.#waiting.get(message.id)
    if (!waiting) return
    this.#waiting.delete(message.id)
    clearTimeout(waiting.timer)
    if (this.#waiting.size === 0) this.#worker?.unref()
    if ('failed' in message) waiting.reject(new Error(message.failed))
    else waiting.resolve(message.answer as never)
  }

  /** Everything that waits ends with the thread; the next one who asks begins another. */
  #end(error: Error): void {
    void this.#worker?.terminate()
    this.#worker = undefined
    for (const { reject, timer } of this.#waiting.values()) {
      clearTimeout(timer)
      reject(error)
    }
    this.#waiting.clear()
  }
}

const tooLong =
  'This policy takes too long to work through. Make it smaller, or split conditions that repeat, then repeat.'

export const aside = new Aside()
