import { describe, expect, it } from 'vitest'
import { claimOf, commission } from '../support/commission.ts'
import { aDeal } from '../support/factories.ts'
import { partners } from '../support/program.ts'
import { world } from '../support/world.ts'

const w = await world()
const sales = commission(w)

describe('CM-7: remedies for the loser who deserved are rules like any other, decided and paid with reasons', () => {
  it('who wrote the specification of a tender that another won is paid a credit for the lost bid', async () => {
    const { summary } = await sales.deal('City of Larkfield', { tender: 'published' })
    await sales.claims(summary.id, 'alder', 'resold', { wroteSpecification: true })
    await sales.claims(summary.id, 'brightwater', 'resold')
    await sales.paper(summary.id, 'brightwater', { role: 'resale', wantsPaper: 'vendor' })
    const won = await sales.wins(summary.id, { closedBy: 'partner', closerPartnerId: partners.brightwater.id })
    const loser = claimOf(won, 'alder')
    expect(loser).toMatchObject({ amountMinor: 300_000, heldMinor: 300_000 })
    expect(loser.steps).toMatchObject([{ text: '3% of $100,000', because: [{ rule: 'lost-bid-credit' }] }])
    expect(claimOf(won, 'brightwater').amountMinor).toBe(800_000)

    await sales.untilOwed(summary.id)
    w.travelTo('2027-01-04')
    await sales.closesUntil('2026-12')
    const statement = await sales.statement('alder', '2026-12')
    expect(statement.totalMinor).toBe(300_000)
    expect(statement.lines[0]!.decision.headline).toMatch(/specification|tender/i)
    expect(JSON.stringify(statement)).not.toContain('Brightwater')
  })

  it('without the specification, or without a tender, it earns nothing and reads why', async () => {
    const { summary } = await sales.deal('Township of Fernhill', { tender: 'published' })
    await sales.claims(summary.id, 'alder', 'resold')
    await sales.paper(summary.id, 'brightwater', { role: 'resale', wantsPaper: 'vendor' })
    const won = await sales.wins(summary.id)
    expect(claimOf(won, 'alder')).toMatchObject({ state: 'nothing', amountMinor: 0 })
    const [own] = (await sales.ownClaims('alder')).filter(({ accountName }) => accountName === 'Township of Fernhill')
    expect(own!.decision!.reasons[0]!.possible ?? '').not.toBe('')
  })

  it('who influenced is paid its influence credit beside the winner', async () => {
    const { summary } = await sales.deal('Fieldfare Clinics')
    await sales.claims(summary.id, 'corvane', 'influenced')
    await sales.claims(summary.id, 'alder', 'sourced')
    await sales.paper(summary.id, 'alder')
    expect(claimOf(await sales.wins(summary.id), 'corvane').amountMinor).toBe(300_000)
  })

  it('whose registration has ended still has its tail, for as long as the rule says', async () => {
    const make = async (name: string) => {
      const { summary } = await w
        .as('delmar')
        .registers(aDeal({ account: { name }, deal: { expectedCloseOn: '2027-03-15' } }))
      const [row] = await w.sql<{ id: string; until: Date | null }>(
        `SELECT r.account_id AS id, upper(x.during) AS until FROM parley.registration r LEFT JOIN parley.protection x ON x.registration_id = r.id WHERE r.id = $1`,
        [summary.id],
      )
      const deal = await sales.deal(name, { accountId: row!.id })
      await sales.claims(deal.summary.id, 'delmar', 'sourced', { registrationId: summary.id })
      await sales.paper(deal.summary.id, 'delmar')
      return { id: deal.summary.id, until: row!.until! }
    }
    const inTime = await make('Sanderling Tools')
    const tooLate = await make('Turnstone Tools')
    expect(inTime.until).not.toBeNull()
    w.travelTo(new Date(inTime.until.getTime() + 30 * 86_400_000).toISOString())
    const tail = claimOf(await sales.wins(inTime.id), 'delmar')
    expect(tail).toMatchObject({ amountMinor: 600_000 })
    expect(tail.steps[0]!.because).toMatchObject([{ rule: 'sourced-before-the-end' }])
    w.travelTo(new Date(inTime.until.getTime() + 220 * 86_400_000).toISOString())
    const over = claimOf(await sales.wins(tooLate.id), 'delmar')
    expect(over).toMatchObject({ state: 'nothing', amountMinor: 0 })
  })

  it('of a deal that is lost nobody earns anything, and each reads why', async () => {
    const { summary } = await sales.deal('Whimbrel Lenses')
    await sales.claims(summary.id, 'alder', 'sourced')
    const lost = await sales.loses(summary.id)
    expect(claimOf(lost, 'alder')).toMatchObject({ state: 'nothing', decision: { outcome: { type: 'nothing' } } })
    expect(lost.entries).toEqual([])
  })
})
