import { createApp } from '@parley/api/app'
import { createEnv } from '@parley/api/context'
import { createLogger } from '@parley/api/operation/logger'
import { viewAs } from '@parley/contract/routes/view-as'
import { expect, it } from 'vitest'
import { password, people } from '../../../../test/support/program.ts'
import { Someone } from '../../../../test/support/someone.ts'
import { world } from '../../../../test/support/world.ts'

const w = await world()

it('the log of each request of a view has both who looked and as whom', async () => {
  const lines: string[] = []
  const env = createEnv({
    appPool: w.env.pool,
    secret: 'a secret for tests of at least 32 characters',
    publicUrl: 'http://localhost',
    clock: w.now,
    passwordCost: { N: 16, r: 8, p: 1 },
    logger: createLogger({ logFormat: 'json', logLevel: 'info' }, 'parley-api', { write: (line) => lines.push(line) }),
  })
  const app = createApp(env)
  const manager = new Someone(app, people.manager, password)
  const users = await w.sql<{ id: string; email: string }>('SELECT id, email FROM auth."user"')
  const idOf = (email: string) => users.find((user) => user.email === email)!.id
  const view = await manager.does(viewAs.start, {
    body: { userId: idOf(people.alder.email), reason: 'She asked by telephone.' },
  })
  const cookie = `${await manager.cookie()}; parley.view_as=${view.id}`
  expect((await app.request('/api/v1/partner/home', { headers: { cookie } })).status).toBe(200)
  expect(lines.map((line) => JSON.parse(line)).find(({ route }) => route === 'partnerHome')).toMatchObject({
    actorId: idOf(people.alder.email),
    via: 'viewAs',
    viewId: view.id,
    viewedBy: idOf(people.manager.email),
  })
  await env.close()
})
