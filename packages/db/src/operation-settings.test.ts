import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readOperationSettings } from './operation-settings.ts'
import { readSettings, SettingError } from './settings.ts'

test('a log is for machines, unless a person is at a terminal, who is told less', () => {
  expect(readOperationSettings({}, false)).toEqual({
    ...{ logFormat: 'json', logLevel: 'info', metricsPort: undefined, metricsToken: undefined },
    ...{ drainGraceMs: 0, jobs: true, newerDatabase: false, traces: undefined },
  })
  expect(readOperationSettings({}, true)).toMatchObject({ logFormat: 'text', logLevel: 'warn' })
  expect(readOperationSettings({ PARLEY_LOG: 'json' }, true)).toMatchObject({ logFormat: 'json', logLevel: 'info' })
})

test.each([
  ['PARLEY_LOG', 'xml'],
  ['PARLEY_LOG_LEVEL', 'loud'],
  ['PARLEY_METRICS_PORT', '99999'],
  ['PARLEY_METRICS_TOKEN', 'short'],
  ['PARLEY_DRAIN_SECONDS', '31'],
  ['PARLEY_JOBS', 'no'],
  ['OTEL_EXPORTER_OTLP_ENDPOINT', 'nonsense'],
  ['OTEL_EXPORTER_OTLP_ENDPOINT', 'grpc://collector:4317'],
])('%s=%s is refused in one sentence that names the variable', (name, value) => {
  expect(() => readOperationSettings({ [name]: value }, false)).toThrow(SettingError)
  expect(() => readOperationSettings({ [name]: value }, false)).toThrow(new RegExp(`^${name} .*[^.]\\.$`))
})

test('a secret may come from a file, from one place only, and one that can’t be read is named', () => {
  const folder = mkdtempSync(join(tmpdir(), 'parley-secrets-'))
  const file = join(folder, 'secret')
  writeFileSync(file, `${'s'.repeat(40)}\n`)
  expect(readSettings({ PARLEY_SECRET_FILE: file }).secret).toBe('s'.repeat(40))
  expect(() => readSettings({ PARLEY_SECRET_FILE: file, PARLEY_SECRET: 't'.repeat(40) })).toThrow(
    'leave one of them out',
  )
  expect(() => readSettings({ DATABASE_URL_FILE: join(folder, 'none') })).toThrow(
    /^DATABASE_URL_FILE is ".*none", which can't be read/,
  )
  rmSync(folder, { recursive: true })
})

test('where traces go, and how many, is read from OpenTelemetry’s own variables, and a key from a file', () => {
  const folder = mkdtempSync(join(tmpdir(), 'parley-headers-'))
  const file = join(folder, 'headers')
  writeFileSync(file, 'x-key=hunter%202, x-team = parley\n')
  const at = { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://collector:4318/' }
  const traces = (env: Record<string, string>) => readOperationSettings({ ...at, ...env }, false).traces
  expect(traces({})).toEqual({
    ...{ url: 'http://collector:4318/v1/traces', headers: {}, share: 1, service: undefined },
  })
  expect(
    traces({ OTEL_EXPORTER_OTLP_HEADERS_FILE: file, OTEL_TRACES_SAMPLER_ARG: '0.25', OTEL_SERVICE_NAME: 'deals' }),
  ).toMatchObject({ headers: { 'x-key': 'hunter 2', 'x-team': 'parley' }, share: 0.25, service: 'deals' })
  for (const share of ['7', '-0.5', 'half', '1e-1'])
    expect(() => traces({ OTEL_TRACES_SAMPLER_ARG: share })).toThrow(
      /^OTEL_TRACES_SAMPLER_ARG is ".*": set it to a share/,
    )
  expect(() => traces({ OTEL_EXPORTER_OTLP_HEADERS: 'hunter2' })).toThrow(
    /^OTEL_EXPORTER_OTLP_HEADERS can't be read as headers: (?!.*hunter2).*[^.]\.$/,
  )
  rmSync(folder, { recursive: true })
})
