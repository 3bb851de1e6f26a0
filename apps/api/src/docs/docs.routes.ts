import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Http } from '../http/mount.ts'
import { openApiDocument } from './openapi.ts'
import { problemPages } from './problem-pages.ts'

/** Swagger UI from our own port. The page has no inline script: the content security policy allows none. */
const page = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>Parley API</title>
    <link rel="stylesheet" href="/api/docs/swagger-ui.css">
    <link rel="icon" href="/api/docs/favicon-32x32.png">
  </head>
  <body>
    <div id="swagger-ui"></div>
    <script src="/api/docs/swagger-ui-bundle.js"></script>
    <script src="/api/docs/start.js"></script>
  </body>
</html>
`
const start = `SwaggerUIBundle({
  url: '/api/openapi.json',
  dom_id: '#swagger-ui',
  deepLinking: true,
  docExpansion: 'list',
  defaultModelsExpandDepth: 0,
  validatorUrl: null,
})
`
const shipped = {
  'swagger-ui.css': 'text/css; charset=utf-8',
  'swagger-ui-bundle.js': 'text/javascript; charset=utf-8',
  'favicon-32x32.png': 'image/png',
} as const

/** `GET /api/openapi.json`, the pages of `GET /api/docs`, and what problems mean. */
export function docsRoutes(app: Http): void {
  problemPages(app)
  let document: string | undefined
  app.get('/api/openapi.json', (c) => {
    document ??= JSON.stringify(openApiDocument())
    return c.body(document, 200, { 'content-type': 'application/json', 'cache-control': 'no-cache' })
  })
  app.get('/api/docs', (c) => c.html(page, 200, { 'cache-control': 'no-cache' }))
  app.get('/api/docs/', (c) => c.redirect('/api/docs'))
  app.get('/api/docs/start.js', (c) =>
    c.body(start, 200, { 'content-type': 'text/javascript; charset=utf-8', 'cache-control': 'no-cache' }),
  )
  for (const [name, type] of Object.entries(shipped)) {
    app.get(`/api/docs/${name}`, (c) =>
      c.body(readShipped(name), 200, { 'content-type': type, 'cache-control': 'public, max-age=86400' }),
    )
  }
}

const kept = new Map<string, Uint8Array<ArrayBuffer>>()

function readShipped(name: string): Uint8Array<ArrayBuffer> {
  const known = kept.get(name)
  if (known) return known
  const bytes = new Uint8Array(readFileSync(createRequire(import.meta.url).resolve(`swagger-ui-dist/${name}`)))
  kept.set(name, bytes)
  return bytes
}
