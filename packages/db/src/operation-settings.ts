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
}

export function readOperationSettings(
  env: Record<string, string | undefined>,
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
  }
}

function metricsToken(env: Record<string, string | undefined>): string | undefined {
  const value = given(env, 'PARLEY_METRICS_TOKEN')
  if (value === undefined || value.length >= 16) return value
  throw new SettingError(
    `PARLEY_METRICS_TOKEN has ${value.length} characters: give it at least 16 random ones (openssl rand -hex 16), or leave it out.`,
  )
}
