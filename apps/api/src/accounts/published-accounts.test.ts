import { partner } from '@parley/contract/routes/partner'
import { describe, expect, it } from 'vitest'
import '../../../../test/support/matchers.ts'
import { world } from '../../../../test/support/world.ts'

const w = await world()
const reads = (query: { q?: string; designation?: 'named' | 'house'; limit?: number; cursor?: string } = {}) =>
  w.as('alder').does(partner.publishedAccounts, { query })
const names = async (query = {}) => (await reads(query)).items.map(({ name }) => name)

for (const [name, designation] of [
  ['Aurora Bank', 'house'],
  ['Civic Power', 'named'],
  ['Open Door Cafés', 'open'],
  ['Bank of Everything', 'named'],
  ['Élan Mobility', 'house'],
] as const)
  await w.has.account({ name, designation, domain: `${name.split(' ')[0]!.toLowerCase()}-secret.com` })

describe('the published list', () => {
  it('shows partners the house and named accounts, and of each no more than is published', async () => {
    const { items } = await reads()
    expect(items).toEqual([
      { name: 'Aurora Bank', country: 'US', designation: 'house', since: null },
      { name: 'Bank of Everything', country: 'US', designation: 'named', since: null },
      { name: 'Civic Power', country: 'US', designation: 'named', since: null },
      { name: 'Élan Mobility', country: 'US', designation: 'house', since: null },
    ])
    expect(await names({ designation: 'house' })).toEqual(['Aurora Bank', 'Élan Mobility'])
  })

  it('is searched by beginnings of words of these names, and by nothing else', async () => {
    expect(await names({ q: 'bank' })).toEqual(['Aurora Bank', 'Bank of Everything'])
    expect(await names({ q: 'ELAN mob' })).toEqual(['Élan Mobility'])
    for (const q of ['secret', 'aurora-secret.com', 'ank', 'open door']) expect(await names({ q }), q).toEqual([])
  })

  it('is paged without telling ids', async () => {
    const first = await reads({ limit: 3 })
    expect((await reads({ limit: 3, cursor: first.nextCursor! })).items).toMatchObject([{ name: 'Élan Mobility' }])
    const ids = await w.sql<{ id: string }>('SELECT id FROM parley.account')
    const cursor = Buffer.from(first.nextCursor!, 'base64url').toString()
    for (const { id } of ids) expect(cursor).not.toContain(id)
  })
})
