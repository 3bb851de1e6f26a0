import type pg from 'pg'
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import type { Decided } from './operation.ts'
import type { Waiting } from './read-waiting.ts'

/** What somebody tried: what isn't theirs to do, a record that isn't there for them, too often, or what can't be read. */
export type Attempt = 'notAllowed' | 'notTheirs' | 'tooMany' | 'malformed'

/** Labels are route ids, points, outcomes, queues and jobs: lists that are written in the code. Never a person, a partner or an id. */
export class Metrics {
  readonly registry = new Registry()
  #requests = this.#counter('parley_requests_total', 'Requests answered.', ['route', 'method', 'status'])
  #seconds = new Histogram({
    name: 'parley_request_seconds',
    help: 'How long requests took.',
    labelNames: ['route', 'method'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    registers: [this.registry],
  })
  #attempts = this.#counter('parley_attempts_total', 'Requests that tried what nobody may, by what they tried.', [
    'what',
  ])
  #decisions = this.#counter('parley_decisions_total', 'Decisions recorded.', ['point', 'outcome'])
  #jobs = this.#counter('parley_job_runs_total', 'Runs of jobs.', ['job', 'result'])
  #jobSeconds = new Histogram({
    name: 'parley_job_seconds',
    help: 'How long jobs took.',
    labelNames: ['job'],
    buckets: [0.1, 0.5, 1, 5, 15, 60, 300, 1800],
    registers: [this.registry],
  })
  #serving = this.#gauge('parley_serving', '1 while this process takes requests, 0 while it starts or drains.')
  #away = this.#gauge('parley_database_away', '1 while the database is away.')
  #backlogAge = this.#gauge('parley_backlog_age_seconds', 'How long the first in line has been due.', ['queue'])
  #backlogRows = this.#gauge('parley_backlog_rows', 'How many wait.', ['queue'])
  #givenUp = this.#gauge('parley_given_up_rows', 'How many were given up, until a person looks.', ['queue'])
  #chainAge = this.#gauge('parley_records_checked_age_seconds', 'Since the chain of records was last found in order.')
  #pool: pg.Pool | undefined

  constructor() {
    collectDefaultMetrics({ register: this.registry })
    const poolOf = () => this.#pool
    new Gauge({
      name: 'parley_pool_connections',
      help: 'Connections of the pool in use and idle, and requests that wait for one.',
      labelNames: ['state'],
      registers: [this.registry],
      collect() {
        const pool = poolOf()
        if (!pool) return
        this.set({ state: 'used' }, pool.totalCount - pool.idleCount)
        this.set({ state: 'idle' }, pool.idleCount)
        this.set({ state: 'waiting' }, pool.waitingCount)
      },
    })
  }

  watchPool(pool: pg.Pool): void {
    this.#pool = pool
  }

  countRequest(route: string, method: string, status: number, ms: number): void {
    this.#requests.inc({ route, method, status: String(status) })
    this.#seconds.observe({ route, method }, ms / 1000)
  }

  countAttempt(what: Attempt): void {
    this.#attempts.inc({ what })
  }

  countDecisions(decisions: readonly Decided[]): void {
    for (const { point, outcome } of decisions) this.#decisions.inc({ point, outcome })
  }

  /** A run of which a part failed, as it says itself (`failed: 2`), has failed: what it leaves for the next time is seen. */
  async timeJob<T>(job: string, work: () => Promise<T>): Promise<T> {
    const stop = this.#jobSeconds.startTimer({ job })
    try {
      const result = await work()
      this.#jobs.inc({ job, result: failedOf(result) > 0 ? 'failed' : 'done' })
      return result
    } catch (error) {
      this.#jobs.inc({ job, result: 'failed' })
      throw error
    } finally {
      stop()
    }
  }

  /** The figures in Prometheus' text format. What only the database knows (`waiting`) is left out while it is away. */
  text(state: { isServing: boolean; isAway: boolean }, waiting: Waiting | undefined): Promise<string> {
    this.#serving.set(state.isServing ? 1 : 0)
    this.#away.set(state.isAway ? 1 : 0)
    for (const gauge of [this.#backlogAge, this.#backlogRows, this.#givenUp]) gauge.reset()
    this.#chainAge.remove()
    for (const { queue, ageSeconds, rows, givenUp } of waiting?.queues ?? []) {
      if (ageSeconds !== null) this.#backlogAge.set({ queue }, ageSeconds)
      this.#backlogRows.set({ queue }, rows)
      this.#givenUp.set({ queue }, givenUp)
    }
    if (typeof waiting?.recordsCheckedAgeSeconds === 'number') this.#chainAge.set(waiting.recordsCheckedAgeSeconds)
    return this.registry.metrics()
  }

  #counter<T extends string>(name: string, help: string, labelNames: T[]): Counter<T> {
    return new Counter({ name, help, labelNames, registers: [this.registry] })
  }

  #gauge<T extends string>(name: string, help: string, labelNames: T[] = []): Gauge<T> {
    return new Gauge({ name, help, labelNames, registers: [this.registry] })
  }
}

const failedOf = (result: unknown): number =>
  typeof result === 'object' && result !== null && 'failed' in result ? Number(result.failed) : 0
