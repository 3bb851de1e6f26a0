import { type Logger, pino, stdTimeFunctions } from 'pino'
import { scrub, withoutSecrets } from './without-secrets.ts'

export type LogSettings = { logFormat: 'json' | 'text'; logLevel: string }

type Out = { write(line: string): void }

/**
 * JSON lines for machines, one event each, or short lines for a terminal. Whatever is logged goes through withoutSecrets:
 * keys that could hold a secret or a person's data are left out, and what looks like one is cut from every text.
 */
export function createLogger({ logFormat, logLevel }: LogSettings, service: string, out: Out = process.stdout): Logger {
  return pino(
    {
      level: logLevel,
      base: { service, pid: process.pid },
      timestamp: stdTimeFunctions.isoTime,
      formatters: { level: (level) => ({ level }), log: withoutSecrets },
      serializers: { err: (described) => described },
      hooks: { streamWrite: scrub },
    },
    logFormat === 'json' ? out : { write: (line: string) => out.write(inWords(line)) },
  )
}

function inWords(line: string): string {
  const { level, time, msg, err, service: _service, pid: _pid, ...rest } = JSON.parse(line)
  const details = Object.entries(rest).map(
    ([key, value]) => `${key}=${typeof value === 'object' ? JSON.stringify(value) : value}`,
  )
  const failure = err
    ? `\n  ${err.type}: ${err.message}${(err.at ?? []).map((at: string) => `\n    ${at}`).join('')}`
    : ''
  return `${[time.slice(11, 19), level.padEnd(5), msg, ...details].filter(Boolean).join(' ')}${failure}\n`
}
