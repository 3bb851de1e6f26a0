import { given, oneOf, onOrOff, SettingError, wholeNumber } from './settings.ts'

/** What those who run Parley for years set. */
export type OperationSettings = {
  /** JSON lines for machines, or short lines for a person at a terminal. */
  logFormat: 'json' | 'text'
  logLevel: 'debug' | 'info' | 'warn' | 'error' | 'silent'
  /** Port on which `/metrics` and the health routes are served to those who run Parley; undefined: none. */
  metricsPort: number | undefined
  /** What `/metrics` wants as a bearer token; with it, `/metrics` is on the main port too. */
  metricsToken: string | undefined
  /** How long requests are still taken after SIGTERM, while load balancers notice that /readyz is false. */
  drainGraceMs: number
  /** Whether the server does the jobs itself; off where `npm run worker` does. */
  jobs: boolean
  /** Whether to start on a database that a newer version has migrated: to go back one version. */
  newerDatabase: boolean
  /** Where spans go; undefined: nowhere. */
  traces: TraceSettings | undefined
}

export type TraceSettings = {
  /** The collector's address for spans, OTLP over HTTP. */
  url: string
  /** What it wants to see with each, such as a key. */
  headers: Record<string, string>
  /** Of the requests that nobody else traces, how many are: from 0 to 1. */
  share: number
  /** How the process calls itself; undefined: by its own name. */
  service: string | undefined
}

type Env = Record<string, string | undefined>

export function readOperationSettings(
  env: Env,
  isTerminal: boolean = process.stdout.isTTY === true,
): OperationSettings {
  const logFormat = oneOf(env, 'PARLEY_LOG', ['json', 'text'], isTerminal ? 'text' : 'json')
  const levels = ['debug', 'info', 'warn', 'error', 'silent'] as const
  const metricsPort = wholeNumber(env, 'PARLEY_METRICS_PORT', 0, 0, 65_535)
  return {
    logFormat,
    logLevel: oneOf(env, 'PARLEY_LOG_LEVEL', levels, logFormat === 'json' ? 'info' : 'warn'),
    metricsPort: metricsPort === 0 ? undefined : metricsPort,
    metricsToken: metricsToken(env),
    drainGraceMs: wholeNumber(env, 'PARLEY_DRAIN_SECONDS', 0, 0, 30) * 1000,
    jobs: onOrOff(env, 'PARLEY_JOBS', true),
    newerDatabase: onOrOff(env, 'PARLEY_NEWER_DATABASE', false),
    traces: traceSettings(env),
  }
}

/** OpenTelemetry's own variables, read here so that what can't be used ends the start like any other setting. */
export function traceSettings(env: Env): TraceSettings | undefined {
  const own = collector(env, 'OTEL_EXPORTER_OTLP_TRACES_ENDPOINT')
  const base = collector(env, 'OTEL_EXPORTER_OTLP_ENDPOINT')
  const url = own ?? (base && `${base.replace(/\/+$/, '')}/v1/traces`)
  if (url === undefined) return undefined
  const headers = { ...pairs(env, 'OTEL_EXPORTER_OTLP_HEADERS'), ...pairs(env, 'OTEL_EXPORTER_OTLP_TRACES_HEADERS') }
  return { url, headers, share: share(env), service: given(env, 'OTEL_SERVICE_NAME') }
}

/** Names no part of the value: some collectors take their key in the address. */
function collector(env: Env, name: string): string | undefined {
  const value = given(env, name)
  const url = value === undefined ? undefined : URL.parse(value)
  if (value === undefined || url?.protocol === 'http:' || url?.protocol === 'https:') return value
  throw new SettingError(`${name} can't be read as an address: write it as http://collector:4318, or leave it out.`)
}

function share(env: Env): number {
  const value = given(env, 'OTEL_TRACES_SAMPLER_ARG')
  const number = value === undefined ? 1 : /^(\d+\.?\d*|\.\d+)$/.test(value) ? Number(value) : Number.NaN
  if (number >= 0 && number <= 1) return number
  throw new SettingError(
    `OTEL_TRACES_SAMPLER_ARG is "${value}": set it to a share from 0 to 1, such as 0.1, or leave it out for 1.`,
  )
}

/** Names no part of the value: it holds a key. */
function pairs(env: Env, name: string): Record<string, string> {
  const all = (given(env, name) ?? '').split(',').filter((pair) => pair.trim() !== '')
  try {
    return Object.fromEntries(
      all.map((pair) => {
        const [, key, value] = /^\s*([!#$%&'*+.^`|~\w-]+)\s*=(.*)$/.exec(pair)!
        return [key!, decodeURIComponent(value!.trim())]
      }),
    )
  } catch {
    throw new SettingError(
      `${name} can't be read as headers: write them as name=value,other=value, with % and , of a value as %25 and %2C.`,
    )
  }
}

function metricsToken(env: Env): string | undefined {
  const value = given(env, 'PARLEY_METRICS_TOKEN')
  if (value === undefined || value.length >= 16) return value
  throw new SettingError(
    `PARLEY_METRICS_TOKEN has ${value.length} characters: give it at least 16 random ones (openssl rand -hex 16), or leave it out.`,
  )
}
