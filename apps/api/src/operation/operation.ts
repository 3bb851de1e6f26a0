import type pg from 'pg'
import { DatabaseWatch } from './database-watch.ts'
import type { Metrics } from './metrics.ts'
import type { Tracing } from './tracing.ts'

/** A decision that was committed, as far as it may be counted and traced: never whose it is. */
export type Decided = { id: string; point: string; outcome: string }

/** What a process measures with; neither costs anything where it's left out. */
export type Measuring = {
  metrics?: Metrics | undefined
  tracing?: Tracing | undefined
  /** With it, `/metrics` is served beside the API to whoever sends it. */
  metricsToken?: string | undefined
}

/** How this process does, for those who run it: whether it serves, and what is measured of it. */
export class Operation {
  /** `starting` until it can serve; `draining` from the first signal on. */
  state: 'starting' | 'serving' | 'draining' = 'serving'
  readonly database: DatabaseWatch
  readonly metrics: Metrics | undefined
  readonly tracing: Tracing | undefined
  readonly metricsToken: string | undefined

  constructor(appPool: pg.Pool, clock: () => Date, { metrics, tracing, metricsToken }: Measuring = {}) {
    this.database = new DatabaseWatch(appPool, clock)
    metrics?.watchPool(appPool)
    this.metrics = metrics
    this.metricsToken = metricsToken
    this.tracing = tracing
    tracing?.traceStatements(appPool)
  }

  /** Another pool on the same database. */
  watches(pool: pg.Pool): void {
    this.database.guard(pool)
    this.tracing?.traceStatements(pool)
  }

  /** Called once a transaction is committed. */
  committed(decisions: readonly Decided[]): void {
    if (decisions.length === 0) return
    this.metrics?.countDecisions(decisions)
    this.tracing?.nameDecisions(decisions)
  }

  /** Runs a job and counts how it ended; what it throws is thrown on. */
  async ran<T>(job: string, work: () => Promise<T>): Promise<T> {
    const measured = this.metrics ? () => this.metrics!.timeJob(job, work) : work
    return this.tracing ? this.tracing.job(job, measured) : measured()
  }

  async close(): Promise<void> {
    await this.database.close()
    await this.tracing?.close()
  }
}
