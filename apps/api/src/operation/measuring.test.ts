import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createApp } from '@parley/api/app'
import { createEnv } from '@parley/api/context'
import { Metrics } from '@parley/api/operation/metrics'
import { operatorApp } from '@parley/api/operation/operation.routes'
import { openTracing } from '@parley/api/operation/tracing'
import { allRoutes } from '@parley/contract/routes/all'
import { openPool } from '@parley/db/connect'
import { traceSettings } from '@parley/db/operation-settings'
import { pointIds } from '@parley/rules/points/points'
import { afterAll, describe, expect, it } from 'vitest'
import { aDeal } from '../../../../test/support/factories.ts'
import { partners, password, people } from '../../../../test/support/program.ts'
import { Someone } from '../../../../test/support/someone.ts'
import { world } from '../../../../test/support/world.ts'

type Span = {
  traceId: string
  spanId: string
  parentSpanId?: string
  name: string
  attributes: { key: string; value: Record<string, unknown> }[]
}

const w = await world()
const spans: Span[] = []
const services: unknown[] = []
const keys: unknown[] = []

/** A collector: takes OTLP over HTTP as JSON, and keeps what it was told. */
const collector = createServer(async (request, response) => {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk)
  keys.push(request.headers['x-key'])
  const { resourceSpans } = JSON.parse(Buffer.concat(chunks).toString())
  for (const { resource, scopeSpans } of resourceSpans) {
    services.push(resource.attributes.find(({ key }: { key: string }) => key === 'service.name').value.stringValue)
    for (const scope of scopeSpans) spans.push(...scope.spans)
  }
  response.setHeader('content-type', 'application/json').end('{}')
})
await new Promise<void>((resolve) => collector.listen(0, '127.0.0.1', resolve))
const { port } = collector.address() as AddressInfo

