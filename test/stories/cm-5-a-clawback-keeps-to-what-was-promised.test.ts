import { describe, expect, it } from 'vitest'
import { claimOf, commission } from '../support/commission.ts'
import { world } from '../support/world.ts'

const w = await world()
const sales = commission(w)

/** Won now, promised by the rules of now: a share of 12% of a contract over a year. */
async function promised(name: string, amountMinor = 10_000_000): Promise<string> {
  const { summary } = await sales.deal(name, { amountMinor })
  await sales.claims(summary.id, 'alder', 'sourced')
  await sales.paper(summary.id, 'alder')
  await sales.wins(summary.id)
  return summary.id
}
async function smallestTakenBack(amountMinor: number): Promise<void> {
  const { summary } = await w.as('editor').policies.submits((document) => {
    document.parameters.smallestAmountMinor!.value = amountMinor
  }, 'clawback')
  await w.as('approver').policies.approves(summary.version, 'clawback')
  await w.as('approver').policies.activates(summary.version, undefined, 'clawback')
}
const refund = { event: 'refunded', cause: 'customer', amountMinor: 125_000 } as const
const takenBack = async (id: string) => claimOf(await sales.reads(id), 'alder').takenBackMinor

describe('CM-5: what is taken back follows the rules of the promise, or newer ones that take less', () => {
  const deals = { strict: '', lenient: '', ended: '', setOff: '' }

  it('no month is closed before its last day is over where the vendor is', async () => {
    deals.strict = await promised('Heron Shipping')
    deals.ended = await promised('Plover Textiles', 5_000_000)
    w.travelTo('2026-11-03')
    await smallestTakenBack(20_000)
    deals.lenient = await promised('Dunlin Bakeries')
    for (const id of [deals.strict, deals.ended, deals.lenient]) await sales.isPaid(id, '2026-11-03')
    w.travelTo('2026-12-04')
    for (const id of [deals.strict, deals.ended, deals.lenient]) await sales.settles(id)
    await sales.closesUntil('2026-11')
    w.travelTo('2027-01-01T05:59:59.000Z')
    await expect(sales.closes('2026-12')).toBeRefused('conflict', /isn’t over yet/)
    w.travelTo('2027-01-01T06:00:00.000Z')
    await sales.closes('2026-12')
    await sales.pays((await sales.statement('alder', '2026-12')).id)
  })

  it('rules that came later and take less are the partner’s', async () => {
    await sales.happens(deals.strict, refund)
    expect(await takenBack(deals.strict)).toBe(0)
  })

  it('rules that came later and take more aren’t', async () => {
    await smallestTakenBack(10_000)
    await sales.happens(deals.lenient, refund)
    expect(await takenBack(deals.lenient)).toBe(0)
    await sales.happens(deals.strict, refund)
    expect(await takenBack(deals.strict)).toBe(15_000)
  })

  it('of a contract that ended early, the days that were left count to the last day of its term', async () => {
    await sales.happens(deals.ended, { event: 'cancelled', cause: 'customer', endedOn: '2026-12-31' })
    // Of November 2, 2026 to November 1, 2027, 305 of 365 days were left: 83.56% of 6,000.00.
    expect(await takenBack(deals.ended)).toBe(501_360)
  })

  it('a contract ends once: noted again, nothing more is taken', async () => {
    for (const event of ['cancelled', 'movedToOther'] as const)
      await expect(sales.happens(deals.ended, { event, cause: 'customer', endedOn: '2026-12-31' })).toBeRefused(
        'refused',
        /was noted already, on January 1, 2027/,
      )
    expect(await takenBack(deals.ended)).toBe(501_360)
  })

  it('what came back of one clawback isn’t counted for the next: over the months, all of both is set off', async () => {
    await sales.happens(deals.lenient, { event: 'refunded', cause: 'customer', amountMinor: 4_000_000 })
    await sales.happens(deals.lenient, { event: 'refunded', cause: 'customer', amountMinor: 3_000_000 })
    const owedBack = (await takenBack(deals.strict)) + (await takenBack(deals.lenient)) + (await takenBack(deals.ended))
    for (const [name, day, month] of [
      ['Swift Printers', '2027-03-01', '2027-02'],
      ['Wren Textiles', '2027-05-01', '2027-04'],
    ] as const) {
      const id = await promised(name)
      await sales.untilOwed(id)
      deals.setOff ||= id
      w.travelTo(day)
      await sales.closesUntil(month)
    }
    const lines = [
      ...(await sales.statement('alder', '2027-02')).lines,
      ...(await sales.statement('alder', '2027-04')).lines,
    ]
    const setOff = lines.filter(({ kind }) => kind === 'setOff').reduce((sum, { amountMinor }) => sum - amountMinor, 0)
    expect(setOff).toBe(owedBack)
  })

  it('a statement that came to nothing holds nothing up: there is nothing to pay first', async () => {
    expect(await sales.statement('alder', '2027-02')).toMatchObject({ totalMinor: 0 })
    await sales.happens(deals.setOff, { event: 'refunded', cause: 'customer', amountMinor: 1_000_000 })
    const { takenBackMinor } = claimOf(await sales.reads(deals.setOff), 'alder')
    expect(takenBackMinor).toBe(120_000)
  })
})
