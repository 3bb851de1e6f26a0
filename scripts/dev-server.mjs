// `npm run dev`: one port. The API restarts when its code changes; both apps are served by Vite and reload in place.
import { spawn } from 'node:child_process'
import { createServer, request } from 'node:http'
import { createServer as createVite } from 'vite'
import { exitWith, explainListenError, readSettings } from '../packages/db/src/settings.ts'
import { inRoot } from './lib/steps.mjs'

async function main() {
  const settings = readSettings(process.env)
  const server = createServer((incoming, outgoing) => handle(incoming, outgoing))
  await new Promise((resolve, reject) => {
    server.once('error', (error) => reject(explainListenError(error, settings)))
    server.listen(settings.port, settings.host, resolve)
  })
  const apiPort = await freePort()
  const api = startApi(settings, apiPort)
  const partner = await vite('partner', '/', server)
  const admin = await vite('admin', '/admin/', server)

  function handle(incoming, outgoing) {
    const path = incoming.url.split('?')[0]
    if (path === '/api' || path.startsWith('/api/')) return forward(incoming, outgoing, apiPort)
    if (path === '/admin') return outgoing.writeHead(302, { location: '/admin/' }).end()
    const app = path.startsWith('/admin/') ? admin : partner
    return app.middlewares(incoming, outgoing)
  }

  const stop = () => {
    api.once('exit', () => process.exit(0))
    if (api.exitCode !== null || !api.kill('SIGTERM')) process.exit(0)
  }
  process.once('SIGTERM', stop)
  process.once('SIGINT', stop)
  console.log(`Partner app ${settings.publicUrl}/ and console ${settings.publicUrl}/admin/, reloading as you edit.`)
}

function startApi(settings, apiPort) {
  const env = { ...process.env, PORT: String(apiPort), PARLEY_HOST: '127.0.0.1', PARLEY_URL: settings.publicUrl }
  const script = inRoot('apps', 'api', 'src', 'server.ts')
  return spawn(process.execPath, ['--watch', '--watch-preserve-output', script], { env, stdio: 'inherit' })
}

function vite(app, base, server) {
  return createVite({
    root: inRoot('apps', app),
    base,
    appType: 'spa',
    server: { middlewareMode: true, hmr: { server, path: `__reload_${app}` } },
  })
}

function forward(incoming, outgoing, port) {
  const { method, url: path, headers } = incoming
  const onward = request({ host: '127.0.0.1', port, method, path, headers }, (answer) => {
    outgoing.writeHead(answer.statusCode, answer.headers)
    answer.pipe(outgoing)
  })
  onward.once('error', () => {
    if (outgoing.headersSent) return outgoing.destroy()
    const problem = { type: 'about:blank', title: 'The API is starting. Try again in a moment.', status: 503 }
    outgoing.writeHead(503, { 'content-type': 'application/problem+json', 'retry-after': '1' })
    return outgoing.end(JSON.stringify(problem))
  })
  incoming.pipe(onward)
}

function freePort() {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address()
      probe.close(() => resolve(port))
    })
  })
}

await main().catch(exitWith)
