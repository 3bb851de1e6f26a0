import { partner } from '@parley/contract/routes/partner'
import { beforeAll, describe, expect, it } from 'vitest'
import { aDeal } from '../support/factories.ts'
import { shorterDescriptions } from '../support/policy-edits.ts'
import { partners } from '../support/program.ts'
import { world } from '../support/world.ts'

const w = await world()

/** Something of a partner in each table that is looked at. */
async function leavesSomething(who: 'corvane' | 'brightwater') {
  const seller = w.as(who)
  const own = await seller.registers(aDeal({ account: { name: `First of ${who}` }, deal: { amountMinor: 2_000_000 } }))
  const body = { kind: 'call' as const, note: 'They want two.', happenedOn: '2026-11-02' }
  await seller.logsActivity(own.summary.id, body)
  const large = await seller.registers(
    aDeal({ account: { name: `Second of ${who}` }, deal: { amountMinor: 90_000_000 } }),
  )
  await w.as('manager').asks(large.summary.id, 'Which of their sites is it?')
  await seller.does(partner.createDraft, { body: { form: { accountName: `Third of ${who}` } } })
}
await leavesSomething('corvane')
await leavesSomething('brightwater')

describe('CF-7: the database keeps partners apart, beneath the API', () => {
  const tables = [
    'registration',
    'registration_draft',
    'protection',
    'activity',
    'information_request',
    'decision',
    'idempotency',
    'outbox',
  ]

  async function rowsSeen(
    table: string,
    settings: { audience: string; partnerId: string },
  ): Promise<{ partner_id: string | null }[]> {
    const client = await w.env.pool.connect()
    try {
      await client.query('BEGIN')
      await client.query(`SELECT set_config('parley.audience', $1, true), set_config('parley.partner_id', $2, true)`, [
        settings.audience,
        settings.partnerId,
      ])
      return (await client.query(`SELECT partner_id FROM parley.${table}`)).rows
    } finally {
      await client.query('ROLLBACK')
      client.release()
    }
  }

  it.each(tables)('%s: a partner’s connection sees its own rows only, and a nameless one none', async (table) => {
    const own = await rowsSeen(table, { audience: 'partner', partnerId: partners.corvane.id })
    const all = await w.sql<{ partner_id: string | null }>(`SELECT partner_id FROM parley.${table}`)
    const ofCorvane = all.filter((row) => row.partner_id === partners.corvane.id)
    expect(ofCorvane.length).toBeGreaterThan(0)
    expect(all.length).toBeGreaterThan(ofCorvane.length)
    expect(own).toEqual(ofCorvane)
    expect(await rowsSeen(table, { audience: '', partnerId: '' })).toEqual([])
    expect(await rowsSeen(table, { audience: 'partner', partnerId: '' })).toEqual([])
  })

  beforeAll(async () => {
    const accountId = await w.has.account({ name: 'Staff Only Stores' })
    const of = { accountId, productFamily: 'backup' }
    await w.has.holding({ ...of, incumbentPartnerId: null, since: '2024-05-01' })
    await w.has.directOpportunity({ ...of, ownerName: 'Sal Pereira', lastContactOn: '2026-10-20' })
    const { policies: editor } = w.as('editor')
    await editor.startsDraft()
    const { version } = (await editor.submits(shorterDescriptions)).summary
    await w.as('approver').policies.approves(version)
    await w.as('approver').policies.activates(version, '2026-12-24T15:00:00.000Z')
    await w.as('approver').policies.cancels(version, 'Nobody starts anything at Christmas.')
  })
  const staffsOwn = ['account', 'holding', 'direct_opportunity', 'policy_draft', 'policy_cancellation']

  it.each(staffsOwn)('%s: partners see none of it', async (table) => {
    expect((await w.sql(`SELECT 1 FROM parley.${table} LIMIT 1`)).length).toBe(1)
    const client = await w.env.pool.connect()
    await client.query('BEGIN')
    await client.query(
      `SELECT set_config('parley.audience', 'partner', true), set_config('parley.partner_id', $1, true)`,
      [partners.corvane.id],
    )
    const seen = (await client.query(`SELECT 1 FROM parley.${table}`)).rows
    await client.query('ROLLBACK')
    client.release()
    expect(seen).toEqual([])
  })
})
