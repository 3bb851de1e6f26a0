import { bodyExamples } from '@parley/api/docs/examples'
import { tagWords } from '@parley/api/docs/introduction'
import { openApiDocument } from '@parley/api/docs/openapi'
import { problemStatus } from '@parley/contract/problem'
import type { Route } from '@parley/contract/route'
import { allRoutes } from '@parley/contract/routes/all'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { describe, expect, it } from 'vitest'
import { world } from '../support/world.ts'

const w = await world()
const routes: readonly Route[] = allRoutes
type Operation = {
  operationId: string
  parameters: { name: string; in: string; required: boolean }[]
  requestBody?: { content: { 'application/json': { schema: object; example?: unknown } } }
  security: Record<string, string[]>[]
  responses: Record<
    string,
    { description: string; headers?: Record<string, object>; content?: Record<string, { schema: object }> }
  >
}
const answer = await w.stranger().fetches('/api/openapi.json')
const document = answer.json as {
  openapi: string
  info: { title: string; version: string }
  servers: { url: string }[]
  tags: { name: string; description?: string }[]
  paths: Record<string, Record<string, Operation>>
  components: { schemas: Record<string, object> }
}
const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
)

describe('GET /api/openapi.json', () => {
  it('is OpenAPI 3.1, and what the contract says today', () => {
    expect(answer.status).toBe(200)
    expect(document.openapi).toBe('3.1.0')
    expect(document.info).toMatchObject({ title: 'Parley', version: '1' })
    expect(document.servers).toEqual([{ url: '/api/v1' }])
    expect(document).toEqual(JSON.parse(JSON.stringify(openApiDocument())))
  })

  it('lists exactly the routes that are mounted', () => {
    const mounted = w.app.routes
      .filter(({ path, method }) => path.startsWith('/api/v1/') && method !== 'ALL')
      .map(({ path, method }) => `${method} ${path.slice('/api/v1'.length).replaceAll(/:(\w+)/g, '{$1}')}`)
    const listed = operations.map(({ path, method }) => `${method.toUpperCase()} ${path}`)
    expect(listed.sort()).toEqual([...new Set(mounted)].sort())
    expect(listed).toHaveLength(routes.length)
  })

  it('every reference leads somewhere', () => {
    const references = [...JSON.stringify(document).matchAll(/"\$ref":"#\/components\/schemas\/([^"]+)"/g)].map(
      (match) => match[1]!,
    )
    expect(references.length).toBeGreaterThan(40)
    expect(references.filter((name) => !Object.hasOwn(document.components.schemas, name))).toEqual([])
  })

  it('every schema is JSON Schema 2020-12', () => {
    const ajv = new Ajv2020({ strict: false, validateFormats: false })
    ajv.addSchema({ $id: 'doc', components: document.components })
    for (const name of Object.keys(document.components.schemas))
      expect(() => ajv.compile({ $ref: `doc#/components/schemas/${name}` }), name).not.toThrow()
  })

  it('every operation says what it takes, and every problem it can answer', () => {
    const route = new Map(routes.map((each) => [each.id, each]))
    for (const { path, operation } of operations) {
      const { params, body, creates, etag, status, audience } = route.get(operation.operationId)!
      const inPath = operation.parameters.filter((each) => each.in === 'path').map((each) => each.name)
      expect(inPath, path).toEqual([...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1]))
      expect(Object.keys(params?.shape ?? {})).toEqual(inPath)
      const headers = operation.parameters.filter((each) => each.in === 'header').map((each) => each.name)
      expect(headers.includes('Idempotency-Key')).toBe(creates === true)
      expect(headers.includes('If-Match')).toBe(etag === 'needs')
      expect(operation.requestBody !== undefined).toBe(body !== undefined)
      const always = [String(status), '500', ...(audience === 'public' ? [] : ['401'])]
      expect(Object.keys(operation.responses)).toEqual(expect.arrayContaining(always))
      for (const [code, response] of Object.entries(operation.responses))
        if (Number(code) >= 400) expect(Object.keys(response.content!)).toEqual(['application/problem+json'])
    }
  })

  it('says who may ask: anybody, whoever is signed in, or an API key with its scope', () => {
    const asked = (id: string) => operations.find(({ operation }) => operation.operationId === id)!.operation.security
    const session = { session: [] }
    expect(asked('registerDeal')).toEqual([session, { apiKey: ['write'] }])
    expect(asked('listRegistrations')).toEqual([session, { apiKey: ['read'] }])
    expect(asked('inviteColleague')).toEqual([session])
    for (const { id, audience } of routes) expect(asked(id).length === 0, id).toBe(audience === 'public')
  })

  it('says of each group of operations what it is for', () => {
    expect(document.tags.filter(({ description }) => !description)).toEqual([])
    expect(Object.keys(tagWords).sort()).toEqual(document.tags.map(({ name }) => name).sort())
  })

  it('says how long to wait wherever it asks to wait', () => {
    for (const { path, operation } of operations)
      for (const status of ['429', '503'])
        expect(operation.responses[status]!.headers, path).toHaveProperty('Retry-After')
  })

  it('every example is one that the contract takes', () => {
    expect(Object.keys(bodyExamples).length).toBeGreaterThan(10)
    for (const [id, example] of Object.entries(bodyExamples))
      expect(routes.find((route) => route.id === id)!.body!.safeParse(example).error, id).toBeUndefined()
  })
})

describe('what a problem’s type leads to', () => {
  it('is a page that says what it means, for every code', async () => {
    const refused = await w.stranger().fetches('/api/v1/partner/registrations')
    const { type } = refused.json as { type: string }
    const codes = [...Object.keys(problemStatus).map((code) => `/problems/${code}`), type, '/problems']
    for (const address of codes) {
      const page = await w.stranger().fetches(address)
      expect(page.status, address).toBe(200)
      expect(page.text).toContain(address === '/problems' ? 'What the API’s errors mean' : `>${address.slice(10)}<`)
    }
    expect((await w.stranger().fetches('/problems/notOne')).status).toBe(404)
  })
})

describe('GET /api/docs', () => {
  it('is a page of our own port that the content security policy lets run', async () => {
    const page = await w.stranger().fetches('/api/docs')
    expect(page.status).toBe(200)
    expect(page.headers.get('content-security-policy')).toMatch(/script-src 'self'/)
    expect(page.text).not.toMatch(/<script>|<script(?![^>]*src=)|\son\w+=|https?:\/\//)
    const parts = [...page.text.matchAll(/(?:src|href)="([^"]+)"/g)].map((match) => match[1]!)
    expect(parts.length).toBeGreaterThan(3)
    for (const part of parts) expect((await w.stranger().fetches(part)).status, part).toBe(200)
  })
})
