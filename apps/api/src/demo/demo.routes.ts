import type { Env } from '../context.ts'
import type { Http } from '../http/mount.ts'
import { demoSignIns } from './cast.ts'
import { isDemoLoaded } from './load-demo.ts'

/** `GET /api/demo`: whom a visitor can sign in as. Only where the demo was loaded; elsewhere there is nothing at this address. */
export function demoRoutes(app: Http, env: Env): void {
  app.get('/api/demo', async (c) => {
    if (!(await isDemoLoaded(env))) return c.notFound()
    return c.json({ signIns: demoSignIns() }, 200, { 'cache-control': 'no-store' })
  })
}
