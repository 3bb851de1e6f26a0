import type { Env } from '../context.ts'
import type { Http } from '../http/mount.ts'
import { demoSignIns } from './cast.ts'
import { isDemoLoaded } from './load-demo.ts'

/** `GET /api/demo`: whom a visitor can sign in as, password and all; nobody where the demo isn't loaded. */
export function demoRoutes(app: Http, env: Env): void {
  app.get('/api/demo', async (c) => {
    const signIns = (await isDemoLoaded(env)) ? demoSignIns() : []
    return c.json({ signIns }, 200, { 'cache-control': 'no-store' })
  })
}
