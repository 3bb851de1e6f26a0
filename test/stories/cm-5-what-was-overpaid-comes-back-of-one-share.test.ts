import { describe, expect, it } from 'vitest'
import { claimOf, commission } from '../support/commission.ts'
import type { NotDone } from '../support/someone.ts'
import { world } from '../support/world.ts'

const w = await world()
const sales = commission(w)

describe('CM-5: what was paid too much comes back of the share to which it was paid', () => {
  it('and of no other partner’s in the deal: where several were paid, it has to be said which', async () => {
    w.travelTo('2026-11-02')
    const { summary } = await sales.deal('Turnstone Foods')
    const { id } = summary
    await sales.claims(id, 'alder', 'sourced')
    await sales.claims(id, 'brightwater', 'influenced', { wroteSpecification: true, customerConfirmed: 'email' })
    await sales.paper(id, 'alder')
    await sales.wins(id)
    await sales.untilOwed(id)
    w.travelTo('2027-01-03')
    await sales.closesUntil('2026-12')
    for (const each of ['alder', 'brightwater'] as const) await sales.pays((await sales.statement(each, '2026-12')).id)
    const overpaid = { event: 'overpaid', cause: 'vendor', amountMinor: 100_000 } as const
    const refused = await sales.happens(id, overpaid).catch((error: NotDone) => error.problem)
    expect(refused).toMatchObject({ errors: [{ pointer: '/claimId', mend: 'Say which of them was paid too much.' }] })
    const deal = await sales.happens(id, { ...overpaid, claimId: claimOf(await sales.reads(id), 'alder').id })
    expect(claimOf(deal, 'alder').takenBackMinor).toBe(100_000)
    expect(claimOf(deal, 'brightwater').takenBackMinor).toBe(0)
  })
})
