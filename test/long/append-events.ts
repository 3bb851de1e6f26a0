// A process that records so many events about one partner, each in a commit of its own: `node append-events.ts OWNER_URL PARTNER COUNT`.
import { recordEvent } from '@parley/api/audit/record-event'
import { createEnv, systemActor } from '@parley/api/context'
import { inTransaction } from '@parley/api/transaction'
import { openPool } from '@parley/db/connect'

const [ownerUrl, partnerId, count] = process.argv.slice(2) as [string, string, string]
const appPool = openPool(ownerUrl, { role: 'parley_app', size: 4 })
const env = createEnv({
  appPool,
  secret: 'a secret for tests of at least 32 characters',
  publicUrl: 'http://localhost',
})
const append = () =>
  inTransaction(env, systemActor, (ctx) =>
    recordEvent(ctx, {
      action: 'user.invited',
      subject: { kind: 'user', id: ctx.newId(), name: 'Ben Ode' },
      partnerId,
      details: { again: true },
    }),
  )
// Four at a time, as a process with a pool has them.
const appendInTurn = async (turns: number) => {
  for (let turn = 0; turn < turns; turn++) await append()
}
const share = Number(count) / 4
await Promise.all([0, 1, 2, 3].map((worker) => appendInTurn(Math.ceil(share - worker / 4))))
await env.close()
await appPool.end()
