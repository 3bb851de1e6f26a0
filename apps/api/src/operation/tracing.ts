import { AsyncLocalStorage } from 'node:async_hooks'
import type { Span, SpanContext, Tracer } from '@opentelemetry/api'
import type { TraceSettings } from '@parley/db/operation-settings'
import type pg from 'pg'
import { describeStatement } from './describe-statement.ts'
import type { Decided } from './operation.ts'

type Api = typeof import('@opentelemetry/api')

/** A span for each request, job and statement. Names, ids of decisions and durations; never a value, a name or an address. */
export type Tracing = {
  /** Runs a request within a span that goes on where `traceparent` comes from; `done` gives it its last attributes. */
  request<T>(traceparent: string | undefined, method: string, work: (span: Span) => Promise<T>): Promise<T>
  job<T>(name: string, work: () => Promise<T>): Promise<T>
  traceStatements(pool: pg.Pool): void
  nameDecisions(decisions: readonly Decided[]): void
  close(): Promise<void>
}

/** Only where a collector is set (OTEL_EXPORTER_OTLP_ENDPOINT) is anything of OpenTelemetry even loaded. */
export async function openTracing(
  settings: TraceSettings | undefined,
  serviceName: string,
): Promise<Tracing | undefined> {
  if (!settings) return undefined
  const { url, headers, share, service = serviceName } = settings
  const api = await import('@opentelemetry/api')
  const { AlwaysOnSampler, BatchSpanProcessor, ParentBasedSampler, TraceIdRatioBasedSampler, TracerProvider } =
    await import('@opentelemetry/sdk-trace')
  const { OTLPTraceExporter } = await import('@opentelemetry/exporter-trace-otlp-http')
  const { resourceFromAttributes } = await import('@opentelemetry/resources')
  const root = share < 1 ? new TraceIdRatioBasedSampler(share) : new AlwaysOnSampler()
  const exporter = new OTLPTraceExporter({ url, headers })
  const provider = new TracerProvider({
    sampler: new ParentBasedSampler({ root }),
    resource: resourceFromAttributes({ 'service.name': service }),
    spanProcessors: [new BatchSpanProcessor({ exporter, scheduledDelayMillis: 1000 })],
  })
  return new Spans(api, provider.getTracer('parley'), () => provider.shutdown())
}

/** W3C Trace Context, version 00: which trace a request belongs to already. */
export function readTraceparent(value: string | undefined): SpanContext | undefined {
  const [, traceId, spanId, flags] = /^00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})$/.exec(value ?? '') ?? []
  if (!traceId || !spanId || /^0+$/.test(traceId) || /^0+$/.test(spanId)) return undefined
  return { traceId, spanId, traceFlags: Number.parseInt(flags!, 16) & 1, isRemote: true }
}

class Spans implements Tracing {
  #api: Api
  #tracer: Tracer
  #current = new AsyncLocalStorage<Span>()
  readonly close: () => Promise<void>

  constructor(api: Api, tracer: Tracer, close: () => Promise<void>) {
    this.#api = api
    this.#tracer = tracer
    this.close = () => close().catch(() => {}) // a collector that is away keeps nobody from ending
  }

  request<T>(traceparent: string | undefined, method: string, work: (span: Span) => Promise<T>): Promise<T> {
    const { ROOT_CONTEXT, SpanKind, trace } = this.#api
    const from = readTraceparent(traceparent)
    const parent = from ? trace.setSpanContext(ROOT_CONTEXT, from) : ROOT_CONTEXT
    return this.#within(this.#tracer.startSpan(method, { kind: SpanKind.SERVER }, parent), work)
  }

  job<T>(name: string, work: () => Promise<T>): Promise<T> {
    return this.#within(this.#tracer.startSpan(`job ${name}`, {}, this.#api.ROOT_CONTEXT), work)
  }

  nameDecisions(decisions: readonly Decided[]): void {
    const span = this.#current.getStore()
    if (!span) return
    const all = decisions.slice(0, 100)
    span.setAttribute('parley.decision.id', all.length === 1 ? all[0]!.id : all.map(({ id }) => id))
    span.setAttribute('parley.decision.point', all.length === 1 ? all[0]!.point : all.map(({ point }) => point))
  }

  /** Each connection that the pool opens from now on tells of its statements. */
  traceStatements(pool: pg.Pool): void {
    if (typeof pool.on !== 'function') return
    pool.on('connect', (client) => {
      const query = client.query.bind(client) as (...args: unknown[]) => unknown
      const traced = (...args: unknown[]) => {
        const parent = this.#current.getStore()
        return parent ? this.#statement(parent, args[0], () => query(...args)) : query(...args)
      }
      client.query = traced as typeof client.query
    })
  }

  #statement(parent: Span, asked: unknown, send: () => unknown): unknown {
    const { SpanKind, SpanStatusCode, ROOT_CONTEXT, trace } = this.#api
    const { name, attributes } = describeStatement(asked)
    const span = this.#tracer.startSpan(
      name,
      { kind: SpanKind.CLIENT, attributes },
      trace.setSpan(ROOT_CONTEXT, parent),
    )
    const answer = send()
    if (!(answer instanceof Promise)) {
      span.end() // asked with a callback, by nobody of ours
      return answer
    }
    const failed = (error: { code?: string }) => {
      span.setAttribute('db.response.status_code', error.code ?? 'unknown')
      span.setStatus({ code: SpanStatusCode.ERROR })
    }
    answer.catch(failed).finally(() => span.end())
    return answer
  }

  #within<T>(span: Span, work: (span: Span) => Promise<T>): Promise<T> {
    const failed = (error: unknown) => {
      span.setStatus({ code: this.#api.SpanStatusCode.ERROR })
      throw error
    }
    return this.#current
      .run(span, () => work(span))
      .catch(failed)
      .finally(() => span.end())
  }
}
