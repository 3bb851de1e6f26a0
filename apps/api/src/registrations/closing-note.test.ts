import { staff } from '@parley/contract/routes/staff'
import { expect, it } from 'vitest'
import { aDeal } from '../../../../test/support/factories.ts'
import { world } from '../../../../test/support/world.ts'

const w = await world()

it('what the vendor’s people note when they close a deal stays among them', async () => {
  const { summary } = await w.as('alder').registers(aDeal())
  const body = { result: 'lost' as const, note: 'Brightwater Technology was cheaper.' }
  const closed = await w.as('sales').does(staff.close, { params: { id: summary.id }, body, ifMatch: 1 })
  expect(closed.timeline.at(-1)).toMatchObject({ kind: 'closed', text: 'Lost: Brightwater Technology was cheaper.' })
  const seen = await w.as('alder').opens(summary.id)
  expect(seen.timeline.at(-1)).toMatchObject({ kind: 'closed', text: 'Lost' })
  expect(JSON.stringify(seen)).not.toContain('Brightwater')
})