const token = 'a token of twenty letters'
const metrics = new Metrics()
const collected = traceSettings({
  OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${port}/`,
  OTEL_EXPORTER_OTLP_HEADERS: 'x-key=of%20twelve',
})
const tracing = await openTracing(collected, 'parley-api')
const pool = openPool(w.ownerUrl, { role: 'parley_app', size: 4 })
const env = createEnv({
  appPool: pool,
  secret: 'a secret for tests of at least 32 characters',
  publicUrl: 'http://localhost',
  clock: w.now,
  passwordCost: { N: 16, r: 8, p: 1 },
  measuring: { metrics, tracing, metricsToken: token },
})
const app = createApp(env)
const ada = new Someone(app, people.alder, password)
afterAll(async () => {
  await env.close()
  await pool.end()
  collector.close()
})

const asked = (headers = {}) => app.request('/metrics', { headers })
const figures = async () => (await asked({ authorization: `Bearer ${token}` })).text()
const figure = (text: string, name: string) =>
  Number(new RegExp(`^${name.replaceAll(/[{}"]/g, '\\$&')} (\\S+)$`, 'm').exec(text)?.[1])

describe('metrics', () => {
  it('are for whoever has the token, and not there for anybody else', async () => {
    for (const headers of [{}, { authorization: 'Bearer another' }]) {
      const answer = await asked(headers)
      expect(answer.status).toBe(401)
      expect(answer.headers.get('www-authenticate')).toBe('Bearer')
      expect(await answer.text()).not.toContain('parley_serving')
    }
    expect((await asked({ authorization: `Bearer ${token}` })).status).toBe(200)
  })

  it('are nowhere on the port of the apps without a token, and not the partner app’s page either', async () => {
    const answer = await w.app.request('/metrics')
    expect(answer.status).toBe(404)
    expect(answer.headers.get('content-type')).toBe('application/problem+json')
    expect((await operatorApp(w.env).request('/metrics')).status).toBe(404)
  })

  it('are open on a port of their own, unless there is a token', async () => {
    const measured = (metricsToken?: string) =>
      createEnv({
        ...{ appPool: pool, secret: 'a secret for tests of at least 32 characters', publicUrl: 'http://localhost' },
        measuring: { metrics: new Metrics(), tracing: undefined, metricsToken },
      })
    const [open, closed] = [measured(), measured(token)]
    expect((await operatorApp(open).request('/metrics')).status).toBe(200)
    expect((await createApp(open).request('/metrics')).status).toBe(404)
    expect((await operatorApp(closed).request('/metrics')).status).toBe(401)
    await Promise.all([open.close(), closed.close()])
  })

  it('say nothing of how long e-mails wait where no mail server is set', async () => {
    await w.sql("UPDATE parley.email SET created_at = created_at - interval '1 day' WHERE sent_at IS NULL")
    expect(await figures()).not.toMatch(/parley_backlog_age_seconds\{queue="email"\}/)
    env.mail = { ...({} as NonNullable<typeof env.mail>), host: 'mail.northwind.example' }
    expect(await figures()).toMatch(/parley_backlog_age_seconds\{queue="email"\} \d/)
    env.mail = undefined
  })

  it('count what people tried that isn’t theirs', async () => {
    await ada.fetches('/api/v1/staff/registrations')
    await ada.fetches('/api/v1/partner/registrations/00000000-0000-4000-8000-000000000000')
    await ada.fetches('/no/such/place')
    const text = await figures()
    expect(figure(text, 'parley_attempts_total{what="notAllowed"}')).toBe(1)
    expect(figure(text, 'parley_attempts_total{what="notTheirs"}')).toBe(1)
  })

  it('count requests by route, decisions by outcome once they are committed, and what waits', async () => {
    await ada.registers(aDeal({ account: { name: 'Harbor Freight Lines' } }))
    await w.sql(
      "INSERT INTO parley.outbox (topic, subject_id, payload, created_at) VALUES ('registration.closed', gen_random_uuid(), '{}', $1)",
      [new Date(w.now().getTime() - 90_000)],
    )
    const text = await figures()
    expect(figure(text, 'parley_requests_total{route="registerDeal",method="POST",status="201"}')).toBe(1)
    expect(figure(text, 'parley_decisions_total{point="registration",outcome="approve"}')).toBe(1)
    expect(figure(text, 'parley_backlog_age_seconds{queue="outbox"}')).toBe(90)
    expect(figure(text, 'parley_backlog_rows{queue="outbox"}')).toBeGreaterThan(0)
    expect(figure(text, 'parley_serving')).toBe(1)
    expect(text).toMatch(/^parley_pool_connections\{state="idle"\} \d+$/m)
    expect(text).toMatch(/^nodejs_eventloop_lag_p99_seconds /m)
  })

  it('count a retry of a request once, and what was rolled back not at all', async () => {
    const key = 'the-same-key'
    const body = aDeal({ account: { name: 'Tall Pine Logistics' } })
    const before = figure(await figures(), 'parley_decisions_total{point="registration",outcome="approve"}')
    const send = () =>
      ada.fetches('/api/v1/partner/registrations', {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'idempotency-key': key },
        body: JSON.stringify(body),
      })
    expect([(await send()).status, (await send()).status]).toEqual([201, 201])
    expect(figure(await figures(), 'parley_decisions_total{point="registration",outcome="approve"}')).toBe(before + 1)
  })

  it('count jobs that ended and jobs that failed', async () => {
    await env.operation.ran('a-job', async () => 1)
    await expect(env.operation.ran('a-job', () => Promise.reject(new Error('no')))).rejects.toThrow('no')
    const text = await figures()
    expect(figure(text, 'parley_job_runs_total{job="a-job",result="done"}')).toBe(1)
    expect(figure(text, 'parley_job_runs_total{job="a-job",result="failed"}')).toBe(1)
  })

  it('count a run of which a part failed as failed, though it left that for the next time', async () => {
    expect(await env.operation.ran('b-job', async () => ({ seen: 3, failed: 1 }))).toEqual({ seen: 3, failed: 1 })
    await env.operation.ran('b-job', async () => ({ seen: 3, failed: 0 }))
    const text = await figures()
    expect(figure(text, 'parley_job_runs_total{job="b-job",result="failed"}')).toBe(1)
    expect(figure(text, 'parley_job_runs_total{job="b-job",result="done"}')).toBe(1)
  })

  it('have labels from the code only: nobody adds one by asking for something else', async () => {
    for (const path of [
      '/api/v1/nowhere/5',
      '/zq7x',
      `/api/v1/partner/registrations/${partners.alder.id}`,
      '/api/auth/zq7x',
    ])
      for (const method of ['GET', 'PURGE', 'POST']) await app.request(path, { method })
    const labels = [...(await figures()).matchAll(/route="([^"]*)",method="([^"]*)"/g)].map(
      ([, route, method]) => `${method} ${route}`,
    )
    const known = new Set<string>(allRoutes.map(({ id }) => id))
    const others = [...new Set(labels)].filter((label) => !known.has(label.split(' ')[1]!))
    expect(others.filter((label) => /zq7x|nowhere|PURGE|[0-9a-f]{8}-/.test(label))).toEqual([])
    const text = await figures()
    for (const { id, name } of Object.values(partners)) expect(text.includes(id) || text.includes(name)).toBe(false)
    for (const [, point] of text.matchAll(/point="([^"]*)"/g)) expect(pointIds).toContain(point)
  })
})

describe('a trace', () => {
  const trace = '0af7651916cd43dd8448eb211c80319c'
  const attribute = (span: Span, key: string) =>
    Object.values(span.attributes.find((each) => each.key === key)?.value ?? {})[0]

  it('has a span for the request with the decision’s id, and one for each statement, without a value', async () => {
    await env.program()
    const answer = await ada.fetches('/api/v1/partner/registrations', {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'idempotency-key': 'zq7x-key',
        traceparent: `00-${trace}-b7ad6b7169203331-01`,
      },
      body: JSON.stringify(aDeal({ account: { name: 'Zq7x Foundry' } })),
    })
    expect(answer.status).toBe(201)
    const [decision] = await w.sql<{ id: string }>('SELECT id FROM parley.decision ORDER BY seq DESC LIMIT 1')
    await tracing!.close()
    const mine = spans.filter(({ traceId }) => traceId === trace)
    const request = mine.find(({ name }) => name === 'POST registerDeal')!
    expect(request.parentSpanId).toBe('b7ad6b7169203331')
    expect(attribute(request, 'parley.decision.id')).toBe(decision!.id)
    expect(attribute(request, 'http.response.status_code')).toBe(201)
    const statements = mine.filter(({ parentSpanId }) => parentSpanId === request.spanId)
    expect(statements.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['open_request', 'record_protected', 'keep_answer']),
    )
    expect(mine).toHaveLength(statements.length + 1)
    expect(new Set(services)).toEqual(new Set(['parley-api']))
    expect(new Set(keys)).toEqual(new Set(['of twelve']))
    expect(JSON.stringify(spans)).not.toMatch(/zq7x|Dana|Linden|alder/i)
  })

  it('costs nothing where no collector is set: nothing is loaded', async () => {
    expect(await openTracing(traceSettings({}), 'parley-api')).toBeUndefined()
    expect(w.env.operation.tracing).toBeUndefined()
  })
})
