import { savedViews } from '@parley/contract/routes/saved-views'
import type { ViewList } from '@parley/contract/saved-views'
import { describe, expect, it } from 'vitest'
import '../../../../test/support/matchers.ts'
import { world } from '../../../../test/support/world.ts'

const w = await world()
const manager = w.as('manager')
const seller = w.as('sales')

const keeps = (
  who: typeof manager,
  name: string,
  isShared = false,
  filters: Record<string, string> = { status: 'inReview' },
) => who.does(savedViews.save, { body: { list: 'registrations', name, filters, isShared } })
const finds = async (who: typeof manager, list: ViewList = 'registrations') =>
  (await who.does(savedViews.list, { query: { list } })).items.map(
    ({ name, isOwn }) => `${isOwn ? 'own' : 'shared'}: ${name}`,
  )

describe('a view', () => {
  it('is found by its owner alone, until it is shared; own ones come first', async () => {
    const view = await keeps(manager, 'Waits for us')
    await keeps(seller, 'Zinc')
    expect([await finds(manager), await finds(seller)]).toEqual([['own: Waits for us'], ['own: Zinc']])
    await manager.does(savedViews.change, {
      params: { id: view.id },
      body: { name: 'Waits for us', filters: view.filters, isShared: true },
      ifMatch: view.version,
    })
    expect(await finds(seller)).toEqual(['own: Zinc', 'shared: Waits for us'])
    expect(await finds(seller, 'accounts')).toEqual([])
  })

  it('is changed and taken away by its owner alone', async () => {
    const { id, version, filters } = await keeps(manager, 'Shared by Mina', true)
    const change = { params: { id }, body: { name: 'Mine now', filters, isShared: true }, ifMatch: version }
    await expect(seller.does(savedViews.change, change)).toBeRefused('conflict')
    await expect(seller.does(savedViews.forget, { params: { id } })).toBeRefused('conflict')
    const own = await keeps(seller, 'Only Sal’s')
    await expect(manager.does(savedViews.forget, { params: { id: own.id } })).toBeRefused('notFound')
    await expect(manager.does(savedViews.change, { ...change, ifMatch: 7 })).toBeRefused('stale')
    await manager.does(savedViews.forget, { params: { id } })
    expect(await finds(seller)).not.toContain('shared: Shared by Mina')
  })

  it('has a name once for each owner and list, whatever its case', async () => {
    const { id, version, filters } = await keeps(manager, 'Twice')
    await expect(keeps(manager, 'TWICE')).toBeRefused('refused')
    await keeps(seller, 'Twice')
    await manager.does(savedViews.save, { body: { list: 'accounts', name: 'Twice', filters: {} } })
    const other = await keeps(manager, 'Thrice')
    const body = { name: 'twice', filters, isShared: false }
    await expect(
      manager.does(savedViews.change, { params: { id: other.id }, body, ifMatch: other.version }),
    ).toBeRefused('refused')
    const renamed = await manager.does(savedViews.change, { params: { id }, body, ifMatch: version })
    expect(renamed).toMatchObject({ name: 'twice', version: version + 1 })
  })

  it('keeps the filters as the address says them, and nothing else', async () => {
    const filters = { status: 'approved', productFamily: 'backup', sort: 'ending' }
    expect((await keeps(manager, 'All of it', false, filters)).filters).toEqual(filters)
    await expect(keeps(manager, 'Odd', false, { 'a b': 'c' })).toBeRefused('refused')
    const many = Object.fromEntries(Array.from({ length: 21 }, (_, at) => [`f${String.fromCharCode(97 + at)}`, 'x']))
    await expect(keeps(manager, 'Many', false, many)).toBeRefused('refused')
  })

  it('is the vendor’s own: partners have none', async () => {
    expect((await w.as('alder').sends(savedViews.list, { query: { list: 'registrations' } })).status).toBe(403)
  })

  it('isn’t read by a colleague in the database either, before it is shared', async () => {
    await keeps(manager, 'For my eyes')
    const seen = await w.env.pool.query<{ names: string[] }>(
      `BEGIN; SELECT * FROM parley.open_request('staff', '', 'somebody else', NULL);
       SELECT array_agg(name) AS names FROM parley.saved_view; ROLLBACK`,
    )
    const names = (seen as unknown as { rows: { names: string[] | null }[] }[])[2]!.rows[0]!.names
    expect(names).not.toContain('For my eyes')
    expect(names).toContain('Waits for us')
  })
})
