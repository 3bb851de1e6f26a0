import { partner } from '@parley/contract/routes/partner'
import { describe, expect, it } from 'vitest'
import { aDeal } from '../../../test/support/factories.ts'
import { world } from '../../../test/support/world.ts'
import { AppError } from './app-error.ts'
import { type Actor, systemActor } from './context.ts'
import { registerDeal } from './registrations/register-deal.ts'
import { inTransaction } from './transaction.ts'

const w = await world()

const seller = (partnerId: string): Actor => ({
  userId: `somebody of ${partnerId}`,
  name: 'Somebody',
  email: 'somebody@example.com',
  role: 'partnerSeller',
  audience: 'partner',
  partnerId,
})
const nobody: Actor = { ...systemActor, audience: '' as 'system' }
const countOf = (table: string) =>
  w.sql<{ rows: number }>(`SELECT count(*)::int AS rows FROM parley.${table}`).then(([row]) => row!.rows)

describe('a use case is one transaction', () => {
  it('leaves nothing behind when it fails after the decision', async () => {
    const tables = ['registration', 'decision', 'protection', 'outbox', 'account', 'idempotency']
    const before = await Promise.all(tables.map(countOf))
    const failing = inTransaction(w.env, seller(w.partners.alder.id), async (ctx) => {
      await registerDeal(ctx, aDeal({ account: { name: 'Never Recorded' } }))
      throw new AppError('conflict', 'The test stops here.')
    })
    await expect(failing).rejects.toThrow('The test stops here.')
    expect(await Promise.all(tables.map(countOf))).toEqual(before)
  })

  it('ends with what was written on its way, and fails with it', async () => {
    const draft = (id: string, form: string) => [id, w.partners.alder.id, 'somebody', form, w.env.clock()]
    const insert =
      'INSERT INTO registration_draft (id, partner_id, user_id, form, updated_at) VALUES ($1, $2, $3, $4, $5)'
    const before = await countOf('registration_draft')
    const failing = inTransaction(w.env, seller(w.partners.alder.id), async ({ tx, newId }) => {
      tx.write(insert, draft(newId(), '{}'), 'write_draft')
      tx.write(insert, draft(newId(), 'no JSON'), 'write_draft')
    })
    await expect(failing).rejects.toThrow('can’t be stored')
    expect(await countOf('registration_draft')).toBe(before)
    await inTransaction(w.env, seller(w.partners.alder.id), async ({ tx, newId }) =>
      tx.write(insert, draft(newId(), '{}'), 'write_draft'),
    )
    expect(await countOf('registration_draft')).toBe(before + 1)
  })

  it('is a conflict, and no fault of ours, when another was faster with what only one may have', async () => {
    const insert =
      'INSERT INTO registration_draft (id, partner_id, user_id, form, updated_at) VALUES ($1, $2, $3, $4, $5)'
    const draft = [w.env.newId(), w.partners.alder.id, 'somebody', '{}', w.env.clock()]
    const twice = () => inTransaction(w.env, seller(w.partners.alder.id), ({ tx }) => tx.query(insert, draft))
    await twice()
    await expect(twice()).rejects.toMatchObject({ code: 'conflict', cause: { constraint: 'registration_draft_pkey' } })
  })

  it('costs a registration at most five round trips', async () => {
    await w.as('alder').registers(aDeal({ account: { name: 'Warm Up' } }))
    const before = w.env.roundTrips.count
    await w.as('alder').registers(aDeal({ account: { name: 'Counted' } }))
    expect(w.env.roundTrips.count - before).toBeLessThanOrEqual(5)
  })

  it('tells of what nobody foresaw only the id of the request', async () => {
    const clock = w.env.clock
    w.env.clock = () => {
      throw new Error('secret inner workings')
    }
    const answer = await w
      .as('alder')
      .fetches('/api/v1/partner/drafts', { headers: { cookie: await w.as('alder').cookie() } })
    w.env.clock = clock
    expect(answer.status).toBe(500)
    expect(answer.text).not.toMatch(/secret|inner/)
    expect(answer.json).toMatchObject({ code: 'unexpected' })
  })
})

describe('row-level security keeps partners apart beneath the API', () => {
  const owned = [
    'registration',
    'protection',
    'decision',
    'outbox',
    'certification',
    'partner',
    'idempotency',
    'registration_draft',
  ]

  it('shows no row to nobody', async () => {
    await w.as('alder').registers(aDeal({ account: { name: 'Seen By Its Owner' } }))
    await w.as('alder').does(partner.createDraft, { body: { form: {} } })
    for (const table of [...owned, 'account']) {
      const rows = await inTransaction(w.env, nobody, (ctx) => ctx.tx.query(`SELECT 1 FROM ${table}`))
      expect({ table, rows: rows.length, all: (await countOf(table)) > 0 }).toEqual({ table, rows: 0, all: true })
    }
  })

  it('shows a partner only its own rows, and accounts to no partner', async () => {
    await w.as('brightwater').registers(aDeal({ account: { name: 'Brightwater’s Own' } }))
    const { alder, brightwater } = w.partners
    await inTransaction(w.env, seller(brightwater.id), async ({ tx }) => {
      for (const table of owned) {
        const owner = table === 'partner' ? 'id' : 'partner_id'
        const rows = await tx.query<{ owner: string }>(`SELECT ${owner} AS owner FROM ${table}`)
        expect({ table, owners: [...new Set(rows.map((row) => row.owner))] }).not.toMatchObject({
          owners: expect.arrayContaining([alder.id]),
        })
      }
      expect(await tx.query('SELECT 1 FROM account')).toEqual([])
      expect(
        await tx.query('UPDATE registration SET status = status WHERE partner_id = $1 RETURNING id', [alder.id]),
      ).toEqual([])
    })
  })

  it('lets nobody write a row for another partner, or change a decision', async () => {
    const { alder, brightwater } = w.partners
    const writing = inTransaction(w.env, seller(brightwater.id), ({ tx, newId, now }) =>
      tx.query(
        'INSERT INTO registration_draft (id, partner_id, user_id, form, updated_at) VALUES ($1, $2, $3, $4, $5)',
        [newId(), alder.id, 'x', '{}', now],
      ),
    )
    await expect(writing).rejects.toThrow(/row-level security/)
    const changing = inTransaction(w.env, systemActor, ({ tx }) => tx.query(`UPDATE decision SET outcome = 'approve'`))
    await expect(changing).rejects.toThrow(/permission denied/)
    await expect(w.sql(`UPDATE parley.decision SET outcome = 'approve'`)).rejects.toThrow(/append-only/)
  })
})
