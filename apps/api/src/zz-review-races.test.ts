import { accounts } from '@parley/contract/routes/accounts'
import { expect, it } from 'vitest'
import { aDeal } from '../../../test/support/factories.ts'
import { world } from '../../../test/support/world.ts'
import { rekeyAccounts } from './accounts/identity/rekey-accounts.ts'
import { registerDeal } from './registrations/register-deal.ts'
import { inTransaction } from './transaction.ts'

const w = await world()
const manager = w.as('manager')

it.each([false, true])('family at once (one after the other: %s)', async (serial) => {
  const tag = serial ? 'Zubrowski Foundry' : 'Hazelrigg Millinery'
  const tag2 = serial ? 'Calloway Orchards' : 'Nordlicht Energie'
  const P = await w.has.account({ name: tag, country: 'US' })
  const C = await w.has.account({ name: tag2, country: 'US' })
  await w.sql(`UPDATE parley.account SET parent_id='${P}', relation_to_parent='subsidiary' WHERE id='${C}'`)
  const first: any = await w.as('alder').registers(aDeal({ account: { name: 'Pennyfarthing Kilns ' + tag.slice(0, 5) }, productFamily: 'analytics' }))
  const [who] = await w.sql<any>(`SELECT partner_id AS "partnerId", submitted_by AS "userId", submitted_by_name AS name FROM parley.registration WHERE id='${first.summary.id}'`)
  const actor = { ...who, email: 'a@example.com', role: 'partnerSeller', audience: 'partner' } as never
  await w.as('brightwater').cookie()
  const reg = () => w.as('brightwater').registers(aDeal({ account: { name: tag2, country: 'US' } })).catch((e) => e)
  let second: any
  const a: any = await inTransaction(w.env, actor, async (ctx) => {
    const r = await registerDeal(ctx, aDeal({ account: { name: tag, country: 'US' } }) as never)
    if (!serial) { second = reg(); await new Promise((x) => setTimeout(x, 1000)) }
    return r
  })
  const b: any = await (serial ? reg() : second)
  console.log('FAMILY serial', serial, a.decision.outcome.type, b instanceof Error ? b.message : b.decision.outcome.type, await w.sql(`SELECT count(*)::int AS conflicts FROM parley.conflict WHERE account_id IN ('${P}','${C}')`), await w.sql(`SELECT account_id='${P}' AS at_p, account_id='${C}' AS at_c FROM parley.registration WHERE account_id IN ('${P}','${C}')`))
  await w.runsSweep()
  console.log('after sweep', await w.sql(`SELECT count(*)::int AS conflicts FROM parley.conflict WHERE account_id IN ('${P}','${C}')`))
})
