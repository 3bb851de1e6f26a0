import { settleDue } from '@parley/api/commissions/settle-due'
import { staffDeals } from '@parley/contract/routes/deals'
import { partnerStatements, staffStatements } from '@parley/contract/routes/statements'
import { describe, expect, it } from 'vitest'
import { claimOf, commission } from '../support/commission.ts'
import { world } from '../support/world.ts'

const w = await world()
const sales = commission(w)

describe('CM-6: a statement re-computes from its own lines, and each line links to its decision', () => {
  let statementId = ''

  it.each([
    ['Swift Printers', 12_345_678],
    ['Martin Forge', 999_999],
    ['Wren Textiles', 7_777_777],
  ])('three partners earn on %s, and its customer pays', async (name, amountMinor) => {
    const { summary } = await sales.deal(name, { amountMinor })
    await sales.claims(summary.id, 'alder', 'sourced')
    await sales.claims(summary.id, 'brightwater', 'influenced', { customerConfirmed: 'call' })
    await sales.claims(summary.id, 'corvane', 'sourced', { activities: 7 })
    await sales.paper(summary.id, 'alder')
    await sales.wins(summary.id)
    await sales.isPaid(summary.id, '2026-11-02')
  })

  it('when the days of return are over, all is owed: a month later each has one statement', async () => {
    w.travelTo('2026-12-03')
    expect(await settleDue(w.env)).toEqual({ seen: 3, settled: 3, failed: 0 })
    expect(await settleDue(w.env)).toEqual({ seen: 0, settled: 0, failed: 0 })
    w.travelTo('2027-01-02')
    await expect(sales.closes('2026-12')).toBeRefused('conflict', /Close November 2026 first/)
    expect(await sales.closes('2026-11')).toMatchObject({ statements: 0 })
    expect(await sales.closes('2026-12')).toMatchObject({ statements: 3 })
    statementId = (await sales.statement('alder', '2026-12')).id
  })

  it('its lines add up to its total, their steps to each line, to the cent', async () => {
    for (const partner of ['alder', 'brightwater', 'corvane'] as const) {
      const statement = await sales.statement(partner, '2026-12')
      expect(statement.lines).toHaveLength(3)
      expect(statement.lines.reduce((sum, { amountMinor }) => sum + amountMinor, 0)).toBe(statement.totalMinor)
      for (const { steps, amountMinor, decision } of statement.lines) {
        expect(steps.reduce((sum, step) => sum + step.amountMinor, 0)).toBe(amountMinor)
        expect(decision).toMatchObject({ point: 'commission', outcome: { type: 'earn' }, policy: { version: 1 } })
        expect(decision.facts.length).toBeGreaterThan(10)
        expect(decision.reasons[0]!.text).not.toBe('')
      }
    }
  })

  it('computed anew it comes out the same, for the partner and, with the division of the pool, for the staff', async () => {
    const own = await w.as('alder').does(partnerStatements.check, { params: { id: statementId } })
    expect(own).toMatchObject({ recomputes: true, lines: 3, findings: [] })
    for (const partner of ['alder', 'brightwater', 'corvane'] as const)
      expect(await sales.checks((await sales.statement(partner, '2026-12')).id)).toMatchObject({
        recomputes: true,
        findings: [],
      })
  })

  it('as CSV, the steps add up to the total as well', async () => {
    const { totalMinor, reference } = await sales.statement('alder', '2026-12')
    const answer = await w.as('alder').fetches(`/api/v1/partner/statements/${statementId}/file`)
    expect(answer.status).toBe(200)
    expect(answer.headers.get('content-disposition')).toContain(`Statement ${reference} 2026-12.csv`)
    const amounts = answer.text
      .trim()
      .split('\r\n')
      .slice(1)
      .map((line) => line.split(',').at(-1)!)
    expect(amounts.reduce((sum, amount) => sum + BigInt(amount.replace('.', '')), 0n)).toBe(BigInt(totalMinor))
  })

  it('nobody else finds it, and its rivals aren’t in it', async () => {
    const rival = w.as('brightwater')
    expect((await rival.sends(partnerStatements.get, { params: { id: statementId } })).status).toBe(404)
    expect((await rival.sends(partnerStatements.check, { params: { id: statementId } })).status).toBe(404)
    expect((await rival.fetches(`/api/v1/partner/statements/${statementId}/file`)).status).toBe(404)
    const text = JSON.stringify(await w.as('alder').does(partnerStatements.get, { params: { id: statementId } }))
    for (const name of ['Brightwater', 'Corvane', 'brightwater']) expect(text).not.toContain(name)
  })

  it('a line that was changed past all guards is found', async () => {
    await w.sql('ALTER TABLE parley.statement_line DISABLE TRIGGER append_only')
    await w.sql(
      'UPDATE parley.statement_line SET amount_minor = amount_minor - 100 WHERE statement_id = $1 AND position = 1',
      [statementId],
    )
    await w.sql('ALTER TABLE parley.statement_line ENABLE TRIGGER append_only')
    const { recomputes, findings } = await sales.checks(statementId)
    expect(recomputes).toBe(false)
    expect(findings).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/lines add up/),
        expect.stringMatching(/^Line 1: its steps add up/),
      ]),
    )
  })

  it('a statement is paid once, by finance', async () => {
    const { id } = await sales.statement('corvane', '2026-12')
    await expect(w.as('manager').does(staffStatements.pay, { params: { id }, body: {} })).toBeRefused('notAllowed')
    expect((await sales.pays(id)).paidAt).not.toBeNull()
    await expect(sales.pays(id)).toBeRefused('conflict', /paid already/)
    const [claim] = await sales.ownClaims('corvane')
    expect(claim!.state).toBe('paid')
    const { items } = await w.as('manager').does(staffDeals.list, { query: { q: 'Swift' } })
    expect(claimOf(await sales.reads(items[0]!.id), 'corvane').paidMinor).toBeGreaterThan(0)
  })
})
