import pg from 'pg'
import { describe, expect, it } from 'vitest'
import { readFolder } from '../../../../../packages/identity/training/read-folder.ts'
import { world } from '../../../../../test/support/world.ts'
import { systemActor } from '../../context.ts'
import { addAccounts } from '../../demo/fill.ts'
import { inTransaction } from '../../transaction.ts'
import { bulkLoad } from './bulk-load.ts'
import { findAccount } from './find-account.ts'

const w = await world()
const sample = readFolder('packages/identity/training/sample').accounts.map(
  ({ id, name, domain = null, country = null, city = null }) => ({
    id: w.env.newId(),
    name,
    domain,
    country,
    city,
    source: id,
  }),
)
const [before, inBulk, after] = [sample.slice(0, 20), sample.slice(20, 220), sample.slice(220, 240)]
const asStaff = <T>(work: Parameters<typeof inTransaction<T>>[2]) => inTransaction(w.env, systemActor, work)
const expectedKeys = `SELECT n.number, k, parley.place_code(n.country, n.place,
  (SELECT count(*) FROM parley.account_name o WHERE o.account_id = n.account_id) > 1) FROM parley.account_name n, unnest(n.keys) k`
const keptKeys = 'SELECT account_name, key, place FROM parley.account_key'
const untrueKeys = () => w.sql(`(${expectedKeys} EXCEPT ${keptKeys}) UNION ALL (${keptKeys} EXCEPT ${expectedKeys})`)

describe('very many accounts at once', () => {
  it('are found like those before them and those after them', async () => {
    await asStaff((ctx) => addAccounts(ctx, before))
    const owner = new pg.Client({ connectionString: w.ownerUrl })
    await owner.connect()
    expect(await bulkLoad(owner, inBulk, w.now())).toBe(200)
    await owner.end()
    await asStaff((ctx) => addAccounts(ctx, after))

    for (const account of [before[3]!, inBulk[7]!, inBulk[199]!, after[5]!]) {
      const { best } = await asStaff((ctx) => findAccount(ctx, account, { by: 'staff' }))
      expect(best).toMatchObject({ accountId: account.id, name: account.name })
    }
    expect(await untrueKeys()).toEqual([])
  })

  it('leave everything as it was when one of them can’t be loaded', async () => {
    const owner = new pg.Client({ connectionString: w.ownerUrl })
    await owner.connect()
    const twice = [{ ...inBulk[0]!, id: w.env.newId() }, inBulk[0]!]
    await expect(bulkLoad(owner, twice, w.now())).rejects.toThrow(/account_pkey/)
    await owner.end()
    expect(await w.sql('SELECT count(*)::int AS all FROM parley.account')).toEqual([{ all: 240 }])
    await asStaff((ctx) => addAccounts(ctx, [{ ...after[0]!, id: w.env.newId() }]))
    expect(await untrueKeys()).toEqual([])
  })
})
