import { describe, expect, it } from 'vitest'
import { aDeal } from '../../../../test/support/factories.ts'
import { partners } from '../../../../test/support/program.ts'
import { world } from '../../../../test/support/world.ts'

const w = await world()
const accountId = await w.has.account({ name: 'Orchard Logistics' })
const of = { accountId, productFamily: 'backup' }
await w.has.holding({ ...of, incumbentPartnerId: partners.brightwater.id, since: '2026-07-21' })
await w.has.directOpportunity({ ...of, ownerName: 'Sal Pereira', lastContactOn: '2026-10-20' })

describe('the interests that compete with a registration', () => {
  it('say how each stands in words, and when in a field of its own', async () => {
    const { summary } = await w.as('corvane').registers(aDeal({ account: { name: 'Orchard Logistics' } }))
    const { competing } = await w.as('manager').inspects(summary.id)
    expect(competing.map(({ kind, status, since, lastContactOn }) => ({ kind, status, since, lastContactOn }))).toEqual(
      [
        { kind: 'directPipeline', status: 'Open', since: null, lastContactOn: '2026-10-20' },
        // The day began at five in UTC: Chicago has summer time in July.
        { kind: 'incumbent', status: 'Customer', since: '2026-07-21T05:00:00.000Z', lastContactOn: null },
      ],
    )
  })
})
